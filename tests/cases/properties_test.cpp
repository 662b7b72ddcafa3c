// What no order of commands can bring about, whoever gives them and whenever.
// proves X4 X9 H2 H15 S29 S30

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "support/filler.hpp"
#include "support/story.hpp"
#include "views/ledger.hpp"
#include "views/queue.hpp"

namespace pingli::test {
namespace {

// One case driven by chance: mostly commands that make sense, some that are filled blindly.
class Drive {
public:
    explicit Drive(unsigned seed) : filler_(seed), now_(at("2026-05-12T10:00")) {}

    void run(int steps) {
        while (steps-- > 0) step();
    }

    Events events;
    Case c;
    Rules rules = shipped_rules();

private:
    unsigned below(unsigned bound) { return filler_.below(bound); }
    std::string new_id() { return "id-" + std::to_string(++ids_); }

    // Mostly somebody who may, else anybody.
    Actor any_actor(const Command& command) {
        const std::array<Actor, 8> all{
            kBuyer,
            kAgent,
            kSupervisor,
            kOfficer,
            kSenior,
            kClockwork,
            Actor{.user = UserId{"u-officer-2"}, .role = Role::CaseOfficer},
            Actor{.user = kOfficer.user, .role = Role::SeniorOfficer}};
        const unsigned first = below(8);
        if (below(4) != 0)
            for (unsigned i = 0; i < 8; ++i) {
                const Actor& actor = all.at((first + i) % 8);
                const auto moves = allowed_moves(c, actor, rules, now_);
                if (std::ranges::find(moves, name_of(command), &Move::command) != moves.end())
                    return actor;
            }
        return all.at(first);
    }

    Facts any_facts() {
        Facts out;
        if (below(2) == 0) out.push_back({"effect", std::string{"disturbed"}});
        if (below(2) == 0) out.push_back({"attempts_in_24_hours", std::int64_t{below(20)}});
        if (below(3) == 0) out.push_back({"number_is_shops", below(3) != 0});
        return out;
    }

    Command open() {
        static const std::vector<std::string> kAlleged{"frequent_contact", "repulsive_object",
                                                       "insults", "goods_or_service"};
        if (below(3) == 0) return open_report();
        OpenClaim claim = claim_of({.alleged = kAlleged.at(below(4)), .facts = any_facts()});
        claim.filed_at = now_;
        claim.received_at = now_;
        return claim;
    }

    Command open_report() {
        return OpenReport{
            .opening = opening_of("report"),
            .review_id = "rv-1",
            .text = "0123456789",
            .follow_up = {},
            .explanation = {},
            .made_at = now_ - std::chrono::hours{below(900)},
            .follow_up_at = {},
            .facts = {{"review_result", std::string{"bad"}},
                      {"text_kind", std::string{"first_review"}},
                      {"rated_by_buyer", true},
                      {"rated_by_seller", true},
                      {"chat_gap", std::string{"none"}},
                      {"professional_signs", std::int64_t{0}},
                      {"recording_shows", std::string{"no_recording"}},
                      {"competitor_tie", std::string{"none"}},
                      {"fraud", std::string{"none"}},
                      {"promotes_other_shop", false},
                      {"review_names_price", false},
                      {"demand_told", false},
                      {"offending_words", std::string{below(2) == 0 ? "none" : "in_review"}},
                      {"chat_shows", std::string{"demand_under_rating_threat"}}}};
    }

    Bearing bearing() {
        return {.allegation = c.kind == CaseKind::HarassmentClaim ? kFirst : AllegationId{},
                .showing = static_cast<Showing>(below(3)),
                .contacts = {},
                .facts = {}};
    }

    ExhibitId any_exhibit() {
        if (c.exhibits.empty()) return ExhibitId{"none"};
        return c.exhibits.at(below(static_cast<unsigned>(c.exhibits.size()))).data.exhibit_id;
    }

    // What stands in the way of a ruling comes first, mostly.
    std::optional<Command> unfinished() {
        if (c.phase != Phase::Review && c.phase != Phase::Appealed) return std::nullopt;
        for (const Exhibit& exhibit : c.exhibits)
            if (!exhibit.weighing && exhibit.data.kind == "carrier_list")
                return WeighExhibit{.exhibit_id = exhibit.data.exhibit_id,
                                    .admitted = true,
                                    .findings = {bearing()},
                                    .reason = "weighed"};
        return std::nullopt;
    }

