#include "server/rebuild.hpp"

#include <algorithm>
#include <map>

#include "app/case_desk.hpp"
#include "app/shops.hpp"
#include "app/transfer.hpp"
#include "codec/case_codec.hpp"
#include "server/random.hpp"
#include "server/statistics_keeper.hpp"
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
    struct Counted {
        views::Statistics figures;
        std::int64_t position = 0;
    };
    std::map<ShopId, Counted> counted;
    const std::int64_t read =
        TRY(store.rebuild([&](const ShopId& shop, const std::vector<app::StoredEvent>& events) {
            Counted& mine = counted[shop];
            mine.position = std::max(mine.position, events.back().position);
            return desk.project(shop, events, [&](const cases::Case& c) { mine.figures.add(c); });
        }));
    for (const auto& [shop, mine] : counted)
        TRY(store.put(app::kStatisticsKind,
                      {.key = shop.value(),
                       .bytes = statistics_record(mine.position, mine.figures),
                       .expires_at = std::nullopt},
                      app::Put::Always));
    return read;
}

}  // namespace pingli::server
