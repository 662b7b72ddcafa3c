#include "cases/rehearsal.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "cases/checks.hpp"
#include "cases/clock_steps.hpp"
#include "cases/decide.hpp"
#include "cases/evolve.hpp"
#include "cases/exhibit_kind.hpp"
#include "cases/judge.hpp"
#include "cases/remedy.hpp"

namespace pingli::cases {

namespace {

// What an exhibit would bring if it were there: how it bears on the allegation, and the facts it
// would show. Which exhibits belong to a case, and what follows, the rulebook says.
struct Effect {
    std::string_view exhibit;
    Showing showing{};
    std::string_view alleged;  // only for these words of the rulebook, separated by blanks; or all
    std::array<std::pair<std::string_view, std::string_view>, 2> facts{};
};
// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by its columns
constexpr std::array<Effect, 13> kEffects{{
    {"carrier_list", Showing::Contradicts, "", {}},
    {"carrier_list", Showing::Confirms, "", {{{"number_is_shops", "true"}}}},
    {"courier_record", Showing::Contradicts, "", {}},
    {"courier_record", Showing::Confirms, "", {}},
    {"chat_reference", Showing::Confirms, "insults other_conduct", {}},
    {"number_register", Showing::Nothing, "", {{{"number_is_shops", "false"}}}},
    {"medical_record", Showing::Nothing, "", {{{"harm_shown", "true"}}}},
    {"chat_reference",
     Showing::Confirms,
     "report",
     {{{"chat_gap", "none"}, {"chat_shows", "demand_under_rating_threat"}}}},
    {"chat_missing_part",
     Showing::Confirms,
     "report",
     {{{"chat_gap", "none"}, {"chat_shows", "demand_under_rating_threat"}}}},
    {"proof_of_demand",
     Showing::Confirms,
     "report",
     {{{"chat_shows", "demand_under_rating_threat"}}}},
    {"recording_source", Showing::Confirms, "report", {{{"recording_source_stated", "true"}}}},
    {"competitor_tie", Showing::Confirms, "report", {{{"competitor_tie", "proven"}}}},
    {"fraud_record", Showing::Confirms, "report", {{{"fraud", "proven"}}}},
}};
// NOLINTEND(modernize-use-designated-initializers)

struct Candidate {
    FurtherEvidence evidence;
    Supposed supposed;
};

Facts facts_of(const Effect& effect) {
    Facts out;
    for (const auto& [name, value] : effect.facts) {
        if (name.empty()) continue;
        if (value == "true" || value == "false")
            out.push_back({.name = std::string{name}, .value = value == "true"});
        else
            out.push_back({.name = std::string{name}, .value = std::string{value}});
    }
    return out;
}

Bilingual words_of(std::string_view exhibit, const Told& told, std::string_view output) {
    if (const ExhibitKind* kind = find_exhibit_kind(exhibit))
        return {.zh = std::string{kind->title_zh}, .en = std::string{kind->title_en}};
    return told.words(output, exhibit);
}

Standing standing_of(const Case& c, const Overall& overall) {
    Standing out;
    out.decided = overall.decided && !overall.conflicts;
    out.missing = overall.missing;
    if (overall.conflicts) out.missing.emplace_back("proof");
    if (!overall.findings.empty()) {
        const Holding& finding = overall.findings.front();
        out.clauses = finding.clauses;
        out.why = finding.why;
        out.ground = c.is<Report>() ? finding.ground : "";
    }
    if (!out.decided) return out;
    out.outcome = overall.outcome;
    out.verdict = overall.verdict;
    out.reason = overall.reason;
    out.points_class = overall.points_class;
    out.points = overall.points;
    PINGLI_ASSERT(out.outcome && !overall.conflicts);
    return out;
}

// One rehearsal: asks the same tables again and again with other evidence.
class Rehearser {
public:
    Rehearser(const Case& c, rulebook::RulebookPtr book, Instant now)
        : c_(c), book_(std::move(book)), now_(now) {}

    [[nodiscard]] Standing stand(std::span<const Supposed> supposed, bool explain) const {
        if (c_.is<Complaint>()) return stand_complaint(supposed);
        Standing out = standing_of(
            c_,
            judge_case(c_, book_,
                       {.now = now_, .special = false, .explain = explain, .supposed = supposed}));
        if (const auto* report = c_.get_if<Report>(); report != nullptr && explain)
            add_admission(*report, supposed, out);
        return out;
    }

    [[nodiscard]] std::vector<Holding> find_now() const {
        if (c_.is<Complaint>()) return {};
        return judge_case(c_, book_,
                          {.now = now_, .special = false, .explain = true, .supposed = {}})
            .findings;
    }

