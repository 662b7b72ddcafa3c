#include <algorithm>
#include <array>
#include <charconv>

#include "calendar/deadline.hpp"

namespace pingli::calendar {

std::optional<Period> parse_period(std::string_view text) {
    struct Name {
        std::string_view text;
        Unit unit;
    };
    constexpr std::array<Name, 8> kNames{{{"working days", Unit::WorkingDays},
                                          {"working day", Unit::WorkingDays},
                                          {"days", Unit::Days},
                                          {"day", Unit::Days},
                                          {"hours", Unit::Hours},
                                          {"hour", Unit::Hours},
                                          {"minutes", Unit::Minutes},
                                          {"minute", Unit::Minutes}}};
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos || text.front() == '-') return std::nullopt;
    std::int64_t amount = 0;
    const char* const end = text.data() + blank;
    const auto read = std::from_chars(text.data(), end, amount);
    if (read.ec != std::errc{} || read.ptr != end || amount > kPeriodAmountMax) return std::nullopt;
    const auto* const name = std::ranges::find(kNames, text.substr(blank + 1), &Name::text);
    if (name == kNames.end()) return std::nullopt;
    return Period{.amount = amount, .unit = name->unit};
}

Ends default_ends(Unit unit) {
    return unit == Unit::WorkingDays ? Ends::EndOfDay : Ends::SameTime;
}

}  // namespace pingli::calendar
