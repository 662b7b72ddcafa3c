// Numbers and amounts as people write them: 10元, 十块, 两百五, ￥20, 3万, 补我十六, 12.5kg.
// Works on folded text (full width and circled digits are plain there).

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "text/offset.hpp"

namespace pingli::text {

enum class Unit : std::uint8_t {
    None,  // a bare number
    Money,
    Percent,
    Discount,  // 七折
    Star,      // 一星, 五颗星
    Score,     // 打七分
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Piece,  // 三件, 两个 …
    Length,
    Weight,
    Times,  // 三倍, 两次
    Other,  // Latin letters behind it: 120W, 500ml
};

struct Number {
    Offset start{};  // bytes of the folded text, with sign and unit
    Offset end{};
    Offset digits_start{};  // the number alone
    Offset digits_end{};
    std::int64_t hundredths = 0;
    Unit unit = Unit::None;
    bool is_chinese = false;  // written in 一二三

    // As CNY, when it is an amount of money, or a bare number where `allow_bare`.
    [[nodiscard]] std::optional<Money> money(bool allow_bare = false) const;
};

// All numbers in order. Runs of more than 9 digits are identifiers, not numbers, and left out, as
// are single Chinese digits without a unit (一样, 万一).
void find_numbers(std::string_view text, std::vector<Number>& out);
// Of `numbers` in order: those within [start, end) with sign and unit. O(log n).
std::span<const Number> numbers_within(std::span<const Number> numbers, std::size_t start,
                                       std::size_t end);
// Those whose digits share a byte with [start, end). O(log n).
std::span<const Number> numbers_touching(std::span<const Number> numbers, std::size_t start,
                                         std::size_t end);

}  // namespace pingli::text
