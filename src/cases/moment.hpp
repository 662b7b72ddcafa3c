// For this folder only: what every subject's part of decide is given, and the parts themselves. A
// subject's file holds both its `carry_out` (decide) and its `apply` (evolve).

#pragma once

#include "cases/decide.hpp"
#include "cases/limits.hpp"

namespace pingli::cases {

struct Moment {
    const Case& c;
    const Actor& actor;
    const Rules& rules;
    Instant now;

    [[nodiscard]] Side side() const { return side_of(actor.role); }
    [[nodiscard]] Personal personal(std::string text) const {
        return {.person = c.opening.person, .text = std::move(text)};
    }
    [[nodiscard]] Event event(Happening what) const {
        return {.what = std::move(what), .by = actor, .at = now};
    }
    template <class... Happenings>
    [[nodiscard]] Events events(Happenings... what) const {
        Events out;
        (out.push_back(event(std::move(what))), ...);
        return out;
    }
};

inline std::unexpected<Refusal> no(RefusalCode code, std::vector<std::string> what = {},
                                   std::optional<Instant> due = std::nullopt) {
    return std::unexpected{refuse(code, std::move(what), due)};
}

// The first text of `texts` that is empty or too long, as a refusal.
struct NamedText {
    NamedText(std::string_view the_name, const std::string& the_text)
        : name(the_name), text(the_text) {}
    std::string_view name;
    const std::string& text;
};
std::optional<Refusal> check_texts(std::initializer_list<NamedText> texts);

// What needs no payload but more than the gate: the same for decide and allowed_moves.
template <class C>
std::optional<Refusal> guard(const Moment&, std::type_identity<C>) {
    return std::nullopt;
}
std::optional<Refusal> guard(const Moment& m, std::type_identity<SubmitAnswer>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<RuleAppeal>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<WeighExhibit>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<FileAppeal>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<OrderMeasure>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<WithdrawCase>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<MaskWords>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<AskUnseal>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<ConfirmUnseal>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<RunClocks>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<PauseClock>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<ResumeClock>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<AcceptHandOver>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<GiveOpinion>);
std::optional<Refusal> guard(const Moment& m, std::type_identity<VerifyMessage>);

Decision carry_out(const Moment& m, const OpenClaim& cmd);
Decision carry_out(const Moment& m, const OpenReport& cmd);
Decision carry_out(const Moment& m, const OpenComplaint& cmd);
Decision carry_out(const Moment& m, const RecordFacts& cmd);
Decision carry_out(const Moment& m, const SubmitAnswer& cmd);
Decision carry_out(const Moment& m, const PostMessage& cmd);
Decision carry_out(const Moment& m, const VerifyMessage& cmd);
Decision carry_out(const Moment& m, const RecordContact& cmd);
Decision carry_out(const Moment& m, const RecordLogSearch& cmd);
Decision carry_out(const Moment& m, const SubmitEvidence& cmd);
Decision carry_out(const Moment& m, const GiveOpinion& cmd);
Decision carry_out(const Moment& m, const WeighExhibit& cmd);
Decision carry_out(const Moment& m, const RunClocks& cmd);
Decision carry_out(const Moment& m, const PauseClock& cmd);
Decision carry_out(const Moment& m, const ResumeClock& cmd);
Decision carry_out(const Moment& m, const AssignOfficer& cmd);
Decision carry_out(const Moment& m, const TakeUp& cmd);
Decision carry_out(const Moment& m, const DecideEligibility& cmd);
Decision carry_out(const Moment& m, const ShowRightPath& cmd);
Decision carry_out(const Moment& m, const RuleCase& cmd);
Decision carry_out(const Moment& m, const FileAppeal& cmd);
Decision carry_out(const Moment& m, const RuleAppeal& cmd);
Decision carry_out(const Moment& m, const OrderMeasure& cmd);
Decision carry_out(const Moment& m, const RecordSettlement& cmd);
Decision carry_out(const Moment& m, const WithdrawCase& cmd);
Decision carry_out(const Moment& m, const LinkCase& cmd);
Decision carry_out(const Moment& m, const MaskWords& cmd);
Decision carry_out(const Moment& m, const AskUnseal& cmd);
Decision carry_out(const Moment& m, const ConfirmUnseal& cmd);
Decision carry_out(const Moment& m, const FileReport& cmd);
Decision carry_out(const Moment& m, const LeaveUnreported& cmd);
Decision carry_out(const Moment& m, const RecordFiling& cmd);
Decision carry_out(const Moment& m, const RecordPlatformRuling& cmd);
Decision carry_out(const Moment& m, const RecordStep& cmd);
Decision carry_out(const Moment& m, const ProposeRemedy& cmd);
Decision carry_out(const Moment& m, const ApproveGoodwill& cmd);
Decision carry_out(const Moment& m, const RecordConsent& cmd);
Decision carry_out(const Moment& m, const OfferHandOver& cmd);
Decision carry_out(const Moment& m, const AcceptHandOver& cmd);
Decision carry_out(const Moment& m, const CarryOut& cmd);
Decision carry_out(const Moment& m, const RecordCallBack& cmd);

// Who acted as an officer before any appeal may not rule on it.
void note_officer(Case& c, const Event& event);

// The envelope's `by` and `at` of the event being applied.
void apply(Case& c, const ClaimOpened& e, const Event& event);
void apply(Case& c, const ReportOpened& e, const Event& event);
void apply(Case& c, const ComplaintOpened& e, const Event& event);
void apply(Case& c, const ClearingMessagePrepared& e, const Event& event);
void apply(Case& c, const FactsRecorded& e, const Event& event);
void apply(Case& c, const AnswerSubmitted& e, const Event& event);
void apply(Case& c, const MessagePosted& e, const Event& event);
void apply(Case& c, const MessageVerified& e, const Event& event);
void apply(Case& c, const ContactAttempted& e, const Event& event);
void apply(Case& c, const OwnLogSearched& e, const Event& event);
void apply(Case& c, const EvidenceSubmitted& e, const Event& event);
void apply(Case& c, const OpinionGiven& e, const Event& event);
void apply(Case& c, const ExhibitWeighed& e, const Event& event);
void apply(Case& c, const ClockStarted& e, const Event& event);
void apply(Case& c, const ClockMissed& e, const Event& event);
void apply(Case& c, const ClockPaused& e, const Event& event);
void apply(Case& c, const ClockResumed& e, const Event& event);
void apply(Case& c, const DutyBreached& e, const Event& event);
void apply(Case& c, const CaseBecameFinal& e, const Event& event);
void apply(Case& c, const OfficerAssigned& e, const Event& event);
void apply(Case& c, const TakenUp& e, const Event& event);
void apply(Case& c, const EligibilityDecided& e, const Event& event);
void apply(Case& c, const RightPathShown& e, const Event& event);
void apply(Case& c, const CaseRuled& e, const Event& event);
void apply(Case& c, const AppealFiled& e, const Event& event);
void apply(Case& c, const AppealRuled& e, const Event& event);
void apply(Case& c, const PointsEntered& e, const Event& event);
void apply(Case& c, const PointsReversed& e, const Event& event);
void apply(Case& c, const MeasureProposed& e, const Event& event);
void apply(Case& c, const MeasureOrdered& e, const Event& event);
void apply(Case& c, const MeasureLifted& e, const Event& event);
void apply(Case& c, const SettlementRecorded& e, const Event& event);
void apply(Case& c, const CaseWithdrawn& e, const Event& event);
void apply(Case& c, const CaseLinked& e, const Event& event);
void apply(Case& c, const WordsMasked& e, const Event& event);
void apply(Case& c, const UnsealAsked& e, const Event& event);
void apply(Case& c, const OriginalUnsealed& e, const Event& event);
void apply(Case& c, const WordsUnmasked& e, const Event& event);
void apply(Case& c, const ReportAdmitted& e, const Event& event);
void apply(Case& c, const ReportRefused& e, const Event& event);
void apply(Case& c, const ReportLeft& e, const Event& event);
void apply(Case& c, const FilingRecorded& e, const Event& event);
void apply(Case& c, const PlatformRulingRecorded& e, const Event& event);
void apply(Case& c, const StepRecorded& e, const Event& event);
void apply(Case& c, const RemedyProposed& e, const Event& event);
void apply(Case& c, const GoodwillApproved& e, const Event& event);
void apply(Case& c, const ConsentRecorded& e, const Event& event);
void apply(Case& c, const HandOverOffered& e, const Event& event);
void apply(Case& c, const HandOverAccepted& e, const Event& event);
void apply(Case& c, const RemedyCarriedOut& e, const Event& event);
void apply(Case& c, const CallBackRecorded& e, const Event& event);

}  // namespace pingli::cases
