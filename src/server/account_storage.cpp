#include "server/account_storage.hpp"

namespace pingli::server {

namespace {

accounts::Item to_item(app::Record record) {
    return {.key = std::move(record.key),
            .bytes = std::move(record.bytes),
            .expires_at = record.expires_at};
}

app::Put to_put(accounts::Put when) {
    switch (when) {
        case accounts::Put::IfAbsent:
            return app::Put::IfAbsent;
        case accounts::Put::IfUnchanged:
            return app::Put::IfUnchanged;
        case accounts::Put::Always:
            break;
    }
    return app::Put::Always;
}

}  // namespace

Result<void> AccountStorage::write(const std::vector<accounts::Write>& all) {
    std::vector<app::RecordWrite> out;
    out.reserve(all.size());
    for (const accounts::Write& one : all)
        out.push_back({.kind = one.kind,
                       .record = {.key = one.item.key,
                                  .bytes = one.item.bytes,
                                  .expires_at = one.item.expires_at},
                       .when = to_put(one.when),
                       .before = one.before,
                       .removes = one.removes});
    return records_.write(out);
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
