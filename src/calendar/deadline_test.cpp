#include "calendar/deadline.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace pingli::calendar {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

LocalDate date(const char* text) {
    return *parse_date(text);
}

Zone shanghai() {
    return Zone::fixed("Asia/Shanghai", 8h);
}

Zone new_york() {
    return Zone{"America/New_York",
                {{.from = Instant{}, .offset = -5h},
                 {.from = Instant{std::chrono::sys_days{2026y / 3 / 8} + 7h}, .offset = -4h},
                 {.from = Instant{std::chrono::sys_days{2026y / 11 / 1} + 6h}, .offset = -5h}}};
}

Instant at(const char* text, const Zone& zone = shanghai()) {
    return zone.to_instant(*parse_time(text));
}

// Spring Festival 2026 as announced: 15 to 23 February off, the Saturdays 14 and 28 worked.
Calendar spring_2026() {
    std::vector<SpecialDay> special;
    for (LocalDate day = date("2026-02-14"); day <= date("2026-02-28"); day += days{1})
        if (day <= date("2026-02-23") || day == date("2026-02-28"))
            special.push_back(
                {.date = day,
                 .is_off = day != date("2026-02-14") && day != date("2026-02-28"),
                 .name = {.zh = "春节", .en = "Spring Festival"},
                 .notice = "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm"});
    return std::move(*Calendar::create("cn", std::move(special), {2025, 2026}));
}

// proves X11: the period says its unit
TEST(Period, IsReadWithItsUnit) {
    EXPECT_EQ(parse_period("3 working days"), (Period{.amount = 3, .unit = Unit::WorkingDays}));
    EXPECT_EQ(parse_period("1 working day"), (Period{.amount = 1, .unit = Unit::WorkingDays}));
    EXPECT_EQ(parse_period("30 days"), (Period{.amount = 30, .unit = Unit::Days}));
    EXPECT_EQ(parse_period("12 hours"), (Period{.amount = 12, .unit = Unit::Hours}));
    EXPECT_EQ(parse_period("90 minutes"), (Period{.amount = 90, .unit = Unit::Minutes}));
    EXPECT_EQ(parse_period("36500 days")->amount, kPeriodAmountMax);
    for (const char* wrong : {"", " ", "3", "days", "3days", "-3 days", "+3 days", "3  days",
                              "3 days ", "3.5 days", "2 months", "36501 days",
                              "99999999999999999999 days", "3 Working days", "三 days", "3 dayss"})
        EXPECT_FALSE(parse_period(wrong)) << wrong;
}

// proves X3 X11 S27
TEST(FindDue, EndsAtTheLastSecondInTime) {
    const Calendar calendar = spring_2026();
    const struct {
        const char* from;
        const char* period;
        Ends ends;
        const char* due;
    } rows[] = {
        {"2026-02-11T10:00", "3 working days", Ends::EndOfDay, "2026-02-14T23:59:59+08:00"},
        {"2026-02-11T10:00", "5 working days", Ends::EndOfDay, "2026-02-25T23:59:59+08:00"},
        {"2026-02-11T10:00", "5 working days", Ends::SameTime, "2026-02-25T10:00:00+08:00"},
        {"2026-02-11T00:00", "5 working days", Ends::SameTime, "2026-02-25T00:00:00+08:00"},
        // A start on a day off is the end of the working day before.
        {"2026-02-18T15:00", "1 working day", Ends::SameTime, "2026-02-24T23:59:59+08:00"},
        {"2026-02-18T15:00", "0 working days", Ends::SameTime, "2026-02-18T15:00:00+08:00"},
        {"2026-02-11T10:00", "0 working days", Ends::EndOfDay, "2026-02-11T23:59:59+08:00"},
        // S27: the days of the proof run through; elapsed hours, or full days.
        {"2026-05-12T10:00", "3 days", Ends::SameTime, "2026-05-15T10:00:00+08:00"},
        {"2026-05-12T10:00", "3 days", Ends::EndOfDay, "2026-05-15T23:59:59+08:00"},
        {"2026-05-01T10:00", "30 days", Ends::EndOfDay, "2026-05-31T23:59:59+08:00"},
        {"2026-05-01T10:00", "12 hours", Ends::SameTime, "2026-05-01T22:00:00+08:00"},
        {"2026-05-01T10:00", "14 hours", Ends::EndOfDay, "2026-05-02T23:59:59+08:00"},
        {"2026-05-01T10:00", "90 minutes", Ends::SameTime, "2026-05-01T11:30:00+08:00"},
    };
    for (const auto& row : rows) {
        const Request request{.from = at(row.from),
                              .period = *parse_period(row.period),
                              .ends = row.ends,
                              .pauses = {}};
        const Answer answer = find_due(calendar, shanghai(), request);
        EXPECT_EQ(shanghai().format(answer.due), row.due) << row.from << ' ' << row.period;
        EXPECT_FALSE(answer.provisional);
    }
}

