#include "triage/tally.hpp"

#include <utility>

namespace pingli::triage {

void Tally::count(const Finding& finding) {
    ++findings;
    ++by_verdict.at(std::to_underlying(finding.verdict));
    if (finding.reportable && finding.admissible != false) ++reportable;
}

}  // namespace pingli::triage
