// The evidence of a finding as exhibits of its case: one for each record that it stands in, for an
// officer weighs records and not sentences.

#pragma once

#include <vector>

#include "base/language.hpp"
#include "cases/commands.hpp"
#include "codec/finding_line.hpp"

namespace pingli::api {

// Purposes and labels in `language`; what was said stays as it was said.
std::vector<cases::HeldExhibit> held_exhibits(const codec::FindingLine& finding,
                                              const CaseId& case_id, Language language);

}  // namespace pingli::api
