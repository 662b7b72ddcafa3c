#include "codec/finding_line.hpp"

#include <gtest/gtest.h>

namespace pingli::codec {

TEST(FindingLine, IsReadBackAsTriageWritesIt) {
    const auto line = parse_finding_line(
        R"({"subject":{"kind":"review","id":"r-1"},"verdict":"malicious","reportable":true,)"
        R"("ground":"unreasonable_demand","admissible":null,"refusal":null,"order":"123",)"
        R"("stars":1,"made_at":"2026-05-12T10:00:00+08:00",)"
        R"("rulebook":{"id":"malicious-review","version":"2026.1"},)"
        R"("texts":[{"in":"text","text":"a"},{"in":"followup","text":"b"},{"in":"chat"}]})");
    ASSERT_TRUE(line) << line.error().field << english(line.error().expected);
    EXPECT_EQ(line->kind, "review");
    EXPECT_EQ(line->id, "r-1");
    EXPECT_TRUE(line->reportable);
    EXPECT_FALSE(line->admissible);
    EXPECT_EQ(line->ground, "unreasonable_demand");
    EXPECT_EQ(line->stars, 1);
    EXPECT_EQ(format_instant(*line->made_at, std::chrono::seconds{0}), "2026-05-12T02:00:00+00:00");
    EXPECT_EQ(line->rulebook_version, "2026.1");
    EXPECT_EQ(line->text + line->follow_up, "ab");
}

TEST(FindingLine, SaysWhichFieldIsWrong) {
    struct Wrong {
        std::string_view line;
        std::string_view field;
    };
    for (const Wrong& wrong :
         {Wrong{"[]", ""}, Wrong{"{", ""}, Wrong{"{}", "subject"},
          Wrong{R"({"subject":{"kind":"review","id":7},"reportable":true})", "subject.id"},
          Wrong{R"({"subject":{"kind":"shop","id":"1"},"reportable":true})", "subject.kind"},
          Wrong{R"({"subject":{"kind":"review","id":""},"reportable":true})", "subject.id"},
          Wrong{R"({"subject":{"kind":"review","id":"1"}})", "reportable"},
          Wrong{R"({"subject":{"kind":"review","id":"1"},"reportable":"yes"})", "reportable"},
          Wrong{R"({"subject":{"kind":"review","id":"1"},"reportable":true,"stars":"1"})", "stars"},
          Wrong{R"({"subject":{"kind":"review","id":"1"},"reportable":true,"made_at":"May"})",
                "made_at"}}) {
        const auto line = parse_finding_line(wrong.line);
        ASSERT_FALSE(line) << wrong.line;
        EXPECT_EQ(line.error().field, wrong.field) << wrong.line;
    }
}

// proves B6 S6: the evidence that is had, the words that offend and the turns come along.
TEST(FindingLine, CarriesEvidenceOffendingWordsAndTurns) {
    const auto line = parse_finding_line(
        R"({"subject":{"kind":"review","id":"1"},"reportable":true,"evidence":{"have":[)"
        R"({"kind":"chat_demand","words":{"zh":"要挟","en":"threat"},"reference":"a.csv:1"},)"
        R"({"kind":"review_text","words":{"zh":"原文","en":"text"},"reference":null},7]},)"
        R"("spans":[{"in":"followup","start":1,"end":3,"kind":"insult"},)"
        R"({"in":"chat","turn":0,"start":0,"end":1,"kind":"threat"}],)"
        R"("texts":[{"in":"chat","turn":0,"who":"buyer","at":null,"text":"x",)"
        R"("gap_after":true,"source":"a.csv:1"}]})");
    ASSERT_TRUE(line);
    ASSERT_EQ(line->evidence.size(), 2U);
    EXPECT_EQ(line->evidence[0].words.zh + line->evidence[0].reference, "要挟a.csv:1");
    EXPECT_EQ(line->evidence[1].reference, "");
    ASSERT_EQ(line->spans.size(), 1U);
    EXPECT_TRUE(line->spans[0].is_follow_up);
    EXPECT_EQ(line->spans[0].end, 3);
    ASSERT_EQ(line->turns.size(), 1U);
    EXPECT_TRUE(line->turns[0].gap_after);
    EXPECT_EQ(line->turns[0].source, "a.csv:1");
}

// proves S1: a report begins with what triage was told, each text at its own time.
TEST(FindingLine, CarriesTheFactsAndTheTimesOfTheTexts) {
    const auto line = parse_finding_line(
        R"({"subject":{"kind":"review","id":"1"},"reportable":true,"texts":[)"
        R"({"in":"text","at":"2026-05-27T09:12:00+08:00","text":"a"},)"
        R"({"in":"followup","at":"2026-05-27T21:40:00+08:00","text":"b"}],)"
        R"("facts":{"chat_gap":"none","rated_by_buyer":true,"stars":0,"odd":[1]}})");
    ASSERT_TRUE(line);
    ASSERT_EQ(line->facts.size(), 3U);
    EXPECT_EQ(line->facts[0].first, "chat_gap");
    EXPECT_EQ(std::get<std::string>(line->facts[0].second), "none");
    EXPECT_TRUE(std::get<bool>(line->facts[1].second));
    EXPECT_EQ(std::get<std::int64_t>(line->facts[2].second), 0);
    ASSERT_TRUE(line->text_at && line->follow_up_at);
    EXPECT_LT(*line->text_at, *line->follow_up_at);
}

}  // namespace pingli::codec