    [[nodiscard]] std::vector<Turn> find_turns(const Standing& as_is) const {
        const std::vector<Candidate> candidates = find_candidates();
        std::vector<Turn> out;
        for (std::size_t size = 1; size <= kTurnSizeMax && out.empty(); ++size) {
            std::vector<std::size_t> chosen;
            choose(candidates, size, 0, chosen, as_is, out);
        }
        return out;
    }

private:
    [[nodiscard]] Standing stand_complaint(std::span<const Supposed> supposed) const {
        Facts facts;
        for (const Supposed& one : supposed)
            facts.insert(facts.end(), one.facts.begin(), one.facts.end());
        RemedyAdvice advice = advise_remedy(c_, book_, facts);
        Standing out;
        out.decided = advice.decided;
        out.reason = std::move(advice.remedy);
        out.clauses = std::move(advice.clauses);
        out.missing = std::move(advice.missing);
        out.why = std::move(advice.why);
        return out;
    }

    void add_admission(const Report& report, std::span<const Supposed> supposed,
                       Standing& out) const {
        const Inquiry ask =
            report_inquiry(c_, report, book_,
                           {.now = now_, .special = false, .explain = false, .supposed = supposed});
        const Told told = ask.ask("admission");
        out.admission = told.text("admission");
        out.refusal = told.text("refusal");
    }

    [[nodiscard]] bool is_in_hand(std::string_view exhibit, const AllegationId& allegation) const {
        return std::ranges::any_of(c_.exhibits, [&](const Exhibit& one) {
            return one.data.kind == exhibit &&
                   std::ranges::any_of(one.data.bearings, [&](const Bearing& bearing) {
                       return bearing.allegation == allegation;
                   });
        });
    }

    void add_candidates(const Told& listed, std::string_view output, const AllegationId& allegation,
                        std::string_view alleged, std::vector<Candidate>& out) const {
        std::vector<std::string> names = listed.texts();
        for (std::string& open : listed.open_texts()) names.push_back(std::move(open));
        if (c_.is<Claim>()) names.emplace_back("medical_record");
        for (const Effect& effect : kEffects) {
            const bool fits =
                effect.alleged.empty() ? alleged != "report" : effect.alleged.contains(alleged);
            if (!fits || std::ranges::find(names, effect.exhibit) == names.end() ||
                is_in_hand(effect.exhibit, allegation))
                continue;
            out.push_back({.evidence = {.exhibit = std::string{effect.exhibit},
                                        .showing = effect.showing,
                                        .words = words_of(effect.exhibit, listed, output)},
                           .supposed = {.allegation = allegation,
                                        .showing = effect.showing,
                                        .facts = facts_of(effect)}});
        }
    }

    [[nodiscard]] std::vector<Candidate> find_candidates() const {
        std::vector<Candidate> out;
        if (c_.is<Complaint>()) {
            out.push_back(
                {.evidence = {.exhibit = "expert_report",
                              .showing = Showing::Confirms,
                              .words = {.zh = "质量鉴定", .en = "an expert's report"}},
                 .supposed = {.allegation = {},
                              .showing = Showing::Confirms,
                              .facts = {{.name = "defect", .value = std::string{"proven"}}}}});
        } else if (const auto* report = c_.get_if<Report>()) {
            const Inquiry ask =
                report_inquiry(c_, *report, book_,
                               {.now = now_, .special = false, .explain = false, .supposed = {}});
            add_candidates(ask.ask("missing_evidence"), "needed", {}, "report", out);
        } else {
            const auto& claim = c_.get<Claim>();
            for (const Allegation& allegation : claim.allegations) {
                Inquiry ask{book_};
                ask.set(allegation.facts);
                if (claim.answer) ask.set(claim.answer->facts);
                ask.set("alleged", allegation.alleged);
                add_candidates(ask.ask("exhibits"), "exhibit", allegation.id, allegation.alleged,
                               out);
            }
        }
        return out;
    }

    [[nodiscard]] static bool differs(const Standing& one, const Standing& other) {
        return one.decided != other.decided || one.outcome != other.outcome ||
               one.points_class != other.points_class || one.verdict != other.verdict ||
               (!one.outcome && one.reason != other.reason);
    }

    void choose(const std::vector<Candidate>& candidates, std::size_t size, std::size_t from,
                std::vector<std::size_t>& chosen, const Standing& as_is,
                std::vector<Turn>& out) const {
        if (chosen.size() == size) {
            add_turn(candidates, chosen, as_is, out);
            return;
        }
        for (std::size_t i = from; i < candidates.size(); ++i) {
            // The same exhibit cannot show two things at once.
            const bool taken = std::ranges::any_of(chosen, [&](std::size_t at) {
                return candidates[at].evidence.exhibit == candidates[i].evidence.exhibit &&
                       candidates[at].supposed.allegation == candidates[i].supposed.allegation;
            });
            if (taken) continue;
            chosen.push_back(i);
            choose(candidates, size, i + 1, chosen, as_is, out);
            chosen.pop_back();
        }
    }

