#include "app/shops.hpp"

#include <algorithm>

#include "base/record_form.hpp"

namespace pingli::app {

namespace {

const std::string kKind = "shop";
constexpr std::size_t kNameBytesMax = 200;
constexpr std::string_view kDefaultZone = "Asia/Shanghai";

std::string encode(const ShopRecord& shop) {
    return RecordWriter{}
        .add("name", shop.name)
        .add("platform", shop.platform)
        .add("zone", shop.zone)
        .take();
}

ShopRecord decode(const Record& record) {
    const RecordReader reader{record.bytes};
    return {.id = ShopId{record.key},
            .name = reader.text("name"),
            .platform = reader.text("platform"),
            .zone = reader.text("zone")};
}

bool is_plain(const std::string& text) {
    return !text.empty() && text.size() <= kNameBytesMax &&
           std::ranges::none_of(text, [](char c) { return c >= 0 && c < ' '; });
}

}  // namespace

Result<void> Shops::add(const ShopRecord& shop) {
    if (!is_plain(shop.name) || !is_plain(shop.platform))
        return fail(ErrorCode::Invalid, "a shop needs a name and a platform");
    if (shop.id.value().empty() || shop.id.value().size() > kIdBytesMax)
        return fail(ErrorCode::Invalid, "the shop's id");
    Zone zone = TRY(load_zone_(shop.zone));
    TRY(records_.put(kKind,
                     {.key = shop.id.value(), .bytes = encode(shop), .expires_at = std::nullopt},
                     Put::IfAbsent));
    const std::lock_guard lock(mutex_);
    zones_.insert_or_assign(shop.id, std::move(zone));
    return {};
}

Result<ShopRecord> Shops::find(const ShopId& shop, Instant now) {
    return decode(TRY(records_.get(kKind, shop.value(), now)));
}

Result<std::vector<ShopRecord>> Shops::all() {
    std::vector<ShopRecord> out;
    std::string after;
    while (true) {
        const auto records = TRY(records_.list(kKind, "", after, kPageMax));
        for (const Record& record : records) out.push_back(decode(record));
        if (records.size() < kPageMax) return out;
        after = records.back().key;
    }
}

int Shops::year_of(const ShopId& shop, Instant at) {
    const std::lock_guard lock(mutex_);
    auto it = zones_.find(shop);
    if (it == zones_.end()) {
        const auto known = find(shop, at);
        auto zone = load_zone_(known ? known->zone : std::string{kDefaultZone});
        if (!zone) zone = Zone::fixed(std::string{kDefaultZone}, std::chrono::hours{8});
        it = zones_.emplace(shop, std::move(*zone)).first;
    }
    const auto day = std::chrono::floor<std::chrono::days>(it->second.to_local(at));
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

}  // namespace pingli::app
