// A report that the platform decides: a draft until the shop has handed it in, and what is taken
// back.

#include <gtest/gtest.h>

#include "support/story.hpp"
#include "views/queue.hpp"

namespace pingli::test {
namespace {

OpenReport tracked_report() {
    OpenReport report{.opening = opening_of("差评举报"),
                      .review_id = "rv-1",
                      .text = "裤子太长，别买",
                      .follow_up = {},
                      .explanation = {},
                      .made_at = at("2026-05-01T10:00"),
                      .follow_up_at = {},
                      .marked = {},
                      .exhibits = {},
                      .facts = {}};
    report.opening.perspective = Perspective::Tracked;
    return report;
}

HandInReport handed_in(std::string reference = "JB-1") {
    return {.reference = std::move(reference), .filed_at = {}, .path = {}};
}

Story draft() {
    Story story;
    story.when(kAgent, "2026-05-10T09:00", tracked_report());
    return story;
}

// desk A2: "File the report" set Filed, though nothing had left the desk.
TEST(Filing, NothingIsFiledBeforeItWasHandedIn) {
    Story story = draft();
    EXPECT_EQ(story.c.phase, Phase::Draft);
    EXPECT_EQ(story.refused(kAgent, "2026-05-10T09:01", FileReport{}).code,
              RefusalCode::NotForThisPerspective);
    EXPECT_EQ(story
                  .refused(kAgent, "2026-05-10T09:01",
                           RecordFiling{
                               .what = Filed::Report, .path = "x", .reference = {}, .filed_at = {}})
                  .code,
              RefusalCode::NotInThisPhase);
    story.when(kAgent, "2026-05-10T10:00", handed_in());
    EXPECT_EQ(story.c.phase, Phase::Filed);
    EXPECT_EQ(story.c.filed_at, at("2026-05-10T10:00"));
    ASSERT_EQ(story.c.filings.size(), 1U);
    EXPECT_EQ(story.c.filings[0].reference, "JB-1");
    EXPECT_EQ(story.c.filings[0].path, "taobao_online");  // as the rulebook says
    EXPECT_EQ(story.c.clock("report_due")->state, ClockState::Kept);
    EXPECT_EQ(story.refused(kAgent, "2026-05-10T10:01", handed_in()).code,
              RefusalCode::NotInThisPhase);
}

// What is done outside is recorded, whatever facts are still unknown (desk A8).
TEST(Filing, NeedsNoFactThatOnlyThePlatformKnows) {
    Story story = draft();
    ASSERT_TRUE(story.c.facts.empty());
    story.when(kAgent, "2026-05-10T10:00", handed_in(""));
    EXPECT_EQ(story.c.phase, Phase::Filed);
}

TEST(Filing, MayHaveBeenYesterdayButNotTomorrow) {
    Story story = draft();
    HandInReport cmd = handed_in();
    cmd.filed_at = at("2026-05-11T09:00");
    EXPECT_EQ(story.refused(kAgent, "2026-05-10T10:00", cmd).what.at(0), "filed_at");
    cmd.filed_at = at("2026-05-09T09:00");
    story.when(kAgent, "2026-05-10T10:00", cmd);
    EXPECT_EQ(story.c.filed_at, at("2026-05-09T09:00"));
}

TEST(Filing, IsUndoneUntilThePlatformHasRuled) {
    Story story = draft();
    story.when(kAgent, "2026-05-10T10:00", handed_in());
    story.when(kAgent, "2026-05-10T10:05", UndoHandingIn{});
    EXPECT_EQ(story.c.phase, Phase::Draft);
    EXPECT_TRUE(story.c.filings.empty());
    EXPECT_EQ(story.c.clock("report_due")->state, ClockState::Running);
    EXPECT_EQ(story.c.clock("report_due")->due, at("2026-05-31T23:59:59"));
    story.when(kAgent, "2026-05-10T10:10", handed_in("JB-2"));
    EXPECT_EQ(story.c.filings.back().reference, "JB-2");
    story.when(kAgent, "2026-05-12T10:00",
               RecordPlatformRuling{.ruling_id = RulingId{"r-1"},
                                    .outcome = Outcome::Upheld,
                                    .points_class = {},
                                    .points = 0,
                                    .reason = {},
                                    .source = "a notice",
                                    .ruled_at = {}});
    EXPECT_FALSE(story.may(kAgent, "2026-05-12T10:01", "undo_handing_in"));
}

// desk A3: what one key opened could not be undone, and "withdraw" said it was for ever.
TEST(Drafts, AreUndoneAndTakenUpAgain) {
    Story story = draft();
    EXPECT_FALSE(story.may(kAgent, "2026-05-10T09:01", "withdraw_case"));
    story.when(kAgent, "2026-05-10T09:01", UndoDraft{});
    EXPECT_EQ(story.c.phase, Phase::Closed);
    EXPECT_EQ(views::queue_row(story.c).next_due_at, std::nullopt);
    EXPECT_EQ(views::queue_row(story.c).outcome, "not_reported");
    story.when(kAgent, "2026-05-10T09:02", ResumeDraft{});
    EXPECT_EQ(story.c.phase, Phase::Draft);
    EXPECT_EQ(views::queue_row(story.c).next_due_at, at("2026-05-31T23:59:59"));
    EXPECT_EQ(story.refused(kAgent, "2026-05-10T09:03", ResumeDraft{}).code,
              RefusalCode::NotInThisPhase);
    story.when(kAgent, "2026-05-10T10:00", handed_in());
    EXPECT_EQ(story.refused(kAgent, "2026-05-10T10:01", UndoDraft{}).code,
              RefusalCode::NotInThisPhase);
}

// What a supervisor left with a reason is no draft that somebody opened by mistake.
TEST(Drafts, ThatWereLeftAreNotResumed) {
    Story story = draft();
    story.when(kSupervisor, "2026-05-10T09:01", LeaveUnreported{.reason = "settled"});
    EXPECT_EQ(story.refused(kAgent, "2026-05-10T09:02", ResumeDraft{}).code,
              RefusalCode::NotInThisPhase);
}

}  // namespace
}  // namespace pingli::test
