// Keys, records and upkeep of the store in memory.

#include <algorithm>

#include "store/chain.hpp"
#include "store/cursor.hpp"
#include "store/memory_store.hpp"

namespace pingli::store {

Result<app::FoundKey> MemoryStore::person_key(const ShopId& shop, const PersonId& person) {
    const std::lock_guard lock(mutex_);
    const auto found = keys_.find({shop, person});
    return found == keys_.end() ? app::FoundKey{} : found->second;
}

Result<void> MemoryStore::erase_persons(const ShopId& shop, const std::vector<PersonId>& persons) {
    const std::lock_guard lock(mutex_);
    for (const PersonId& person : persons) {
        keys_[{shop, person}] = {.state = app::KeyState::Erased, .key = {}};
        note(row_of(shop, person, keys_[{shop, person}]));
        known_.persons.insert({shop, person});
    }
    return {};
}

Result<std::vector<std::pair<PersonId, app::FoundKey>>> MemoryStore::person_keys(
    const ShopId& shop, const PersonId& after) {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<PersonId, app::FoundKey>> found;
    for (auto it = keys_.upper_bound({shop, after});
         it != keys_.end() && it->first.first == shop && found.size() < app::kPageMax; ++it)
        found.emplace_back(it->first.second, it->second);
    return found;
}

Result<void> MemoryStore::put_person_key(const ShopId& shop, const PersonId& person,
                                         const app::FoundKey& key) {
    const std::lock_guard lock(mutex_);
    if (key.state == app::KeyState::None) return {};
    app::FoundKey& held = keys_[{shop, person}];
    if (held.state != app::KeyState::Erased) held = key;
    note(row_of(shop, person, held));
    known_.persons.insert({shop, person});
    return {};
}

Result<void> MemoryStore::write(const std::vector<app::RecordWrite>& all) {
    const std::lock_guard lock(mutex_);
    decltype(records_) after;  // the kinds that are touched
    std::vector<JournalRow> noted;
    for (const app::RecordWrite& one : all) {
        if (one.kind.empty()) return fail(ErrorCode::Invalid, "write: a record has a kind");
        auto& records = after.try_emplace(one.kind, records_[one.kind]).first->second;
        const auto found = records.find(one.record.key);
        const bool is_there = found != records.end();
        const bool is_alive =
            is_there && (!found->second.expires_at || *found->second.expires_at > options_.now());
        if (one.when == app::Put::IfAbsent && is_alive)
            return fail(ErrorCode::VersionConflict, "write: the record exists");
        if (one.when == app::Put::IfUnchanged && (!is_there || found->second.bytes != one.before))
            return fail(ErrorCode::VersionConflict, "write: the record is another now");
        if (one.removes)
            records.erase(one.record.key);
        else
            records[one.record.key] = one.record;
        if (is_covered(one.kind) && (is_there || !one.removes))
            noted.push_back(one.removes ? removed_record(one.kind, one.record.key)
                                        : row_of(one.kind, one.record));
    }
    for (auto& [kind, records] : after) records_[kind] = std::move(records);
    for (JournalRow& row : noted) note(std::move(row));
    return {};
}

Result<app::Record> MemoryStore::get(const std::string& kind, const std::string& key, Instant now) {
    const std::lock_guard lock(mutex_);
    const auto& records = records_[kind];
    const auto found = records.find(key);
    if (found == records.end() || (found->second.expires_at && *found->second.expires_at <= now))
        return fail(ErrorCode::NotFound, "get: no such record");
    return found->second;
}

Result<std::vector<app::Record>> MemoryStore::list(const std::string& kind,
                                                   const std::string& prefix,
                                                   const std::string& after, std::size_t limit) {
    TRY(check_limit(limit));
    if (kind.empty()) return fail(ErrorCode::Invalid, "list: a record has a kind");
    const std::lock_guard lock(mutex_);
    std::vector<app::Record> found;
    for (const auto& [key, record] : records_[kind])
        if (key > after && key.starts_with(prefix) && found.size() < limit) found.push_back(record);
    return found;
}

Result<bool> MemoryStore::remove(const std::string& kind, const std::string& key) {
    const std::lock_guard lock(mutex_);
    const bool was_there = records_[kind].erase(key) > 0;
    if (was_there && is_covered(kind)) note(removed_record(kind, key));
    return was_there;
}

Result<std::int64_t> MemoryStore::purge(Instant now) {
    const std::lock_guard lock(mutex_);
    std::size_t removed = std::erase_if(
        known_.answers, [&](const auto& item) { return item.second.kept_until < now; });
    for (auto& [kind, records] : records_)
        removed += std::erase_if(records, [&](const auto& item) {
            const bool is_over = item.second.expires_at && *item.second.expires_at < now;
            if (is_over && is_covered(kind)) note(removed_record(kind, item.first));
            return is_over;
        });
    return static_cast<std::int64_t>(removed);
}

Result<std::int64_t> MemoryStore::rebuild(const app::Project& project) {
    const std::lock_guard lock(mutex_);
    std::int64_t read = 0;
    Known fresh;
    for (const auto& [key, facts] : known_.cases)
        if (!app::is_case(key.second)) fresh.cases[key] = facts;
    std::map<CaseKey, Row> rows;
    std::map<ShopId, std::vector<app::LedgerLine>> ledger;
    for (const auto& [shop, events] : events_) {
        std::map<CaseId, std::vector<app::StoredEvent>> cases;
        std::vector<CaseId> order;
        for (const app::StoredEvent& event : events) {
            if (!app::is_case(event.case_id)) continue;
            if (event.version == 1) order.push_back(event.case_id);
            cases[event.case_id].push_back(event);
        }
        for (const CaseId& id : order) {
            const auto& of_case = cases[id];
            app::CaseRows made = TRY(project(shop, of_case));
            read += std::ssize(of_case);
            const int year = made.row.year;
            fresh.cases[{shop, id}] = {.version = of_case.back().version,
                                       .first_position = of_case.front().position,
                                       .year = year,
                                       .number = ++fresh.last_numbers[{shop, year}]};
            for (auto& [position, entry] : made.ledger)
                ledger[shop].push_back(
                    {.case_id = id, .position = position, .entry = std::move(entry)});
            rows[{shop, id}] = {.row = std::move(made.row),
                                .folded = searchable(options_.fold, made.search_text)};
        }
        std::ranges::stable_sort(ledger[shop], {}, &app::LedgerLine::position);
    }
    known_.cases = std::move(fresh.cases);
    known_.last_numbers = std::move(fresh.last_numbers);
    rows_ = std::move(rows);
    ledger_ = std::move(ledger);
    return read;
}

Result<void> MemoryStore::put_search_texts(
    const ShopId& shop, const std::vector<std::pair<CaseId, std::string>>& texts) {
    const std::lock_guard lock(mutex_);
    for (const auto& [case_id, text] : texts)
        if (!rows_.contains({shop, case_id}))
            return fail(ErrorCode::NotFound, "a case to search in");
    for (const auto& [case_id, text] : texts)
        rows_[{shop, case_id}].folded = searchable(options_.fold, text);
    return {};
}

Result<void> MemoryStore::load(const ShopId& shop, const std::vector<app::StoredEvent>& events) {
    const std::lock_guard lock(mutex_);
    const auto known = known_.shops.find(shop);
    const ChainEnd end =
        TRY(check_load(shop, events, known == known_.shops.end() ? ChainEnd{} : known->second));
    auto& stored = events_[shop];
    stored.insert(stored.end(), events.begin(), events.end());
    if (!events.empty()) known_.shops[shop] = end;
    for (const app::StoredEvent& event : events)
        known_.cases[{shop, event.case_id}].version = event.version;
    return {};
}

Result<void> MemoryStore::backup(const std::string&) {
    return fail(ErrorCode::Invalid, "backup: a store in memory is exported instead");
}

void MemoryStore::note(JournalRow row) {
    JournalEnd end;
    if (journal_.empty()) journal_.push_back(next_entry(end, journal_begin()));
    end = {.position = journal_.back().position, .hash = journal_.back().hash};
    journal_.push_back(next_entry(end, std::move(row)));
}

Result<std::vector<app::JournalEntry>> MemoryStore::journal(std::int64_t from, std::size_t limit) {
    TRY(check_limit(limit));
    const std::lock_guard lock(mutex_);
    std::vector<app::JournalEntry> found;
    for (const app::JournalEntry& entry : journal_)
        if (entry.position >= from && found.size() < limit) found.push_back(entry);
    return found;
}

Result<app::Head> MemoryStore::journal_head() {
    const std::lock_guard lock(mutex_);
    if (journal_.empty()) return app::Head{};
    return app::Head{
        .shop = {}, .position = journal_.back().position, .hash = journal_.back().hash};
}

Result<std::vector<ShopId>> MemoryStore::shops() {
    const std::lock_guard lock(mutex_);
    std::set<ShopId> found;
    for (const auto& [shop, end] : known_.shops) found.insert(shop);
    for (const auto& [key, held] : keys_) found.insert(key.first);
    for (const auto& [shop, entries] : shelf_)
        if (!entries.empty()) found.insert(shop);
    return std::vector<ShopId>(found.begin(), found.end());
}

Result<std::vector<std::string>> MemoryStore::check_pages(std::size_t) {
    return std::vector<std::string>{};
}

Result<std::vector<std::string>> MemoryStore::record_kinds() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> kinds;
    for (const auto& [kind, records] : records_)
        if (!records.empty()) kinds.push_back(kind);
    return kinds;
}

}  // namespace pingli::store
