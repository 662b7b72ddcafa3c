#include "cases/complaint.hpp"

#include <algorithm>

#include "cases/moment.hpp"
#include "cases/remedy.hpp"
#include "cases/statements.hpp"

namespace pingli::cases {

namespace {

const ProposedRemedy* find_remedy(const Case& c, const RemedyId& id) {
    for (const ProposedRemedy& remedy : c.remedies)
        if (remedy.proposal.remedy_id == id) return &remedy;
    return nullptr;
}

ProposedRemedy* find_remedy(Case& c, const RemedyId& id) {
    for (ProposedRemedy& remedy : c.remedies)
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

Decision carry_out(const Moment& m, const RecordStep& cmd) {
    if (auto refusal = check_texts({{"note", cmd.note}}))
        return std::unexpected{std::move(*refusal)};
    if (cmd.asked.size() > kItemsMax) return no(RefusalCode::FieldTooLong, {"asked"});
    const auto book = judging_book(m);
    if (!book) return no(RefusalCode::NoRulebookInForce);
    if (auto refusal = check_facts(*book, cmd.facts)) return std::unexpected{std::move(*refusal)};
    return m.events(StepRecorded{
        .step = cmd.step, .note = m.personal(cmd.note), .asked = cmd.asked, .facts = cmd.facts});
}

// What is owed is never talked down; goodwill goes above it, with a reason and an approval.
Decision carry_out(const Moment& m, const ProposeRemedy& cmd) {
    if (auto refusal = check_texts({{"remedy_id", cmd.remedy_id.value()},
                                    {"remedy", cmd.remedy},
                                    {"offered", cmd.offered}}))
        return std::unexpected{std::move(*refusal)};
    if (find_remedy(m.c, cmd.remedy_id) != nullptr)
        return no(RefusalCode::DuplicateId, {cmd.remedy_id.value()});
    const auto book = judging_book(m);
    if (!book) return no(RefusalCode::NoRulebookInForce);
    RemedyAdvice advice = advise_remedy(m.c, book);
    if (!advice.decided) return no(RefusalCode::CannotTellYet, std::move(advice.missing));
    const bool as_advised = cmd.remedy == advice.remedy;
    if (!as_advised && advice.basis == "owed")
        return no(RefusalCode::BelowWhatIsOwed, {advice.remedy});
    const std::string basis = as_advised ? advice.basis : "goodwill";
    if (basis == "goodwill" && cmd.reason.empty()) return no(RefusalCode::ReasonNeeded, {"reason"});
    return m.events(RemedyProposed{.remedy_id = cmd.remedy_id,
                                   .remedy = cmd.remedy,
                                   .offered = cmd.offered,
                                   .basis = basis,
                                   .needs_approval = !as_advised || advice.needs_approval,
                                   .reason = cmd.reason,
                                   .clauses = std::move(advice.clauses),
                                   .why = std::move(advice.why)});
}

Decision carry_out(const Moment& m, const ApproveGoodwill& cmd) {
    const ProposedRemedy* remedy = find_remedy(m.c, cmd.remedy_id);
    if (remedy == nullptr) return no(RefusalCode::UnknownRemedy, {cmd.remedy_id.value()});
    if (auto refusal = check_texts({{"reason", cmd.reason}}))
        return std::unexpected{std::move(*refusal)};
    return m.events(GoodwillApproved{.remedy_id = cmd.remedy_id, .reason = cmd.reason});
}

Decision carry_out(const Moment& m, const RecordConsent& cmd) {
    if (find_remedy(m.c, cmd.remedy_id) == nullptr)
        return no(RefusalCode::UnknownRemedy, {cmd.remedy_id.value()});
    return m.events(ConsentRecorded{.remedy_id = cmd.remedy_id,
                                    .consent = cmd.given ? Consent::Given : Consent::Refused,
                                    .words = m.personal(cmd.words)});
}

Decision carry_out(const Moment& m, const OfferHandOver& cmd) {
    if (auto refusal = check_texts({{"to", cmd.to.value()}, {"summary", cmd.summary}}))
        return std::unexpected{std::move(*refusal)};
    if (cmd.to == m.actor.user) return no(RefusalCode::FieldInvalid, {"to"});
    HandOverOffered offered{.to = cmd.to,
                            .summary = m.personal(cmd.summary),
                            .facts = m.c.facts,
                            .asked = m.c.asked,
                            .proposed = {}};
    for (const ProposedRemedy& remedy : m.c.remedies)
        offered.proposed.push_back(remedy.proposal.remedy_id);
    return m.events(std::move(offered));
}

std::optional<Refusal> guard(const Moment& m, std::type_identity<AcceptHandOver>) {
    if (!m.c.hand_over || m.c.hand_over->to != m.actor.user)
        return refuse(RefusalCode::NotTheReceiver);
    return std::nullopt;
}

Decision carry_out(const Moment& m, const AcceptHandOver&) {
    return m.events(HandOverAccepted{});
}

Decision carry_out(const Moment& m, const CarryOut& cmd) {
    const ProposedRemedy* remedy = find_remedy(m.c, cmd.remedy_id);
    if (remedy == nullptr) return no(RefusalCode::UnknownRemedy, {cmd.remedy_id.value()});
    if (remedy->consent != Consent::Given) return no(RefusalCode::ConsentNeeded, {"R7"});
    if (remedy->proposal.needs_approval && !remedy->approved)
        return no(RefusalCode::ApprovalNeeded, {cmd.remedy_id.value()});
    if (auto refusal = check_texts({{"note", cmd.note}}))
        return std::unexpected{std::move(*refusal)};
    return m.events(RemedyCarriedOut{.remedy_id = cmd.remedy_id, .note = cmd.note});
}

Decision carry_out(const Moment& m, const RecordCallBack& cmd) {
    const auto book = judging_book(m);
    if (!book) return no(RefusalCode::NoRulebookInForce);
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

void apply(Case& c, const StepRecorded& e, const Event&) {
    if (std::ranges::find(c.steps, e.step) == c.steps.end()) c.steps.push_back(e.step);
    for (const std::string& question : e.asked)
        if (std::ranges::find(c.asked, question) == c.asked.end()) c.asked.push_back(question);
    merge_facts(c.facts, e.facts);
}

void apply(Case& c, const RemedyProposed& e, const Event&) {
    c.phase = Phase::Proposed;
    c.remedies.push_back(
        {.proposal = e, .approved = false, .consent = Consent::NotAsked, .carried_out = false});
}

void apply(Case& c, const GoodwillApproved& e, const Event&) {
    if (ProposedRemedy* remedy = find_remedy(c, e.remedy_id)) remedy->approved = true;
}

void apply(Case& c, const ConsentRecorded& e, const Event&) {
    if (ProposedRemedy* remedy = find_remedy(c, e.remedy_id)) remedy->consent = e.consent;
    c.phase = e.consent == Consent::Given ? Phase::Agreed : Phase::Open;
}

void apply(Case& c, const HandOverOffered& e, const Event&) {
    c.phase = Phase::HandedOver;
    c.hand_over = e;
}

void apply(Case& c, const HandOverAccepted&, const Event& event) {
    c.phase = Phase::Open;
    c.assigned = event.by.user;
    c.hand_over.reset();
}

void apply(Case& c, const RemedyCarriedOut& e, const Event&) {
    c.phase = Phase::CarriedOut;
    if (ProposedRemedy* remedy = find_remedy(c, e.remedy_id)) remedy->carried_out = true;
}

void apply(Case& c, const CallBackRecorded& e, const Event&) {
    c.phase = e.result == "close" ? Phase::Closed : Phase::Open;
    if (e.result == "reopen") ++c.times_reopened;
}

}  // namespace pingli::cases
