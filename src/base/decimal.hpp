// An exact decimal number such as 12.50: an integer and how many of its digits stand after the
// point. Never a floating-point number. Compared by value: 12.5 equals 12.50.

#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pingli {

class Decimal {
public:
    static constexpr int kDigitsMax = 18;

    constexpr Decimal() = default;
    constexpr explicit Decimal(std::int64_t whole) : units_(whole) {}
    // `units` / 10^decimals; decimals in 0..kDigitsMax.
    static constexpr Decimal of(std::int64_t units, int decimals) {
        Decimal out{units};
        out.decimals_ = static_cast<std::uint8_t>(decimals);
        return out;
    }
    // "-3", "12.50", also JSON's "1.5e3". At most kDigitsMax digits; nothing when it does not fit.
    static std::optional<Decimal> parse(std::string_view text);

    [[nodiscard]] std::int64_t units() const { return units_; }
    [[nodiscard]] int decimals() const { return decimals_; }
    // The integer this is, or nothing when something stands after the point.
    [[nodiscard]] std::optional<std::int64_t> whole() const;
    [[nodiscard]] std::string to_text() const;  // with the decimals it was written with

    // Twice the number of 10^-scale steps below or at this number, and one more when it lies
    // between two steps: on numbers of at most `scale` decimals the order of these keys is the
    // order of the numbers, and any other number falls between its neighbours. Saturates at
    // +-kKeyMax; scale in 0..kDigitsMax.
    static constexpr std::int64_t kKeyMax = std::int64_t{1} << 62;
    [[nodiscard]] std::int64_t key(int scale) const;

    friend bool operator==(Decimal left, Decimal right) {
        return (left <=> right) == std::strong_ordering::equal;
    }
    friend std::strong_ordering operator<=>(Decimal left, Decimal right);

private:
    std::int64_t units_ = 0;
    std::uint8_t decimals_ = 0;
};

}  // namespace pingli
