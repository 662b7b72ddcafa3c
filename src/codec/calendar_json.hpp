// Reads calendars/*.json (the form is in calendars/README.md) into a calendar. Strict: an unknown,
// missing, doubled or wrong-typed key is a problem, and all problems are reported at once.

#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "calendar/calendar.hpp"

namespace pingli::codec {

constexpr std::size_t kCalendarBytesMax = std::size_t{4} << 20;

// `file` names the source in problems; their `field` is the path of the value within it, such as
// "years[2].notices[0].days[3].date".
std::expected<calendar::Calendar, Problems> parse_calendar(std::string_view json,
                                                           const std::string& file);

}  // namespace pingli::codec
