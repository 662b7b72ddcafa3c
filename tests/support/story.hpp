// A case told step by step: who does what when, what happens, what is refused.

#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "cases/decide.hpp"
#include "cases/evolve.hpp"
#include "support/shipped_rules.hpp"

namespace pingli::test {

using namespace cases;  // NOLINT(google-build-using-namespace): the stories speak of nothing else

inline const Actor kBuyer{.user = UserId{"u-buyer"}, .role = Role::Claimant};
inline const Actor kAgent{.user = UserId{"u-agent"}, .role = Role::Agent};
inline const Actor kSupervisor{.user = UserId{"u-supervisor"}, .role = Role::Supervisor};
inline const Actor kOfficer{.user = UserId{"u-officer"}, .role = Role::CaseOfficer};
inline const Actor kSenior{.user = UserId{"u-senior"}, .role = Role::SeniorOfficer};
inline const Actor kClockwork{.user = UserId{"clock"}, .role = Role::System};
inline const AllegationId kFirst{"a1"};

class Story {
public:
    Rules rules = shipped_rules();
    Events events;
    Case c;

    Story& when(const Actor& actor, std::string_view time, const Command& command) {
        Decision decision = decide(c, command, actor, rules, at(time));
        EXPECT_TRUE(decision) << name_of(command) << " refused: " << to_name(decision.error().code)
                              << " "
                              << (decision.error().what.empty() ? "" : decision.error().what[0]);
        if (!decision) return *this;
        EXPECT_FALSE(decision->empty());
        for (Event& event : *decision) {
            c = evolve(std::move(c), event);
            events.push_back(std::move(event));
        }
        EXPECT_EQ(c, replay(events));
        return *this;
    }

    [[nodiscard]] Refusal refused(const Actor& actor, std::string_view time,
                                  const Command& command) const {
        const Decision decision = decide(c, command, actor, rules, at(time));
        EXPECT_FALSE(decision) << name_of(command) << " was not refused";
        return decision ? Refusal{} : decision.error();
    }

    [[nodiscard]] bool may(const Actor& actor, std::string_view time,
                           std::string_view command) const {
        const auto moves = allowed_moves(c, actor, rules, at(time));
        return std::ranges::find(moves, command, &Move::command) != moves.end();
    }

    template <class E>
    [[nodiscard]] const E* last() const {
        for (auto one = events.rbegin(); one != events.rend(); ++one)
            if (const E* found = std::get_if<E>(&one->what)) return found;
        return nullptr;
    }
};

inline Opening opening_of(std::string title) {
    return {.case_id = CaseId{"c-1"},
            .shop = ShopId{"s-1"},
            .perspective = Perspective::Decided,
            .title = std::move(title),
            .person = PersonId{"p-buyer"},
            .person_user = kBuyer.user,
            .platform = "taobao",
            .orders = {"123456789012345678"},
            .source = {}};
}

struct Alleged {
    std::string alleged = "frequent_contact";
    std::string person = "buyer";
    std::string words = "called me 14 times yesterday, I could not work";
    Facts facts{};
};

inline OpenClaim claim_of(Alleged claim) {
    return {.opening = opening_of("骚扰投诉"),
            .filed_at = {},
            .received_at = {},
            .allegations = {{.id = kFirst,
                             .alleged = std::move(claim.alleged),
                             .person = std::move(claim.person),
                             .words = std::move(claim.words),
                             .stop_requested_at = {},
                             .facts = std::move(claim.facts)}}};
}

inline SubmitAnswer answer_of(std::string words, Facts facts = {}) {
    return {.answers = {{.allegation = kFirst,
                         .position = Position::Denies,
                         .words = std::move(words),
                         .exhibits = {}}},
            .course_of_trade = "an ordinary trade",
            .facts = std::move(facts)};
}

inline ExhibitData exhibit_of(std::string id, std::string kind, Showing showing,
                              std::vector<ShownContact> contacts = {}, Facts facts = {}) {
    return {.exhibit_id = ExhibitId{std::move(id)},
            .kind = std::move(kind),
            .origin = "obtained as the rulebook says",
            .purpose = "to show what happened",
            .reference = {},
            .file = {},
            .bearings = {{.allegation = kFirst,
                          .showing = showing,
                          .contacts = std::move(contacts),
                          .facts = std::move(facts)}}};
}

// As the exhibit itself says, or otherwise.
inline WeighExhibit weigh(const ExhibitData& exhibit) {
    return {.exhibit_id = exhibit.exhibit_id,
            .admitted = true,
            .findings = exhibit.bearings,
            .reason = "whole and vouched for"};
}

inline RuleCase rule(Outcome outcome, std::optional<std::string> special = std::nullopt) {
    return {.ruling_id = RulingId{"r-1"},
            .outcome = outcome,
            .reasons = "on the evidence of both sides",
            .special_circumstance = std::move(special)};
}

// `count` attempts on one day, every half hour from eight in the morning.
inline std::vector<ShownContact> contacts_on(std::string_view day, std::string channel, int count,
                                             int answered = 0) {
    std::vector<ShownContact> out;
    for (int i = 0; i < count; ++i)
        out.push_back({.channel = channel,
                       .at = at(std::string{day} + "T08:00") + std::chrono::minutes{30 * i},
                       .answered = i < answered});
    return out;
}

}  // namespace pingli::test
