#include "server/projector.hpp"

#include "server/random.hpp"
#include "zones/zones.hpp"

namespace pingli::server {

Projector::Projector(app::Store& store, Instant now)
    : shops_(store, [](const std::string& name) { return zones::load_zone(name); }),
      desk_(store, codec_, nothing_to_decide_,
            {.now = [now] { return now; },
             .random = fill_random,
             .year_of = [this](const ShopId& shop, Instant at) { return shops_.year_of(shop, at); },
             .publish = {}}) {}

}  // namespace pingli::server
