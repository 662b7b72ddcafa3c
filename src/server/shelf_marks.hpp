// What the shelf says was done with reviews, against the events of it on the shop's chain.

#pragma once

#include <functional>

#include "app/event_store.hpp"
#include "store/verify.hpp"

namespace pingli::server {

// Both ways: rows that say other than their events, events whose row is lost, rows without events.
// `verdict` holds what the walk of the chain saw. Unavailable also when `goes_on` ended it.
Result<void> compare_marks(app::Store& store, const ShopId& shop,
                           const std::function<bool()>& goes_on, store::Verdict& verdict);

// Writes them anew from the events.
Result<void> rebuild_marks(app::Store& store);

}  // namespace pingli::server
