// What can still be read and proven of a damaged store, into an empty one: of each chain the events
// up to the first fault, then keys, records and the shelf row by row, so that a damaged page costs
// its own rows at most; the read models anew. What could not be brought over is named, and so is
// what the journal does not vouch for; where that gives rights it is refused. Sessions stay behind.

#pragma once

#include <string>
#include <vector>

#include "app/event_store.hpp"

namespace pingli::server {

// `expected`: heads that the chains once had. Fails only when `to` cannot be written.
Result<std::vector<std::string>> salvage(app::Store& from, app::Store& to,
                                         const std::vector<app::Head>& expected, Instant now);

}  // namespace pingli::server
