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

}  // namespace

RemedyAdvice advise_remedy(const Case& c, const rulebook::RulebookPtr& book,
                           const Facts& supposed) {
    Inquiry ask{book};
    ask.set("complained_at", c.filed_at);
    ask.set(c.facts);
    for (const Exhibit& exhibit : c.exhibits)
        for (const Bearing& bearing : exhibit.data.bearings) ask.set(bearing.facts);
    ask.set(supposed);
    if (const Told told = ask.ask("customer_value"); told.decided)
        ask.set("found_value", told.text("value"));
    if (const Told told = ask.ask("owed"); told.decided) ask.set("found_owed", told.text("owed"));
    const rulebook::Decision decision = ask.explain("remedy");
    const Told told = ask.ask("remedy");
    return {.decided = told.decided,
            .remedy = told.text("remedy"),
            .basis = told.text("basis"),
            .needs_approval = told.truth("manager"),
            .clauses = clauses_of(decision),
            .missing = decision.missing,
            .why = decision.why};
}

Decision RecordStep::carry_out(const Moment& m, const RecordStep& cmd) {
    TRY(check_texts({{"note", cmd.note}}));
    if (cmd.asked.size() > kItemsMax) return no(RefusalCode::FieldTooLong, {"asked"});
    const auto book = TRY(demand_book(m));
    TRY(check_facts(*book, cmd.facts));
    return m.events(StepRecorded{
        .step = cmd.step, .note = m.personal(cmd.note), .asked = cmd.asked, .facts = cmd.facts});
}

// What is owed is never talked down; goodwill goes above it, with a reason and an approval.
Decision ProposeRemedy::carry_out(const Moment& m, const ProposeRemedy& cmd) {
    TRY(check_texts(
        {{"remedy_id", cmd.remedy_id.value()}, {"remedy", cmd.remedy}, {"offered", cmd.offered}}));
    if (m.c.get<Complaint>().remedy(cmd.remedy_id) != nullptr)
        return no(RefusalCode::DuplicateId, {cmd.remedy_id.value()});
    const auto book = TRY(demand_book(m));
    RemedyAdvice advice = advise_remedy(m.c, book);
    if (!advice.decided) return no(RefusalCode::CannotTellYet, std::move(advice.missing));
    const bool as_advised = cmd.remedy == advice.remedy;
    if (!as_advised && advice.basis == "owed")
        return no(RefusalCode::BelowWhatIsOwed, {advice.remedy});
    const std::string basis = as_advised ? advice.basis : "goodwill";
    if (basis == "goodwill" && cmd.reason.empty()) return no(RefusalCode::ReasonNeeded, {"reason"});
    PINGLI_ASSERT(as_advised || advice.basis != "owed");  // what is owed is never talked down
    return m.events(RemedyProposed{.remedy_id = cmd.remedy_id,
                                   .remedy = cmd.remedy,
                                   .offered = cmd.offered,
                                   .basis = basis,
                                   .needs_approval = !as_advised || advice.needs_approval,
                                   .reason = cmd.reason,
                                   .clauses = std::move(advice.clauses),
                                   .why = std::move(advice.why)});
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
