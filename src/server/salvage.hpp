// What can still be read and proven of a damaged store, into an empty one: of each chain the events
// up to the first fault, then keys, records and the shelf row by row; the read models anew. What
// could not be brought over is named.

#pragma once

#include <string>
#include <vector>

#include "app/event_store.hpp"

namespace pingli::server {

// `expected`: heads that the chains once had. Fails only when `to` cannot be written.
Result<std::vector<std::string>> salvage(app::Store& from, app::Store& to,
                                         const std::vector<app::Head>& expected, Instant now);

}  // namespace pingli::server
