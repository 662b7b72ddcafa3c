// The shop's answer: allegation by allegation, and what is added to it within its window.

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "support/story.hpp"

namespace pingli::test {
namespace {

const AllegationId kSecond{"a2"};

// Two things alleged; the first is answered, with a fact.
Story answered_in_part() {
    OpenClaim claim = claim_of({});
    claim.allegations.push_back({.id = kSecond,
                                 .alleged = "insults",
                                 .person = "buyer",
                                 .words = "called me names",
                                 .stop_requested_at = {},
                                 .facts = {}});
    Story story;
    story.when(kBuyer, "2026-05-12T10:00", claim);
    story.when(kAgent, "2026-05-13T10:00",
               answer_of("We called about the delivery.", {{"number_is_shops", true}}));
    return story;
}

SubmitAnswer supplement() {
    return {.answers = {{.allegation = kSecond,
                         .position = Position::Explains,
                         .words = "It was a quotation.",
                         .exhibits = {}}},
            .course_of_trade = {},
            .facts = {{"number_is_shops", false}}};
}

// rulings finding 11: a second answer within the window supplements the first; both stay on record.
TEST(Answer, IsSupplementedUntilItsWindowCloses) {
    Story story = answered_in_part();
    const auto first = story.c.get<Claim>().answer;
    ASSERT_TRUE(first);
    EXPECT_EQ(first->unanswered, std::vector<AllegationId>{kSecond});  // proves H11
    const Instant due = story.c.clock("answer_due")->due;
    EXPECT_TRUE(story.may(kAgent, "2026-05-14T10:00", "submit_answer"));
    story.when(kAgent, "2026-05-14T10:00", supplement());
    const auto& both = story.c.get<Claim>().answer;
    EXPECT_EQ(both->answers, first->answers);
    EXPECT_EQ(both->submitted_at, first->submitted_at);
    EXPECT_EQ(both->course_of_trade, first->course_of_trade);
    ASSERT_EQ(both->supplements.size(), 1U);
    EXPECT_EQ(both->supplements[0].answers[0].words.text, "It was a quotation.");
    EXPECT_TRUE(both->unanswered.empty());
    EXPECT_EQ(both->facts, (Facts{{"number_is_shops", false}}));
    // What was said twice stands twice.
    story.when(kAgent, "2026-05-14T11:00", answer_of("Once more."));
    EXPECT_EQ(both->answers.size(), 1U);
    ASSERT_EQ(story.c.get<Claim>().answer->supplements.size(), 2U);

    const auto late =
        decide(story.c, supplement(), kAgent, story.rules, due + std::chrono::seconds{1});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, RefusalCode::AlreadyAnswered);
    EXPECT_EQ(late.error().due, due);
    EXPECT_TRUE(decide(story.c, supplement(), kAgent, story.rules, due));
}

TEST(Answer, ThatAddsNothingIsRefusedByTheField) {
    const Story story = answered_in_part();
    const Refusal refusal =
        story.refused(kAgent, "2026-05-14T10:00",
                      SubmitAnswer{.answers = {}, .course_of_trade = {}, .facts = {}});
    EXPECT_EQ(refusal.code, RefusalCode::FieldMissing);
    EXPECT_EQ(refusal.what, std::vector<std::string>{"answers"});
}

// It brings the case on while it is owed, and only adds to it afterwards.
TEST(Answer, IsOfferedFirstOnlyWhileItIsOwed) {
    const auto offered = [](const Story& story) -> std::optional<Move> {
        for (const Move& move : allowed_moves(story.c, kAgent, story.rules, at("2026-05-13T11:00")))
            if (move.command == SubmitAnswer::kName) return move;
        return std::nullopt;
    };
    Story before;
    before.when(kBuyer, "2026-05-12T10:00", claim_of({}));
    ASSERT_TRUE(offered(before));
    EXPECT_LT(offered(before)->rank, 0);
    const Story after = answered_in_part();
    ASSERT_TRUE(offered(after));
    EXPECT_GT(offered(after)->rank, 0);
    EXPECT_EQ(offered(after)->due, after.c.clock("answer_due")->due);
}

}  // namespace
}  // namespace pingli::test
