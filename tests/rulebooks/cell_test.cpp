// The grammar of cells (docs/rulebook-format.md, part 2).

#include "rulebook/cell.hpp"

#include <gtest/gtest.h>

#include "rulebook/keys.hpp"

namespace pingli::rulebook {
namespace {

const Zone kZone = Zone::fixed("Asia/Shanghai", std::chrono::hours{8});

std::string again(std::string_view text) {
    const auto literal = parse_literal(text, kZone);
    if (!literal) return "fault at " + std::to_string(literal.error().at);
    return std::string{to_name(type_of(*literal))} + " " + to_literal(*literal, kZone);
}

TEST(Literal, IsReadAsWhatItIs) {
    const struct {
        const char* text;
        const char* read;
    } rows[] = {
        {"true", "boolean true"},
        {"\"a \\\" \\\\ b\"", "text \"a \\\" \\\\ b\""},
        {"-3", "whole -3"},
        {"12.50", "number 12.50"},
        {"10.00 CNY", "money 10.00 CNY"},
        {"-1 CNY", "money -1.00 CNY"},
        {"500 JPY", "money 500 JPY"},
        {"2026-05-01", "date 2026-05-01"},
        {"2026-05-01T10:00", "moment 2026-05-01T10:00:00+08:00"},
        {"2026-05-01T10:00:59Z", "moment 2026-05-01T18:00:59+08:00"},
        {"2026-05-01T10:00-03:30", "moment 2026-05-01T21:30:00+08:00"},
        {"21:00", "time 21:00"},
        {"23:59:59", "time 23:59:59"},
        {"30 days", "duration 30 days"},
        {"36 hours", "duration 36 hours"},
        {"90 minutes", "duration 90 minutes"},
        {"1 day", "duration 1 days"},
        {"0 days", "duration 0 minutes"},
    };
    for (const auto& row : rows) EXPECT_EQ(again(row.text), row.read) << row.text;
}

TEST(Literal, ThatIsNoneIsRefusedAtItsPlace) {
    const struct {
        const char* text;
        std::size_t at;
    } rows[] = {{"", 0},
                {"yes", 0},
                {"truely", 0},
                {"\"open", 0},
                {"\"a\\n\"", 2},
                {"3 months", 2},
                {"3 working days", 2},
                {"-3 days", 0},
                {"1.5 days", 0},
                {"2 day", 2},
                {"1.234 CNY", 0},
                {"1 Cny", 2},
                {"2026-02-30", 0},
                {"2026-05-01T25:00", 0},
                {"2026-05-01T10", 0},
                {"24:00", 0},
                {"99999999999999999999", 0},
                {"1 2", 2},
                {"1.", 1},
                {"１", 0}};
    for (const auto& row : rows)
        EXPECT_EQ(again(row.text), "fault at " + std::to_string(row.at)) << row.text;
}

TEST(Cell, IsAnyOrTestsOrTheirNegation) {
    EXPECT_TRUE(parse_cell("-", kZone)->is_any);
    EXPECT_EQ(parse_cell(">= 21:00, < 09:00", kZone)->tests.size(), 2U);
    EXPECT_TRUE(parse_cell("not(\"a\", \"b\")", kZone)->is_negated);
    const auto interval = parse_cell("(1..5]", kZone);
    ASSERT_TRUE(interval);
    EXPECT_EQ(interval->tests[0].comparison, Comparison::Between);
    EXPECT_FALSE(interval->tests[0].has_low);
    EXPECT_TRUE(interval->tests[0].has_high);
    EXPECT_TRUE(parse_cell("[2026-05-01T10:00..2026-06-01T00:00)", kZone));
    EXPECT_TRUE(parse_cell("[1.5..2.5], 30", kZone));
    for (const char* wrong :
         {"",       "1,",    ",1",    "not 1",  "not(1", "not(not(1))", "not(-)",
          "1..5",   "[1..5", "[1 5]", "[..5]",  "=< 3",  "= 3",         "!= 3",
          "1 or 2", "- 3 -", "< ",    "]1..5[", "1;2",   "not()",       "“bad”"})
        EXPECT_FALSE(parse_cell(wrong, kZone)) << wrong;
}

TEST(Cell, HasLimits) {
    EXPECT_FALSE(parse_cell(std::string(kCellBytesMax + 1, '1'), kZone));
    std::string many = "1";
    for (std::size_t i = 0; i < kTestsMax; ++i) many += ",1";
    EXPECT_FALSE(parse_cell(many, kZone));
}

TEST(DomainWords, HaveBothLanguages) {
    const auto words = parse_domain_words("\"a\" 甲，一 / one, two, \"b, c\" 乙 / b");
    ASSERT_TRUE(words);
    ASSERT_EQ(words->size(), 2U);
    EXPECT_EQ((*words)[0].words.en, "one, two");
    EXPECT_EQ((*words)[1].value, "b, c");
    for (const char* wrong : {"\"a\" 甲", "\"a\"", "a 甲 / a", "\"a\" 甲 / a \"b\"", "\"a\" / a"})
        EXPECT_FALSE(parse_domain_words(wrong)) << wrong;
}

TEST(KeySet, IsASetOfIntegers) {
    KeySet keys;
    keys.add({.low = 5, .high = 7});
    keys.add({.low = 1, .high = 2});
    keys.add({.low = 3, .high = 3});
    EXPECT_EQ(keys.spans().size(), 2U);
    EXPECT_TRUE(keys.contains(1) && keys.contains(3) && keys.contains(7));
    EXPECT_FALSE(keys.contains(0) || keys.contains(4) || keys.contains(8));
    const KeySet all{KeySpan{.low = 0, .high = 10}};
    const KeySet rest = all.without(keys);
    EXPECT_EQ(rest.spans().size(), 3U);
    EXPECT_EQ(all.without(rest), keys);
    EXPECT_EQ(keys.common_with(rest), KeySet{});
}

}  // namespace
}  // namespace pingli::rulebook
