// What of the requests is written into the security log: one table of routes, one place.

#pragma once

#include "api/services.hpp"
#include "http/router.hpp"

namespace pingli::api {

// Sees every answer. Notes what the table names, and whoever is refused.
http::Watch watch_for_security(const Services& services);

}  // namespace pingli::api
