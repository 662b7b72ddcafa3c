#include "reviews/moves.hpp"

#include <gtest/gtest.h>

#include "base/record_form.hpp"

namespace pingli::reviews {

namespace {

constexpr Powers kAgent{.may_work = true, .leads = false};
constexpr Powers kLead{.may_work = true, .leads = true};

app::ShelfEntry entry(const std::string& state, const std::string& verdict = "malicious",
                      const std::string& ground = "unreasonable_demand") {
    app::ShelfEntry out;
    out.finding.verdict = verdict;
    out.finding.ground = ground;
    out.finding.is_reportable = true;
    out.mark.state = state;
    return out;
}

bool may(Move move, const app::ShelfEntry& entry, const Powers& powers) {
    return !why_not(move, entry, powers).has_value();
}

}  // namespace

// proves B20
TEST(ReviewMoves, AProvenOneIsLeftOnlyByThoseWhoLead) {
    for (const char* ground : {"unreasonable_demand", "professional_coercion"}) {
        EXPECT_FALSE(may(Move::Leave, entry("new", "malicious", ground), kAgent));
        EXPECT_TRUE(may(Move::Leave, entry("new", "malicious", ground), kLead));
    }
    EXPECT_TRUE(may(Move::Leave, entry("new", "unclear"), kAgent));
    EXPECT_TRUE(may(Move::Leave, entry("new", "genuine", "private_data_or_insults"), kAgent));
}

TEST(ReviewMoves, FollowTheState) {
    for (const Powers& powers : {kAgent, kLead}) {
        EXPECT_TRUE(may(Move::Report, entry("new"), powers));
        EXPECT_TRUE(may(Move::Report, entry("answered"), powers));
        EXPECT_FALSE(may(Move::Report, entry("reported"), powers));
        EXPECT_TRUE(may(Move::Answer, entry("reported"), powers));
        EXPECT_FALSE(may(Move::Leave, entry("reported"), powers));
        EXPECT_FALSE(may(Move::Resume, entry("new"), powers));
        EXPECT_TRUE(may(Move::Undo, entry("reported"), powers));
        for (const char* state : {"new", "answered", "left"})
            EXPECT_FALSE(may(Move::Undo, entry(state), powers));
        for (const Move move : {Move::Report, Move::Answer, Move::Leave})
            EXPECT_FALSE(may(move, entry("left"), powers));
        EXPECT_TRUE(may(Move::Resume, entry("left"), powers));
    }
    for (const Move move : kMoves)
        for (const char* state : {"new", "left"}) EXPECT_FALSE(may(move, entry(state), {}));
    EXPECT_EQ(state_after(Move::Answer, "reported"), "reported");
    EXPECT_EQ(state_after(Move::Answer, "new"), "answered");
    EXPECT_EQ(state_after(Move::Resume, "left"), "new");
    EXPECT_EQ(state_after(Move::Undo, "reported"), "new");
}

TEST(ReviewMoves, OnlyWhatWouldBeTakenIsReported) {
    auto refused = entry("new");
    refused.finding.list = "admissible\tno\n";
    EXPECT_FALSE(may(Move::Report, refused, kLead));
    auto nothing = entry("new");
    nothing.finding.is_reportable = false;
    EXPECT_FALSE(may(Move::Report, nothing, kLead));
    auto prepared = nothing;  // S11: before the review appears
    prepared.finding.list = "waits\tyes\n";
    EXPECT_TRUE(may(Move::Report, prepared, kLead));
}

// As rows hold them that are from before deeds were events.
TEST(ReviewMoves, AreReadInOrderWithTheirWords) {
    const auto line = [](const char* move, const char* by, const char* text) {
        const std::string deed =
            RecordWriter{}.add("move", move).add("by", by).add("text", text).take();
        return RecordWriter{}.add("deed", deed).take();
    };
    const auto read = read_deeds(line("leave", "u", "a\tb\nc\\") + line("resume", "v", ""));
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[0].text, "a\tb\nc\\");
    EXPECT_EQ(read[1].by.value(), "v");
    EXPECT_EQ(read[1].move, Move::Resume);
}

}  // namespace pingli::reviews
