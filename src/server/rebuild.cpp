#include "server/rebuild.hpp"

#include <algorithm>
#include <map>

#include "app/transfer.hpp"
#include "server/projector.hpp"
#include "server/shelf_marks.hpp"
#include "server/statistics_keeper.hpp"

namespace pingli::server {

Result<std::int64_t> rebuild(app::Store& store, Instant now) {
    Projector projector{store, now};
    struct Counted {
        views::Statistics figures;
        std::int64_t position = 0;
    };
    std::map<ShopId, Counted> counted;
    const std::int64_t read =
        TRY(store.rebuild([&](const ShopId& shop, const std::vector<app::StoredEvent>& events) {
            Counted& mine = counted[shop];
            mine.position = std::max(mine.position, events.back().position);
            return projector.rows(shop, events, [&](const cases::Case& c) { mine.figures.add(c); });
        }));
    for (const auto& [shop, mine] : counted)
        TRY(store.put(app::kStatisticsKind,
                      {.key = shop.value(),
                       .bytes = statistics_record(mine.position, mine.figures),
                       .expires_at = std::nullopt},
                      app::Put::Always));
    TRY(rebuild_marks(store));
    return read;
}

}  // namespace pingli::server
