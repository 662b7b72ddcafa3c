#include "base/money.hpp"

#include <algorithm>
#include <limits>

namespace pingli {

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