// proves X3: pauses
TEST(FindDue, StandsStillInPauses) {
    const Calendar calendar = spring_2026();
    const std::vector<Pause> pauses{
        {.from = at("2026-05-13T12:00"), .to = at("2026-05-14T18:00")},
        {.from = at("2026-05-13T06:00"), .to = at("2026-05-13T12:00")},   // touches the first
        {.from = at("2026-05-15T09:00"), .to = at("2026-05-15T08:00")}};  // does nothing
    const struct {
        const char* period;
        Ends ends;
        const char* due;
    } rows[] = {{"3 days", Ends::SameTime, "2026-05-16T22:00:00+08:00"},
                {"3 days", Ends::EndOfDay, "2026-05-16T23:59:59+08:00"},
                {"2 working days", Ends::EndOfDay, "2026-05-15T23:59:59+08:00"},
                {"3 working days", Ends::EndOfDay, "2026-05-18T23:59:59+08:00"},
                {"3 working days", Ends::SameTime, "2026-05-18T22:00:00+08:00"},
                {"20 hours", Ends::SameTime, "2026-05-13T06:00:00+08:00"},
                {"21 hours", Ends::SameTime, "2026-05-14T19:00:00+08:00"},
                {"20 hours", Ends::EndOfDay, "2026-05-14T23:59:59+08:00"}};
    for (const auto& row : rows) {
        const Request request{.from = at("2026-05-12T10:00"),
                              .period = *parse_period(row.period),
                              .ends = row.ends,
                              .pauses = pauses};
        EXPECT_EQ(shanghai().format(find_due(calendar, shanghai(), request).due), row.due)
            << row.period;
    }
}

// proves X3: what is not published is provisional
TEST(FindDue, IsProvisionalWhenADateOnTheWayIsNotPublished) {
    const Calendar calendar = spring_2026();
    const auto provisional = [&](const char* from, const char* period) {
        const Request request{.from = at(from),
                              .period = *parse_period(period),
                              .ends = Ends::EndOfDay,
                              .pauses = {}};
        return find_due(calendar, shanghai(), request).provisional;
    };
    EXPECT_FALSE(provisional("2026-12-22T10:00", "2 working days"));
    EXPECT_TRUE(provisional("2026-12-22T10:00", "3 working days"));
    EXPECT_TRUE(provisional("2024-12-30T10:00", "3 working days"));
    EXPECT_TRUE(provisional("2026-12-22T10:00", "30 days"));
    EXPECT_TRUE(provisional("2026-05-01T10:00", "36500 working days"));
}

TEST(FindDue, KeepsTheClockTimeOverASummerTimeChange) {
    const Request request{.from = at("2026-03-07T10:00", new_york()),
                          .period = {.amount = 2, .unit = Unit::Days},
                          .ends = Ends::SameTime,
                          .pauses = {}};
    EXPECT_EQ(new_york().format(find_due(spring_2026(), new_york(), request).due),
              "2026-03-09T10:00:00-04:00");
}

