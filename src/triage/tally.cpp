#include "triage/tally.hpp"

#include <utility>

#include "triage/incident.hpp"

namespace pingli::triage {

void Tally::count(const Finding& finding, Instant as_of) {
    ++findings;
    if (!finding.speaks) return;
    ++incidents;
    ++by_verdict.at(std::to_underlying(finding.verdict));
    if (can_be_reported(finding, as_of)) ++reportable;
}

}  // namespace pingli::triage
