// When a period ends (X3, X11), and why: each day counted or not counted, with its notice.
// The day of the start never counts. Calendar days run through holidays and are not moved.
//
// To the end of a day: the n-th countable day after the start, 23:59:59. A day counts when the
// clock runs at that second, so a pause adds exactly the countable days whose end lies in it. To
// the same time: time elapses, for working days only on working days; a pause adds exactly the time
// of this kind that lies in it. A start on a day that does not work is the end of the working day
// before, so that a later start never means an earlier end.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
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

// "3 working days", "30 days", "1 day", "12 hours", "90 minutes"; one space between words, no sign.
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
    std::span<const Pause> pauses;  // in any order, may overlap; those with to <= from do nothing
};

struct Answer {
    Instant due;  // the last second in time
    // The due date, or with working days any day on the way, rests on no published notice.
    bool provisional = false;
    friend bool operator==(const Answer&, const Answer&) = default;
};

// Over a million a second, however long the period. O(1) without pauses, else O(p log p).
// The period's amount must be in its range.
Answer find_due(const Calendar& calendar, const Zone& zone, const Request& request);

struct CountedDay {
    LocalDate date;
    Day day;
    bool counted = false;
    bool paused = false;       // would count, but the clock stood still
    std::uint32_t number = 0;  // 1, 2, 3 … of the counted ones, 0 when not counted
};
struct ExplainedAnswer {
    Answer answer;
    // Every day from the day after the start up to the due day. Empty for hours and minutes, which
    // run through all days alike.
    std::vector<CountedDay> days;
};
// The answer of find_due with the days that lead to it. O(days).
ExplainedAnswer explain_due(const Calendar& calendar, const Zone& zone, const Request& request);

}  // namespace pingli::calendar
