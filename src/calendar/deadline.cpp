#include "calendar/deadline.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace pingli::calendar {

namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr Duration kEndOfDay = 23h + 59min + 59s;

// In order, apart from each other, none empty.
std::vector<Pause> in_order(std::span<const Pause> pauses) {
    std::vector<Pause> sorted;
    for (const Pause& pause : pauses)
        if (pause.from < pause.to) sorted.push_back(pause);
    std::ranges::sort(sorted, {}, &Pause::from);
    std::vector<Pause> merged;
    for (const Pause& pause : sorted) {
        if (!merged.empty() && pause.from <= merged.back().to)
            merged.back().to = std::max(merged.back().to, pause.to);
        else
            merged.push_back(pause);
    }
    return merged;
}

// The question as the wall clock sees it.
struct Start {
    LocalDate date;
    Duration clock;
};
Start start_of(const Zone& zone, Instant from) {
    const LocalTime local = zone.to_local(from);
    const LocalDate date = std::chrono::floor<days>(local);
    return {.date = date, .clock = local - date};
}

bool counts_days(const Request& request) {
    return request.period.unit == Unit::WorkingDays ||
           (request.period.unit == Unit::Days && request.ends == Ends::EndOfDay);
}

// Countable days as numbers: how many up to a date, and the date of a number.
class DayCount {
public:
    DayCount(const Calendar& calendar, Unit unit) : calendar_(calendar), unit_(unit) {}
    [[nodiscard]] std::int64_t until(LocalDate date) const {
        return unit_ == Unit::WorkingDays ? calendar_.working_days_until(date)
                                          : date.time_since_epoch().count();
    }
    [[nodiscard]] LocalDate date(std::int64_t count) const {
        return unit_ == Unit::WorkingDays ? calendar_.working_day(count) : LocalDate{days{count}};
    }

private:
    const Calendar& calendar_;
    Unit unit_;
};

// The moment of each day at which the clock must run for the day to count.
class Moments {
public:
    Moments(const Zone& zone, Duration clock) : zone_(zone), clock_(clock) {}
    [[nodiscard]] Instant of(LocalDate date) const { return zone_.to_instant(date + clock_); }
    // The first date whose moment is not before `at`.
    [[nodiscard]] LocalDate first_from(Instant at) const {
        LocalDate date = std::chrono::floor<days>(zone_.to_local(at)) - days{1};
        while (of(date) < at) date += days{1};
        return date;
    }

private:
    const Zone& zone_;
    Duration clock_;
};

LocalDate skip_paused(LocalDate date, const Moments& moments, const std::vector<Pause>& pauses) {
    for (const Pause& pause : pauses) {
        const Instant moment = moments.of(date);
        if (moment >= pause.from && moment < pause.to) date = moments.first_from(pause.to);
    }
    return date;
}

LocalDate due_date(const DayCount& count, const Moments& moments, LocalDate start,
                   std::int64_t amount, std::span<const Pause> pauses) {
    if (pauses.empty()) return amount == 0 ? start : count.date(count.until(start) + amount);
    const std::vector<Pause> ordered = in_order(pauses);
    if (amount == 0) return skip_paused(start, moments, ordered);
    LocalDate done = start;  // The last date dealt with.
    for (const Pause& pause : ordered) {
        const LocalDate first = std::max(moments.first_from(pause.from), start + days{1});
        const LocalDate after = moments.first_from(pause.to);
        if (first >= after) continue;
        const std::int64_t before_it = count.until(first - days{1}) - count.until(done);
        if (amount <= before_it) break;
        amount -= before_it;
        done = after - days{1};
    }
    return count.date(count.until(done) + amount);
}

// The instant at which the clock has run for `length` since `from`.
Instant advance(Instant from, Duration length, const std::vector<Pause>& pauses) {
    for (const Pause& pause : pauses) {
        if (pause.to <= from) continue;
        const Duration before_it = std::max(pause.from - from, Duration{0});
        if (length <= before_it) break;
        length -= before_it;
        from = pause.to;
    }
    return from + length;
}

