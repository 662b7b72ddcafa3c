#include "base/decimal.hpp"

#include <charconv>

#include "base/assert.hpp"

namespace pingli {

namespace {

__extension__ using Wide = __int128;

// 10^exponent for 0..36, which a Wide holds.
Wide power_of_ten(int exponent) {
    Wide power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

// Splits "1.5e3" into its digits and the exponent; false when the exponent is none.
bool take_exponent(std::string_view& text, int& exponent) {
    const auto mark = text.find_first_of("eE");
    if (mark == std::string_view::npos) return true;
    std::string_view digits = text.substr(mark + 1);
    text = text.substr(0, mark);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    const auto [end, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    return failed == std::errc{} && end == digits.data() + digits.size();
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    int exponent = 0;
    if (!take_exponent(text, exponent)) return std::nullopt;
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    std::int64_t units = 0;
    int digits = 0;  // significant ones
    int decimals = -1;
    bool any = false;
    for (const char c : text) {
        if (c == '.' && decimals < 0 && any) {
            decimals = 0;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        if (digits > 0 || c != '0') ++digits;
        if (digits > kDigitsMax) return std::nullopt;
        units = units * 10 + (c - '0');
        any = true;
        if (decimals >= 0) ++decimals;
    }
    if (!any || decimals == 0) return std::nullopt;
    if (exponent < -2 * kDigitsMax || exponent > 2 * kDigitsMax) return std::nullopt;
    int after_point = (decimals < 0 ? 0 : decimals) - exponent;
    for (; after_point < 0; ++after_point, ++digits) {
        if (digits >= kDigitsMax) return std::nullopt;
        units *= 10;
    }
    if (after_point > kDigitsMax) return std::nullopt;
    return of(negative ? -units : units, after_point);
}

std::optional<std::int64_t> Decimal::whole() const {
    const auto step = static_cast<std::int64_t>(power_of_ten(decimals_));
    if (units_ % step != 0) return std::nullopt;
    return units_ / step;
}

std::string Decimal::to_text() const {
    const auto after_point = static_cast<std::size_t>(decimals_);
    std::string digits = std::to_string(units_);
    const bool negative = digits.starts_with('-');
    if (negative) digits.erase(0, 1);
    if (after_point > 0) {
        if (digits.size() <= after_point) digits.insert(0, after_point + 1 - digits.size(), '0');
        digits.insert(digits.size() - after_point, ".");
    }
    if (negative) digits.insert(digits.begin(), '-');  // not "-" +: g++ 12 warns, bug 105651
    return digits;
}

std::int64_t Decimal::key(int scale) const {
    PINGLI_ASSERT(scale >= 0 && scale <= kDigitsMax);
    Wide steps = units_;
    bool between = false;
    if (scale >= decimals_) {
        steps *= power_of_ten(scale - decimals_);
    } else {
        const Wide step = power_of_ten(decimals_ - scale);
        const Wide rest = ((steps % step) + step) % step;
        between = rest != 0;
        steps = (steps - rest) / step;
    }
    const Wide key = 2 * steps + (between ? 1 : 0);
    if (key > kKeyMax) return kKeyMax;
    if (key < -kKeyMax) return -kKeyMax;
    return static_cast<std::int64_t>(key);
}

std::strong_ordering operator<=>(Decimal left, Decimal right) {
    const Wide a = Wide{left.units_} * power_of_ten(right.decimals_);
    const Wide b = Wide{right.units_} * power_of_ten(left.decimals_);
    return a < b   ? std::strong_ordering::less
           : a > b ? std::strong_ordering::greater
                   : std::strong_ordering::equal;
}

}  // namespace pingli