    void add_turn(const std::vector<Candidate>& candidates, const std::vector<std::size_t>& chosen,
                  const Standing& as_is, std::vector<Turn>& out) const {
        PINGLI_ASSERT(!chosen.empty() && chosen.size() <= kTurnSizeMax);
        std::vector<Supposed> supposed;
        supposed.reserve(chosen.size());
        for (const std::size_t at : chosen) supposed.push_back(candidates[at].supposed);
        const Standing then = stand(supposed, false);
        if (!then.decided || !differs(as_is, then)) return;
        Turn turn{.evidence = {}, .then = stand(supposed, true)};
        turn.evidence.reserve(chosen.size());
        for (const std::size_t at : chosen) turn.evidence.push_back(candidates[at].evidence);
        out.push_back(std::move(turn));
    }

    const Case& c_;
    rulebook::RulebookPtr book_;
    Instant now_;
};

Phase first_phase_of(const Case& c) {
    return std::visit([](const auto& own) { return own.kFirstPhase; }, c.own);
}

}  // namespace

Case prepare_for_rehearsal(Case c, const Rules& rules, Instant now) {
    if (c.filed_at == Instant{}) c.filed_at = now;
    if (c.phase == Phase::None) c.phase = first_phase_of(c);
    if (c.book.id.empty() && !c.is<Report>()) {
        if (const auto book = rules.in_force(c.book_id(), c.filed_at))
            c.book = {.id = book->id, .version = book->version};
    }
    auto* claim = std::get_if<Claim>(&c.own);
    if (claim == nullptr) return c;
    if (claim->received_at == Instant{}) claim->received_at = c.filed_at;
    const Instant received_at = claim->received_at;
    const auto book = rules.version(c.book);
    if (book && c.clocks.empty())
        if (const auto clock = start_clock(*book, "answer_due", received_at))
            c = evolve(c, {.what = *clock, .by = {}, .at = received_at});
    return c;
}

Rehearsal rehearse(const Case& c, const Rules& rules, Instant now) {
    Rehearsal out;
    const auto book = book_of(c, rules, now);
    if (!book || c.phase == Phase::None) return out;
    const bool filed_report = c.is<Report>() && c.phase != Phase::Draft;
    const Rehearser rehearser{c, book, filed_report ? c.filed_at : now};
    out.book = {.id = book->id, .version = book->version};
    out.now = rehearser.stand({}, true);
    out.findings = rehearser.find_now();
    out.turns = rehearser.find_turns(out.now);
    out.missing_exhibits = missing_exhibits(c, rules);
    if (const Clock* clock = c.clock("answer_due"); clock && clock->state == ClockState::Running)
        out.evidence_due = clock->due;
    return out;
}

std::vector<std::pair<std::string, Bilingual>> missing_exhibits(const Case& c, const Rules& rules) {
    std::vector<std::pair<std::string, Bilingual>> out;
    const auto* claim = c.get_if<Claim>();
    const auto add = [&](const Told& told, std::string_view output, const AllegationId& of) {
        for (std::string& name : told.texts()) {
            const bool held = std::ranges::any_of(c.exhibits, [&](const Exhibit& one) {
                return one.data.kind == name &&
                       (of.value().empty() ||
                        std::ranges::any_of(one.data.bearings,
                                            [&](const Bearing& b) { return b.allegation == of; }));
            });
            const bool answered = name == "statement" && claim != nullptr && claim->answer;
            const bool known =
                std::ranges::any_of(out, [&](const auto& one) { return one.first == name; });
            Bilingual words = told.words(output, name);
            if (!held && !answered && !known) out.emplace_back(std::move(name), std::move(words));
        }
    };
    const auto book = book_of(c, rules, c.updated_at);
    if (!book) return out;
    if (const auto* report = c.get_if<Report>()) {
        const Inquiry ask = report_inquiry(
            c, *report, book,
            {.now = c.updated_at, .special = false, .explain = false, .supposed = {}});
        add(ask.ask("missing_evidence"), "needed", {});
    }
    if (claim == nullptr) return out;
    for (const Allegation& allegation : claim->allegations) {
        Inquiry ask{book};
        ask.set(allegation.facts);
        if (claim->answer) ask.set(claim->answer->facts);
        ask.set("alleged", allegation.alleged);
        add(ask.ask("exhibits"), "exhibit", allegation.id);
    }
    return out;
}

}  // namespace pingli::cases
