// Clocks of a case that stand still while something outside is waited for.
// proves X3 H6 H14

#include <gtest/gtest.h>

#include "cases/rehearsal.hpp"
#include "support/story.hpp"

namespace pingli::test {
namespace {

PauseClock pause(std::string clock) {
    return {.clock = std::move(clock), .reason = "the carrier is asked for the list"};
}

Story opened() {
    Story story;
    story.when(kBuyer, "2026-05-12T10:00", claim_of({.facts = {}}));
    story.when(kOfficer, "2026-05-12T11:00", TakeUp{});
    return story;
}

TEST(Pause, MovesTheDeadlineByWhatItLasted) {
    Story story = opened();
    EXPECT_EQ(story.c.clock("answer_due")->due, at("2026-05-15T10:00"));
    story.when(kOfficer, "2026-05-13T10:00", pause("answer_due"));
    EXPECT_EQ(story.c.clock("answer_due")->state, ClockState::Paused);
    EXPECT_FALSE(story.may(kClockwork, "2026-05-16T10:00", "run_clocks"));
    story.when(kOfficer, "2026-05-18T10:00", ResumeClock{.clock = "answer_due"});
    EXPECT_EQ(story.c.clock("answer_due")->state, ClockState::Running);
    EXPECT_EQ(story.c.clock("answer_due")->due, at("2026-05-20T10:00"));
    EXPECT_TRUE(story.last<ClockResumed>()->words.zh.contains("2026-05-20"));
    // A second one adds to the first.
    story.when(kOfficer, "2026-05-19T10:00", pause("answer_due"));
    story.when(kOfficer, "2026-05-19T16:00", ResumeClock{.clock = "answer_due"});
    EXPECT_EQ(story.c.clock("answer_due")->due, at("2026-05-20T16:00"));
    EXPECT_EQ(story.c.clock("answer_due")->pauses.size(), 2U);
}

TEST(Pause, OfWorkingDaysAddsWorkingDays) {
    Story story = opened();
    EXPECT_EQ(story.c.clock("finish_due")->due, at("2026-05-19T23:59:59"));
    // Over a week-end: Friday noon to Monday noon holds the end of one working day.
    story.when(kOfficer, "2026-05-15T12:00", pause("finish_due"));
    story.when(kOfficer, "2026-05-18T12:00", ResumeClock{.clock = "finish_due"});
    EXPECT_EQ(story.c.clock("finish_due")->due, at("2026-05-20T23:59:59"));
}

// The tables go by the same time as the clocks.
TEST(Pause, HoldsForTheHearingAndForWhatIsLate) {
    const ExhibitData calls =
        exhibit_of("e-list", "carrier_list", Showing::Confirms,
                   contacts_on("2026-05-11", "call", 14, 2), {{"number_is_shops", true}});
    Story story;
    story.when(kBuyer, "2026-05-12T10:00",
               claim_of({.facts = {{"effect", std::string{"disturbed"}}}}));
    story.when(kOfficer, "2026-05-12T11:00", TakeUp{});
    story.when(kBuyer, "2026-05-12T12:00", SubmitEvidence{.exhibit = calls, .side = {}});
    story.when(kOfficer, "2026-05-12T13:00", weigh(calls));
    story.when(kOfficer, "2026-05-13T10:00", pause("answer_due"));
    EXPECT_EQ(story.refused(kOfficer, "2026-05-18T09:00", rule(Outcome::Upheld)).code,
              RefusalCode::NotHeardYet);
    story.when(kOfficer, "2026-05-18T10:00", ResumeClock{.clock = "answer_due"});
    EXPECT_EQ(story.refused(kOfficer, "2026-05-20T09:00", rule(Outcome::Upheld)).code,
              RefusalCode::NotHeardYet);
    Story silent = story;
    silent.when(kOfficer, "2026-05-20T10:01", rule(Outcome::Upheld));
    story.when(kAgent, "2026-05-20T09:30", answer_of("in time"));
    EXPECT_FALSE(story.c.get<Claim>().answer->late);
    EXPECT_EQ(story.c.clock("answer_due")->state, ClockState::Kept);
}

TEST(Pause, OfTheTimeToAppealKeepsTheAppealOpen) {
    Story story = opened();
    story.when(kAgent, "2026-05-13T10:00", answer_of("no such call"));
    story.when(kOfficer, "2026-05-14T10:00", rule(Outcome::NotUpheld));
    EXPECT_EQ(story.c.clock("appeal_due")->due, at("2026-05-17T10:00"));
    story.when(kSenior, "2026-05-15T10:00", pause("appeal_due"));
    EXPECT_TRUE(story.may(kBuyer, "2026-06-01T10:00", "file_appeal"));
    story.when(kSenior, "2026-06-01T10:00", ResumeClock{.clock = "appeal_due"});
    EXPECT_TRUE(story.may(kBuyer, "2026-06-03T10:00", "file_appeal"));
    EXPECT_FALSE(story.may(kBuyer, "2026-06-03T10:01", "file_appeal"));
}

TEST(Pause, IsAnOfficersWithItsReason) {
    Story story = opened();
    EXPECT_EQ(story.refused(kAgent, "2026-05-13T10:00", pause("answer_due")).code,
              RefusalCode::NotYourRole);
    EXPECT_EQ(story.refused(kBuyer, "2026-05-13T10:00", pause("answer_due")).code,
              RefusalCode::NotYourRole);
    EXPECT_EQ(story
                  .refused(kOfficer, "2026-05-13T10:00",
                           {PauseClock{.clock = "answer_due", .reason = " "}})
                  .code,
              RefusalCode::FieldMissing);
    // Kept when the case was taken up, run out, and never begun.
    EXPECT_EQ(story.refused(kOfficer, "2026-05-13T10:00", pause("take_up_due")).code,
              RefusalCode::ClockNotRunning);
    EXPECT_EQ(story.refused(kOfficer, "2026-05-16T10:00", pause("answer_due")).code,
              RefusalCode::ClockNotRunning);
    EXPECT_EQ(story.refused(kOfficer, "2026-05-13T10:00", pause("appeal_due")).code,
              RefusalCode::ClockNotRunning);
    EXPECT_EQ(
        story.refused(kOfficer, "2026-05-13T10:00", {ResumeClock{.clock = "answer_due"}}).code,
        RefusalCode::ClockNotPaused);
    EXPECT_TRUE(story.may(kOfficer, "2026-05-13T10:00", "pause_clock"));
    EXPECT_FALSE(story.may(kAgent, "2026-05-13T10:00", "pause_clock"));
}

TEST(Pause, EndsWithTheCase) {
    Story story = opened();
    story.when(kOfficer, "2026-05-13T10:00", pause("finish_due"));
    story.when(kBuyer, "2026-05-14T10:00", WithdrawCase{.reason = "cleared up", .source = {}});
    const Clock& clock = *story.c.clock("finish_due");
    EXPECT_EQ(clock.state, ClockState::Stopped);
    EXPECT_EQ(clock.pauses.front().to, at("2026-05-14T10:00"));
}

}  // namespace
}  // namespace pingli::test
