#include "calendar/calendar.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"

namespace pingli::calendar {

namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr std::int64_t kWorkingDaysAWeek = 5;
constexpr std::int64_t kDaysAWeek = 7;

LocalDate first_day_of(int year) {
    return LocalDate{std::chrono::year{year} / 1 / 1};
}

// 0 on a Monday … 6 on a Sunday.
std::int64_t weekday_index(LocalDate date) {
    return std::chrono::weekday{date}.iso_encoding() - 1;
}

LocalDate monday_of(LocalDate date) {
    return date - days{weekday_index(date)};
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return (a / b) - (a % b < 0 ? 1 : 0);
}

// Working days of the bare weekday pattern in [monday, monday + days_after], also backwards.
std::int64_t pattern_until(std::int64_t days_after) {
    const std::int64_t week = floor_div(days_after, kDaysAWeek);
    const std::int64_t in_week = days_after - (week * kDaysAWeek) + 1;
    return (week * kWorkingDaysAWeek) + std::min(in_week, kWorkingDaysAWeek);
}

// The inverse: days after the monday of working day `count` of the pattern, 1 being the monday.
std::int64_t pattern_day(std::int64_t count) {
    const std::int64_t week = floor_div(count - 1, kWorkingDaysAWeek);
    return (week * kDaysAWeek) + (count - 1 - (week * kWorkingDaysAWeek));
}

bool follow_each_other(const std::vector<int>& years) {
    if (years.empty() || years.front() < kYearMin || years.back() > kYearMax) return false;
    for (std::size_t i = 1; i < years.size(); ++i)
        if (years[i] != years[i - 1] + 1) return false;
    return true;
}

}  // namespace

Result<Calendar> Calendar::create(std::string id, std::vector<SpecialDay> days,
                                  std::vector<int> published) {
    if (!follow_each_other(published))
        return fail(ErrorCode::Invalid,
                    "calendar " + id + ": expected published years without a hole, " +
                        std::to_string(kYearMin) + " to " + std::to_string(kYearMax));
    Calendar calendar;
    calendar.firm_from_ = first_day_of(published.front());
    calendar.firm_before_ = LocalDate{std::chrono::year{published.back()} / 12 / 25};
    const LocalDate earliest = calendar.firm_from_ - std::chrono::days{kDaysAheadMax};
    const LocalDate latest = first_day_of(published.back() + 1) + std::chrono::days{kDaysAheadMax};
    std::ranges::sort(days, {}, &SpecialDay::date);
    for (std::size_t i = 0; i < days.size(); ++i) {
        const std::string where = "calendar " + id + ": " + format_date(days[i].date);
        if (i > 0 && days[i].date == days[i - 1].date)
            return fail(ErrorCode::Invalid, where + " is given twice");
        if (days[i].date < earliest || days[i].date >= latest)
            return fail(ErrorCode::Invalid, where + " lies outside the published years");
    }
    calendar.id_ = std::move(id);
    calendar.days_ = std::move(days);
    calendar.published_ = std::move(published);
    calendar.build_tables();
    return calendar;
}

void Calendar::build_tables() {
    LocalDate last = first_day_of(published_.back() + 1);
    table_from_ = monday_of(firm_from_);
    if (!days_.empty()) {
        table_from_ = monday_of(std::min(firm_from_, days_.front().date));
        last = std::max(last, days_.back().date);
    }
    const LocalDate end = monday_of(last) + days{kDaysAWeek};
    const auto size = static_cast<std::size_t>((end - table_from_).count());
    until_.reserve(size);
    nth_.reserve(size);
    for (LocalDate date = table_from_; date < end; date += days{1}) {
        if (day(date).works())
            nth_.push_back(static_cast<std::int32_t>((date - table_from_).count()));
        until_.push_back(static_cast<std::int32_t>(nth_.size()));
    }
    PINGLI_ASSERT(!until_.empty() && !nth_.empty());
}

Day Calendar::day(LocalDate date) const {
    const bool is_weekend = weekday_index(date) >= kWorkingDaysAWeek;
    Day day{.kind = is_weekend ? DayKind::Weekend : DayKind::WorkingDay,
            .name = {},
            .name_en = {},
            .notice = {},
            .provisional = is_provisional(date)};
    const auto special = std::ranges::lower_bound(days_, date, {}, &SpecialDay::date);
    if (special == days_.end() || special->date != date) return day;
    day.name = special->name.zh;
    day.name_en = special->name.en;
    day.notice = special->notice;
    if (special->is_off)
        day.kind = DayKind::DayOff;
    else if (is_weekend)
        day.kind = DayKind::MakeUpDay;
    return day;
}

std::int64_t Calendar::working_days_until(LocalDate date) const {
    const std::int64_t after = (date - table_from_).count();
    const auto size = static_cast<std::int64_t>(until_.size());
    if (after < 0) return pattern_until(after);
    if (after < size) return until_[static_cast<std::size_t>(after)];
    return until_.back() + pattern_until(after - size);
}

LocalDate Calendar::working_day(std::int64_t count) const {
    const auto size = static_cast<std::int64_t>(nth_.size());
    if (count < 1) return table_from_ + days{pattern_day(count)};
    if (count <= size) return table_from_ + days{nth_[static_cast<std::size_t>(count - 1)]};
    const auto table_days = static_cast<std::int64_t>(until_.size());
    return table_from_ + days{table_days + pattern_day(count - size)};
}

}  // namespace pingli::calendar
