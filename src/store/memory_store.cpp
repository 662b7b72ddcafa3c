#include "store/memory_store.hpp"

#include <algorithm>

#include "store/chain.hpp"
#include "store/cursor.hpp"
#include "store/queue_statements.hpp"

namespace pingli::store {

namespace {

bool fits(const app::QueueQuery& query, const app::QueueRow& row) {
    const auto is = [](const std::optional<std::string>& wanted, const std::string& value) {
        return !wanted || *wanted == value;
    };
    return is(query.kind, row.kind) && is(query.phase, row.phase) &&
           is(query.outcome, row.outcome) && is(query.assigned, row.assigned) &&
           (!query.due_to || (row.next_due_at && *row.next_due_at <= *query.due_to)) &&
           (!query.updated_from || row.updated_at >= *query.updated_from) &&
           (!query.opened_from || row.opened_at >= *query.opened_from);
}

}  // namespace

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

app::CaseEntry MemoryStore::entry(const CaseKey& key) const {
    const CaseFacts& facts = known_.cases.at(key);
    return {.case_id = key.second,
            .version = facts.version,
            .number = format_number(facts.year, facts.number),
            .row = rows_.at(key).row};
}

// Sorted so that a page goes upwards; falling orders are negated.
struct MemoryStore::Sorted {
    std::int64_t value;
    std::int64_t position;
    CaseKey key;
    friend auto operator<=>(const Sorted&, const Sorted&) = default;
};

app::Page MemoryStore::page(std::vector<Sorted> found, char letter, std::size_t limit) const {
    std::ranges::sort(found);
    app::Page page;
    const bool is_last = found.size() <= limit;
    if (!is_last) found.resize(limit);
    for (const Sorted& one : found) page.entries.push_back(entry(one.key));
    const std::int64_t sign = letter == 'd' ? 1 : -1;
    if (!is_last)
        page.next = format_cursor(
            letter, {.value = sign * found.back().value, .position = sign * found.back().position});
    return page;
}

Result<app::Page> MemoryStore::queue(const app::QueueQuery& query) {
    TRY(check_limit(query.limit));
    const char letter = order_letter(query.order);
    const Cursor from = TRY(parse_cursor(letter, query.cursor));
    const std::lock_guard lock(mutex_);
    std::vector<Sorted> found;
    for (const auto& [key, row] : rows_) {
        const app::QueueRow& r = row.row;
        if (key.first != query.shop || !fits(query, r)) continue;
        const std::int64_t position = known_.cases.at(key).first_position;
        const std::int64_t value = sort_value(query.order, r, position);
        const std::pair at{value, position};
        const std::pair cursor{from.value, from.position};
        if (letter == 'd' && at > cursor) found.push_back({value, position, key});
        if (letter != 'd' && at < cursor) found.push_back({-value, -position, key});
    }
    return page(std::move(found), letter, query.limit);
}

Result<std::int64_t> MemoryStore::count_cases(const app::QueueQuery& query) {
    const std::lock_guard lock(mutex_);
    return std::ranges::count_if(rows_, [&](const auto& one) {
        return one.first.first == query.shop && fits(query, one.second.row);
    });
}

Result<std::vector<app::PhaseCount>> MemoryStore::count_phases(const ShopId& shop) {
    const std::lock_guard lock(mutex_);
    std::map<std::string, std::int64_t> found;
    for (const auto& [key, row] : rows_)
        if (key.first == shop) ++found[row.row.phase];
    std::vector<app::PhaseCount> counts;
    for (const auto& [phase, count] : found) counts.push_back({.phase = phase, .count = count});
    return counts;
}

Result<app::Page> MemoryStore::search(const app::SearchQuery& query) {
    TRY(check_limit(query.limit));
    const Cursor from = TRY(parse_cursor('s', query.cursor));
    const auto runs = search_runs(options_.fold, query.words);
    const std::lock_guard lock(mutex_);
    std::vector<Sorted> found;
    for (const auto& [key, row] : rows_) {
        const std::int64_t position = known_.cases.at(key).first_position;
        const auto occurs = [&](const std::string& run) {
            return row.folded.find(run) != std::string::npos;
        };
        if (key.first == query.shop && !runs.empty() && position < from.position &&
            std::ranges::all_of(runs, occurs))
            found.push_back({-position, -position, key});
    }
    return page(std::move(found), 's', query.limit);
}

Result<app::CaseEntry> MemoryStore::find(const ShopId& shop, const CaseId& case_id) {
    const std::lock_guard lock(mutex_);
    if (!rows_.contains({shop, case_id})) return fail(ErrorCode::NotFound, "find: no such case");
    return entry({shop, case_id});
}

Result<app::CaseEntry> MemoryStore::find_number(const ShopId& shop, const std::string& number) {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, facts] : known_.cases)
        if (key.first == shop && format_number(facts.year, facts.number) == number)
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
