// The case that a finding becomes: a report with its facts, the evidence that is held, and the
// words that offend.

#pragma once

#include "app/shops.hpp"
#include "base/language.hpp"
#include "cases/commands.hpp"
#include "codec/finding_line.hpp"

namespace pingli::api {

// The same subject in the same shop is always the same case: a UUID of version 8 (RFC 9562).
CaseId case_of_subject(const ShopId& shop, const codec::FindingLine& finding);

// Who wrote a review is not told by a finding: the case has a person of its own.
cases::OpenReport report_of(const codec::FindingLine& finding, const CaseId& case_id,
                            const app::ShopRecord& shop, cases::Perspective perspective,
                            Language language);

}  // namespace pingli::api
