// Everything that can have happened in a case. Events are past tense, complete and never changed
// after release; a new form of one is a new version, upcast on reading.

#pragma once

#include <variant>
#include <vector>

#include "cases/answer.hpp"
#include "cases/appeal.hpp"
#include "cases/clock.hpp"
#include "cases/complaint.hpp"
#include "cases/exhibit.hpp"
#include "cases/filing.hpp"
#include "cases/ledger.hpp"
#include "cases/masking.hpp"
#include "cases/opening.hpp"
#include "cases/report.hpp"
#include "cases/ruling.hpp"
#include "cases/settlement.hpp"

namespace pingli::cases {

using Happening = Joined<OpeningEvents, AnswerEvents, ExhibitEvents, ClockEvents, RulingEvents,
                         AppealEvents, LedgerEvents, SettlementEvents, MaskingEvents, ReportEvents,
                         FilingEvents, ComplaintEvents>::Any;

struct Event {
    Happening what;
    Actor by;
    Instant at;
    friend bool operator==(const Event&, const Event&) = default;
};

// "ClaimOpened" …
std::string_view type_of(const Event& event);

}  // namespace pingli::cases
