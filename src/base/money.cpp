#include "base/money.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/utf8.hpp"

namespace pingli {

namespace {

using namespace std::literals;

constexpr std::size_t kWrittenBytesMax = 64;

// Full-width signs, digits and blanks as the plain ones.
std::string narrowed(std::string_view text) {
    constexpr char32_t kWideFirst = 0xFF01;
    constexpr char32_t kWideLast = 0xFF5E;
    constexpr char32_t kWideBlank = 0x3000;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto [code, size] = utf8::decode(text, at);
        if (code >= kWideFirst && code <= kWideLast)
            out += static_cast<char>(code - kWideFirst + '!');
        else if (code == kWideBlank)
            out += ' ';
        else
            out += text.substr(at, size);
        at += size;
    }
    return out;
}

std::string_view without_blanks(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

// What may stand before and after an amount. A currency's own code always may.
struct Marks {
    std::string_view currency;
    std::array<std::string_view, 7> before;
    std::array<std::string_view, 6> after;
};
constexpr std::array<Marks, 2> kMarks{
    {{"CNY"sv, {"人民币", "¥", "￥", "RMB", "rmb"}, {"块钱", "元", "块", "圆", "RMB", "rmb"}},
     {"JPY"sv, {"¥", "￥"}, {"円", "日元"}}}};

// Takes one mark off that end, and the blanks behind it.
template <std::size_t N>
bool take_mark(std::string_view& text, const std::array<std::string_view, N>& marks, bool first) {
    for (const std::string_view mark : marks) {
        if (mark.empty() || !(first ? text.starts_with(mark) : text.ends_with(mark))) continue;
        first ? text.remove_prefix(mark.size()) : text.remove_suffix(mark.size());
        text = without_blanks(text);
        return true;
    }
    return false;
}

// "1,234.50" -> "1234.50"; false when the commas do not part groups of three.
bool drop_group_commas(std::string& text) {
    const std::size_t begin = text.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::size_t first = text.find(',');
    if (first == std::string::npos) return true;
    if (first == begin || first - begin > 3 || first > point) return false;
    for (std::size_t at = begin; at < text.size(); ++at) {
        const bool parts = at >= first && at < point && (point - at) % 4 == 0;
        if ((text[at] == ',') != parts) return false;
    }
    std::erase(text, ',');
    return true;
}

}  // namespace

std::optional<Currency> Currency::parse(std::string_view code) {
    Currency currency;
    if (code.size() != currency.code_.size()) return std::nullopt;
    if (!std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; }))
        return std::nullopt;
    std::ranges::copy(code, currency.code_.begin());
    return currency;
}

int Currency::decimals() const {
    static constexpr std::array kNone{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                      "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
    static constexpr std::array kThree{"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
    if (std::ranges::find(kNone, code()) != kNone.end()) return 0;
    return std::ranges::find(kThree, code()) != kThree.end() ? 3 : 2;
}

std::optional<Money> Money::parse(std::string_view amount, Currency currency) {
    const bool negative = amount.starts_with('-');
    if (negative) amount.remove_prefix(1);
    const int decimals = currency.decimals();
    int after_point = -1;
    std::int64_t minor = 0;
    bool any_digit = false;
    for (const char c : amount) {
        if (c == '.' && after_point < 0 && any_digit) {
            after_point = 0;
            continue;
        }
        if (c < '0' || c > '9' || after_point == decimals) return std::nullopt;
        if (minor > (std::numeric_limits<std::int64_t>::max() - 9) / 10) return std::nullopt;
        minor = minor * 10 + (c - '0');
        any_digit = true;
        if (after_point >= 0) ++after_point;
    }
    if (!any_digit || after_point == 0) return std::nullopt;
    for (int i = std::max(after_point, 0); i < decimals; ++i) {
        if (minor > std::numeric_limits<std::int64_t>::max() / 10) return std::nullopt;
        minor *= 10;
    }
    return Money{.minor = negative ? -minor : minor, .currency = currency};
}

std::optional<Money> Money::read(std::string_view written, Currency currency) {
    if (written.size() > kWrittenBytesMax || !utf8::is_valid(written)) return std::nullopt;
    const std::string plain = narrowed(written);
    std::string_view text = without_blanks(plain);
    const bool negative = text.starts_with('-');
    if (negative) text = without_blanks(text.substr(1));
    const std::array<std::string_view, 1> code{currency.code()};
    take_mark(text, code, true) || take_mark(text, code, false);
    const auto marks = std::ranges::find(kMarks, currency.code(), &Marks::currency);
    if (marks != kMarks.end()) {
        take_mark(text, marks->before, true);
        take_mark(text, marks->after, false);
    }
    if (text.starts_with('-') && negative) return std::nullopt;
    std::string amount{text};
    if (!drop_group_commas(amount)) return std::nullopt;
    auto money = parse(amount, currency);
    if (money && negative) money->minor = -money->minor;
    return money;
}

std::string Money::amount() const {
    const auto decimals = static_cast<std::size_t>(currency.decimals());
    std::string digits = std::to_string(minor < 0 ? -minor : minor);
    if (decimals > 0) {
        if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
        digits.insert(digits.size() - decimals, ".");
    }
    if (minor < 0) digits.insert(digits.begin(), '-');  // not "-" +: g++ 12 warns, bug 105651
    return digits;
}

}  // namespace pingli
