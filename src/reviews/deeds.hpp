// What is done with a review, as events on the shop's chain, and the shelf's mark that follows from
// them (X4, B20).

#pragma once

#include <map>
#include <vector>

#include "app/event_store.hpp"
#include "app/key_ring.hpp"
#include "app/review_deed.hpp"
#include "reviews/moves.hpp"

namespace pingli::reviews {

// --- pure ---

app::DeedKind kind_of(Move move);
app::ReviewMark after(app::ReviewMark mark, const app::ReviewDeed& deed);
// As people read them; what was brought over deed by deed.
std::vector<Deed> shown_deeds(const std::vector<app::ReviewDeed>& deeds);

// --- with a store ---

// The change that notes it, and moves the mark on.
app::Change change_of(const ShopId& shop, const app::ReviewKey& key, const app::ReviewMark& before,
                      const std::vector<app::ReviewDeed>& deeds, app::Sealer& sealer);
// Empty for a review with which nothing was done. Corrupt: an event that is none.
Result<std::vector<app::ReviewDeed>> deeds_of(app::EventStore& store, const ShopId& shop,
                                              const app::ReviewKey& key, app::Sealer& sealer);
// How it should stand, from its events. `sealer` need not open anything.
Result<app::ReviewMark> mark_of(app::EventStore& store, const ShopId& shop,
                                const app::ReviewKey& key, app::Sealer& sealer);

// Rows from before deeds were events get one event each, behind all that is on the chain, with what
// was known; once for a store. How many rows.
Result<std::int64_t> bring_deeds_over(app::Store& store, const app::Random& random, Instant now);
// Before that a row may lack its events.
Result<bool> are_deeds_events(app::Records& records);

}  // namespace pingli::reviews
