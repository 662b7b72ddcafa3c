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

LocalDate date_of(const Zone& zone, Instant at) {
    return std::chrono::floor<days>(zone.to_local(at));
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

Instant end_of(const Zone& zone, LocalDate date) {
    return zone.to_instant(date + kEndOfDay);
}

// The first date whose end is not before `at`.
LocalDate first_ending_from(const Zone& zone, Instant at) {
    LocalDate date = date_of(zone, at) - days{1};
    while (end_of(zone, date) < at) date += days{1};
    return date;
}

// The first date from `date` on whose end is in no pause.
LocalDate skip_paused(LocalDate date, const Zone& zone, const std::vector<Pause>& pauses) {
    for (const Pause& pause : pauses) {
        const Instant end = end_of(zone, date);
        if (end >= pause.from && end < pause.to) date = first_ending_from(zone, pause.to);
    }
    return date;
}

// To the end of a day: the date of the amount-th countable day whose end is in no pause.
LocalDate find_date(const DayCount& count, const Zone& zone, LocalDate start, std::int64_t amount,
                    std::span<const Pause> pauses) {
    if (pauses.empty()) return amount == 0 ? start : count.date(count.until(start) + amount);
    const std::vector<Pause> ordered = in_order(pauses);
    if (amount == 0) return skip_paused(start, zone, ordered);
    LocalDate done = start;  // The last date dealt with.
    for (const Pause& pause : ordered) {
        const LocalDate first = std::max(first_ending_from(zone, pause.from), start + days{1});
        const LocalDate after = first_ending_from(zone, pause.to);
        if (first >= after) continue;
        const std::int64_t before_it = count.until(first - days{1}) - count.until(done);
        if (amount <= before_it) break;
        amount -= before_it;
        done = after - days{1};
    }
    return count.date(count.until(done) + amount);
}

// Time that elapses: all of it, or only that of working days.
class Elapsing {
public:
    Elapsing(const Calendar& calendar, const Zone& zone, bool on_working_days)
        : calendar_(calendar), zone_(zone), on_working_days_(on_working_days) {}

    // Seconds elapsed until `at`, counted from an arbitrary but fixed instant.
    [[nodiscard]] Duration until(Instant at) const {
        if (!on_working_days_) return at.time_since_epoch();
        const LocalTime local = zone_.to_local(at);
        const LocalDate date = std::chrono::floor<days>(local);
        const std::int64_t before = calendar_.working_days_until(date - days{1});
        const bool works = calendar_.working_days_until(date) > before;
        return days{before} + (works ? local - date : Duration{0});
    }

    // When `length`, more than nothing, has elapsed since `from`.
    [[nodiscard]] Instant after(Instant from, Duration length) const {
        if (!on_working_days_) return from + length;
        const Duration total = until(from) + length;
        const auto full = std::chrono::floor<days>(total);
        if (total > full) return on(full.count() + 1, total - full);
        return starts_a_working_day(from) ? on(full.count() + 1, Duration{0})
                                          : on(full.count(), kEndOfDay);
    }

private:
    [[nodiscard]] Instant on(std::int64_t working_day, Duration clock) const {
        return zone_.to_instant(calendar_.working_day(working_day) + clock);
    }
    [[nodiscard]] bool starts_a_working_day(Instant at) const {
        const LocalTime local = zone_.to_local(at);
        const LocalDate date = std::chrono::floor<days>(local);
        return local == LocalTime{date} && calendar_.day(date).works();
    }

    const Calendar& calendar_;
    const Zone& zone_;
    bool on_working_days_;
};

Instant advance(const Elapsing& elapsing, Instant from, Duration length,
                std::span<const Pause> pauses) {
    if (length == Duration{0}) return from;
    if (pauses.empty()) return elapsing.after(from, length);
    for (const Pause& pause : in_order(pauses)) {
        if (pause.to <= from) continue;
        const Duration before_it =
            elapsing.until(std::max(pause.from, from)) - elapsing.until(from);
        if (length <= before_it) break;
        length -= before_it;
        from = pause.to;
    }
    return elapsing.after(from, length);
}

Duration length_of(const Zone& zone, Instant from, const Period& period) {
    switch (period.unit) {
        case Unit::WorkingDays:
            return days{period.amount};
        case Unit::Days:  // By the wall clock: 23 hours when summer time begins.
            if (period.amount == 0) return Duration{0};
            return zone.to_instant(zone.to_local(from) + days{period.amount}) - from;
        case Unit::Hours:
            return std::chrono::hours{period.amount};
        case Unit::Minutes:
            return std::chrono::minutes{period.amount};
    }
    return Duration{0};
}

bool is_counted_in_days(Unit unit) {
    return unit == Unit::WorkingDays || unit == Unit::Days;
}

Instant find_instant(const Calendar& calendar, const Zone& zone, const Request& request) {
    const Period period = request.period;
    if (request.ends == Ends::EndOfDay && is_counted_in_days(period.unit)) {
        const DayCount count{calendar, period.unit};
        return end_of(zone, find_date(count, zone, date_of(zone, request.from), period.amount,
                                      request.pauses));
    }
    const Elapsing elapsing{calendar, zone, period.unit == Unit::WorkingDays};
    const Instant at =
        advance(elapsing, request.from, length_of(zone, request.from, period), request.pauses);
    if (request.ends == Ends::SameTime) return at;
    return end_of(zone, skip_paused(date_of(zone, at), zone, in_order(request.pauses)));
}

bool is_paused(Instant at, const std::vector<Pause>& pauses) {
    return std::ranges::any_of(
        pauses, [at](const Pause& pause) { return at >= pause.from && at < pause.to; });
}

void number_ended_days(std::vector<CountedDay>& listed, const Zone& zone, const Request& request) {
    const std::vector<Pause> pauses = in_order(request.pauses);
    std::uint32_t number = 0;
    for (CountedDay& day : listed) {
        const bool countable = request.period.unit == Unit::Days || day.day.works();
        day.paused = countable && is_paused(end_of(zone, day.date), pauses);
        day.counted = countable && !day.paused;
        if (day.counted) day.number = ++number;
    }
}

// To the same time: a day counts when a period of one more day would end on it.
void number_elapsed_days(std::vector<CountedDay>& listed, const Calendar& calendar,
                         const Zone& zone, const Request& request) {
    std::int64_t full = 0;
    for (CountedDay& day : listed) {
        const std::int64_t before = full;
        while (full < request.period.amount) {
            Request next = request;
            next.period.amount = full + 1;
            if (date_of(zone, find_instant(calendar, zone, next)) > day.date) break;
            ++full;
        }
        day.counted = full > before;
        day.paused = !day.counted && (request.period.unit == Unit::Days || day.day.works());
        if (day.counted) day.number = static_cast<std::uint32_t>(full);
    }
}

}  // namespace

