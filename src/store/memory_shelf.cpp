// The shelf of reviews of the store in memory.

#include <algorithm>

#include "store/cursor.hpp"
#include "store/memory_store.hpp"
#include "store/shelf_statements.hpp"

namespace pingli::store {

namespace {

bool fits(const app::ShelfQuery& query, const app::ShelfEntry& entry) {
    const auto is = [](const std::optional<std::string>& wanted, const std::string& value) {
        return !wanted || *wanted == value;
    };
    const app::ShelvedFinding& finding = entry.finding;
    return is(query.kind, finding.key.kind) && is(query.verdict, finding.verdict) &&
           is(query.ground, finding.ground) && is(query.state, entry.mark.state) &&
           (!query.is_reportable || *query.is_reportable == finding.is_reportable) &&
           (query.causes == 0 || (query.causes & finding.causes) != 0);
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
    }
    auto& shelf = shelf_[shop];
    std::int64_t added = 0;
    for (const app::ShelvedFinding& finding : findings) {
        const auto position = std::ssize(shelf) + 1;
        const auto [entry, is_new] = shelf.try_emplace(finding.key);
        if (is_new) entry->second.position = position;
        entry->second.finding = finding;
        added += is_new ? 1 : 0;
    }
    return added;
}

Result<void> MemoryStore::mark_review(const ShopId& shop, const app::ReviewKey& key,
                                      const app::ReviewMark& mark) {
    const std::lock_guard lock(mutex_);
    auto& shelf = shelf_[shop];
    const auto found = shelf.find(key);
    if (found == shelf.end()) return fail(ErrorCode::NotFound, "mark_review: no such finding");
    if (found->second.mark.version != mark.version - 1)
        return fail(ErrorCode::VersionConflict, "mark_review: it was marked in the meantime");
    found->second.mark = mark;
    return {};
}

Result<app::ShelfPage> MemoryStore::reviews(const app::ShelfQuery& query) {
    TRY(check_limit(query.limit));
    const char letter = order_letter(query.order);
    const Cursor from = TRY(parse_cursor(letter, query.cursor));
    const std::lock_guard lock(mutex_);
    const bool rises = query.order == app::ShelfOrder::Due;
    const auto pair_of = [](const Cursor& at) { return std::pair{at.value, at.position}; };
    std::vector<const app::ShelfEntry*> found;
    for (const auto& [key, entry] : shelf_[query.shop]) {
        const auto at = pair_of(place_of(query.order, entry));
        if (fits(query, entry) && (rises ? at > pair_of(from) : at < pair_of(from)))
            found.push_back(&entry);
    }
    std::ranges::sort(found, [&](const app::ShelfEntry* a, const app::ShelfEntry* b) {
        const auto at_a = pair_of(place_of(query.order, *a));
        const auto at_b = pair_of(place_of(query.order, *b));
        return rises ? at_a < at_b : at_a > at_b;
    });
    app::ShelfPage page;
    for (const app::ShelfEntry* entry : found) {
        if (page.entries.size() == query.limit) {
            page.next = format_cursor(letter, place_of(query.order, page.entries.back()));
            break;
        }
        page.entries.push_back(*entry);
        page.entries.back().finding.body.clear();
    }
    return page;
}

Result<app::ShelfEntry> MemoryStore::review(const ShopId& shop, const app::ReviewKey& key) {
    const std::lock_guard lock(mutex_);
    const auto& shelf = shelf_[shop];
    const auto found = shelf.find(key);
    if (found == shelf.end()) return fail(ErrorCode::NotFound, "review: no such finding");
    return found->second;
}

Result<std::vector<app::ShelfCount>> MemoryStore::count_reviews(const ShopId& shop) {
    const std::lock_guard lock(mutex_);
    std::vector<app::ShelfCount> counts;
    for (const auto& [key, entry] : shelf_[shop]) {
        const app::ShelfCount one{.verdict = entry.finding.verdict,
                                  .state = entry.mark.state,
                                  .is_reportable = entry.finding.is_reportable};
        const auto same = std::ranges::find_if(counts, [&](const app::ShelfCount& c) {
            return c.verdict == one.verdict && c.state == one.state &&
                   c.is_reportable == one.is_reportable;
        });
        ++(same == counts.end() ? counts.emplace_back(one) : *same).count;
    }
    std::ranges::sort(counts);
    return counts;
}

}  // namespace pingli::store
