// What of the requests is written into the security log: the table of api/acts.hpp.

#pragma once

#include "api/services.hpp"
#include "http/router.hpp"

namespace pingli::api {

// Sees every answer. Notes what the table names, and whoever is refused.
http::Watch watch_for_security(const Services& services);

}  // namespace pingli::api
