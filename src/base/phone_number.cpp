#include "base/phone_number.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace pingli {

namespace {

constexpr std::size_t kDigitsMin = 5;
constexpr std::size_t kMobileDigits = 11;
constexpr std::size_t kAreaDigitsMin = 3;  // 010, 021; with its 0
constexpr std::size_t kAreaDigitsMax = 4;  // 0571
constexpr std::size_t kLocalDigitsMin = 7;
constexpr std::size_t kLocalDigitsMax = 8;
constexpr std::size_t kExtensionDigitsMax = 5;

// Carriers' prefixes for cheaper calls, which lists show before the number.
constexpr auto kDiallingPrefixes = std::to_array<std::string_view>(
    {"12593", "12520", "17951", "17911", "17909", "17901", "17900", "10193", "11808"});
// What parts a number from its extension.
constexpr auto kExtensionMarks =
    std::to_array<std::string_view>({"转", "分机", "ext", "x", ",", "，", "#"});

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_mobile(std::string_view digits) {
    return digits.size() == kMobileDigits && digits[0] == '1' && digits[1] >= '3';
}

bool is_with_area(std::string_view digits) {
    return digits.starts_with('0') && digits.size() >= kAreaDigitsMin + kLocalDigitsMin &&
           digits.size() <= kAreaDigitsMax + kLocalDigitsMax;
}

// 400 and 800 numbers have no area code.
bool is_service(std::string_view digits) {
    return digits.starts_with("400") || digits.starts_with("800");
}

// Digits and "*", or nothing when something else is in it but marks.
std::optional<std::string> digits_of(std::string_view text) {
    constexpr std::string_view kMarks = " -()+.'\t";  // ' before what a spreadsheet takes as text
    std::string out;
    while (!text.empty()) {
        const bool is_wide = text.starts_with("（") || text.starts_with("）");
        const char c = text.front();
        if (is_digit(c) || c == '*')
            out += c;
        else if (!is_wide && !kMarks.contains(c))
            return std::nullopt;
        text.remove_prefix(is_wide ? std::string_view{"（"}.size() : 1);
    }
    return out;
}

std::string_view without_extension(std::string_view text) {
    for (const std::string_view mark : kExtensionMarks)
        if (const std::size_t at = text.find(mark); at != std::string_view::npos && at > 0)
            text = text.substr(0, at);
    const std::size_t dash = text.rfind('-');
    if (dash == std::string_view::npos || text.size() - dash - 1 > kExtensionDigitsMax) return text;
    const auto before = digits_of(text.substr(0, dash));
    return before && is_with_area(*before) ? text.substr(0, dash) : text;
}

void drop_country(std::string& digits, bool has_plus) {
    if (digits.starts_with("0086")) {
        digits.erase(0, 4);
    } else if (digits.starts_with("86") && (has_plus || digits.size() > kMobileDigits)) {
        digits.erase(0, 2);
    }
}

void drop_dialling_prefix(std::string& digits) {
    for (const std::string_view prefix : kDiallingPrefixes) {
        if (!digits.starts_with(prefix)) continue;
        const std::string_view rest = std::string_view{digits}.substr(prefix.size());
        if (!is_mobile(rest) && !is_with_area(rest)) continue;
        digits.erase(0, prefix.size());
        return;
    }
}

std::string folded(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

// 88886666 and 0571-88886666.
bool is_local_of(std::string_view local, std::string_view whole) {
    const std::size_t size = local.size();
    if (size < kLocalDigitsMin || size > kLocalDigitsMax || local.front() < '2') return false;
    return is_with_area(whole) && whole.ends_with(local) && whole.size() - size >= kAreaDigitsMin &&
           whole.size() - size <= kAreaDigitsMax;
}

// 1.34E+10 and 13400001111: as many digits, the first the same.
bool is_rounded_of(std::string_view rounded, std::string_view number) {
    const std::size_t e = rounded.find_first_of("Ee");
    std::string digits;
    std::ranges::copy_if(rounded.substr(0, e), std::back_inserter(digits), is_digit);
    while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
    digits.pop_back();  // The last one may be rounded up.
    return number.starts_with(digits);
}

}  // namespace

std::string national_number(std::string_view text) {
    if (is_rounded_number(text)) return {};
    const std::string lower = folded(text);
    const std::string_view bare = without_extension(lower);
    auto found = digits_of(bare);
    if (!found) return {};
    std::string digits = std::move(*found);
    drop_country(digits, bare.starts_with('+'));
    drop_dialling_prefix(digits);
    if (digits.starts_with('0') && is_mobile(std::string_view{digits}.substr(1)))
        digits.erase(0, 1);  // As one dials a mobile of elsewhere.
    const bool may_lack_zero = digits.size() == kMobileDigits || digits.size() + 1 == kMobileDigits;
    if (may_lack_zero && !digits.starts_with('0') && !digits.starts_with('*') &&
        !is_mobile(digits) && !is_service(digits))
        digits.insert(0, 1, '0');
    return digits.size() < kDigitsMin ? std::string{} : digits;
}

bool is_rounded_number(std::string_view text) {
    const auto is_mantissa = [](char c) { return is_digit(c) || c == '.' || c == ','; };
    const auto e = std::ranges::find_if_not(text, is_mantissa);
    if (e == text.begin() || e == text.end() || (*e != 'E' && *e != 'e')) return false;
    std::string_view exponent{e + 1, text.end()};
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    return !exponent.empty() && std::ranges::all_of(exponent, is_digit) && is_digit(text.front());
}

SameNumber compare_numbers(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return SameNumber::No;
    const std::string one = national_number(a);
    const std::string other = national_number(b);
    if (one.empty() || other.empty()) {
        if (is_rounded_number(a) && is_rounded_of(a, other)) return SameNumber::Maybe;
        if (is_rounded_number(b) && is_rounded_of(b, one)) return SameNumber::Maybe;
        return folded(a) == folded(b) ? SameNumber::Yes : SameNumber::No;
    }
    const auto agrees = [](char x, char y) { return x == y || x == '*' || y == '*'; };
    if (std::ranges::equal(one, other, agrees))
        return one == other && !one.contains('*') ? SameNumber::Yes : SameNumber::Maybe;
    if (is_local_of(one, other) || is_local_of(other, one)) return SameNumber::Yes;
    // An extension behind it without a mark.
    const auto& [shorter, longer] =
        std::minmax(one, other, [](const auto& x, const auto& y) { return x.size() < y.size(); });
    const bool is_extended = is_with_area(shorter) && longer.starts_with(shorter) &&
                             longer.size() - shorter.size() <= kExtensionDigitsMax;
    return is_extended ? SameNumber::Maybe : SameNumber::No;
}

}  // namespace pingli
