// The read models anew, from the events of every shop.

#pragma once

#include <cstdint>

#include "app/event_store.hpp"

namespace pingli::server {

// Returns how many events were read. Appends wait meanwhile.
Result<std::int64_t> rebuild(app::Store& store, Instant now);

}  // namespace pingli::server
