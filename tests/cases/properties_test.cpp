// What no order of commands can bring about, whoever gives them and whenever.
// proves X4 X9 H2 H9 H15 S29 S30

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "model/chance.hpp"
#include "views/ledger.hpp"
#include "views/queue.hpp"

namespace pingli::test {
namespace {

// What was truly tried, so that a property cannot hold for want of a case.
struct Tried {
    std::size_t rulings = 0;
    std::size_t appeals_ruled = 0;
    std::size_t overturned = 0;
    std::size_t first_officers_refused = 0;  // who would have ruled on the appeal
    std::size_t masks = 0;
    std::size_t entries = 0;
    std::size_t contrary_entries = 0;
    std::size_t measures = 0;
    std::size_t cases_after_both_classes = 0;
    std::size_t events_after_a_ruling = 0;
    std::size_t late_exhibits = 0;
};

// A few cases of one shop, driven by chance.
class Drive {
public:
    explicit Drive(unsigned seed) : chance_(seed), now_(at("2026-05-12T10:00")) {}

    void run(int steps) {
        while (steps-- > 0) step();
        for (const Told& told : cases_) {
            RC_ASSERT(told.c == replay(told.events));
            RC_ASSERT(static_cast<std::size_t>(told.c.version) == told.events.size());
        }
    }
    [[nodiscard]] const Tried& tried() const { return tried_; }

private:
    static constexpr unsigned kLiveCases = 4;
    struct Told {
        Case c;
        Events events;
    };

    // One of the live cases; where that has ended, a new one mostly takes its place.
    std::size_t pick() {
        const unsigned place = chance_.below(kLiveCases);
        const Phase phase = cases_.at(live_.at(place)).c.phase;
        const bool is_over =
            phase == Phase::Final || phase == Phase::Withdrawn || phase == Phase::Closed;
        if (is_over && !chance_.once_in(3)) {
            live_.at(place) = cases_.size();
            cases_.emplace_back();
        }
        return live_.at(place);
    }

    model::Turn any_turn(const Case& c, std::size_t at_case) {
        if (c.phase == Phase::None)
            return chance_.opening(ShopId{"s-1"}, CaseId{"c-" + std::to_string(at_case)}, now_);
        return chance_.turn(c, rules_, now_);
    }

    void step() {
        now_ += std::chrono::minutes{chance_.below(200)};
        const std::size_t at_case = pick();
        Told& told = cases_.at(at_case);
        rules_.totals = ledger_.totals();
        const auto [command, actor] = any_turn(told.c, at_case);
        const Decision decision = decide(told.c, command, actor, rules_, now_);
        // A move that is not allowed is refused, whatever it carries.
        const auto moves = allowed_moves(told.c, actor, rules_, now_);
        if (!decision) {
            RC_ASSERT(decision.error().moves == moves);
            return;
        }
        RC_ASSERT(std::ranges::find(moves, name_of(command), &Move::command) != moves.end());
        RC_ASSERT(!decision->empty());
        const Case before = told.c;
        for (const Event& event : *decision) {
            told.c = evolve(std::move(told.c), event);
            ledger_.add(told.c.opening.case_id, event);
            told.events.push_back(event);
        }
        check_what_stays(before, told.c);
        check_officers(told, command, actor);
        check_points(told.c);
        for (const Event& event : *decision) count(before, event);
    }

    // What was ruled, entered, masked, written under a review stays as it was, whatever comes.
    static void check_what_stays(const Case& before, const Case& after) {
        RC_ASSERT(after.rulings.size() >= before.rulings.size());
        for (std::size_t i = 0; i < before.rulings.size(); ++i)
            RC_ASSERT(after.rulings[i] == before.rulings[i]);
        RC_ASSERT(after.entries.size() >= before.entries.size());
        for (std::size_t i = 0; i < before.entries.size(); ++i)
            RC_ASSERT(after.entries[i] == before.entries[i]);
        if (before.phase == Phase::None) return;
        RC_ASSERT(after.kind() == before.kind());
        if (before.is<Report>()) check_what_stays(before.get<Report>(), after.get<Report>());
    }

    static void check_what_stays(const Report& before, const Report& after) {
        if (before.review) RC_ASSERT(after.review == before.review);
        RC_ASSERT(after.masks.size() >= before.masks.size());
        for (std::size_t i = 0; i < before.masks.size(); ++i)
            RC_ASSERT(after.masks[i].original == before.masks[i].original);
    }

    // Nobody rules on an appeal who ruled or took part before, in whatever role they come.
    void check_officers(const Told& told, const Command& command, const Actor& actor) {
        for (const Event& event : told.events) {
            const bool is_first = std::holds_alternative<CaseRuled>(event.what) ||
                                  std::holds_alternative<TakenUp>(event.what);
            if (!is_first) continue;
            if (std::holds_alternative<RuleAppeal>(command)) RC_ASSERT(event.by.user != actor.user);
            if (told.c.phase == Phase::Appealed) refuse_first_officer(told.c, event.by.user);
        }
    }

    void refuse_first_officer(const Case& c, const UserId& first) {
        for (const Role role : {Role::Owner, Role::CaseOfficer, Role::SeniorOfficer})
            for (const Outcome outcome : {Outcome::Upheld, Outcome::NotUpheld}) {
                const RuleAppeal ruling{.ruling_id = RulingId{"another"},
                                        .outcome = outcome,
                                        .reasons = "reasons",
                                        .special_circumstance = "special"};
                const auto refused = decide(c, ruling, {.user = first, .role = role}, rules_, now_);
                RC_ASSERT(!refused);
                RC_ASSERT(refused.error().code == RefusalCode::AnotherOfficerMustRule);
                ++tried_.first_officers_refused;
            }
    }

