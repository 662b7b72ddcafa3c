#include "codec/calendar_json.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/zone.hpp"
#include "calendar/deadline.hpp"
#include "codec/deadline_json.hpp"

namespace pingli::codec {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

std::string shipped() {
    std::ifstream file{PINGLI_SOURCE_DIR "/calendars/cn.json", std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

calendar::Calendar china() {
    auto parsed = parse_calendar(shipped(), "cn.json");
    if (!parsed)
        for (const Problem& problem : parsed.error()) ADD_FAILURE() << to_text(problem);
    return std::move(*parsed);
}

// proves X3: China 2018-2026, days off and make-up days, each with the notice it rests on
TEST(ShippedCalendar, HoldsNineYearsOfNotices) {
    const calendar::Calendar cn = china();
    EXPECT_EQ(cn.id(), "cn");
    EXPECT_EQ(cn.published().front(), 2018);
    EXPECT_GE(cn.published().back(), 2026);
    int off = 0;
    int make_up = 0;
    for (LocalDate date = *parse_date("2018-01-01"); date < *parse_date("2027-01-01");
         date += days{1}) {
        const calendar::Day day = cn.day(date);
        off += day.kind == calendar::DayKind::DayOff ? 1 : 0;
        make_up += day.kind == calendar::DayKind::MakeUpDay ? 1 : 0;
        if (!day.name.empty()) {
            EXPECT_TRUE(day.notice.contains("gov.cn/zhengce/")) << format_date(date);
            EXPECT_FALSE(day.name_en.empty()) << format_date(date);
        }
    }
    EXPECT_EQ(off, 255);
    EXPECT_EQ(make_up, 59);
    // The notice for 2019 holds the last days of 2018; that of 2020 was amended in January.
    EXPECT_EQ(cn.day(*parse_date("2018-12-29")).kind, calendar::DayKind::MakeUpDay);
    EXPECT_TRUE(cn.day(*parse_date("2018-12-31")).notice.contains("2018-12/06"));
    EXPECT_TRUE(cn.day(*parse_date("2020-01-31")).notice.contains("2020-01/27"));
    EXPECT_TRUE(cn.day(*parse_date("2020-01-30")).notice.contains("2019-11/21"));
}

// proves X3: the table of scenarios
TEST(ShippedCalendar, CountsTheWorkingDaysOfTheScenarios) {
    const calendar::Calendar cn = china();
    const Zone zone = Zone::fixed("Asia/Shanghai", 8h);
    const struct {
        const char* filed;
        const char* third;
        const char* fifth;
    } rows[] = {{"2026-02-11", "2026-02-14", "2026-02-25"},
                {"2025-09-26", "2025-09-30", "2025-10-10"},
                {"2026-09-30", "2026-10-10", "2026-10-13"},
                {"2026-09-17", "2026-09-21", "2026-09-23"}};
    for (const auto& row : rows) {
        calendar::Request request{.from = zone.to_instant(*parse_date(row.filed) + 10h),
                                  .period = {.amount = 3, .unit = calendar::Unit::WorkingDays},
                                  .ends = calendar::Ends::EndOfDay,
                                  .pauses = {}};
        const std::string end = "T23:59:59+08:00";
        EXPECT_EQ(zone.format(find_due(cn, zone, request).due), row.third + end);
        request.period.amount = 5;
        EXPECT_EQ(zone.format(find_due(cn, zone, request).due), row.fifth + end);
    }
}

constexpr const char* kSmall = R"({"id": "x", "name": {"zh": "例", "en": "example"}, "source": "us",
 "holidays": [{"zh": "元旦", "en": "New Year"}], "years": [{"year": 2026, "notices": [
 {"url": "https://example.org", "days": [{"date": "2026-01-01", "works": false, "name": "元旦"}]}]}]})";

std::string first_problem(std::string text, std::string_view what, std::string_view with) {
    const std::size_t place = text.find(what);
    if (place == std::string::npos) return "nothing to replace";
    text.replace(place, what.size(), with);
    const auto parsed = parse_calendar(text, "x.json");
    return parsed ? "no problem" : to_text(parsed.error().front());
}

TEST(CalendarJson, SaysWhereAndWhatIsWrong) {
    ASSERT_TRUE(parse_calendar(kSmall, "x.json"));
    const struct {
        const char* what;
        const char* with;
        const char* problem;
    } rows[] = {
        {"}]}]}]}", "}]}]}", "x.json:3:98: expected valid JSON in UTF-8"},
        {"2026-01-01", "2026-02-30",
         "x.json: years[0].notices[0].days[0].date: found “2026-02-30”, expected a date "
         "yyyy-MM-dd"},
        {"2026-01-01", "2024-01-01",
         "x.json: years: found “calendar x: 2024-01-01 lies outside the published years”, expected "
         "days within the published years"},
        {"false", "\"no\"",
         "x.json: years[0].notices[0].days[0].works: found “\"no\"”, expected true or false"},
        {"\"name\": \"元旦\"", "\"name\": \"春节\"",
         "x.json: years[0].notices[0].days[0].name: found “春节”, expected one of the names in "
         "holidays"},
        {"\"works\"", "\"work\"",
         "x.json: years[0].notices[0].days[0].works: found “nothing”, expected this key"},
        {"\"source\": \"us\"", "\"source\": \"us\", \"id\": \"y\"",
         "x.json: id: found “the key twice in one object”, expected it once"},
        {"2026,", "\"2026\",", "x.json: years[0].year: found “\"2026\"”, expected a year"},
        {"2026,", "1e30,", "x.json: years[0].year: found “1e+30”, expected a year"},
        {"2026,", "1e999,",
         "x.json: found “a number out of range”, expected numbers of usual size"},
        {"https:", "ftp:",
         "x.json: years[0].notices[0].url: found “ftp://example.org”, expected an address that "
         "begins with https:// or http://"},
        {"[{\"zh\"", "[7, {\"zh\"", "x.json: holidays[0]: found “7”, expected an object"},
    };
    for (const auto& row : rows) EXPECT_EQ(first_problem(kSmall, row.what, row.with), row.problem);
    for (const std::string_view wrong :
         {std::string_view{""}, std::string_view{"null"}, std::string_view{"[]"},
          std::string_view{"{\"id\": \"\xFF\"}"}, std::string_view{"{\0}", 3}})
        EXPECT_FALSE(parse_calendar(wrong, "x.json"));
}

TEST(CalendarJson, ReportsEveryProblemAtOnce) {
    std::string text = kSmall;
    text.replace(text.find("2026-01-01"), 10, "yesterday!");
    text.replace(text.find("\"id\": \"x\""), 9, "\"id\": 5  ");
    const auto parsed = parse_calendar(text, "x.json");
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().size(), 2U);
}

