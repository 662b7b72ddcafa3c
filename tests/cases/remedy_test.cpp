// What may be given for a complaint, over the whole domain of its facts.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/story.hpp"

namespace pingli::test {
namespace {

constexpr std::string_view kBefore = "2026-05-12T10:00";  // by the first page of the rulebook
constexpr std::string_view kSince = "2026-12-10T10:00";   // by the second

struct Known {
    std::string cause;
    std::string defect;
    bool returns = false;
    bool repairs = false;
    std::string spend;
    bool threat = false;
};

template <class Each>
void for_all_facts(Each each) {
    for (const char* cause :
         {"quality", "size_or_fit", "not_as_described", "price", "service", "cheated"})
        for (const char* defect : {"proven", "unclear", "not_a_defect"})
            for (const bool returns : {false, true})
                for (const bool repairs : {false, true})
                    for (const char* spend : {"0", "4999.99元", "¥5,000"})
                        for (const bool threat : {false, true})
                            each(Known{.cause = cause,
                                       .defect = defect,
                                       .returns = returns,
                                       .repairs = repairs,
                                       .spend = spend,
                                       .threat = threat});
}

// The law of remedies, once more in plain words: what is worth how much, and what is owed.
const std::vector<std::pair<std::string, int>> kWorth{{"nothing", 0},
                                                      {"explain", 0},
                                                      {"apology", 1},
                                                      {"voucher", 2},
                                                      {"part_refund", 3},
                                                      {"repair", 4},
                                                      {"exchange_or_voucher", 5},
                                                      {"exchange", 5},
                                                      {"return", 6},
                                                      {"return_or_exchange", 6},
                                                      {"return_exchange_or_repair", 6},
                                                      {"return_and_refund", 7},
                                                      {"refund_and_freight", 8},
                                                      {"what_law_adds", 9}};
int owed_worth(const Known& known) {
    if (known.defect == "proven" || known.returns) return 6;
    if (known.defect == "unclear" && known.repairs) return 4;
    return known.cause == "service" && !known.threat ? 1 : 0;
}

Story complaint(const Known& known, std::string_view time) {
    Story story;
    story.when(kAgent, time,
               OpenComplaint{.opening = opening_of("毛衣线头"),
                             .channel = "counter",
                             .complained_at = {},
                             .words = "a thread is loose",
                             .facts = {{"cause", known.cause},
                                       {"defect", known.defect},
                                       {"within_return_period", known.returns},
                                       {"within_repair_period", known.repairs},
                                       {"spend_12_months", known.spend},
                                       {"demand_under_threat", known.threat}}});
    return story;
}

ProposeRemedy propose(std::string remedy, std::string reason = "a regular customer") {
    return {.remedy_id = RemedyId{"rm-1"},
            .remedy = std::move(remedy),
            .offered = "today",
            .reason = std::move(reason)};
}

// rulings finding 4: never below what is owed, never refused for being better, and no proven defect
// with an apology alone; by each page of the rulebook.
TEST(Remedy, IsAnyThatIsWorthAtLeastWhatIsOwed) {
    for (const std::string_view time : {kBefore, kSince})
        for_all_facts([&](const Known& known) {
            const Story story = complaint(known, time);
            for (const auto& [remedy, worth] : kWorth) {
                const auto decision =
                    decide(story.c, propose(remedy), kSupervisor, story.rules, at(time));
                const std::string told = known.cause + " " + known.defect + " " + remedy;
                // proves C12
                ASSERT_EQ(decision.has_value(), worth >= owed_worth(known)) << told;
                if (!decision) {
                    EXPECT_EQ(decision.error().code, RefusalCode::BelowWhatIsOwed) << told;
                    EXPECT_TRUE(std::ranges::find(decision.error().known, "what_law_adds") !=
                                decision.error().known.end());
                    continue;
                }
                const auto& proposed = std::get<RemedyProposed>(decision->front().what);
                // proves X9: goodwill only above the floor, approved where it costs something
                EXPECT_EQ(proposed.basis == "goodwill", worth > owed_worth(known)) << told;
                EXPECT_EQ(proposed.needs_approval, worth > owed_worth(known) && worth > 1) << told;
                if (proposed.basis == "goodwill") {
                    EXPECT_EQ(story.refused(kAgent, time, propose(remedy, "")).code,
                              RefusalCode::ReasonNeeded);
                }
                EXPECT_FALSE(known.defect == "proven" && remedy == "apology") << told;
            }
        });
}

TEST(Remedy, ThatTheRulebookDoesNotKnowIsRefusedByNameWithThoseItKnows) {
    const Story story = complaint({.cause = "quality", .defect = "proven", .spend = "0"}, kBefore);
    const Refusal refusal = story.refused(kAgent, kBefore, propose("free_money"));
    EXPECT_EQ(refusal.code, RefusalCode::UnknownRemedy);
    EXPECT_EQ(refusal.what, std::vector<std::string>{"free_money"});
    std::vector<std::string> known;
    for (const auto& one : kWorth) known.push_back(one.first);
    EXPECT_EQ(refusal.known, known);
}

// What was agreed before a defect was proven is not carried out in place of what is owed then.
TEST(Remedy, ThatCameToLieBelowWhatIsOwedIsNotCarriedOut) {
    Story story =
        complaint({.cause = "service", .defect = "not_a_defect", .spend = "79元"}, kBefore);
    const CarryOut carry{.remedy_id = RemedyId{"rm-1"}, .note = "done"};
    story.when(kAgent, kBefore, propose("apology"));
    story.when(kAgent, kBefore,
               RecordConsent{.remedy_id = RemedyId{"rm-1"}, .given = true, .words = "fine"});
    EXPECT_FALSE(story.may(kAgent, kBefore, "propose_remedy"));
    story.when(kAgent, kBefore,
               RecordStep{.step = Step::Analysed,
                          .note = "the seam was open",
                          .asked = {},
                          .facts = {{"defect", std::string{"proven"}}}});
    EXPECT_EQ(story.refused(kAgent, kBefore, carry).code, RefusalCode::BelowWhatIsOwed);
    EXPECT_TRUE(story.may(kAgent, kBefore, "propose_remedy"));
    ProposeRemedy better = propose("return_or_exchange");
    better.remedy_id = RemedyId{"rm-2"};
    story.when(kAgent, kBefore, better);
    EXPECT_EQ(story.c.phase, Phase::Proposed);
}

// What lacks is named as people can state it.
TEST(Remedy, ThatCannotBeToldYetNamesTheFactsThatPeopleState) {
    Story story;
    story.when(kAgent, kBefore,
               OpenComplaint{.opening = opening_of("褪色"),
                             .channel = "online",
                             .complained_at = {},
                             .words = "faded",
                             .facts = {{"cause", std::string{"quality"}},
                                       {"defect", std::string{"unclear"}},
                                       {"demand_under_threat", false}}});
    const Refusal refusal = story.refused(kAgent, kBefore, propose("exchange"));
    EXPECT_EQ(refusal.code, RefusalCode::CannotTellYet);
    for (const std::string& name : refusal.what) EXPECT_FALSE(name.starts_with("found_")) << name;
    EXPECT_TRUE(std::ranges::find(refusal.what, "within_return_period") != refusal.what.end());
}

TEST(Remedy, MoneyOfAComplaintIsTakenAsPeopleWriteIt) {
    for (const char* spend : {"12400", "12400.00", "¥12,400", "12400元", "12400块", "１２４００"}) {
        const Story story =
            complaint({.cause = "quality", .defect = "unclear", .spend = spend}, kBefore);
        EXPECT_TRUE(decide(story.c, propose("exchange"), kAgent, story.rules, at(kBefore)))
            << spend;
    }
}

}  // namespace
}  // namespace pingli::test