    // Each class has its own sum; a case's entries amount to its last ruling.
    void check_points(const Case& c) {
        std::map<std::string, std::int64_t> of_shop;
        for (const Told& told : cases_)
            for (const PointsEntry& entry : told.c.entries)
                of_shop[entry.points_class] += entry.points;
        for (const auto& [points_class, sum] : of_shop) {
            RC_ASSERT(points_class == "ordinary" || points_class == "serious");
            RC_ASSERT(sum >= 0);
            RC_ASSERT(sum == ledger_.totals().of(points_class, 2026));
        }
        std::map<std::string, std::int64_t> of_case;
        for (const PointsEntry& entry : c.entries) of_case[entry.points_class] += entry.points;
        for (const auto& [points_class, sum] : of_case) {
            const bool is_last =
                !c.rulings.empty() && points_class == c.rulings.back().points_class;
            RC_ASSERT(sum == (is_last ? c.rulings.back().points : 0));
        }
    }

    void count(const Case& before, const Event& event) {
        if (const auto* proposed = std::get_if<MeasureProposed>(&event.what)) {
            const Measure& measure = proposed->measure;
            // The sum of its own class, and nothing of the other.
            RC_ASSERT(measure.points == ledger_.totals().of(measure.points_class, measure.year));
            ++tried_.measures;
            const auto& other = measure.points_class == "serious" ? "ordinary" : "serious";
            tried_.cases_after_both_classes += ledger_.totals().of(other, 2026) > 0 ? 1U : 0U;
        }
        if (const auto* ruled = std::get_if<AppealRuled>(&event.what)) {
            ++tried_.appeals_ruled;
            tried_.overturned += ruled->overturned ? 1U : 0U;
        }
        if (const auto* shown = std::get_if<EvidenceSubmitted>(&event.what))
            tried_.late_exhibits += shown->late ? 1U : 0U;
        tried_.rulings += std::holds_alternative<CaseRuled>(event.what) ? 1U : 0U;
        tried_.masks += std::holds_alternative<WordsMasked>(event.what) ? 1U : 0U;
        tried_.entries += std::holds_alternative<PointsEntered>(event.what) ? 1U : 0U;
        tried_.contrary_entries += std::holds_alternative<PointsReversed>(event.what) ? 1U : 0U;
        tried_.events_after_a_ruling += before.rulings.empty() ? 0U : 1U;
    }

    model::Chance chance_;
    Instant now_;
    Rules rules_ = shipped_rules();
    views::Ledger ledger_;
    std::vector<Told> cases_{kLiveCases};
    std::array<std::size_t, kLiveCases> live_{0, 1, 2, 3};
    Tried tried_;
};

RC_GTEST_PROP(AnyOrderOfCommands, KeepsTheInvariantsAndReplays, (unsigned seed)) {
    Drive drive{seed};
    drive.run(120);
    RC_CLASSIFY(drive.tried().rulings > 0);
    RC_CLASSIFY(drive.tried().appeals_ruled > 0);
    RC_CLASSIFY(drive.tried().overturned > 0);
    RC_CLASSIFY(drive.tried().masks > 0);
}

// The property above says something only if cases get so far.
TEST(AnyOrderOfCommands, ComesToRulingsAppealsMasksAndPoints) {
    Tried all;
    const auto add = [](std::size_t& sum, std::size_t more) { sum += more; };
    for (unsigned seed = 1; seed <= 25; ++seed) {
        Drive drive{seed};
        drive.run(400);
        const Tried& one = drive.tried();
        add(all.rulings, one.rulings);
        add(all.appeals_ruled, one.appeals_ruled);
        add(all.overturned, one.overturned);
        add(all.first_officers_refused, one.first_officers_refused);
        add(all.masks, one.masks);
        add(all.entries, one.entries);
        add(all.contrary_entries, one.contrary_entries);
        add(all.measures, one.measures);
        add(all.cases_after_both_classes, one.cases_after_both_classes);
        add(all.events_after_a_ruling, one.events_after_a_ruling);
        add(all.late_exhibits, one.late_exhibits);
    }
    std::printf(
        "%zu rulings, %zu appeals ruled, %zu overturned, %zu first officers refused, %zu masks, "
        "%zu entries, %zu contrary, %zu measures, %zu of them beside points of the other class, "
        "%zu events after a ruling, %zu late exhibits\n",
        all.rulings, all.appeals_ruled, all.overturned, all.first_officers_refused, all.masks,
        all.entries, all.contrary_entries, all.measures, all.cases_after_both_classes,
        all.events_after_a_ruling, all.late_exhibits);
    EXPECT_GE(all.rulings, 50U);
    EXPECT_GE(all.appeals_ruled, 20U);
    EXPECT_GE(all.overturned, 1U);
    EXPECT_GE(all.first_officers_refused, 200U);
    EXPECT_GE(all.masks, 10U);
    EXPECT_GE(all.entries, 20U);
    EXPECT_GE(all.contrary_entries, 3U);
    EXPECT_GE(all.measures, 10U);
    EXPECT_GE(all.cases_after_both_classes, 1U);
    EXPECT_GE(all.events_after_a_ruling, 300U);
    EXPECT_GE(all.late_exhibits, 1U);
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
