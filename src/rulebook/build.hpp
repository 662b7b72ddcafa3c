// From a rulebook's page, read but not understood (source.hpp), to a rulebook that decides.

#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "base/problem.hpp"
#include "base/result.hpp"
#include "base/zone.hpp"
#include "calendar/calendar.hpp"
#include "rulebook/rulebook.hpp"
#include "rulebook/source.hpp"

namespace pingli::rulebook {

// Where the zone and the calendar that a rulebook names come from.
struct Resources {
    std::function<Result<Zone>(std::string_view name)> load_zone;
    std::function<Result<std::shared_ptr<const calendar::Calendar>>(std::string_view id)>
        load_calendar;
};

// Adds every fault of the page to `problems`; nullptr when it added any. What it returns obeys the
// format, but gaps, overlaps and failing examples are found by check.hpp. Linear in the page.
RulebookPtr build(const WrittenRulebook& source, const Resources& resources, Problems& problems);

}  // namespace pingli::rulebook
