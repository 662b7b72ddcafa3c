// The case that a finding becomes: a report with its facts, the evidence that is held, and the
// words that offend.

#pragma once

#include "app/event_store.hpp"
#include "app/shops.hpp"
#include "base/language.hpp"
#include "cases/commands.hpp"
#include "codec/finding_line.hpp"

namespace pingli::api {

// Everything of one order in one shop is one incident and has one report: its case has an id of its
// own, a UUID of version 8 (RFC 9562), so that a second one finds the first.
CaseId case_of_order(const ShopId& shop, const std::string& order);
// The same of a finding; one without an order is an incident by itself. A case that was opened when
// each subject had its own stays its case.
Result<CaseId> case_of_finding(app::CaseIndex& index, const ShopId& shop,
                               const codec::FindingLine& finding);

// Who wrote a review is not told by a finding: the case has a person of its own.
cases::OpenReport report_of(const codec::FindingLine& finding, const CaseId& case_id,
                            const app::ShopRecord& shop, cases::Perspective perspective,
                            Language language);

}  // namespace pingli::api
