// The shelf of reviews of the store in memory.

#include <algorithm>
#include <map>
#include <set>

#include "store/cursor.hpp"
#include "store/memory_store.hpp"
#include "store/shelf_statements.hpp"

namespace pingli::store {

namespace {

bool is(const std::optional<std::string>& wanted, const std::string& value) {
    return !wanted || *wanted == value;
}

bool is_made(const auto& query, const app::ShelvedFinding& finding) {
    return (!query.made_from || finding.made_at >= *query.made_from) &&
           (!query.made_before || finding.made_at < *query.made_before);
}

// All but verdict, state and whether reportable.
bool has_facets(const app::ShelfQuery& query, const app::ShelvedFinding& finding) {
    return is(query.kind, finding.key.kind) && is(query.ground, finding.ground) &&
           is(query.sku, finding.sku) && is(query.courier, finding.courier) &&
           is(query.agent, finding.agent) && is(query.import_id, finding.import_id) &&
           is_made(query, finding) && (query.causes == 0 || (query.causes & finding.causes) != 0);
}

bool fits(const app::ShelfQuery& query, const app::ShelfEntry& entry) {
    const app::ShelvedFinding& finding = entry.finding;
    return is(query.verdict, finding.verdict) && is(query.state, entry.mark.state) &&
           (!query.is_reportable || *query.is_reportable == finding.is_reportable) &&
           has_facets(query, finding);
}

const std::string& name_of(app::CauseBy by, const app::ShelvedFinding& finding) {
    static const std::string nobody;
    switch (by) {
        case app::CauseBy::Sku:
            return finding.sku;
        case app::CauseBy::Courier:
            return finding.courier;
        case app::CauseBy::Agent:
            return finding.agent;
        case app::CauseBy::All:
        case app::CauseBy::Week:
            return nobody;
    }
    return nobody;
}

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

Result<void> MemoryStore::mark_review(const ShopId& shop, const app::ReviewKey& key,
                                      const app::ReviewMark& mark) {
    const std::lock_guard lock(mutex_);
    auto& shelf = shelf_[shop];
    const auto found = shelf.find(key);
    if (found == shelf.end()) return fail(ErrorCode::NotFound, "mark_review: no such finding");
    if (found->second.mark.version != mark.version - 1)
        return fail(ErrorCode::VersionConflict, "mark_review: it was marked in the meantime");
    found->second.mark = mark;
    note(row_of(shop, key, mark));
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

Result<std::vector<app::ShelfCount>> MemoryStore::count_reviews(const app::ShelfQuery& query) {
    const std::lock_guard lock(mutex_);
    std::vector<app::ShelfCount> counts;
    for (const auto& [key, entry] : shelf_[query.shop]) {
        if (!has_facets(query, entry.finding)) continue;
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

Result<std::vector<app::CauseCount>> MemoryStore::count_causes(const app::CauseQuery& query) {
    const std::lock_guard lock(mutex_);
    const bool has_names = query.by != app::CauseBy::All && query.by != app::CauseBy::Week;
    std::map<std::string, std::int64_t> names;
    std::map<app::CauseCount, std::int64_t> found;
    for (const auto& [key, entry] : shelf_[query.shop]) {
        const app::ShelvedFinding& finding = entry.finding;
        if (key.kind != "review" || !is_made(query, finding)) continue;
        app::CauseCount one{.name = name_of(query.by, finding),
                            .verdict = finding.verdict,
                            .causes = finding.causes};
        if (has_names && one.name.empty()) continue;
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
        if (has_names && !kept.contains(one.name)) continue;
        counts.push_back(one);
        counts.back().count = count;
    }
    return counts;
}

}  // namespace pingli::store
