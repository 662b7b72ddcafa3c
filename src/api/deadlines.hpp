// The deadlines of a shop that concern one person, as a calendar shows them: of all cases for
// owners and supervisors, of those assigned to them for the others. No names and no texts of
// parties.

#pragma once

#include <string>
#include <vector>

#include "accounts/roles.hpp"
#include "api/services.hpp"
#include "notify/icalendar.hpp"

namespace pingli::api {

constexpr std::size_t kFeedCasesMax = 1'000;  // that wait for something, the earliest first
constexpr std::size_t kFeedEndedMax = 400;    // that changed of late
constexpr Duration kFeedEndedFor = std::chrono::days{14};

// Whether this membership is one to which cases are assigned, or one that leads.
bool has_deadlines(const accounts::Membership& membership);

// Running deadlines, those that were missed, and as cancelled those that ended lately. Deadlines
// keep their uid; a revision of 1 says that it ended.
Result<std::vector<notify::CalendarEntry>> deadlines_of(const Services& services,
                                                        const UserId& user,
                                                        const accounts::Membership& membership,
                                                        Instant now);

}  // namespace pingli::api
