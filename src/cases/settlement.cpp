#include "cases/settlement.hpp"

#include <algorithm>

#include "cases/checks.hpp"
#include "cases/clock_steps.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

namespace {

// Who may withdraw: the customer's claim is theirs, a report is the shop's. What the platform says
// of a claim it decides is recorded with its source.
bool is_withdrawers(const Moment& m) {
    if (m.c.is<Report>()) return m.side() == Side::Shop;
    return m.side() == Side::Customer || m.c.opening.perspective == Perspective::Tracked;
}

// Does the rulebook close the case for it? Kinds whose book has no such table follow the parties.
bool closes(const Moment& m, std::string_view case_event) {
    const auto book = judging_book(m);
    if (!book) return false;
    Inquiry ask{book};
    ask.set("case_event", case_event);
    const Told told = ask.ask("closing");
    return told.table == nullptr || told.truth("closes");
}

}  // namespace

Decision RecordSettlement::carry_out(const Moment& m, const RecordSettlement& cmd) {
    if (cmd.amount && cmd.amount->minor < 0) return no(RefusalCode::FieldInvalid, {"amount"});
    if (cmd.terms.size() > kTextBytesMax) return no(RefusalCode::FieldTooLong, {"terms"});
    // Whatever is agreed, the claim stays open (H10): there is nothing else to do.
    return m.events(
        SettlementRecorded{.what = cmd.what, .amount = cmd.amount, .terms = m.personal(cmd.terms)});
}

Checked WithdrawCase::guard(const Moment& m) {
    // Of a draft nothing is out yet: it is undone, and can be taken up again (filing.hpp).
    if (m.c.phase == Phase::Draft) return no(RefusalCode::NotInThisPhase);
    if (!is_withdrawers(m)) return no(RefusalCode::OnlyClaimantWithdraws, {"H13"});
    return {};
}

Decision WithdrawCase::carry_out(const Moment& m, const WithdrawCase& cmd) {
    if (m.c.is<Claim>() && m.side() == Side::Shop && cmd.source.empty())
        return no(RefusalCode::SourceNeeded, {"source"});
    if (cmd.reason.size() > kTextBytesMax) return no(RefusalCode::FieldTooLong, {"reason"});
    if (!closes(m, "withdrawn_by_claimant")) return no(RefusalCode::OnlyClaimantWithdraws);
    return m.events(CaseWithdrawn{.reason = m.personal(cmd.reason), .source = cmd.source});
}

Decision LinkCase::carry_out(const Moment& m, const LinkCase& cmd) {
    TRY(check_texts({{"other", cmd.other.value()}}));
    if (cmd.other == m.c.opening.case_id) return no(RefusalCode::FieldInvalid, {"other"});
    if (std::ranges::find(m.c.links, cmd.other, &CaseLinked::other) != m.c.links.end())
        return no(RefusalCode::DuplicateId, {cmd.other.value()});
    return m.events(CaseLinked{.other = cmd.other, .relation = cmd.relation});
}

void SettlementRecorded::apply(Case& c, const SettlementRecorded& e, const Event&) {
    c.settlements.push_back(e);
}

void CaseWithdrawn::apply(Case& c, const CaseWithdrawn&, const Event& event) {
    c.phase = Phase::Withdrawn;
    stop_clocks(c, event.at);
}

void CaseLinked::apply(Case& c, const CaseLinked& e, const Event&) {
    c.links.push_back(e);
}

}  // namespace pingli::cases
