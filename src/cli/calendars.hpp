// Calendars by name, for the verbs that count days.

#pragma once

#include <optional>
#include <string>

#include "calendar/calendar.hpp"
#include "cli/verbs.hpp"

namespace pingli::cli {

// calendars/NAME.json of the data root, or a file when `name` has a slash in it or ends in .json.
// Prints what is wrong, sets the status, and returns nothing when it cannot be had.
std::optional<calendar::Calendar> load_calendar(Context& context, const std::string& name);

}  // namespace pingli::cli