Duration length_of(const Zone& zone, Instant from, const Period& period) {
    if (period.unit == Unit::Minutes) return std::chrono::minutes{period.amount};
    if (period.unit == Unit::Hours) return std::chrono::hours{period.amount};
    if (period.amount == 0) return Duration{0};
    return zone.to_instant(zone.to_local(from) + days{period.amount}) - from;
}

LocalDate date_of(const Zone& zone, Instant at) {
    return std::chrono::floor<days>(zone.to_local(at));
}

Answer find_elapsed(const Calendar& calendar, const Zone& zone, const Request& request) {
    const Duration length = length_of(zone, request.from, request.period);
    Answer answer{.due = request.from + length, .provisional = false};
    if (!request.pauses.empty())
        answer.due = advance(request.from, length, in_order(request.pauses));
    LocalDate date = date_of(zone, answer.due);
    if (request.ends == Ends::EndOfDay) {
        const Moments moments{zone, kEndOfDay};
        if (!request.pauses.empty()) date = skip_paused(date, moments, in_order(request.pauses));
        answer.due = moments.of(date);
    }
    answer.provisional = calendar.is_provisional(date);
    return answer;
}

bool is_paused(Instant at, const std::vector<Pause>& pauses) {
    return std::ranges::any_of(
        pauses, [at](const Pause& pause) { return at >= pause.from && at < pause.to; });
}

void number_days(std::vector<CountedDay>& listed, const Request& request, const Moments& moments) {
    const std::vector<Pause> pauses = in_order(request.pauses);
    std::uint32_t number = 0;
    for (CountedDay& day : listed) {
        const bool countable = request.period.unit == Unit::Days || day.day.works();
        day.paused = countable && is_paused(moments.of(day.date), pauses);
        day.counted = countable && !day.paused;
        if (day.counted) day.number = ++number;
    }
}

// Days to the same time: a day counts when the next 24 hours of the clock are full on it.
void number_elapsed_days(std::vector<CountedDay>& listed, const Zone& zone,
                         const Request& request) {
    const std::vector<Pause> pauses = in_order(request.pauses);
    std::int64_t full = 0;
    for (CountedDay& day : listed) {
        const std::int64_t before = full;
        while (full < request.period.amount) {
            const Period next{.amount = full + 1, .unit = Unit::Days};
            const Instant at = advance(request.from, length_of(zone, request.from, next), pauses);
            if (date_of(zone, at) > day.date) break;
            ++full;
        }
        day.counted = full > before;
        day.paused = !day.counted;
        if (day.counted) day.number = static_cast<std::uint32_t>(full);
    }
}

}  // namespace

Answer find_due(const Calendar& calendar, const Zone& zone, const Request& request) {
    const Period period = request.period;
    PINGLI_ASSERT(period.amount >= 0 && period.amount <= kPeriodAmountMax);
    if (!counts_days(request)) return find_elapsed(calendar, zone, request);
    const Start start = start_of(zone, request.from);
    const Moments moments{zone, request.ends == Ends::EndOfDay ? kEndOfDay : start.clock};
    const LocalDate date = due_date(DayCount{calendar, period.unit}, moments, start.date,
                                    period.amount, request.pauses);
    const bool first_is_open = period.unit == Unit::WorkingDays && period.amount > 0 &&
                               calendar.is_provisional(start.date + days{1});
    return {.due = moments.of(date), .provisional = first_is_open || calendar.is_provisional(date)};
}

ExplainedAnswer explain_due(const Calendar& calendar, const Zone& zone, const Request& request) {
    ExplainedAnswer explained{.answer = find_due(calendar, zone, request), .days = {}};
    const Unit unit = request.period.unit;
    if (unit == Unit::Hours || unit == Unit::Minutes) return explained;
    const Start start = start_of(zone, request.from);
    const LocalDate last = date_of(zone, explained.answer.due);
    for (LocalDate date = start.date + days{1}; date <= last; date += days{1})
        explained.days.push_back({.date = date, .day = calendar.day(date)});
    if (counts_days(request)) {
        const Duration clock = request.ends == Ends::EndOfDay ? kEndOfDay : start.clock;
        number_days(explained.days, request, Moments{zone, clock});
    } else {
        number_elapsed_days(explained.days, zone, request);
    }
    return explained;
}

}  // namespace pingli::calendar
