// An amount of money: minor units and a currency, never a floating-point number.

#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pingli {

class Currency {
public:
    constexpr Currency() = default;
    // Three upper-case letters of ISO 4217.
    static std::optional<Currency> parse(std::string_view code);
    [[nodiscard]] std::string_view code() const { return {code_.data(), code_.size()}; }
    [[nodiscard]] int decimals() const;  // 2 for most, 0 for JPY, 3 for KWD
    friend constexpr auto operator<=>(const Currency&, const Currency&) = default;

private:
    std::array<char, 3> code_{'C', 'N', 'Y'};
};

struct Money {
    std::int64_t minor = 0;  // fen for CNY
    Currency currency;

    // "12.50", "12.5", "12", "-3.00"; at most the currency's decimals, no other sign or blank.
    static std::optional<Money> parse(std::string_view amount, Currency currency = {});
    // As people write an amount: 79, 79.00, ¥79, 79元, 79块, RMB 1,234.50, ７９; in digits,
    // groups of three or none. Nothing when of another currency, or when it is not clear.
    static std::optional<Money> read(std::string_view written, Currency currency = {});
    [[nodiscard]] std::string amount() const;  // "12.50"
    friend bool operator==(const Money&, const Money&) = default;
};

}  // namespace pingli
