// What belongs together: a review, its follow-up, the chats and calls of one order are one
// incident, with one verdict, one row and one report. Every list and every count is of incidents,
// by what stands here.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "triage/finding.hpp"

namespace pingli::triage {

// Stable for the order, or for the subject without one.
std::string incident_of(std::string_view order, std::string_view kind, std::string_view subject);

// A demand under threat whose review has not appeared: its report is prepared, and no time runs.
bool waits_for_review(const Finding& finding);
// A report can be filed at that time: there is a review and a ground, it is not known that it would
// be refused, and its time has not passed.
bool can_be_reported(const Finding& finding, Instant at);

// Names the incident of each finding of a dossier, and which of its findings speaks for it: what
// can be reported before what cannot, then by verdict, a review before its chat.
void mark_incidents(std::span<Finding> findings);

}  // namespace pingli::triage
