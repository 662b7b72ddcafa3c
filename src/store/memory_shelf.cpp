// The shelf of reviews of the store in memory.

#include <algorithm>
#include <map>
#include <set>

#include "store/cursor.hpp"
#include "store/memory_store.hpp"
#include "store/shelf_statements.hpp"

namespace pingli::store {

namespace {

// The most frequent names, up to `names_max`.
std::set<std::string> most_frequent(const std::map<std::string, std::int64_t>& found,
                                    std::size_t names_max) {
    std::vector<std::pair<std::int64_t, std::string>> names;
    for (const auto& [name, count] : found) names.emplace_back(-count, name);
    std::ranges::sort(names);
    names.resize(std::min(names.size(), names_max));
    std::set<std::string> kept;
    for (auto& [count, name] : names) kept.insert(std::move(name));
    return kept;
}

}  // namespace

Result<std::int64_t> MemoryStore::put_reviews(const ShopId& shop,
                                              const std::vector<app::ShelvedFinding>& findings,
                                              const std::vector<app::PersonKey>& new_keys) {
    TRY(app::check(findings));
    const std::lock_guard lock(mutex_);
    for (const app::PersonKey& key : new_keys)
        if (known_.persons.contains({shop, key.person}))
            return fail(ErrorCode::VersionConflict, "put_reviews: a person has a key already");
    for (const app::PersonKey& key : new_keys) {
        keys_[{shop, key.person}] = {.state = app::KeyState::Held, .key = key.key};
        known_.persons.insert({shop, key.person});
        note(row_of(shop, key.person, keys_[{shop, key.person}]));
    }
    auto& shelf = shelf_[shop];
    std::int64_t added = 0;
    for (const app::ShelvedFinding& finding : findings) {
        const auto position = std::ssize(shelf) + 1;
        const auto [entry, is_new] = shelf.try_emplace(finding.key);
        if (is_new) entry->second.position = position;
        entry->second.finding = finding;
        note(row_of(shop, finding));
        added += is_new ? 1 : 0;
    }
    return added;
}

bool MemoryStore::set_mark(const ShopId& shop, const app::MarkedReview& marked) {
    auto& shelf = shelf_[shop];
    const auto found = shelf.find(marked.key);
    if (found == shelf.end()) return false;
    found->second.mark = marked.mark;
    note(row_of(shop, marked.key, marked.mark));
    return true;
}

Result<void> MemoryStore::put_mark(const ShopId& shop, const app::MarkedReview& marked) {
    const std::lock_guard lock(mutex_);
    if (!set_mark(shop, marked)) return fail(ErrorCode::NotFound, "put_mark: no such finding");
    return {};
}

Result<app::ShelfPage> MemoryStore::reviews(const app::ShelfQuery& query) {
    const Listing asked = TRY(listing_of(query));
    const std::lock_guard lock(mutex_);
    PageOf<const app::ShelfEntry*> page{table<ShelfTable>(), asked};
    for (const auto& [key, entry] : shelf_[query.shop])
        page.offer(values_of<ShelfTable>(entry), &entry);
    Listed<const app::ShelfEntry*> found = page.take();
    app::ShelfPage shown{.entries = {}, .next = std::move(found.next)};
    for (const app::ShelfEntry* entry : found.rows) {
        shown.entries.push_back(*entry);
        shown.entries.back().finding.body.clear();
    }
    return shown;
}

Result<app::ShelfEntry> MemoryStore::review(const ShopId& shop, const app::ReviewKey& key) {
    const std::lock_guard lock(mutex_);
    const auto& shelf = shelf_[shop];
    const auto found = shelf.find(key);
    if (found == shelf.end()) return fail(ErrorCode::NotFound, "review: no such finding");
    return found->second;
}

Result<std::vector<app::ShelfCount>> MemoryStore::count_reviews(const app::ShelfQuery& query) {
    const std::lock_guard lock(mutex_);
    CountOf count{table<ShelfTable>(), filters_of(query).without(kShelfFacets), kShelfFacets};
    for (const auto& [key, entry] : shelf_[query.shop]) count.offer(values_of<ShelfTable>(entry));
    return shelf_counts(count.take());
}

Result<std::vector<app::CauseCount>> MemoryStore::count_causes(const app::CauseQuery& query) {
    const std::lock_guard lock(mutex_);
    const Table& shelf = table<ShelfTable>();
    const Filters filters = filters_of(query);
    const std::string_view column = name_column(query.by);
    std::map<std::string, std::int64_t> names;
    std::map<app::CauseCount, std::int64_t> found;
    for (const auto& [key, entry] : shelf_[query.shop]) {
        const app::ShelvedFinding& finding = entry.finding;
        const auto values = values_of<ShelfTable>(entry);
        if (!fits(shelf, filters, values)) continue;
        app::CauseCount one{.name = {}, .verdict = finding.verdict, .causes = finding.causes};
        if (!column.empty()) one.name = std::get<std::string_view>(values[shelf.at(column)]);
        if (!column.empty() && one.name.empty()) continue;
        if (query.by == app::CauseBy::Week)
            one.week =
                finding.made_at == Instant{}
                    ? -1
                    : seconds(finding.made_at + query.offset - app::kWeekZero) / app::kWeek.count();
        ++names[one.name];
        ++found[one];
    }
    const auto kept = most_frequent(names, query.names_max);
    std::vector<app::CauseCount> counts;
    for (const auto& [one, count] : found) {
        if (!column.empty() && !kept.contains(one.name)) continue;
        counts.push_back(one);
        counts.back().count = count;
    }
    return counts;
}

}  // namespace pingli::store