// proves X3: the answer shows each day
TEST(ExplainDue, NumbersTheDaysThatCountAndListsTheOthers) {
    const Request request{.from = at("2026-02-13T10:00"),
                          .period = {.amount = 2, .unit = Unit::WorkingDays},
                          .ends = Ends::EndOfDay,
                          .pauses = {}};
    const Calendar calendar = spring_2026();
    const ExplainedAnswer explained = explain_due(calendar, shanghai(), request);
    ASSERT_EQ(explained.days.size(), 11U);
    EXPECT_EQ(explained.days.front().number, 1U);
    EXPECT_EQ(explained.days.front().day.kind, DayKind::MakeUpDay);
    for (std::size_t i = 1; i < 10; ++i) EXPECT_FALSE(explained.days[i].counted);
    EXPECT_EQ(format_date(explained.days.back().date), "2026-02-24");
    EXPECT_EQ(explained.days.back().number, 2U);
}

// ---- against a walk: day by day, or minute by minute

struct World {
    Calendar calendar;
    Zone zone;
};

Calendar any_calendar() {
    std::vector<SpecialDay> special;
    const LocalDate first = date("2026-01-01");
    for (int day = 0; day < 365; ++day)
        if (*rc::gen::inRange(0, 6) == 0)
            special.push_back({.date = first + days{day},
                               .is_off = *rc::gen::arbitrary<bool>(),
                               .name = {.zh = "假", .en = "holiday"},
                               .notice = {}});
    return std::move(*Calendar::create("any", std::move(special), {2026}));
}

World any_world(bool with_summer_time) {
    return {.calendar = any_calendar(), .zone = with_summer_time ? new_york() : shanghai()};
}

// Whole minutes, in and around 2026.
Instant any_instant() {
    constexpr std::int64_t kAround2026 = 1767225600 / 60;
    return Instant{std::chrono::minutes{kAround2026 + *rc::gen::inRange(-20000, 530000)}};
}

std::vector<Pause> any_pauses() {
    std::vector<Pause> pauses(*rc::gen::inRange<std::size_t>(0, 4));
    for (Pause& pause : pauses) {
        pause.from = any_instant();
        pause.to = pause.from + std::chrono::minutes{*rc::gen::inRange(-100, 20000)};
    }
    return pauses;
}

Period any_period(std::int64_t amount_max) {
    return {.amount = *rc::gen::inRange<std::int64_t>(0, amount_max + 1),
            .unit = *rc::gen::element(Unit::WorkingDays, Unit::Days, Unit::Hours, Unit::Minutes)};
}

Ends any_ends() {
    return *rc::gen::element(Ends::EndOfDay, Ends::SameTime);
}

bool stands_still(Instant now, std::span<const Pause> pauses) {
    return std::ranges::any_of(pauses,
                               [now](const Pause& p) { return now >= p.from && now < p.to; });
}

Instant walk_days(const World& world, const Request& request) {
    LocalDate day = std::chrono::floor<days>(world.zone.to_local(request.from));
    const auto end = [&] { return world.zone.to_instant(day + 23h + 59min + 59s); };
    std::int64_t left = request.period.amount;
    while (left > 0) {
        day += days{1};
        const bool countable = request.period.unit == Unit::Days || world.calendar.day(day).works();
        if (countable && !stands_still(end(), request.pauses)) --left;
    }
    while (stands_still(end(), request.pauses)) day += days{1};
    return end();
}

Instant walk_minutes(const World& world, const Request& request, Duration left,
                     bool on_working_days) {
    Instant now = request.from;
    while (left > 0s) {
        const LocalDate day = std::chrono::floor<days>(world.zone.to_local(now));
        const bool runs = !on_working_days || world.calendar.day(day).works();
        if (runs && !stands_still(now, request.pauses)) left -= 1min;
        now += 1min;
    }
    return now;
}

// proves X3
RC_GTEST_PROP(FindDue, IsWhatAWalkDayByDayFinds, (bool with_summer_time)) {
    const World world = any_world(with_summer_time);
    const std::vector<Pause> pauses = any_pauses();
    const Request request{.from = any_instant(),
                          .period = {.amount = *rc::gen::inRange<std::int64_t>(0, 60),
                                     .unit = *rc::gen::element(Unit::WorkingDays, Unit::Days)},
                          .ends = Ends::EndOfDay,
                          .pauses = pauses};
    RC_ASSERT(find_due(world.calendar, world.zone, request).due == walk_days(world, request));
}

