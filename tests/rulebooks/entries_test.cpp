// Two versions side by side, and where words stand.

#include "rulebook/entries.hpp"

#include <algorithm>

#include "codec/rulebook_json.hpp"
#include "rulebooks/support.hpp"

namespace pingli::rulebook::testing {

namespace {

RulebookPtr built(const std::string& page) {
    Parsed parsed = parse(page);
    EXPECT_TRUE(parsed.book) << to_lines(parsed.problems);
    return parsed.book;
}

std::vector<Change> between(const std::string& to) {
    return compare(entries_of(*built(example_page())), entries_of(*built(to)));
}

std::string as_it_is(std::string_view text) {
    return std::string{text};
}

std::vector<std::string> found(std::string_view words) {
    std::vector<std::string> out;
    for (const Entry& entry : entries_of(*built(example_page())))
        if (has_words(entry, folded_words(words, as_it_is), as_it_is))
            out.push_back(std::string{to_name(entry.part)} + " " + entry.name);
    return out;
}

}  // namespace

TEST(Entries, AreTheSameBetweenAPageAndItself) {
    EXPECT_TRUE(between(example_page()).empty());
}

TEST(Entries, TellAChangedCellOfARow) {  // proves X2
    const std::string row =
        R"(| 3 | not("platform_default") | "neutral", "bad" | false | - | - | "refused" | "too_late" | A3 |)";
    const std::string other =
        R"(| 3 | not("platform_default") | "neutral", "bad" | false | - | - | "refused" | "too_late" | A3, A1 |)";
    const auto changes = between(changed(example_page(), row, other));
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].part, Part::Row);
    EXPECT_EQ(changes[0].table, "admission");
    EXPECT_EQ(changes[0].name, "3");
    EXPECT_EQ(changes[0].kind, ChangeKind::Changed);
    ASSERT_EQ(changes[0].cells.size(), 1U);
    EXPECT_EQ(changes[0].cells[0].column, "clause");
    EXPECT_EQ(changes[0].cells[0].from, "A3");
    EXPECT_EQ(changes[0].cells[0].to, "A3, A1");
}

TEST(Entries, TellWhatWasAddedAndWhatWasRemoved) {
    const std::string row =
        R"(| good rating | "first_review" | "good" | | | | 2026-05-10T09:00 | "refused" | "good_rating" | |)";
    const auto changes = between(changed(
        example_page(), row,
        R"(| praise | "first_review" | "good" | | | | 2026-05-10T09:00 | "refused" | "good_rating" | |)"));
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].kind, ChangeKind::Added);
    EXPECT_EQ(changes[0].name, "praise");
    EXPECT_EQ(changes[1].kind, ChangeKind::Removed);
    EXPECT_EQ(changes[1].name, "good rating");
    EXPECT_FALSE(changes[1].cells[0].to.has_value());
}

TEST(Entries, AreFoundByWordsOfBothLanguages) {  // proves X12
    EXPECT_EQ(found("三十天内"), std::vector<std::string>{"clause A3"});
    const auto english = found("thirty days");
    EXPECT_NE(std::ranges::find(english, "clause A3"), english.end());
    EXPECT_TRUE(found("三十天内 rated-by-nobody").empty());
    EXPECT_TRUE(found("").empty());
    EXPECT_TRUE(found("  ").empty());
}

TEST(Entries, OfProseAreTheParagraphsForPeople) {
    const auto prose = codec::prose_of(codec::read_page_blocks(example_page()));
    ASSERT_FALSE(prose.empty());
    EXPECT_NE(prose[0].text.zh.find("先看能不能受理"), std::string::npos);
    for (const Entry& entry : prose) EXPECT_EQ(entry.part, Part::Prose);
}

TEST(PageBlocks, HoldTextsAndNeverMarkup) {
    const auto blocks = codec::read_page_blocks(
        "---\nformat: x\n---\n# 规则 <b>x</b>\n\nSee `code` and *this* or **that**, "
        "[here](https://example.com/a?b=1) but [not](javascript:alert(1)) there.\n\n"
        "1. one\n2. two\n   - deeper\n\n> said\n\n<script>alert(1)</script>\n\n"
        "## Table t · 表 / Table\n\n| # | a |\n|---|---|\n| 1 | `x` |\n");
    std::vector<std::string> kinds;
    for (const auto& block : blocks) kinds.emplace_back(block.kind);
    EXPECT_EQ(kinds, (std::vector<std::string>{"heading", "paragraph", "list", "quote", "paragraph",
                                               "heading", "table"}));
    std::vector<std::string> styles;
    for (const auto& run : blocks[1].runs) {
        styles.push_back(std::string{run.style} + ":" + run.text);
        EXPECT_TRUE(run.href.empty() || run.href == "https://example.com/a?b=1") << run.href;
    }
    EXPECT_NE(std::ranges::find(styles, "code:code"), styles.end());
    EXPECT_NE(std::ranges::find(styles, "emphasis:this"), styles.end());
    EXPECT_NE(std::ranges::find(styles, "strong:that"), styles.end());
    EXPECT_NE(std::ranges::find(styles, "link:here"), styles.end());
    EXPECT_TRUE(blocks[2].is_ordered);
    ASSERT_EQ(blocks[2].items.size(), 2U);
    EXPECT_EQ(blocks[2].items[1].back().kind, "list");
    EXPECT_EQ(codec::plain_text(blocks[4].runs), "<script>alert(1)</script>\n");
    EXPECT_EQ(blocks[6].part, "table");
    EXPECT_EQ(blocks[6].name, "t");
    ASSERT_EQ(blocks[6].rows.size(), 2U);
    EXPECT_EQ(codec::plain_text(blocks[6].rows[1][1]), "x");
}

}  // namespace pingli::rulebook::testing
