#include "calendar/calendar.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace pingli::calendar {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

LocalDate date(const char* text) {
    return *parse_date(text);
}

SpecialDay special(const char* text, bool is_off, const char* name) {
    return {.date = date(text),
            .is_off = is_off,
            .name = {.zh = name, .en = std::string{"the holiday "} + name},
            .notice = "https://example.org/notice"};
}

Calendar two_years() {
    auto made = Calendar::create(
        "test",
        {special("2025-10-01", true, "国庆节"), special("2025-10-11", false, "国庆节"),
         special("2026-02-14", false, "春节"), special("2026-02-16", true, "春节"),
         special("2026-02-22", true, "春节"), special("2026-02-23", false, "春节"),
         special("2024-12-29", false, "元旦")},
        {2025, 2026});
    EXPECT_TRUE(made) << made.error().context;
    return std::move(*made);
}

// proves X3
TEST(Calendar, TellsDaysOffFromMakeUpDaysWithTheNoticeOfEach) {
    const Calendar calendar = two_years();
    EXPECT_EQ(calendar.day(date("2026-02-12")).kind, DayKind::WorkingDay);
    EXPECT_EQ(calendar.day(date("2026-02-15")).kind, DayKind::Weekend);
    EXPECT_EQ(calendar.day(date("2026-02-16")).kind, DayKind::DayOff);
    EXPECT_EQ(calendar.day(date("2026-02-22")).kind, DayKind::DayOff);
    const Day make_up = calendar.day(date("2026-02-14"));
    EXPECT_EQ(make_up.kind, DayKind::MakeUpDay);
    EXPECT_TRUE(make_up.works());
    EXPECT_EQ(make_up.name, "春节");
    EXPECT_EQ(make_up.notice, "https://example.org/notice");
    // A weekday can be announced as a working day too (2020-02-03).
    const Day announced = calendar.day(date("2026-02-23"));
    EXPECT_EQ(announced.kind, DayKind::WorkingDay);
    EXPECT_EQ(announced.name, "春节");
}

// proves X3: what is not published is provisional, from 25 December of the last year on
TEST(Calendar, IsProvisionalOutsideThePublishedYears) {
    const Calendar calendar = two_years();
    const struct {
        const char* on;
        bool provisional;
    } rows[] = {{"2024-12-31", true},  {"2025-01-01", false}, {"2025-12-25", false},
                {"2026-12-24", false}, {"2026-12-25", true},  {"2031-05-05", true}};
    for (const auto& row : rows)
        EXPECT_EQ(calendar.day(date(row.on)).provisional, row.provisional) << row.on;
}

TEST(Calendar, RefusesWhatContradictsItself) {
    const SpecialDay once = special("2026-02-16", true, "春节");
    EXPECT_FALSE(Calendar::create("x", {once, special("2026-02-16", false, "春节")}, {2026}));
    EXPECT_FALSE(Calendar::create("x", {once}, {}));
    EXPECT_FALSE(Calendar::create("x", {once}, {2024, 2026}));
    EXPECT_FALSE(Calendar::create("x", {once}, {2027, 2026}));
    EXPECT_FALSE(Calendar::create("x", {once}, {999999999}));
    EXPECT_FALSE(Calendar::create("x", {once}, {2028}));
    EXPECT_FALSE(Calendar::create("x", {once}, {2024}));
    EXPECT_TRUE(Calendar::create("x", {}, {2026}));
}

// From two years before the data to three after: the tables and the bare pattern must meet.
TEST(Calendar, CountsWorkingDaysAsAWalkDoes) {
    const Calendar calendar = two_years();
    const LocalDate from = date("2022-12-30");
    std::int64_t count = calendar.working_days_until(from);
    for (LocalDate on = from + days{1}; on < date("2030-01-05"); on += days{1}) {
        if (calendar.day(on).works()) ++count;
        ASSERT_EQ(calendar.working_days_until(on), count) << format_date(on);
        if (calendar.day(on).works()) {
            ASSERT_EQ(calendar.working_day(count), on) << format_date(on);
        }
    }
}

RC_GTEST_PROP(Calendar, FindsTheWorkingDayOfAnyCountHoweverFar, ()) {
    const Calendar calendar = two_years();
    const auto base = calendar.working_days_until(date("2026-01-01"));
    const auto count = base + *rc::gen::inRange<std::int64_t>(-600000, 600000);
    const LocalDate on = calendar.working_day(count);
    RC_ASSERT(calendar.day(on).works());
    RC_ASSERT(calendar.working_days_until(on) == count);
    RC_ASSERT(calendar.working_days_until(on - days{1}) == count - 1);
}

}  // namespace
}  // namespace pingli::calendar