RC_GTEST_PROP(FindDue, IsWhatAWalkMinuteByMinuteFinds, ()) {
    const World world = any_world(false);
    const std::vector<Pause> pauses = any_pauses();
    const Request request{
        .from = any_instant(), .period = any_period(8), .ends = Ends::SameTime, .pauses = pauses};
    const Unit unit = request.period.unit;
    Duration length = days{1};
    if (unit == Unit::Hours) length = 1h;
    if (unit == Unit::Minutes) length = 1min;
    const Instant walked =
        walk_minutes(world, request, length * request.period.amount, unit == Unit::WorkingDays);
    const Instant due = find_due(world.calendar, world.zone, request).due;
    // The end of a working day is written as its last second, or, when the start was the first
    // second of one, as the first of the next; the walk stops at the midnight between. No working
    // time lies between the three.
    const auto working_time = [&](Instant at) {
        const LocalTime local = world.zone.to_local(at);
        const LocalDate day = std::chrono::floor<days>(local);
        const bool works = world.calendar.day(day).works();
        return days{world.calendar.working_days_until(day - days{1})} +
               (works ? local - day : Duration{0});
    };
    if (unit == Unit::WorkingDays && due != walked)
        RC_ASSERT(due + 1s == walked || working_time(due) == working_time(walked));
    else
        RC_ASSERT(due == walked);
}

// proves X3: a deadline never moves back
RC_GTEST_PROP(FindDue, NeverMovesBackWhenTheStartMovesOnOrThePeriodGrows, ()) {
    const World world = any_world(false);
    const std::vector<Pause> pauses = any_pauses();
    const Request request{
        .from = any_instant(), .period = any_period(40), .ends = any_ends(), .pauses = pauses};
    const Instant due = find_due(world.calendar, world.zone, request).due;
    RC_ASSERT(due >= request.from);
    Request later = request;
    later.from += std::chrono::minutes{*rc::gen::inRange(0, 6000)};
    RC_ASSERT(find_due(world.calendar, world.zone, later).due >= due);
    Request longer = request;
    longer.period.amount += *rc::gen::inRange(0, 10);
    RC_ASSERT(find_due(world.calendar, world.zone, longer).due >= due);
}

// proves X3: pauses
RC_GTEST_PROP(FindDue, IsMovedByAPauseInsideItByExactlyThePause, ()) {
    const World world = any_world(false);
    Request request{
        .from = any_instant(), .period = any_period(40), .ends = Ends::SameTime, .pauses = {}};
    if (request.period.unit == Unit::WorkingDays) request.period.unit = Unit::Days;
    const Instant due = find_due(world.calendar, world.zone, request).due;
    RC_PRE(due > request.from + 1min);
    const auto inside = (due - request.from).count();
    const Instant from = request.from + Duration{*rc::gen::inRange<std::int64_t>(0, inside)};
    const Duration length{*rc::gen::inRange<std::int64_t>(0, 3000000)};
    const std::vector<Pause> pauses{{.from = from, .to = from + length}};
    request.pauses = pauses;
    RC_ASSERT(find_due(world.calendar, world.zone, request).due == due + length);
}

// proves X3: the answer shows each day
RC_GTEST_PROP(ExplainDue, CountsAsManyDaysAsThePeriodHas, (bool with_summer_time)) {
    const World world = any_world(with_summer_time);
    const std::vector<Pause> pauses = any_pauses();
    Request request{
        .from = any_instant(), .period = any_period(40), .ends = any_ends(), .pauses = pauses};
    if (request.period.unit != Unit::WorkingDays) request.period.unit = Unit::Days;
    const ExplainedAnswer explained = explain_due(world.calendar, world.zone, request);
    RC_ASSERT(explained.answer == find_due(world.calendar, world.zone, request));
    std::int64_t counted = 0;
    for (const CountedDay& day : explained.days) {
        if (day.counted) RC_ASSERT(day.number == ++counted);
        if (day.counted && request.period.unit == Unit::WorkingDays) RC_ASSERT(day.day.works());
    }
    if (request.period.amount > 0 && !with_summer_time) RC_ASSERT(counted == request.period.amount);
}

}  // namespace
}  // namespace pingli::calendar
