// One finding as a card of the report: what it is, until when, why, the original with its marks,
// what is in hand and missing, what to do.

#pragma once

#include <string>
#include <string_view>

#include "report/markup.hpp"
#include "report/page.hpp"
#include "report/urgency.hpp"
#include "triage/finding.hpp"

namespace pingli::report {

struct CardContext {
    const Heading& heading;
    const std::vector<ClauseText>& clauses;
    std::string pack;  // link to the draft pack, "" = none
    std::uint64_t number = 0;
};

void append_card(Html& html, const triage::Finding& finding, const CardContext& context);

// The parts of a card that the draft pack shows as well.
void append_evidence(Html& html, const triage::Finding& finding);
void append_dates(Html& html, const triage::Finding& finding, const Heading& heading);
void append_reply(Html& html, const triage::Finding& finding);

// What the page's search looks through: ids, goods, reasons and texts, numbers masked.
std::string search_text(const triage::Finding& finding);

}  // namespace pingli::report
