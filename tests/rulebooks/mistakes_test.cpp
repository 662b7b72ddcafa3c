// Seeded mistakes in the worked example: each is found, at its place, and said so that it can be
// mended (docs/rulebook-format.md, parts 1, 2 and 5).

#include "rulebooks/support.hpp"

namespace pingli::rulebook::testing {
namespace {

struct Mistake {
    const char* name;
    const char* from;
    const char* to;
    const char* said;  // part of what is reported
};

std::string findings_of(const Mistake& mistake) {
    return to_lines(parse_and_check(changed(example_page(), mistake.from, mistake.to)).problems);
}

const char* const kRow3 =
    "| 3 | not(\"platform_default\") | \"neutral\", \"bad\" | false | - | - | \"refused\" | "
    "\"too_late\" | A3 |\n";
const char* const kRow5 =
    "| 5 | not(\"platform_default\") | \"neutral\", \"bad\" | true | true | false | \"refused\" | "
    "\"not_rated_by_both\" | A2 |\n";

const Mistake kTableMistakes[] = {
    {"a deleted row", kRow3, "",
     "no row for text_kind = \"first_review\", review_result = \"bad\", report_due_kept = false"},
    {"a widened cell", "| 2 | not(\"platform_default\") | \"good\" |",
     "| 2 | not(\"platform_default\") | \"good\", \"bad\" |", "rows 2 and 3 both fire for"},
    {"a cell made any", "| 1 | \"platform_default\" |", "| 1 | - |", "rows 1 and 2 both fire for"},
    {"a cell that lets nothing through", "| 1 | \"platform_default\" |",
     "| 1 | not(\"platform_default\", \"first_review\", \"follow_up\") |", "row 1 never fires"},
    {"another hit policy", "hit: unique", "hit: first\n- hit: unique", "one item “- hit: unique”"},
    {"an unknown hit policy", "hit: unique", "hit: priority", "unique, any, first or collect"},
    {"no hit policy", "- hit: unique\n", "", "one item “- hit: unique”"},
    {"too few cells", "| true | true | false | \"refused\"", "| true | false | \"refused\"",
     "found “8 cells”, expected 9 cells"},
    {"too many cells", "| true | true | false | \"refused\"",
     "| true | true | - | false | "
     "\"refused\"",
     "found “10 cells”, expected 9 cells"},
    {"an empty cell", "| 5 | not(\"platform_default\") |", "| 5 | |", "an empty cell"},
    {"a value outside the domain", "| 2 | not(\"platform_default\") | \"good\" |",
     "| 2 | not(\"platform_default\") | \"goood\" |", "text: \"good\", \"neutral\", \"bad\""},
    {"a result outside its domain", "\"refused\" | \"good_rating\"", "\"refused\" | \"good\"",
     "a value of its domain"},
    {"a literal of another type", "| false | - | - | \"refused\" | \"too_late\"",
     "| \"no\" | - | - | \"refused\" | \"too_late\"", "a value of type boolean"},
    {"an unknown clause", "| \"too_late\" | A3 |", "| \"too_late\" | A9 |", "ids of clauses"},
    {"an unknown fact", "| # | text_kind |", "| # | kind_of_text |", "the name of a fact or"},
    {"a number that is too long", "| 2 | not(\"platform_default\") | \"good\" |",
     "| 2 | not(\"platform_default\") | 1234567890123456789 |", "at most 18 digits"},
    {"a row name twice", "| 2 | not(\"platform_default\") | \"good\" |",
     "| 1 | not(\"platform_default\") | \"good\" |", "a row name that is given only once"},
    {"a quote that is not closed", "\"platform_default\" | - | - | - | - | \"refused\"",
     "\"platform_default | - | - | - | - | \"refused\"", "a closing \""},
    {"a table that the page does not show as one", "\n| # | text_kind |", "| # | text_kind |",
     "hit: found “unique | # |"},
};

TEST(TableMistake, IsFoundAndSaid) {
    for (const Mistake& mistake : kTableMistakes) {
        const std::string said = findings_of(mistake);
        EXPECT_NE(said.find(mistake.said), std::string::npos)
            << mistake.name << " should say “" << mistake.said << "”, but says:\n"
            << said;
    }
}

const Mistake kPageMistakes[] = {
    {"no front matter", "---\nformat", "format", "“---” as the first line"},
    {"another format", "pingli-rulebook/1", "pingli-rulebook/2", "pingli-rulebook/1"},
    {"a missing key", "checked: 2026-05-01\n", "", "a line “checked: …”"},
    {"an unknown key", "zone: Asia/Shanghai", "zone: Asia/Shanghai\nzoom: 2", "found “zoom”"},
    {"a nested key", "zone: Asia/Shanghai", "  zone: Asia/Shanghai", "at the beginning"},
    {"a key twice", "calendar: cn", "calendar: cn\ncalendar: cn", "this key only once"},
    {"a day that does not exist", "published: 2025-12-01", "published: 2025-11-31", "a date"},
    {"an unknown zone", "zone: Asia/Shanghai", "zone: Mars/Olympus", "a known time zone"},
    {"an unknown calendar", "calendar: cn", "calendar: mars", "the id of a calendar"},
    {"a title in one language", "恶意评价举报的受理 / Admission of a report of a malicious review",
     "Admission", "中文 / English"},
    {"judged_at that is no moment", "judged_at: report_filed_at", "judged_at: text_kind",
     "a moment or date"},
    {"a clause without a language",
     "- en: A report is taken only for an order that both sides have rated.\n", "",
     "an item “- en: …”"},
    {"a clause key that is misspelt", "- source: domain B7\n",
     "- source: domain B7\n- confrim: yes\n", "found “confrim”"},
    {"a clause that nothing uses", "## Clause A3",
     "## Clause A4 · 无 / None\n- zh: 无。\n- en: None.\n"
     "- source: none\n## Clause A3",
     "clause: found “A4”"},
    {"braces around no name", "最晚 {report_due}", "最晚 {report_duo}", "in { } the name"},
    {"a fact that nothing uses", "| text_made_at | moment |",
     "| colour | text | | 颜色 | colour | order |\n| text_made_at | moment |",
     "fact: found “colour”"},
    {"a type that is none", "| rated_by_buyer | boolean |", "| rated_by_buyer | yesno |",
     "boolean, text, whole"},
    {"a list as a fact", "| rated_by_buyer | boolean |", "| rated_by_buyer | list of text |",
     "boolean, text, whole"},
    {"a word in one language", "\"good\" 好评 / good,", "\"good\" good,", "both languages"},
    {"a fact without a language", "| 买家已评价 | the buyer has rated |", "| 买家已评价 | |",
     "English: found “an empty cell”"},
    {"a name that is none", "| rated_by_buyer | boolean |", "| ratedByBuyer | boolean |", "a name"},
    {"a name twice", "| rated_by_seller | boolean |", "| rated_by_buyer | boolean |",
     "declared only once"},
    {"a deadline with months", "| 30 days | end of day |", "| 1 month | end of day |", "30 days"},
    {"a deadline that ends nowhere", "| 30 days | end of day |", "| 30 days | midnight |",
     "end of day or same time"},
    {"a deadline from no moment", "| report_due | text_made_at |", "| report_due | text_kind |",
     "the name of a moment"},
    {"a misspelt heading", "## Facts", "## Fact", "a heading “## Facts”"},
    {"an example that comes out otherwise", "2026-05-31T23:59:59 | \"admitted\" | \"none\" |",
     "2026-06-01T00:00:00 | \"admitted\" | \"none\" |",
     "found “admission = \"refused\" (row 3 fires)”"},
    {"an example that misses other facts", "| | | rated_by_seller |", "| | | rated_by_buyer |",
     "found “missing: rated_by_seller”"},
    {"a row without an example", "| default text | \"platform_default\" |",
     "| default text | \"first_review\" |", "row 1 fires in no example"},
    {"an unknown example column", "| Case | text_kind |", "| Case | report_due_kept |",
     "the name of a fact under ## Facts"},
    {"examples of no table", "## Examples of admission", "## Examples of admision",
     "Examples of a table"},
};

TEST(PageMistake, IsFoundAndSaid) {
    for (const Mistake& mistake : kPageMistakes) {
        const std::string said = findings_of(mistake);
        EXPECT_NE(said.find(mistake.said), std::string::npos)
            << mistake.name << " should say “" << mistake.said << "”, but says:\n"
            << said;
    }
}

// proves: errors name file, line, column, what was found and what was expected; one run has all
TEST(Mistakes, AreAllReportedInOneRunWithTheirPlaces) {
    std::string page = changed(example_page(), "2026-05-01\nconfirm: yes", "soon\nconfirm: maybe");
    page = changed(page, "\"neutral\", \"bad\" | false |", "\"neutral\", \"baad\" | maybe |");
    const Parsed parsed = parse(page, "rules/book.md");
    EXPECT_FALSE(parsed.book);
    const std::string said = to_lines(parsed.problems);
    EXPECT_EQ(said,
              "rules/book.md:12:10: checked: found “soon”, expected a date yyyy-MM-dd that exists\n"
              "rules/book.md:13:10: confirm: found “maybe”, expected yes or no\n"
              "rules/book.md:53:44: review_result: found “\"baad\"”, expected values of its "
              "domain, text: \"good\", \"neutral\", \"bad\"\n"
              "rules/book.md:53:53: report_due_kept: found “maybe”, expected a value: true, "
              "false, \"text\", 12, 12.50, 10.00 CNY, 2026-05-01, 2026-05-01T10:00, 21:00 or 30 "
              "days\n");
}

TEST(Mistakes, InBytesAreFoundBeforeAnythingElse) {
    std::string nul = example_page();
    nul[300] = '\0';
    EXPECT_NE(to_lines(parse(nul).problems).find("a NUL character"), std::string::npos);
    EXPECT_NE(to_lines(parse("---\nformat: \xFF\n---\n").problems).find("line"), 0U);
    EXPECT_NE(to_lines(parse("---\nformat: \xFF\n---\n").problems).find("UTF-8"),
              std::string::npos);
    const std::string large(kFileBytesMax + 1, 'x');
    EXPECT_NE(to_lines(parse(large).problems).find("bytes"), std::string::npos);
    EXPECT_FALSE(parse("").problems.empty());
}

// proves: published at least 7 days before holds_from, but for an id's first version
TEST(Versions, ArePublishedSevenDaysBeforeTheyHold) {
    const auto version = [](const char* name, const char* published, const char* holds_from) {
        std::string page = changed(example_page(), "version: 2026.1", name);
        page = changed(page, "published: 2025-12-01", published);
        return parse(changed(page, "holds_from: 2026-01-01", holds_from), name).book;
    };
    const auto first = version("version: 1", "published: 2026-03-01", "holds_from: 2026-01-01");
    const auto good = version("version: 2", "published: 2026-03-25", "holds_from: 2026-04-01");
    const auto late = version("version: 3", "published: 2026-05-26", "holds_from: 2026-06-01");
    const auto twice = version("version: 2", "published: 2026-01-01", "holds_from: 2026-04-01");
    Problems problems;
    check_versions(std::vector{first, good}, problems);
    EXPECT_EQ(to_lines(problems), "");
    check_versions(std::vector{late, good, first}, problems);
    ASSERT_EQ(problems.size(), 1U) << to_lines(problems);
    EXPECT_NE(english(problems[0].expected).find("7 days"), std::string::npos);
    problems.clear();
    check_versions(std::vector{first, good, twice}, problems);
    EXPECT_EQ(problems.size(), 2U) << to_lines(problems);
}

}  // namespace
}  // namespace pingli::rulebook::testing
