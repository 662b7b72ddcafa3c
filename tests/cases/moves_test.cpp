// What a command says of itself beside its gate: its rank among the moves and the clock it answers;
// and what an exhibit says of itself. The desk keeps no such list.

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <map>

#include "support/story.hpp"

namespace pingli::test {
namespace {

constexpr auto kBringOn = std::to_array<std::string_view>(
    {"hand_in_report", "file_report", "resume_draft", "submit_answer", "take_up", "rule_appeal",
     "weigh_exhibit", "rule_case", "propose_remedy", "accept_hand_over", "record_consent",
     "carry_out", "mask_words", "confirm_unseal", "record_contact", "submit_evidence",
     "file_appeal"});
constexpr auto kAddOrEnd = std::to_array<std::string_view>(
    {"post_message", "record_facts", "verify_message", "record_settlement", "link_case",
     "assign_officer", "pause_clock", "resume_clock", "undo_handing_in", "undo_draft",
     "leave_unreported", "withdraw_case"});

template <class... Commands>
std::map<std::string_view, int> ranks_of(std::type_identity<std::variant<Commands...>>) {
    return {{Commands::kName, rank_of<Commands>()}...};
}

// issue 12.6: what brings a case on comes before what is added to it, and what ends it comes last.
TEST(Ranks, PutWhatBringsTheCaseOnFirstAndWhatEndsItLast) {
    std::map<std::string_view, int> ranks = ranks_of(std::type_identity<Command>{});
    int before = std::numeric_limits<int>::min();
    for (const auto name : kBringOn) {
        EXPECT_GT(ranks.at(name), before) << name;
        before = ranks.at(name);
        ranks.erase(name);
    }
    EXPECT_LT(before, 0);
    before = 0;
    for (const auto name : kAddOrEnd) {
        EXPECT_GT(ranks.at(name), before) << name;
        before = ranks.at(name);
        ranks.erase(name);
    }
    for (const auto& [name, rank] : ranks) EXPECT_EQ(rank, 0) << name;
}

TEST(Moves, CarryTheirRankAndTheClockTheyAnswer) {
    Story story;
    story.when(kBuyer, "2026-05-12T10:00", claim_of({}));
    const auto moves = allowed_moves(story.c, kAgent, story.rules, at("2026-05-12T11:00"));
    const auto first = std::ranges::min_element(moves, {}, &Move::rank);
    ASSERT_NE(first, moves.end());
    EXPECT_EQ(first->command, "submit_answer");
    EXPECT_EQ(first->rank, -140);
    EXPECT_EQ(first->due, story.c.clock("answer_due")->due);
}

// What the shop did itself shows nothing of an allegation, and keeps no ruling waiting.
TEST(Exhibits, SayWhetherTheyWaitToBeWeighed) {
    Story story;
    story.when(kBuyer, "2026-05-12T10:00", claim_of({}));
    const ExhibitData list = exhibit_of("e-list", "carrier_list", Showing::Confirms);
    story.when(kBuyer, "2026-05-12T11:00", SubmitEvidence{.exhibit = list, .side = {}});
    story.when(kAgent, "2026-05-12T12:00",
               RecordContact{.exhibit_id = ExhibitId{"e-tried"},
                             .channel = "chat",
                             .tried_at = {},
                             .reached = Reached::Unreachable,
                             .note = {}});
    for (const Exhibit& exhibit : story.c.exhibits)
        EXPECT_EQ(exhibit.to_weigh, exhibit.data.kind == "carrier_list") << exhibit.data.kind;
    story.when(kOfficer, "2026-05-13T10:00", TakeUp{});
    story.when(kOfficer, "2026-05-13T11:00", weigh(list));
    EXPECT_FALSE(story.c.exhibit(list.exhibit_id)->to_weigh);
}

// What belongs to another kind changes nothing: evolve takes every event in every state.
TEST(Evolve, LeavesACaseOfAnotherKindAsItIs) {
    Story story;
    story.when(kBuyer, "2026-05-12T10:00", claim_of({}));
    ReportRefused refused;
    refused.refusal = "too_late";
    const Event foreign{.what = refused, .by = kAgent, .at = at("2026-05-12T11:00")};
    const Case after = evolve(story.c, foreign);
    EXPECT_EQ(after.own, story.c.own);
    EXPECT_EQ(after.phase, story.c.phase);
    EXPECT_EQ(after.version, story.c.version + 1);
}

TEST(Sides, AreThoseForWhomARoleMayAct) {
    EXPECT_EQ(sides_of(Role::Owner).bits, set_of(Side::Shop, Side::Platform).bits);
    EXPECT_EQ(sides_of(Role::Agent).bits, set_of(Side::Shop).bits);
    EXPECT_EQ(sides_of(Role::SeniorOfficer).bits, set_of(Side::Platform).bits);
    EXPECT_EQ(sides_of(Role::Claimant).bits, set_of(Side::Customer).bits);
    EXPECT_EQ(sides_of(Role::Auditor).bits, 0U);
}

}  // namespace
}  // namespace pingli::test
