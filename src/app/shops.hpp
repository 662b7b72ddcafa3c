// The shops of this installation: what a server knows of each beside its cases.

#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/event_store.hpp"
#include "base/zone.hpp"
#include "contacts/numbers.hpp"

namespace pingli::app {

// As the shop writes it: days of its zone, "until" the last of them; empty while it still holds.
struct OwnNumberRecord {
    std::string number;
    std::string channel;  // call, sms, email, chat …
    std::string from;     // 2026-05-01
    std::string until;
    std::string note;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("number", s.number);
        v("channel", s.channel);
        v("from", s.from);
        v.maybe("until", s.until);
        v.maybe("note", s.note);
    }
    friend bool operator==(const OwnNumberRecord&, const OwnNumberRecord&) = default;
};
constexpr std::size_t kOwnNumbersMax = 500;

struct ShopRecord {
    ShopId id;
    std::string name;
    std::string platform;  // taobao, tmall, jd, own_store, physical_store, other
    std::string zone;      // IANA name
    UserId founder{};      // the owner of another shop who opened it; empty: the operator did
    bool demands_second_factor = false;  // of its people, but for customers
    // The register of what the shop owns (H12).
    std::vector<OwnNumberRecord> numbers{};
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
    // One that was added just now and is nobody's.
    Result<void> take_back(const ShopId& shop);
    // Gives it another name or zone; what is absent stays. Invalid as for add.
    Result<ShopRecord> change(const ShopId& shop, const std::optional<std::string>& name,
                              const std::optional<std::string>& zone, Instant now);
    Result<void> demand_second_factor(const ShopId& shop, bool is_demanded, Instant now);
    Result<bool> demands_second_factor(const ShopId& shop, Instant now);
    Result<ShopRecord> find(const ShopId& shop, Instant now);
    Result<std::vector<ShopRecord>> all();
    // Puts these in the place of the numbers registered before. Invalid: a text is missing or too
    // long, a day does not exist, or they are too many; the error's context names it.
    Result<void> set_numbers(const ShopId& shop, const std::vector<OwnNumberRecord>& numbers,
                             Instant now);
    // The register as instants of the shop's zone.
    Result<std::vector<contacts::OwnNumber>> owned_numbers(const ShopId& shop, Instant now);
    // The calendar year of `at` where the shop is; of China when the shop is not known.
    int year_of(const ShopId& shop, Instant at);

private:
    // As it is now, changed, and as it is then; begins anew when another was faster.
    Result<ShopRecord> update(const ShopId& shop, Instant now,
                              const std::function<Result<void>(ShopRecord&)>& how);
    Zone zone_of(const ShopId& shop, Instant now);

    Records& records_;
    LoadZone load_zone_;
    std::mutex mutex_;
    std::map<ShopId, Zone> zones_;  // guarded by mutex_
};

}  // namespace pingli::app
