#include "server/rebuild.hpp"

#include "app/case_desk.hpp"
#include "app/shops.hpp"
#include "codec/case_codec.hpp"
#include "server/random.hpp"
#include "zones/zones.hpp"

namespace pingli::server {

Result<std::int64_t> rebuild(app::Store& store, Instant now) {
    app::Shops shops{store, [](const std::string& name) { return zones::load_zone(name); }};
    const codec::JsonCaseCodec codec;
    const rulebook::Library nothing_to_decide{{}};
    app::CaseDesk desk{
        store,
        codec,
        nothing_to_decide,
        {.now = [now] { return now; },
         .random = fill_random,
         .year_of = [&](const ShopId& shop, Instant at) { return shops.year_of(shop, at); },
         .publish = {}}};
    return store.rebuild([&](const ShopId& shop, const std::vector<app::StoredEvent>& events) {
        return desk.project(shop, events);
    });
}

}  // namespace pingli::server
