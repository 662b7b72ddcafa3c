#include "cases/judge.hpp"

#include <algorithm>
#include <chrono>

#include "base/assert.hpp"
#include "cases/clock_steps.hpp"
#include "cases/exhibit_kind.hpp"

namespace pingli::cases {

namespace {

constexpr std::chrono::hours kDay{24};  // of the fact attempts_in_24_hours

// What the exhibits come to for one allegation.
struct Evidence {
    bool confirms = false;
    bool contradicts = false;
    std::vector<ShownContact> contacts;
    Facts facts;
};

void add(Evidence& out, const Bearing& bearing, bool counts_as_proof) {
    if (counts_as_proof) {
        out.confirms |= bearing.showing == Showing::Confirms;
        out.contradicts |= bearing.showing == Showing::Contradicts;
    }
    for (const ShownContact& contact : bearing.contacts) {
        const bool known = std::ranges::any_of(out.contacts, [&](const ShownContact& one) {
            return one.channel == contact.channel && one.at == contact.at;
        });
        if (!known) out.contacts.push_back(contact);
    }
    out.facts.insert(out.facts.end(), bearing.facts.begin(), bearing.facts.end());
}

Evidence gather(const Case& c, const AllegationId& allegation, const Question& question) {
    Evidence out;
    for (const Exhibit& exhibit : c.exhibits) {
        if (exhibit.weighing && !exhibit.weighing->admitted) continue;
        const ExhibitKind* kind = find_exhibit_kind(exhibit.data.kind);
        const bool proves = exhibit.weighing || (kind != nullptr && kind->is_record);
        const auto& bearings =
            exhibit.weighing ? exhibit.weighing->findings : exhibit.data.bearings;
        for (const Bearing& bearing : bearings)
            if (bearing.allegation == allegation) add(out, bearing, proves);
    }
    for (const Supposed& one : question.supposed)
        if (one.allegation == allegation)
            add(out, {.allegation = {}, .showing = one.showing, .contacts = {}, .facts = one.facts},
                true);
    return out;
}

// Most attempts in any 24 hours, all channels together.
std::int64_t most_in_a_day(std::vector<ShownContact>& contacts) {
    std::ranges::sort(contacts, {}, &ShownContact::at);
    std::size_t most = 0;
    std::size_t first = 0;
    for (std::size_t last = 0; last < contacts.size(); ++last) {
        while (contacts[last].at - contacts[first].at >= kDay) ++first;
        most = std::max(most, last - first + 1);
    }
    PINGLI_ASSERT(most <= contacts.size() && (most == 0) == contacts.empty());
    return static_cast<std::int64_t>(most);
}

std::int64_t calls_after(const std::vector<ShownContact>& contacts, Instant stop) {
    return std::ranges::count_if(contacts, [&](const ShownContact& contact) {
        return contact.channel == "call" && contact.at > stop;
    });
}

// One walk through the tables for one allegation.
class ClaimQuestion {
public:
    ClaimQuestion(const Case& c, const Claim& claim, const Allegation& allegation,
                  const rulebook::RulebookPtr& book, const Question& question)
        : c_(c),
          claim_(claim),
          allegation_(allegation),
          question_(question),
          ask_(book),
          heard_(is_heard(c, claim, book, question.now)) {}

    Judged run();

private:
    void set_facts();
    void suppose_not_shown(std::string_view fact, const FactValue& value);
    void find_frequency();
    void find_gravity();
    void rule();
    void note(std::string_view table);