Answer find_due(const Calendar& calendar, const Zone& zone, const Request& request) {
    const Period period = request.period;
    PINGLI_ASSERT(period.amount >= 0 && period.amount <= kPeriodAmountMax);
    const Instant due = find_instant(calendar, zone, request);
    // The published dates have no hole: when both ends are among them, so is the way.
    const bool first_is_open = period.unit == Unit::WorkingDays && period.amount > 0 &&
                               calendar.is_provisional(date_of(zone, request.from) + days{1});
    return {.due = due,
            .provisional = first_is_open || calendar.is_provisional(date_of(zone, due))};
}

ExplainedAnswer explain_due(const Calendar& calendar, const Zone& zone, const Request& request) {
    ExplainedAnswer explained{.answer = find_due(calendar, zone, request), .days = {}};
    if (!is_counted_in_days(request.period.unit)) return explained;
    const LocalDate start = date_of(zone, request.from);
    const LocalDate last = date_of(zone, explained.answer.due);
    for (LocalDate date = start + days{1}; date <= last; date += days{1})
        explained.days.push_back({.date = date, .day = calendar.day(date)});
    if (request.ends == Ends::EndOfDay)
        number_ended_days(explained.days, zone, request);
    else
        number_elapsed_days(explained.days, calendar, zone, request);
    return explained;
}

}  // namespace pingli::calendar
