#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <string>

#include "base/money.hpp"
#include "base/problem.hpp"
#include "base/record_form.hpp"
#include "base/sha256.hpp"
#include "base/time.hpp"
#include "base/utf8.hpp"
#include "base/zone.hpp"

namespace pingli {
namespace {

using namespace std::chrono_literals;

TEST(Money, IsReadAndWrittenExactly) {
    const struct {
        const char* written;
        std::int64_t minor;
        const char* shown;
    } rows[] = {{"12.50", 1250, "12.50"}, {"12.5", 1250, "12.50"},
                {"12", 1200, "12.00"},    {"0.05", 5, "0.05"},
                {"-3.00", -300, "-3.00"}, {"99999999999.99", 9999999999999, "99999999999.99"}};
    for (const auto& row : rows) {
        const auto money = Money::parse(row.written);
        ASSERT_TRUE(money) << row.written;
        EXPECT_EQ(money->minor, row.minor);
        EXPECT_EQ(money->amount(), row.shown);
    }
    for (const char* wrong :
         {"", ".", "12.", "1.234", "1,000.00", "+1", "1e3", "12 ", "99999999999999999999", "١"})
        EXPECT_FALSE(Money::parse(wrong)) << wrong;
    EXPECT_EQ(Money::parse("500", *Currency::parse("JPY"))->amount(), "500");
}

// rulings finding 4, desk A11: an amount is taken as people write it.
TEST(Money, IsTakenAsPeopleWriteIt) {
    for (const char* written :
         {"79",        "79.00",  "79.0",         "¥79",       "￥79",  "¥ 79.00", "79元",  "79 元",
          "79块",      "79块钱", "人民币79元",   "人民币 79", "RMB79", "rmb 79",  "79RMB", "CNY 79",
          "79.00 CNY", "７９",   "７９．００元", "￥７９",    " 79 ",  "　79　"}) {
        const auto money = Money::read(written);
        ASSERT_TRUE(money) << written;
        EXPECT_EQ(money->minor, 7900) << written;
        EXPECT_EQ(money->currency.code(), "CNY");
    }
    EXPECT_EQ(Money::read("1,234.50")->minor, 123450);
    EXPECT_EQ(Money::read("¥1，234，567元")->minor, 123456700);
    EXPECT_EQ(Money::read("-¥3.00")->minor, -300);
    EXPECT_EQ(Money::read("¥-3")->minor, -300);
    EXPECT_EQ(Money::read("500円", *Currency::parse("JPY"))->amount(), "500");
    EXPECT_EQ(Money::read("79 USD", *Currency::parse("USD"))->amount(), "79.00");
    for (const char* unclear :
         {"",        "元",   "¥",        "-",      "一百", "79块5",  "1,23",    "1234,567",
          "1,234,5", ",123", "1.234,50", "79.555", "7 9",  "$79",    "79 USD",  "--79",
          "-¥-79",   "1e3",  "79元元",   "+79",    "\xFF", "约79元", "79元左右"})
        EXPECT_FALSE(Money::read(unclear)) << unclear;
    EXPECT_FALSE(Money::read("79元", *Currency::parse("USD")));
}

TEST(Time, IsReadInTheFormsPeopleWrite) {
    EXPECT_EQ(format_date(*parse_date("2024-02-29")), "2024-02-29");
    for (const char* wrong : {"2023-02-29", "2026-13-01", "2026-1-01", "0000-00-00", "2026-01-01 "})
        EXPECT_FALSE(parse_date(wrong)) << wrong;
    EXPECT_EQ(parse_time("2026-05-01T10:00")->local, parse_time("2026-05-01 10:00:00")->local);
    EXPECT_EQ(parse_time("2026-05-01T10:00:00+08:00")->offset, 8h);
    EXPECT_EQ(parse_time("2026-05-01T10:00:00.250Z")->offset, 0s);
    for (const char* wrong :
         {"2026-05-01", "2026-05-01T24:00", "2026-05-01T10:60", "2026-05-01T10:00+8"})
        EXPECT_FALSE(parse_time(wrong)) << wrong;
}

Zone new_york_2026() {
    return Zone{"America/New_York",
                {{.from = Instant{}, .offset = -5h},
                 {.from = Instant{std::chrono::sys_days{2026y / 3 / 8} + 7h}, .offset = -4h},
                 {.from = Instant{std::chrono::sys_days{2026y / 11 / 1} + 6h}, .offset = -5h}}};
}

TEST(Zone, GivesTheEarlierOfTwoReadingsAndSkipsWhatTheClockSkipped) {
    const Zone zone = new_york_2026();
    EXPECT_EQ(zone.format(zone.to_instant(parse_time("2026-11-01T01:30")->local)),
              "2026-11-01T01:30:00-04:00");
    EXPECT_EQ(zone.format(zone.to_instant(parse_time("2026-03-08T02:30")->local)),
              "2026-03-08T03:30:00-04:00");
    EXPECT_EQ(zone.format(zone.to_instant(*parse_time("2026-07-01T00:00Z"))),
              "2026-06-30T20:00:00-04:00");
}

RC_GTEST_PROP(Zone, GoesToLocalTimeAndBack, ()) {
    const Zone zone = new_york_2026();
    const Instant at{std::chrono::seconds{*rc::gen::inRange<std::int64_t>(1700000000, 1900000000)}};
    const Instant back = zone.to_instant(zone.to_local(at));
    RC_ASSERT(back == at || back == at - 1h);  // The repeated hour of autumn means its first pass.
}

TEST(Utf8, RejectsEveryMalformedForm) {
    for (const std::string_view good : {"", "a", "评理", "😀", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"})
        EXPECT_TRUE(utf8::is_valid(good)) << good;
    const struct {
        std::string_view text;
        std::size_t fault;
    } rows[] = {{"\x80", 0},         {"ab\xC0\x80", 2},
                {"\xED\xA0\x80", 0}, {"12345678\xF4\x90\x80\x80", 8},
                {"评\xE8\xAF", 3},   {"\xF5\x80\x80\x80", 0},
                {"\xE0\x80\x80", 0}};
    for (const auto& row : rows) EXPECT_EQ(utf8::find_fault(row.text), row.fault);
}

RC_GTEST_PROP(Utf8, GoesToCodePointsAndBack, (const std::vector<std::uint32_t>& numbers)) {
    std::u32string text;
    for (const std::uint32_t n : numbers) {
        const char32_t code = n % 0x110000;
        if (code < 0xD800 || code > 0xDFFF) text.push_back(code);
    }
    const std::string bytes = utf8::from_utf32(text);
    RC_ASSERT(utf8::is_valid(bytes));
    RC_ASSERT(utf8::to_utf32(bytes) == text);
    RC_ASSERT(utf8::count(bytes) == text.size());
}

TEST(Utf8, CutsByCodePoints) {
    EXPECT_EQ(utf8::slice("给10元😀好评", 1, 5), "10元😀");
    EXPECT_EQ(utf8::slice("好评", 1, 99), "评");
    EXPECT_EQ(utf8::slice("好评", 5, 2), "");
}

// The end of a session of the year 292 billion was an overflow.
TEST(RecordForm, ReadsNoInstantOfAYearThatCannotBeWritten) {
    constexpr std::int64_t kYear0 = -62'167'219'200;
    constexpr std::int64_t kYear10000 = 253'402'300'800;
    const auto read = [](std::int64_t seconds) {
        const RecordReader reader{RecordWriter{}.add("at", std::to_string(seconds)).take()};
        return reader.instant("at");
    };
    EXPECT_EQ(read(1'778'551'200), Instant{1'778'551'200s});
    EXPECT_TRUE(read(kYear0) && read(kYear10000 - 1));
    for (const std::int64_t seconds :
         {kYear0 - 1, kYear10000, std::numeric_limits<std::int64_t>::max(),
          std::numeric_limits<std::int64_t>::min()})
        EXPECT_FALSE(read(seconds)) << seconds;
}

TEST(Sha256, IsTheStandardsExample) {
    EXPECT_EQ(sha256_hex("abc"),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Problem, SaysWhereWhatAndWhatWasExpected) {
    EXPECT_EQ(to_text({.file = "a.csv",
                       .line = 3,
                       .column = 0,
                       .field = "created",
                       .found = std::string{"x"},
                       .expected = std::string{"a date"}}),
              "a.csv:3: created: found “x”, expected a date");
}

}  // namespace
}  // namespace pingli
