#include <algorithm>
#include <array>
#include <charconv>

#include "calendar/deadline.hpp"

namespace pingli::calendar {

std::optional<Period> parse_period(std::string_view text) {
    constexpr std::array<std::string_view, 4> kNames{"working day", "day", "hour", "minute"};
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos || text.front() == '-') return std::nullopt;
    const std::string_view digits = text.substr(0, blank);
    std::int64_t amount = 0;
    const auto read = std::from_chars(digits.begin(), digits.end(), amount);
    if (read.ec != std::errc{} || read.ptr != digits.end() || amount > kPeriodAmountMax)
        return std::nullopt;
    std::string_view name = text.substr(blank + 1);
    if (name.ends_with('s')) name.remove_suffix(1);
    const auto* const unit = std::ranges::find(kNames, name);
    if (unit == kNames.end()) return std::nullopt;
    return Period{.amount = amount, .unit = static_cast<Unit>(unit - kNames.begin())};
}

Ends default_ends(Unit unit) {
    return unit == Unit::WorkingDays ? Ends::EndOfDay : Ends::SameTime;
}

}  // namespace pingli::calendar
