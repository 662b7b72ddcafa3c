#include "store/memory_store.hpp"

#include <algorithm>

#include "store/chain.hpp"
#include "store/cursor.hpp"
#include "store/queue_statements.hpp"

namespace pingli::store {

void MemoryStore::submit(app::Change change, Done done) {
    Result<app::Appended> result = [&] {
        const std::lock_guard lock(mutex_);
        const app::Change* const one = &change;
        Plan planned = plan({&one, 1}, known_, options_.now());
        write(planned);
        return std::move(planned.results.front());
    }();
    done(std::move(result));
}

void MemoryStore::write(const Plan& plan) {
    for (const EventRow& e : plan.events)
        events_[e.change->shop].push_back({.position = e.position,
                                           .case_id = e.change->case_id,
                                           .version = e.version,
                                           .type = e.event->type,
                                           .body = e.event->body,
                                           .hash = e.hash});
    for (const CaseRow& c : plan.cases) {
        Row& row = rows_[{*c.shop, *c.case_id}];
        if (c.row != nullptr) row.row = *c.row;
        row.row.year = c.facts.year;
        if (c.search_text != nullptr) row.folded = searchable(options_.fold, *c.search_text);
    }
    for (const KeyRow& k : plan.keys) {
        app::FoundKey& held = keys_[{*k.shop, k.key->person}];
        held = {.state = app::KeyState::Held, .key = k.key->key};
        note(row_of(*k.shop, k.key->person, held));
    }
    for (const MarkRow& m : plan.marks) set_mark(*m.shop, *m.marked);
    for (const LedgerRow& l : plan.ledger)
        ledger_[*l.shop].push_back(
            {.case_id = *l.case_id, .position = l.position, .entry = *l.entry});
}

Result<std::vector<app::StoredEvent>> MemoryStore::read_case(const ShopId& shop,
                                                             const CaseId& case_id) {
    const std::lock_guard lock(mutex_);
    std::vector<app::StoredEvent> found;
    std::ranges::copy_if(events_[shop], std::back_inserter(found),
                         [&](const app::StoredEvent& e) { return e.case_id == case_id; });
    if (found.empty()) return fail(ErrorCode::NotFound, "read_case: no such case");
    return found;
}

Result<std::vector<app::StoredEvent>> MemoryStore::read_shop(const ShopId& shop, std::int64_t from,
                                                             std::size_t limit) {
    TRY(check_limit(limit));
    const std::lock_guard lock(mutex_);
    const auto& events = events_[shop];
    const auto first =
        std::min(static_cast<std::size_t>(std::max<std::int64_t>(from, 1)) - 1, events.size());
    const auto count = std::min(limit, events.size() - first);
    const auto begin = events.begin() + static_cast<std::ptrdiff_t>(first);
    return std::vector<app::StoredEvent>(begin, begin + static_cast<std::ptrdiff_t>(count));
}

Result<std::vector<app::Head>> MemoryStore::heads() {
    const std::lock_guard lock(mutex_);
    std::vector<app::Head> heads;
    for (const auto& [shop, end] : known_.shops)
        heads.push_back({.shop = shop, .position = end.position, .hash = end.hash});
    return heads;
}

Result<std::optional<app::KeptAnswer>> MemoryStore::kept_answer(const app::RequestKey& request,
                                                                Instant now) {
    const std::lock_guard lock(mutex_);
    const auto found = known_.answers.find({request.shop, request.user, request.key});
    if (found == known_.answers.end()) return std::nullopt;
    return answer_in(found->second, request.route, request.body_hash, now);
}

CaseLineRef MemoryStore::line(const CaseKey& key) const {
    return {.case_id = key.second, .facts = known_.cases.at(key), .row = rows_.at(key).row};
}

app::CaseEntry MemoryStore::entry(const CaseKey& key) const {
    const CaseLineRef stored = line(key);
    return entry_of({.case_id = stored.case_id, .facts = stored.facts, .row = stored.row});
}

template <class IsAsked>
Result<app::Page> MemoryStore::page(const Listing& asked, const IsAsked& is_asked) const {
    PageOf<const CaseKey*> page{table<CaseTable>(), asked};
    for (const auto& [key, row] : rows_)
        if (key.first.value() == asked.scope && is_asked(row))
            page.offer(values_of<CaseTable>(line(key)), &key);
    Listed<const CaseKey*> found = page.take();
    app::Page shown{.entries = {}, .next = std::move(found.next)};
    for (const CaseKey* key : found.rows) shown.entries.push_back(entry(*key));
    return shown;
}

Result<app::Page> MemoryStore::queue(const app::QueueQuery& query) {
    const Listing asked = TRY(listing_of(query));
    const std::lock_guard lock(mutex_);
    return page(asked, [](const Row&) { return true; });
}

std::vector<Counted> MemoryStore::count(const ShopId& shop, Filters filters,
                                        std::span<const char* const> by) const {
    CountOf count{table<CaseTable>(), std::move(filters), by};
    for (const auto& [key, row] : rows_)
        if (key.first == shop) count.offer(values_of<CaseTable>(line(key)));
    return count.take();
}

Result<std::int64_t> MemoryStore::count_cases(const app::QueueQuery& query) {
    const std::lock_guard lock(mutex_);
    const auto counted = count(query.shop, filters_of(query), {});
    return counted.empty() ? 0 : counted.front().count;
}

Result<std::vector<app::PhaseCount>> MemoryStore::count_phases(const ShopId& shop) {
    const std::lock_guard lock(mutex_);
    return phases_of(count(shop, {}, kByPhase));
}

Result<app::Page> MemoryStore::search(const app::SearchQuery& query) {
    const Listing asked = TRY(listing_of(query));
    const auto runs = search_runs(options_.fold, query.words);
    const std::lock_guard lock(mutex_);
    return page(asked, [&](const Row& row) {
        return !runs.empty() && std::ranges::all_of(runs, [&](const std::string& run) {
            return row.folded.find(run) != std::string::npos;
        });
    });
}

Result<app::CaseEntry> MemoryStore::find(const ShopId& shop, const CaseId& case_id) {
    const std::lock_guard lock(mutex_);
    if (!rows_.contains({shop, case_id})) return fail(ErrorCode::NotFound, "find: no such case");
    return entry({shop, case_id});
}

Result<app::CaseEntry> MemoryStore::find_number(const ShopId& shop, const std::string& number) {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, facts] : known_.cases)
        if (key.first == shop && rows_.contains(key) &&
            format_number(facts.year, facts.number) == number)
            return entry(key);
    return fail(ErrorCode::NotFound, "find_number: no such case");
}

Result<std::vector<app::LedgerLine>> MemoryStore::ledger(const ShopId& shop, int year) {
    const std::lock_guard lock(mutex_);
    std::vector<app::LedgerLine> lines;
    std::ranges::copy_if(ledger_[shop], std::back_inserter(lines),
                         [&](const app::LedgerLine& l) { return l.entry.year == year; });
    return lines;
}

Result<std::vector<int>> MemoryStore::ledger_years(const ShopId& shop) {
    const std::lock_guard lock(mutex_);
    std::set<int> years;
    for (const app::LedgerLine& line : ledger_[shop]) years.insert(line.entry.year);
    return std::vector<int>(years.begin(), years.end());
}

}  // namespace pingli::store
