#include "cases/complaint.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "cases/checks.hpp"
#include "cases/follow_up.hpp"
#include "cases/moment.hpp"
#include "cases/remedy.hpp"

namespace pingli::cases {

namespace {

ProposedRemedy* find_remedy(Complaint& own, const RemedyId& id) {
    for (ProposedRemedy& remedy : own.remedies)
        if (remedy.proposal.remedy_id == id) return &remedy;
    return nullptr;
}

// Facts that came after a proposal may have raised what is owed.
Checked check_still_enough(const Moment& m, const ProposedRemedy& remedy) {
    const auto book = TRY(demand_book(m));
    const RemedyAdvice advice = advise_remedy(m.c, book);
    if (advice.decided && advice.worth_of(remedy.proposal.remedy) < advice.floor)
        return no_but(RefusalCode::BelowWhatIsOwed, {advice.remedy},
                      advice.names_from(advice.floor));
    return {};
}

}  // namespace

Decision RecordStep::carry_out(const Moment& m, const RecordStep& cmd) {
    TRY(check_texts({{"note", cmd.note}}));
    if (cmd.asked.size() > kItemsMax) return no(RefusalCode::FieldTooLong, {"asked"});
    const auto book = TRY(demand_book(m));
    TRY(check_facts(*book, cmd.facts));
    return m.events(StepRecorded{
        .step = cmd.step, .note = m.personal(cmd.note), .asked = cmd.asked, .facts = cmd.facts});
}

// What is owed is never talked down; anything above it is open, with a reason and, where the
// rulebook says so, an approval.
Decision ProposeRemedy::carry_out(const Moment& m, const ProposeRemedy& cmd) {
    TRY(check_texts(
        {{"remedy_id", cmd.remedy_id.value()}, {"remedy", cmd.remedy}, {"offered", cmd.offered}}));
    if (m.c.get<Complaint>().remedy(cmd.remedy_id) != nullptr)
        return no(RefusalCode::DuplicateId, {cmd.remedy_id.value()});
    const auto book = TRY(demand_book(m));
    RemedyAdvice advice = advise_remedy(m.c, book);
    if (advice.known.empty()) return no(RefusalCode::RulebookIncomplete, {"worth"});
    const Remedy* remedy = advice.find(cmd.remedy);
    if (remedy == nullptr)
        return no_but(RefusalCode::UnknownRemedy, {cmd.remedy}, advice.names_from(0));
    if (!advice.decided) return no(RefusalCode::CannotTellYet, std::move(advice.missing));
    if (remedy->worth < advice.floor)
        return no_but(RefusalCode::BelowWhatIsOwed, {advice.remedy},
                      advice.names_from(advice.floor));
    const bool as_advised = cmd.remedy == advice.remedy;
    const bool is_more = remedy->worth > advice.floor;
    const std::string owed = advice.floor > 0 ? "owed" : "none";
    const std::string basis = as_advised ? advice.basis : is_more ? "goodwill" : owed;
    if (basis == "goodwill" && cmd.reason.empty()) return no(RefusalCode::ReasonNeeded, {"reason"});
    const bool needs_approval =
        as_advised ? advice.needs_approval : is_more && remedy->needs_approval;
    return m.events(RemedyProposed{.remedy_id = cmd.remedy_id,
                                   .remedy = cmd.remedy,
                                   .offered = cmd.offered,
                                   .basis = basis,
                                   .needs_approval = needs_approval,
                                   .reason = cmd.reason,
                                   .clauses = std::move(advice.clauses),
                                   .why = std::move(advice.why)});
}

// After an agreement only where it has come to lie below what is owed.
Checked ProposeRemedy::guard(const Moment& m) {
    if (m.c.phase != Phase::Agreed) return {};
    const bool is_short =
        std::ranges::any_of(m.c.get<Complaint>().remedies, [&](const ProposedRemedy& remedy) {
            return remedy.consent == Consent::Given && !remedy.carried_out &&
                   !check_still_enough(m, remedy);
        });
    if (!is_short) return no(RefusalCode::NotInThisPhase);
    return {};
}

Decision ApproveGoodwill::carry_out(const Moment& m, const ApproveGoodwill& cmd) {
    const ProposedRemedy* remedy = m.c.get<Complaint>().remedy(cmd.remedy_id);
    if (remedy == nullptr) return no(RefusalCode::UnknownRemedy, {cmd.remedy_id.value()});
    TRY(check_texts({{"reason", cmd.reason}}));
    return m.events(GoodwillApproved{.remedy_id = cmd.remedy_id, .reason = cmd.reason});
}

Decision RecordConsent::carry_out(const Moment& m, const RecordConsent& cmd) {
    if (m.c.get<Complaint>().remedy(cmd.remedy_id) == nullptr)
        return no(RefusalCode::UnknownRemedy, {cmd.remedy_id.value()});
    return m.events(ConsentRecorded{.remedy_id = cmd.remedy_id,
                                    .consent = cmd.given ? Consent::Given : Consent::Refused,
                                    .words = m.personal(cmd.words)});
}

Decision OfferHandOver::carry_out(const Moment& m, const OfferHandOver& cmd) {
    TRY(check_texts({{"to", cmd.to.value()}, {"summary", cmd.summary}}));
    if (cmd.to == m.actor.user) return no(RefusalCode::FieldInvalid, {"to"});
    const auto& complaint = m.c.get<Complaint>();
    HandOverOffered offered{.to = cmd.to,
                            .summary = m.personal(cmd.summary),
                            .facts = m.c.facts,
                            .asked = complaint.asked,
                            .proposed = {}};
    for (const ProposedRemedy& remedy : complaint.remedies)
        offered.proposed.push_back(remedy.proposal.remedy_id);
    PINGLI_ASSERT(offered.proposed.size() == complaint.remedies.size());
    return m.events(std::move(offered));
}

Checked AcceptHandOver::guard(const Moment& m) {
    const auto& hand_over = m.c.get<Complaint>().hand_over;
    if (!hand_over || hand_over->to != m.actor.user) return no(RefusalCode::NotTheReceiver);
    return {};
}

Decision AcceptHandOver::carry_out(const Moment& m, const AcceptHandOver&) {
    return m.events(HandOverAccepted{});
}

Decision CarryOut::carry_out(const Moment& m, const CarryOut& cmd) {
    const ProposedRemedy* remedy = m.c.get<Complaint>().remedy(cmd.remedy_id);
    if (remedy == nullptr) return no(RefusalCode::UnknownRemedy, {cmd.remedy_id.value()});
    if (auto clauses = lacks_consent(*remedy, TRY(demand_book(m))); !clauses.empty())
        return no(RefusalCode::ConsentNeeded, std::move(clauses));
    if (remedy->proposal.needs_approval && !remedy->approved)
        return no(RefusalCode::ApprovalNeeded, {cmd.remedy_id.value()});
    TRY(check_texts({{"note", cmd.note}}));
    TRY(check_still_enough(m, *remedy));
    return m.events(RemedyCarriedOut{.remedy_id = cmd.remedy_id, .note = cmd.note});
}

Decision RecordCallBack::carry_out(const Moment& m, const RecordCallBack& cmd) {
    const auto book = TRY(demand_book(m));
    Inquiry ask{book};
    ask.set("fits_now", cmd.fits_now);
    ask.set("came_again", cmd.came_again);
    const Told told = ask.ask("call_back");
    if (!told.decided) return no(RefusalCode::CannotTellYet);
    return m.events(CallBackRecorded{.fits_now = cmd.fits_now,
                                     .came_again = cmd.came_again,
                                     .result = told.text("call_back_result"),
                                     .clauses = clauses_of(ask.explain("call_back"))});
}

void StepRecorded::apply(Case& c, Complaint& own, const StepRecorded& e, const Event&) {
    if (std::ranges::find(own.steps, e.step) == own.steps.end()) own.steps.push_back(e.step);
    for (const std::string& question : e.asked)
        if (std::ranges::find(own.asked, question) == own.asked.end())
            own.asked.push_back(question);
    merge_facts(c.facts, e.facts);
}

void RemedyProposed::apply(Case& c, Complaint& own, const RemedyProposed& e, const Event&) {
    c.phase = Phase::Proposed;
    own.remedies.push_back(
        {.proposal = e, .approved = false, .consent = Consent::NotAsked, .carried_out = false});
}

void GoodwillApproved::apply(Case&, Complaint& own, const GoodwillApproved& e, const Event&) {
    if (ProposedRemedy* remedy = find_remedy(own, e.remedy_id)) remedy->approved = true;
}

void ConsentRecorded::apply(Case& c, Complaint& own, const ConsentRecorded& e, const Event&) {
    if (ProposedRemedy* remedy = find_remedy(own, e.remedy_id)) remedy->consent = e.consent;
    c.phase = e.consent == Consent::Given ? Phase::Agreed : Phase::Open;
}

void HandOverOffered::apply(Case& c, Complaint& own, const HandOverOffered& e, const Event&) {
    c.phase = Phase::HandedOver;
    own.hand_over = e;
}

void HandOverAccepted::apply(Case& c, Complaint& own, const HandOverAccepted&, const Event& event) {
    c.phase = Phase::Open;
    c.assigned = event.by.user;
    own.hand_over.reset();
}

void RemedyCarriedOut::apply(Case& c, Complaint& own, const RemedyCarriedOut& e, const Event&) {
    c.phase = Phase::CarriedOut;
    if (ProposedRemedy* remedy = find_remedy(own, e.remedy_id)) remedy->carried_out = true;
}

void CallBackRecorded::apply(Case& c, Complaint& own, const CallBackRecorded& e, const Event&) {
    c.phase = e.result == "close" ? Phase::Closed : Phase::Open;
    if (e.result == "reopen") ++own.times_reopened;
}

}  // namespace pingli::cases