    const Case& c_;
    const Claim& claim_;
    const Allegation& allegation_;
    const Question& question_;
    Inquiry ask_;
    bool heard_;
    Judged out_;
};

void ClaimQuestion::set_facts() {
    set_pauses(ask_, c_, question_.now);
    ask_.set("claim_filed_at", c_.filed_at);
    ask_.set("claim_received_at", claim_.received_at);
    ask_.set("ruled_at", question_.now);
    ask_.set("answer_is_in", claim_.answer.has_value());
    ask_.set("reason_recorded", question_.special);
    ask_.set(allegation_.facts);
    ask_.set("alleged", allegation_.alleged);
    ask_.set("person", allegation_.person);
    if (claim_.answer) ask_.set(claim_.answer->facts);
    Evidence evidence = gather(c_, allegation_.id, question_);
    ask_.set(evidence.facts);
    if (!evidence.contacts.empty()) {
        ask_.set("attempts_in_24_hours", most_in_a_day(evidence.contacts));
        if (allegation_.stop_requested_at)
            ask_.set("calls_after_stop",
                     calls_after(evidence.contacts, *allegation_.stop_requested_at));
    }
    out_.conflicts = evidence.confirms && evidence.contradicts;
    if (out_.conflicts) return;
    if (evidence.confirms) ask_.set("proof", "confirmed");
    if (evidence.contradicts) ask_.set("proof", "contradicted");
    if (!evidence.confirms && !evidence.contradicts && heard_) ask_.set("proof", "word_only");
}

// What the claimant has not shown by the end of the hearing is not so (H10).
void ClaimQuestion::suppose_not_shown(std::string_view fact, const FactValue& value) {
    if (!heard_ || ask_.knows(fact)) return;
    ask_.set(Facts{{.name = std::string{fact}, .value = value}});
    out_.finding.not_shown.emplace_back(fact);
}

void ClaimQuestion::note(std::string_view table) {
    if (!question_.explain) return;
    const rulebook::Decision decision = ask_.explain(table);
    out_.finding.tables.push_back(ask_.fired(decision));
    out_.finding.confirm |= decision.confirm;
}

void ClaimQuestion::find_frequency() {
    suppose_not_shown("calls_after_stop", std::int64_t{0});
    suppose_not_shown("attempts_in_24_hours", std::int64_t{0});
    note("frequency");
    const Told told = ask_.ask("frequency");
    if (told.decided) ask_.set("found_frequent", told.truth("frequent"));
}

void ClaimQuestion::find_gravity() {
    suppose_not_shown("effect", std::string{"none"});
    suppose_not_shown("harm_shown", false);
    note("gravity");
    const Told told = ask_.ask("gravity");
    if (!told.decided) return;
    out_.finding.gravity = told.text("gravity");
    ask_.set("found_gravity", out_.finding.gravity);
}

void ClaimQuestion::rule() {
    // A number that the shop does not disown counts as its own; proof is needed all the same.
    suppose_not_shown("number_is_shops", true);
    const Told told = ask_.ask("ruling");
    out_.decided = told.decided;
    Holding& finding = out_.finding;
    if (told.decided) {
        finding.outcome = told.text("ruling") == "upheld" ? Outcome::Upheld : Outcome::NotUpheld;
        finding.points_class = told.text("class");
        finding.points = told.whole("points");
        finding.reason = told.text("reason");
    }
    if (question_.explain || !told.decided) {
        const rulebook::Decision decision = ask_.explain("ruling");
        finding.clauses = clauses_of(decision);
        finding.why = decision.why;
        finding.confirm |= decision.confirm;
        out_.missing = decision.missing;
        if (question_.explain) finding.tables.push_back(ask_.fired(decision));
    }
}

Judged ClaimQuestion::run() {
    set_facts();
    out_.finding.allegation = allegation_.id;
    note("protected_person");
    const Told tie = ask_.ask("protected_person");
    find_frequency();
    find_gravity();
    note("right_path");
    out_.finding.right_path = ask_.ask("right_path").text("right_path");
    if (tie.decided && !tie.truth("protected")) {
        const rulebook::Decision decision = ask_.explain("protected_person");
        out_.decided = true;
        out_.finding.outcome = Outcome::NotUpheld;
        out_.finding.points_class = "none";
        out_.finding.reason = "not_protected";
        out_.finding.clauses = clauses_of(decision);
        out_.finding.why = decision.why;
    } else {
        rule();
    }
    if (question_.explain) out_.finding.facts = ask_.facts();
    return std::move(out_);
}

}  // namespace

bool is_heard(const Case& c, const Claim& claim, const rulebook::RulebookPtr& book, Instant now) {
    Inquiry ask{book};
    set_pauses(ask, c, now);
    ask.set("claim_received_at", claim.received_at);
    ask.set("ruled_at", now);
    ask.set("answer_is_in", claim.answer.has_value());
    return ask.ask("hearing").truth("may_rule_against");
}

Judged judge_allegation(const Case& c, const Claim& claim, const Allegation& allegation,
                        const rulebook::RulebookPtr& book, const Question& question) {
    return ClaimQuestion{c, claim, allegation, book, question}.run();
}

namespace {

void set_times(Inquiry& ask, const Report& report) {
    if (!report.review) return;
    const ReviewTexts& review = *report.review;
    const bool follows = review.follow_up_at.has_value();
    if (const auto at = follows ? review.follow_up_at : review.made_at)
        ask.set("text_made_at", *at);
    if (review.made_at) ask.set("reviewed_at", *review.made_at);
}

}  // namespace

Inquiry report_inquiry(const Case& c, const Report& report, const rulebook::RulebookPtr& book,
                       const Question& question) {
    Inquiry ask{book};
    set_pauses(ask, c, question.now);
    set_times(ask, report);
    if (!c.opening.platform.empty()) ask.set("platform", c.opening.platform);
    ask.set(c.facts);
    const Evidence evidence = gather(c, {}, question);
    ask.set(evidence.facts);
    ask.set("as_of", question.now);
    if (const Told told = ask.ask("rating"); told.decided)
        ask.set("found_rating", told.text("rating"));
    const Told signs = ask.ask("signs");
    if (!ask.knows("professional_signs") && signs.open.empty() && signs.table != nullptr) {
        std::int64_t count = 0;
        for (const std::size_t row : signs.rows)
            for (const rulebook::Value& result : signs.table->rows[row].results)
                if (const auto* counts = std::get_if<bool>(&result)) count += *counts ? 1 : 0;
        ask.set("professional_signs", count);
    }
    const Told malice = ask.ask("malice");
    if (malice.decided) {
        ask.set("found_verdict", malice.text("verdict"));
        ask.set("found_malice", malice.text("malice"));
    }
    const Told ground = ask.ask("ground");
    if (ground.decided) {
        ask.set("found_ground", ground.text("ground"));
        ask.set("found_reportable", ground.truth("reportable"));
    }
    return ask;
}

Judged judge_report(const Case& c, const Report& report, const rulebook::RulebookPtr& book,
                    const Question& question) {
    Judged out;
    const Inquiry ask = report_inquiry(c, report, book, question);
    const Told malice = ask.ask("malice");
    const Told ground = ask.ask("ground");
    out.decided = ground.decided;
    out.verdict = malice.text("verdict");
    Holding& finding = out.finding;
    finding.points_class = "none";
    finding.outcome = ground.truth("reportable") ? Outcome::Upheld : Outcome::NotUpheld;
    finding.ground = ground.text("ground");
    finding.reason = out.verdict;
    if (!question.explain && ground.decided) return out;
    const rulebook::Decision first = ask.explain("malice");
    const rulebook::Decision second = ask.explain("ground");
    out.missing = first.is_decided() ? second.missing : first.missing;
    finding.clauses = clauses_of(second);
    finding.why = {.zh = first.why.zh + second.why.zh, .en = first.why.en + " " + second.why.en};
    finding.confirm = first.confirm || second.confirm;
    if (!question.explain) return out;
    finding.tables = {ask.fired(first), ask.fired(second)};
    finding.facts = ask.facts();
    return out;
}

namespace {

void add_judged(Overall& out, Judged judged) {
    out.conflicts |= judged.conflicts;
    out.decided &= judged.decided;
    for (std::string& one : judged.missing)
        if (std::ranges::find(out.missing, one) == out.missing.end())
            out.missing.push_back(std::move(one));
    const Holding& finding = judged.finding;
    const bool upheld = judged.decided && finding.outcome == Outcome::Upheld;
    const bool graver = upheld && (out.outcome == Outcome::NotUpheld || out.findings.empty() ||
                                   finding.points > out.points);
    if (out.findings.empty() || graver) {
        out.outcome = upheld ? Outcome::Upheld : Outcome::NotUpheld;
        out.points_class = finding.points_class;
        out.points = finding.points;
        out.reason = finding.reason;
        out.verdict = judged.verdict;
    }
    out.findings.push_back(std::move(judged.finding));
}

}  // namespace

Overall judge_case(const Case& c, const rulebook::RulebookPtr& book, const Question& question) {
    Overall out;
    out.decided = true;
    if (const auto* report = c.get_if<Report>()) {
        add_judged(out, judge_report(c, *report, book, question));
        return out;
    }
    const auto& claim = c.get<Claim>();
    for (const Allegation& allegation : claim.allegations)
        add_judged(out, judge_allegation(c, claim, allegation, book, question));
    out.decided &= !claim.allegations.empty();
    PINGLI_ASSERT(out.findings.size() == claim.allegations.size());
    PINGLI_ASSERT(out.findings.empty() || std::ranges::any_of(out.findings, [&](const auto& one) {
                      return one.points == out.points && one.points_class == out.points_class;
                  }));
    return out;
}

}  // namespace pingli::cases
