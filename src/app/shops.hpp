// The shops of this installation: what a server knows of each beside its cases.

#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "app/event_store.hpp"
#include "base/zone.hpp"

namespace pingli::app {

struct ShopRecord {
    ShopId id;
    std::string name;
    std::string platform;  // taobao, tmall, jd, own_store, physical_store, other
    std::string zone;      // IANA name
    friend bool operator==(const ShopRecord&, const ShopRecord&) = default;
};

// Over the store's reference records. Thread-safe.
class Shops {
public:
    using LoadZone = std::function<Result<Zone>(const std::string&)>;
    // `records` outlives it.
    Shops(Records& records, LoadZone load_zone)
        : records_(records), load_zone_(std::move(load_zone)) {}

    // Invalid: a field is empty or too long, or the zone is not known. VersionConflict: it exists.
    Result<void> add(const ShopRecord& shop);
    Result<ShopRecord> find(const ShopId& shop, Instant now);
    Result<std::vector<ShopRecord>> all();
    // The calendar year of `at` where the shop is; of China when the shop is not known.
    int year_of(const ShopId& shop, Instant at);

private:
    Records& records_;
    LoadZone load_zone_;
    std::mutex mutex_;
    std::map<ShopId, Zone> zones_;  // guarded by mutex_
};

}  // namespace pingli::app
