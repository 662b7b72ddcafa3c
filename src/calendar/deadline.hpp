// When a period ends (X3, X11), and why: each day counted or not counted, with its notice.
// The day of the start never counts. Calendar days run through holidays and are not moved.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "base/zone.hpp"
#include "calendar/calendar.hpp"

namespace pingli::calendar {

enum class Unit : std::uint8_t { WorkingDays, Days, Hours, Minutes };

struct Period {
    std::int64_t amount = 0;  // 0..kPeriodAmountMax
    Unit unit{};
    friend bool operator==(const Period&, const Period&) = default;
};
constexpr std::int64_t kPeriodAmountMax = 36500;

// "3 working days", "30 days", "1 day", "12 hours", "90 minutes".
std::optional<Period> parse_period(std::string_view text);

enum class Ends : std::uint8_t { EndOfDay, SameTime };  // 23:59:59 local, or the start's clock time
Ends default_ends(Unit unit);                           // end of day for working days only

struct Pause {  // The clock stands still in [from, to).
    Instant from;
    Instant to;
};

struct Request {
    Instant from;
    Period period;
    Ends ends{};
    std::span<const Pause> pauses;
};

struct Answer {
    Instant due;  // the last second in time
    bool provisional = false;
};

// Over a million a second for a few days.
Answer find_due(const Calendar& calendar, const Zone& zone, const Request& request);

struct CountedDay {
    LocalDate date;
    Day day;
    bool counted = false;
    std::uint32_t number = 0;  // 1, 2, 3 … of the counted ones
};
struct ExplainedAnswer {
    Answer answer;
    std::vector<CountedDay> days;  // every day from the day after the start up to the due day
};
ExplainedAnswer explain_due(const Calendar& calendar, const Zone& zone, const Request& request);

}  // namespace pingli::calendar
