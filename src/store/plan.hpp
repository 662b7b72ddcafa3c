// What a group of changes comes to, as rows: the part of writing that is the same in every store.
// Pure. The store reads what the changes touch into Known, plans, writes the rows, and only after
// its commit hands out the results. A change that is refused leaves the others of its group alone.

#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "app/event_store.hpp"
#include "store/journal.hpp"

namespace pingli::store {

struct ChainEnd {
    std::int64_t position = 0;
    app::Hash hash{};
};

struct CaseFacts {
    std::int64_t version = 0;
    std::int64_t first_position = 0;
    int year = 0;
    std::int64_t number = 0;  // in that year, from 1
};

struct KeptRow {
    std::string route;
    std::string body_hash;
    app::KeptAnswer answer;
    Instant kept_until;
};

using CaseKey = std::pair<ShopId, CaseId>;
using YearKey = std::pair<ShopId, int>;
using PersonKeyId = std::pair<ShopId, PersonId>;
using AnswerKey = std::tuple<ShopId, UserId, std::string>;

// What is not in a map is not in the store.
struct Known {
    std::map<ShopId, ChainEnd> shops;
    std::map<CaseKey, CaseFacts> cases;
    std::map<YearKey, std::int64_t> last_numbers;
    std::map<AnswerKey, KeptRow> answers;
    std::set<PersonKeyId> persons;  // with a key, held or erased
    JournalEnd journal;             // where the store keeps it by itself: as it was read
};

// Rows borrow from the changes.
struct EventRow {
    const app::Change* change;
    const app::NewEvent* event;
    std::int64_t position;
    std::int64_t version;
    app::Hash hash;
};
struct CaseRow {
    const ShopId* shop;
    const CaseId* case_id;
    CaseFacts facts;
    bool is_new;                     // the case begins in this plan
    const app::QueueRow* row;        // null: only the version moves
    const std::string* search_text;  // null: stays
};
struct KeyRow {
    const ShopId* shop;
    const app::PersonKey* key;
};
struct AnswerRow {
    const ShopId* shop;
    const app::Request* request;
    app::KeptAnswer answer;
    bool is_new;  // else an expired one, or one of this plan, has the same key
};
struct MarkRow {
    const ShopId* shop;
    const app::MarkedReview* marked;
};
struct LedgerRow {
    const ShopId* shop;
    const CaseId* case_id;
    std::int64_t position;
    int ordinal;  // among the entries of one change
    const app::LedgerEntry* entry;
};

struct Plan {
    std::vector<Result<app::Appended>> results;  // one a change
    std::vector<EventRow> events;
    std::vector<CaseRow> cases;  // each case once
    std::vector<KeyRow> keys;
    std::vector<AnswerRow> answers;
    std::vector<LedgerRow> ledger;
    std::vector<MarkRow> marks;
    std::set<ShopId> shops;     // whose chain ends have moved, see Known
    std::set<YearKey> numbers;  // whose last numbers have moved, see Known
    [[nodiscard]] bool writes() const { return !events.empty(); }
};

// Moves `known` on to what it will be once the plan is written.
Plan plan(std::span<const app::Change* const> changes, Known& known, Instant now);

// What is wrong with the change whatever the store holds; Invalid or TooLarge.
Result<void> check(const app::Change& change);

// Whether these events continue the chain at `end`, position by position and hash by hash; the new
// end. Corrupt when not.
Result<ChainEnd> check_load(const ShopId& shop, const std::vector<app::StoredEvent>& events,
                            ChainEnd end);

std::string format_number(int year, std::int64_t number);  // "2026-000123"
std::optional<std::pair<int, std::int64_t>> parse_number(std::string_view text);

// Whether the row answers this request: nothing when it has expired, KeyReused for another one.
Result<std::optional<app::KeptAnswer>> answer_in(const KeptRow& row, std::string_view route,
                                                 std::string_view body_hash, Instant now);

}  // namespace pingli::store
