// What the shop states to the platform, in both languages: the finding's facts, the words found
// with their place and time, and what is asked for. A draft that a person completes.

#pragma once

#include "base/bilingual.hpp"
#include "report/page.hpp"
#include "triage/finding.hpp"

namespace pingli::report {

// The first line names the review and its order; the others may hold persons' numbers. Personal
// data found in the texts is named by its kind, not repeated.
Bilingual statement_of(const triage::Finding& finding, const Heading& heading);

}  // namespace pingli::report
