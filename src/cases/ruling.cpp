#include "cases/ruling.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "cases/checks.hpp"
#include "cases/clock_steps.hpp"
#include "cases/make_ruling.hpp"

namespace pingli::cases {

namespace {

std::vector<std::string> not_weighed(const Case& c) {
    std::vector<std::string> out;
    for (const Exhibit& exhibit : c.exhibits)
        if (exhibit.to_weigh) out.push_back(exhibit.data.exhibit_id.value());
    return out;
}

std::vector<WeighedExhibit> weighed(const Case& c) {
    std::vector<WeighedExhibit> out;
    for (const Exhibit& exhibit : c.exhibits)
        if (exhibit.weighing) {
            PINGLI_ASSERT(!exhibit.to_weigh);
            out.push_back({.exhibit_id = exhibit.data.exhibit_id,
                           .kind = exhibit.data.kind,
                           .late = exhibit.late,
                           .admitted = exhibit.weighing->admitted,
                           .findings = exhibit.weighing->findings,
                           .reason = exhibit.weighing->reason});
        }
    return out;
}

Checked check_hearing(const Moment& m, const rulebook::RulebookPtr& book) {
    const auto* claim = m.c.get_if<Claim>();
    if (claim == nullptr || is_heard(m.c, *claim, book, m.now)) return {};
    const Clock* clock = m.c.clock("answer_due");
    return no(RefusalCode::NotHeardYet, {"H12"}, clock ? std::optional{clock->due} : std::nullopt);
}

Ruling ruling_of(const Moment& m, const Asked& asked, const rulebook::RulebookPtr& book,
                 Overall overall) {
    PINGLI_ASSERT(overall.decided && !overall.conflicts && overall.outcome == asked.outcome);
    return {.ruling_id = asked.ruling_id,
            .instance = asked.instance,
            .outcome = overall.outcome,
            .points_class = overall.points_class,
            .points = overall.points,
            .reason = overall.reason,
            .special_circumstance = asked.special_circumstance,
            .officers_reasons = asked.reasons,
            .book = {.id = book->id, .version = book->version},
            .findings = std::move(overall.findings),
            .exhibits = weighed(m.c),
            .source = {},
            .ruled_at = m.now};
}

// What was late in the platform's own work, said when it is done (S28).
void add_breaches(const Moment& m, const char* done, Events& out) {
    const auto book = judging_book(m);
    if (!book || !m.c.is<Claim>()) return;
    Inquiry ask{book};
    set_pauses(ask, m.c, m.now);
    ask.set("claim_filed_at", m.c.filed_at);
    if (m.c.taken_up_at) ask.set("taken_up_at", *m.c.taken_up_at);
    ask.set(done, m.now);
    const Told told = ask.ask("duty");
    for (std::string& breach : told.texts()) {
        if (std::ranges::find(m.c.breaches, breach) != m.c.breaches.end()) continue;
        Bilingual words = told.words("breach", breach);
        out.push_back(m.event(DutyBreached{.breach = std::move(breach),
                                           .clauses = clauses_of(ask.explain("duty")),
                                           .escalated_to = Role::SeniorOfficer,
                                           .why = std::move(words)}));
    }
}

std::optional<RightPathShown> right_path(const Holding& finding, const rulebook::RulebookPtr& book,
                                         const Allegation& allegation) {
    if (finding.right_path.empty() || finding.right_path == "none") return std::nullopt;
    Inquiry ask{book};
    ask.set("alleged", allegation.alleged);
    ask.set(finding.facts);
    const Told told = ask.ask("right_path");
    return RightPathShown{.allegation = finding.allegation,
                          .path = finding.right_path,
                          .clauses = clauses_of(ask.explain("right_path")),
                          .words = told.words("right_path", finding.right_path)};
}

// A mis-filed claim is told what it really is (H19).
void add_right_paths(const Moment& m, const Ruling& ruling, const rulebook::RulebookPtr& book,
                     Events& out) {
    const auto* claim = m.c.get_if<Claim>();
    if (ruling.outcome == Outcome::Upheld || claim == nullptr) return;
    for (const Holding& finding : ruling.findings)
        if (const Allegation* allegation = claim->allegation(finding.allegation))
            if (auto shown = right_path(finding, book, *allegation))
                out.push_back(m.event(std::move(*shown)));
}

}  // namespace

std::expected<Ruling, Refusal> make_ruling(const Moment& m, const Asked& asked) {
    TRY(check_texts({{"ruling_id", asked.ruling_id.value()}, {"reasons", asked.reasons}}));
    const bool special = !asked.special_circumstance.empty();
    if (special) TRY(check_texts({{"special_circumstance", asked.special_circumstance}}));
    for (const Ruling& ruling : m.c.rulings)
        if (ruling.ruling_id == asked.ruling_id)
            return no(RefusalCode::DuplicateId, {asked.ruling_id.value()});
    const auto book = TRY(demand_book(m));
    if (asked.outcome == Outcome::Upheld) TRY(check_hearing(m, book));
    if (auto left = not_weighed(m.c); !left.empty())
        return no(RefusalCode::ExhibitsNotWeighed, std::move(left));
    Overall overall = judge_case(m.c, book,
                                 {.now = m.c.is<Report>() ? m.c.filed_at : m.now,
                                  .special = special,
                                  .explain = true,
                                  .supposed = {}});
    if (overall.conflicts) return no(RefusalCode::EvidenceConflicts);
    if (!overall.decided) return no(RefusalCode::CannotTellYet, std::move(overall.missing));
    if (overall.outcome != asked.outcome)
        return no(RefusalCode::RulebookSaysOtherwise, {overall.reason});
    return ruling_of(m, asked, book, std::move(overall));
}

void start_appeal_clock(const Moment& m, Instant ruled_at, Events& out) {
    const auto book = judging_book(m);
    if (!book) return;
    if (auto clock = start_clock(*book, "appeal_due", ruled_at))
        out.push_back(m.event(std::move(*clock)));
}

void note_officer(Case& c, const Event& event) {
    if (c.phase == Phase::Appealed || !kAnyOfficer.has(event.by.role)) return;
    if (std::ranges::find(c.officers, event.by.user) == c.officers.end())
        c.officers.push_back(event.by.user);
}

Decision AssignOfficer::carry_out(const Moment& m, const AssignOfficer& cmd) {
    TRY(check_texts({{"officer", cmd.officer.value()}}));
    return m.events(OfficerAssigned{.officer = cmd.officer});
}

Decision TakeUp::carry_out(const Moment& m, const TakeUp&) {
    PINGLI_ASSERT(!m.c.taken_up_at);
    const Clock* clock = m.c.clock("take_up_due");
    Events out = m.events(TakenUp{.late = clock != nullptr && is_past(*clock, m.now)});
    add_breaches(m, "taken_up_at", out);
    return out;
}

Decision DecideEligibility::carry_out(const Moment& m, const DecideEligibility& cmd) {
    TRY(check_texts({{"reason", cmd.reason}}));
    return m.events(EligibilityDecided{.eligible = cmd.eligible, .reason = cmd.reason});
}

Decision ShowRightPath::carry_out(const Moment& m, const ShowRightPath& cmd) {
    const auto& claim = m.c.get<Claim>();
    const Allegation* allegation = claim.allegation(cmd.allegation);
    if (allegation == nullptr) return no(RefusalCode::UnknownAllegation, {cmd.allegation.value()});
    const auto book = TRY(demand_book(m));
    const Judged judged =
        judge_allegation(m.c, claim, *allegation, book,
                         {.now = m.now, .special = false, .explain = true, .supposed = {}});
    auto shown = right_path(judged.finding, book, *allegation);
    if (!shown) return no(RefusalCode::StayOnRightPath, {cmd.allegation.value()});
    return m.events(std::move(*shown));
}

Decision RuleCase::carry_out(const Moment& m, const RuleCase& cmd) {
    const Ruling ruling =
        TRY(make_ruling(m, {.ruling_id = cmd.ruling_id,
                            .instance = Instance::First,
                            .outcome = cmd.outcome,
                            .reasons = cmd.reasons,
                            .special_circumstance = cmd.special_circumstance.value_or("")}));
    PINGLI_ASSERT(m.c.rulings.empty() && ruling.outcome == cmd.outcome);
    Events out = m.events(CaseRuled{.ruling = ruling});
    enter_points(m, ruling, out);
    if (const auto book = judging_book(m)) add_right_paths(m, ruling, book, out);
    add_breaches(m, "ruled_at", out);
    start_appeal_clock(m, m.now, out);
    return out;
}

void OfficerAssigned::apply(Case& c, const OfficerAssigned& e, const Event&) {
    c.assigned = e.officer;
}

void TakenUp::apply(Case& c, const TakenUp&, const Event& event) {
    c.phase = Phase::Review;
    c.taken_up_at = event.at;
    if (!c.assigned) c.assigned = event.by.user;
    end_clock(c, "take_up_due", event.at);
    note_officer(c, event);
}

void EligibilityDecided::apply(Case& c, const EligibilityDecided& e, const Event& event) {
    c.eligible = e.eligible;
    if (!e.eligible) {
        c.phase = Phase::Closed;
        stop_clocks(c, event.at);
    }
    note_officer(c, event);
}

void RightPathShown::apply(Case& c, const RightPathShown& e, const Event& event) {
    c.right_paths.push_back(e);
    note_officer(c, event);
}

void CaseRuled::apply(Case& c, const CaseRuled& e, const Event& event) {
    note_officer(c, event);
    c.phase = Phase::Ruled;
    c.rulings.push_back(e.ruling);
    end_clock(c, "finish_due", event.at);
    stop_clocks(c, event.at);
}

}  // namespace pingli::cases
