// Everything that can be asked of a case. Commands are imperative and may be refused.

#pragma once

#include <variant>

#include "cases/events.hpp"

namespace pingli::cases {

using Command =
    std::variant<OpenClaim, OpenReport, OpenComplaint, RecordFacts, SubmitAnswer, PostMessage,
                 VerifyMessage, RecordContact, RecordLogSearch, SubmitEvidence, GiveOpinion,
                 WeighExhibit, RunClocks, PauseClock, ResumeClock, AssignOfficer, TakeUp,
                 DecideEligibility, ShowRightPath, RuleCase, FileAppeal, RuleAppeal, OrderMeasure,
                 RecordSettlement, WithdrawCase, LinkCase, MaskWords, AskUnseal, ConfirmUnseal,
                 FileReport, LeaveUnreported, RecordFiling, RecordPlatformRuling, RecordStep,
                 ProposeRemedy, ApproveGoodwill, RecordConsent, OfferHandOver, AcceptHandOver,
                 CarryOut, RecordCallBack>;

// "open_claim" …: the name under which the API knows it.
std::string_view name_of(const Command& command);

}  // namespace pingli::cases