    Command sensible() {
        if (below(3) != 0)
            if (auto first = unfinished()) return *first;
        const Outcome outcome = below(2) == 0 ? Outcome::Upheld : Outcome::NotUpheld;
        const std::optional<std::string> special =
            below(4) == 0 ? std::optional<std::string>{"special"} : std::nullopt;
        switch (below(14)) {
            case 0:
                return TakeUp{};
            case 1: {
                ExhibitData exhibit = exhibit_of(new_id(), "carrier_list", Showing::Confirms);
                exhibit.bearings = {bearing()};
                return SubmitEvidence{.exhibit = exhibit, .side = {}};
            }
            case 2:
            case 3:
                return WeighExhibit{.exhibit_id = any_exhibit(),
                                    .admitted = true,
                                    .findings = {bearing()},
                                    .reason = "weighed"};
            case 4:
                return answer_of("no", any_facts());
            case 5:
            case 6:
                return RuleCase{.ruling_id = RulingId{new_id()},
                                .outcome = outcome,
                                .reasons = "reasons",
                                .special_circumstance = special};
            case 7:
                return FileAppeal{
                    .appeal_id = AppealId{new_id()}, .grounds = "grounds", .side = {}};
            case 8:
            case 9:
                return RuleAppeal{.ruling_id = RulingId{new_id()},
                                  .outcome = outcome,
                                  .reasons = "reasons",
                                  .special_circumstance = special};
            case 10:
            case 12:
                return FileReport{};
            case 11:
                return MaskWords{.mask_id = MaskId{new_id()},
                                 .place = Place::Text,
                                 .spans = {{.start = below(9), .end = 10}},
                                 .reason = "an insult"};
            default:
                return RunClocks{};
        }
    }

    Command any_command() {
        if (c.phase == Phase::None) return open();
        if (below(4) != 0) return sensible();
        auto all = one_of_each<Command>(filler_);
        return all.at(below(static_cast<unsigned>(all.size())));
    }

    void step() {
        now_ += std::chrono::minutes{below(200)};
        const Command command = any_command();
        const Actor actor = any_actor(command);
        rules.totals = ledger_.totals();
        const Decision decision = decide(c, command, actor, rules, now_);
        // A move that is not allowed is refused, whatever it carries.
        const auto moves = allowed_moves(c, actor, rules, now_);
        const bool allowed =
            std::ranges::find(moves, name_of(command), &Move::command) != moves.end();
        if (!decision) {
            RC_ASSERT(decision.error().moves == moves);
            return;
        }
        RC_ASSERT(allowed);
        RC_ASSERT(!decision->empty());
        const Case before = c;
        for (const Event& event : *decision) {
            c = evolve(std::move(c), event);
            ledger_.add(c.opening.case_id, event);
            events.push_back(event);
        }
        check(before, command, actor);
    }

    // What holds after every step.
    void check(const Case& before, const Command& command, const Actor& actor) {
        RC_ASSERT(c.rulings.size() >= before.rulings.size());
        for (std::size_t i = 0; i < before.rulings.size(); ++i)
            RC_ASSERT(c.rulings[i] == before.rulings[i]);  // never changed afterwards
        for (std::size_t i = 0; i < before.entries.size(); ++i)
            RC_ASSERT(c.entries[i] == before.entries[i]);
        if (before.review) RC_ASSERT(c.review == before.review);  // no review is ever deleted
        if (std::holds_alternative<RuleAppeal>(command))
            for (const Event& event : events)
                if (std::holds_alternative<CaseRuled>(event.what) ||
                    std::holds_alternative<TakenUp>(event.what))
                    RC_ASSERT(event.by.user != actor.user);
        std::map<std::string, std::int64_t> sums;
        for (const PointsEntry& entry : c.entries) sums[entry.points_class] += entry.points;
        for (const auto& [points_class, sum] : sums) {
            RC_ASSERT(points_class == "ordinary" || points_class == "serious");
            RC_ASSERT(sum == ledger_.totals().of(points_class, 2026));
            RC_ASSERT(sum >= 0 && sum <= 48);
        }
        const Ruling& last = c.rulings.empty() ? kNoRuling : c.rulings.back();
        for (const auto& [points_class, sum] : sums)
            RC_ASSERT(sum == (points_class == last.points_class ? last.points : 0));
        for (const Measure& measure : c.proposed_measures)
            RC_ASSERT(measure.points == sums[measure.points_class]);
    }

    inline static const Ruling kNoRuling{};
    Filler filler_;
    Instant now_;
    views::Ledger ledger_;
    int ids_ = 0;
};

RC_GTEST_PROP(AnyOrderOfCommands, KeepsTheInvariantsAndReplays, (unsigned seed)) {
    Drive drive{seed};
    drive.run(90);
    RC_ASSERT(drive.c == replay(drive.events));
    RC_ASSERT(static_cast<std::size_t>(drive.c.version) == drive.events.size());
    RC_CLASSIFY(!drive.c.rulings.empty());
    RC_CLASSIFY(drive.c.rulings.size() > 1);
    RC_CLASSIFY(!drive.c.masks.empty());
}

// Events in any order, of any content: a case comes out, and no ruling is ever rewritten.
RC_GTEST_PROP(Evolve, IsTotal, (unsigned seed)) {
    Filler filler{seed};
    Case c;
    for (int round = 0; round < 3; ++round)
        for (Happening& what : one_of_each<Happening>(filler)) {
            const auto rulings = c.rulings;
            c = evolve(std::move(c),
                       {.what = std::move(what), .by = kAgent, .at = at("2026-05-12T10:00")});
            RC_ASSERT(c.rulings.size() >= rulings.size());
            RC_ASSERT(std::equal(rulings.begin(), rulings.end(), c.rulings.begin()));
            static_cast<void>(views::queue_row(c));
            static_cast<void>(views::search_text(c));
        }
}

}  // namespace
}  // namespace pingli::test
