// Time zones from the system's tz database (libdate-tz), turned into values at the edge.

#pragma once

#include <string_view>

#include "base/result.hpp"
#include "base/zone.hpp"

namespace pingli::zones {

// "Asia/Shanghai", or "+08:00". Transitions from 1990 to 2100. Fails with NotFound.
Result<Zone> load_zone(std::string_view name);

}  // namespace pingli::zones
