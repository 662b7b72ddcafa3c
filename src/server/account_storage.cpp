#include "server/account_storage.hpp"

namespace pingli::server {

namespace {

accounts::Item to_item(app::Record record) {
    return {.key = std::move(record.key),
            .bytes = std::move(record.bytes),
            .expires_at = record.expires_at};
}

}  // namespace

Result<void> AccountStorage::put(const std::string& kind, const accounts::Item& item,
                                 accounts::Put when) {
    return records_.put(kind, {.key = item.key, .bytes = item.bytes, .expires_at = item.expires_at},
                        when == accounts::Put::IfAbsent ? app::Put::IfAbsent : app::Put::Always);
}

Result<accounts::Item> AccountStorage::get(const std::string& kind, const std::string& key,
                                           Instant now) {
    return to_item(TRY(records_.get(kind, key, now)));
}

Result<std::vector<accounts::Item>> AccountStorage::list(const std::string& kind,
                                                         const std::string& prefix) {
    std::vector<accounts::Item> out;
    std::string after;
    while (true) {
        auto page = TRY(records_.list(kind, prefix, after, app::kPageMax));
        const bool is_last = page.size() < app::kPageMax;
        if (!page.empty()) after = page.back().key;
        for (app::Record& record : page) out.push_back(to_item(std::move(record)));
        if (is_last) return out;
    }
}

Result<bool> AccountStorage::remove(const std::string& kind, const std::string& key) {
    return records_.remove(kind, key);
}

}  // namespace pingli::server