// proves X3: an answer that shows each counted day with its notice
TEST(DeadlineJson, ShowsEachDayWithItsReasonInBothLanguages) {
    const calendar::Calendar cn = china();
    const Zone zone = Zone::fixed("Asia/Shanghai", 8h);
    const calendar::Request request{.from = zone.to_instant(*parse_date("2026-02-13") + 10h),
                                    .period = {.amount = 1, .unit = calendar::Unit::WorkingDays},
                                    .ends = calendar::Ends::EndOfDay,
                                    .pauses = {}};
    const auto explained = explain_due(cn, zone, request);
    EXPECT_EQ(to_json({.calendar = cn,
                       .zone = zone,
                       .request = request,
                       .explained = explained,
                       .assumed = {{.zh = "假定", .en = "assumed"}}}),
              R"({"from":"2026-02-13T10:00:00+08:00","period":"1 working days","amount":1,)"
              R"("unit":"working days","ends":"end of day","calendar":"cn","zone":"Asia/Shanghai",)"
              R"("pauses":[],"due":"2026-02-14T23:59:59+08:00","provisional":false,"counted":[)"
              R"({"date":"2026-02-14","weekday":"Saturday","kind":"make-up day","holiday":"春节",)"
              R"("counted":true,"number":1,"provisional":false,)"
              R"("notice":"https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm",)"
              R"("why":{"zh":"周六，调休上班日（春节），计为第 1 个工作日",)"
              R"("en":"Saturday, a make-up working day for Spring Festival: working day 1"}}],)"
              R"("assumed":[{"zh":"假定","en":"assumed"}]})");
}

}  // namespace
}  // namespace pingli::codec
