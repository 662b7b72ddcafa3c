// What the use cases need from storage, in their own words: narrow ports and the whole of them
// (Store). The store holds bytes; it knows nothing of what an event or a queue row means.
//
// A shop is one sequence of positions 1, 2, 3... and one hash chain over all of its cases; a case's
// versions are 1, 2, 3... without holes. Events are never changed. Nothing crosses shops.
//
// Errors: Unavailable (disk full, folder not writable, connection lost; nothing of the change is
// there, or its outcome is found out by asking again), Corrupt (what is stored contradicts itself),
// Invalid (the caller's mistake), NotFound. Every implementation is thread-safe.

#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/review_shelf.hpp"
#include "app/stream.hpp"
#include "app/table_column.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace pingli::app {

constexpr std::size_t kIdBytesMax = 128;  // of every identifier; none is empty, except where said
constexpr std::size_t kEventTypeBytesMax = 64;
constexpr std::size_t kEventBodyBytesMax = 1U << 20U;
constexpr std::size_t kEventsAChangeMax = 256;
constexpr std::size_t kSearchTextBytesMax = 64U << 10U;  // more is cut off at a character
constexpr std::size_t kListBytesMax = 16U << 10U;
constexpr std::size_t kPageMax = 1000;

using Hash = std::array<unsigned char, 32>;
std::string to_hex(const Hash& hash);
std::optional<Hash> parse_hash(std::string_view hex);  // 64 digits, lower case

struct NewEvent {
    std::string type;
    std::string body;  // exact bytes, hashed and returned as they are
    friend bool operator==(const NewEvent&, const NewEvent&) = default;
};

struct StoredEvent {
    std::int64_t position = 0;  // in the shop, from 1
    CaseId case_id;             // or another stream (app/stream.hpp)
    std::int64_t version = 0;   // in the case, from 1
    std::string type;
    std::string body;
    Hash hash{};  // of this event and everything before it in the shop
    friend bool operator==(const StoredEvent&, const StoredEvent&) = default;
};

struct Head {  // the last event of a shop
    ShopId shop;
    std::int64_t position = 0;
    Hash hash{};
    friend bool operator==(const Head&, const Head&) = default;
};

// What a case shows in queues: the fields that filter and sort, and a list entry kept as it is.
struct QueueRow {
    std::string kind;
    std::string phase;
    std::string outcome;   // may be empty
    std::string assigned;  // may be empty
    std::optional<Instant> next_due_at;
    Instant opened_at;
    Instant updated_at;
    int year = 0;  // under which the case is numbered: of opened_at in the shop's zone, 2000..9999
    std::string list;  // JSON; the store does not look inside
    // Without the year, which is the case's for ever.
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v({"kind"}, s.kind);
        v({"phase"}, s.phase);
        v({"outcome"}, s.outcome);
        v({"assigned"}, s.assigned);
        v({"next_due_at", ColumnIs::Put, ColumnKept::Due}, s.next_due_at);
        v({"opened_at"}, s.opened_at);
        v({"updated_at"}, s.updated_at);
        v({"list"}, s.list);
    }
    friend bool operator==(const QueueRow&, const QueueRow&) = default;
};

struct LedgerEntry {
    std::string ledger_class;
    int year = 0;
    std::int64_t points = 0;  // negative for a contrary entry
    Instant at;
    std::string detail;  // JSON
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v({"year", ColumnIs::Key}, s.year);
        v({"ledger_class"}, s.ledger_class);
        v({"points"}, s.points);
        v({"at"}, s.at);
        v({"detail"}, s.detail);
    }
    friend auto operator<=>(const LedgerEntry&, const LedgerEntry&) = default;
};

struct KeptAnswer {
    int status = 0;
    std::string body;
    friend bool operator==(const KeptAnswer&, const KeptAnswer&) = default;
};

struct Appended {
    std::int64_t version = 0;   // of the case, after the change
    std::int64_t position = 0;  // of the change's last event
    Hash hash{};                // of that event
    std::string number;         // of the case: "2026-000123"; another stream has none
    // The same request was answered before: nothing was written, this is the first answer.
    std::optional<KeptAnswer> first_answer;
};

struct RequestKey {  // one idempotency key of one user
    ShopId shop;
    UserId user;
    std::string key;
    std::string route;
    std::string body_hash;
};

struct Request {
    UserId user;
    std::string key;
    std::string route;
    std::string body_hash;
    // Makes the answer to keep, once number and version are known. Runs on the writer's thread:
    // quick, no I/O, no locks.
    std::function<KeptAnswer(const Appended&)> answer;
    Instant kept_until;
};

struct PersonKey {
    PersonId person;
    std::string key;  // secret bytes
};

// All that one command leaves behind: there as a whole after append, or not at all.
struct Change {
    ShopId shop;
    CaseId case_id;                     // or another stream (app/stream.hpp)
    std::int64_t expected_version = 0;  // 0: the case begins
    std::vector<NewEvent> events;       // at least one
    std::vector<PersonKey> new_keys;
    std::optional<Request> request;
    // Of a case only: its row from now on, which is required when the case begins.
    std::optional<QueueRow> row;
    std::optional<std::string> search_text;  // the case's whole text from now on; raw, we fold it
    std::vector<LedgerEntry> ledger;
    // Of the stream of a review only: how it stands on the shelf from now on.
    std::optional<MarkedReview> mark{};
};

class EventStore {
public:
    using Done = std::function<void(Result<Appended>)>;
    virtual ~EventStore() = default;

    // Takes the change into the next group and calls `done`, once, when its transaction is on disk
    // or has failed; from another thread, so `done` must be quick. Fails with
    //   VersionConflict  the case is not at expected_version, or a new key's person has one already
    //   KeyReused        the idempotency key came before with another body, route or user
    //   Unavailable      also when too many changes wait
    virtual void submit(Change change, Done done) = 0;
    // The same, waiting for it.
    Result<Appended> append(Change change);

    // In order of version. NotFound when the shop has no such case.
    [[nodiscard]] virtual Result<std::vector<StoredEvent>> read_case(const ShopId& shop,
                                                                     const CaseId& case_id) = 0;
    // Up to `limit` (1..kPageMax) events of the shop at `from` and after; empty at the end.
    [[nodiscard]] virtual Result<std::vector<StoredEvent>> read_shop(const ShopId& shop,
                                                                     std::int64_t from,
                                                                     std::size_t limit) = 0;
    // Every shop that has an event, in order of its id.
    [[nodiscard]] virtual Result<std::vector<Head>> heads() = 0;
    // What this request was answered, if it was and is still kept at `now`. KeyReused as above.
    [[nodiscard]] virtual Result<std::optional<KeptAnswer>> kept_answer(const RequestKey& request,
                                                                        Instant now) = 0;
};

struct CaseEntry {
    CaseId case_id;
    std::int64_t version = 0;
    std::string number;
    QueueRow row;
    friend bool operator==(const CaseEntry&, const CaseEntry&) = default;
};

struct Page {
    std::vector<CaseEntry> entries;
    std::string next;  // cursor of the next page; empty: this was the last
};

enum class QueueOrder : std::uint8_t { Due, Newest, Updated };  // due: earliest first, none last

struct QueueQuery {
    ShopId shop;
    std::optional<std::string> kind, phase, outcome, assigned;  // equal to; absent: any
    std::optional<Instant> due_to;                              // due then or before
    std::optional<Instant> updated_from;                        // changed then or since
    std::optional<Instant> opened_from;                         // opened then or since
    QueueOrder order = QueueOrder::Due;
    std::string cursor;  // empty: from the start
    std::size_t limit = 50;
};

struct SearchQuery {
    ShopId shop;
    std::string words;  // each must occur, as a substring of the folded text; white space parts
    std::string cursor;
    std::size_t limit = 50;
};

struct LedgerLine {
    CaseId case_id;
    std::int64_t position = 0;
    LedgerEntry entry;
    friend bool operator==(const LedgerLine&, const LedgerLine&) = default;
};

// Projections, written together with their events (search may lag by a second).
class CaseIndex {
public:
    virtual ~CaseIndex() = default;
    // Invalid for a cursor that is not ours. A row that changes while one pages may be seen twice
    // or not at all, the others exactly once.
    [[nodiscard]] virtual Result<Page> queue(const QueueQuery& query) = 0;
    // Newest case first. Nothing searchable in `words`: no entry.
    [[nodiscard]] virtual Result<Page> search(const SearchQuery& query) = 0;
    [[nodiscard]] virtual Result<CaseEntry> find(const ShopId& shop, const CaseId& case_id) = 0;
    [[nodiscard]] virtual Result<CaseEntry> find_number(const ShopId& shop,
                                                        const std::string& number) = 0;
    // The shop's points of a year, in order of position.
    [[nodiscard]] virtual Result<std::vector<LedgerLine>> ledger(const ShopId& shop, int year) = 0;
    // The years in which the shop has an entry, in order.
    [[nodiscard]] virtual Result<std::vector<int>> ledger_years(const ShopId& shop) = 0;
};

enum class KeyState : std::uint8_t { None, Held, Erased };

struct FoundKey {
    KeyState state = KeyState::None;
    std::string key;  // when held
};

// The keys under which personal values in events are encrypted. Erasing one erases the values.
class PersonKeys {
public:
    virtual ~PersonKeys() = default;
    [[nodiscard]] virtual Result<FoundKey> person_key(const ShopId& shop,
                                                      const PersonId& person) = 0;
    // For ever: the person gets no new key. Search texts made of their words are the caller's to
    // put anew, and what the technology keeps of both goes with Upkeep::compact. Erasing an unknown
    // person marks it as erased. All or none of them.
    virtual Result<void> erase_persons(const ShopId& shop,
                                       const std::vector<PersonId>& persons) = 0;
    // Held and erased ones, in order of person, after `after`, up to kPageMax.
    [[nodiscard]] virtual Result<std::vector<std::pair<PersonId, FoundKey>>> person_keys(
        const ShopId& shop, const PersonId& after) = 0;
    // For an import: takes what another store held. An erased one stays erased.
    virtual Result<void> put_person_key(const ShopId& shop, const PersonId& person,
                                        const FoundKey& key) = 0;
};

struct Record {
    std::string key{};
    std::string bytes{};
    std::optional<Instant> expires_at{};
    friend bool operator==(const Record&, const Record&) = default;
};

enum class Put : std::uint8_t { Always, IfAbsent, IfUnchanged };

// One record of a write.
struct RecordWrite {
    std::string kind;
    Record record;  // of a removal only the key counts
    Put when = Put::Always;
    std::string before{};  // IfUnchanged: the bytes that must still be there
    bool removes = false;
};
// How often one who read, changed and wrote begins anew when another was faster.
constexpr int kWriteTriesMax = 50;

// Reference tables, not of a shop: organisations, shops, accounts, sessions, tokens. Small.
// Whoever writes what follows from what was read writes it IfUnchanged.
class Records {
public:
    virtual ~Records() = default;
    // All or nothing, and on disk when it returns. VersionConflict, and nothing is written:
    // IfAbsent, and there is one that has not expired; IfUnchanged, and it is gone or another.
    virtual Result<void> write(const std::vector<RecordWrite>& all) = 0;
    // The same for one.
    Result<void> put(const std::string& kind, const Record& record, Put when,
                     std::string before = {});
    // NotFound also when it has expired at `now`.
    [[nodiscard]] virtual Result<Record> get(const std::string& kind, const std::string& key,
                                             Instant now) = 0;
    // In order of key, after `after`, those that start with `prefix`, up to `limit`; expired ones
    // too. An empty kind: Invalid.
    [[nodiscard]] virtual Result<std::vector<Record>> list(const std::string& kind,
                                                           const std::string& prefix,
                                                           const std::string& after,
                                                           std::size_t limit) = 0;
    // Whether it was there: of two who remove one record, one is told so.
    virtual Result<bool> remove(const std::string& kind, const std::string& key) = 0;
    // Removes what expired before `now`, kept answers too. Returns how many.
    virtual Result<std::int64_t> purge(Instant now) = 0;
};

struct CaseRows {  // what the projections hold of one case
    QueueRow row;
    std::string search_text;
    // Each with the position of the event that made it.
    std::vector<std::pair<std::int64_t, LedgerEntry>> ledger;
};

// From all events of one case, in order, to its rows.
using Project = std::function<Result<CaseRows>(const ShopId&, const std::vector<StoredEvent>&)>;

// For the operator's commands.
class Upkeep {
public:
    virtual ~Upkeep() = default;
    // Writes every projection anew from the events, in one transaction; appends wait. Numbers come
    // out as they were. Returns the number of events read.
    virtual Result<std::int64_t> rebuild(const Project& project) = 0;
    // Takes events as another store had them, in order, positions following this store's head, and
    // checks their hashes (Corrupt). Projections are the business of rebuild.
    virtual Result<void> load(const ShopId& shop, const std::vector<StoredEvent>& events) = 0;
    // What is searched of these cases from now on, in place of what was. NotFound: no such case.
    virtual Result<void> put_search_texts(
        const ShopId& shop, const std::vector<std::pair<CaseId, std::string>>& texts) = 0;
    // Leaves nothing of what was erased in old parts of an index or in free places of files. Takes
    // as long as the store is large, and who writes waits.
    virtual Result<void> compact() = 0;
    // The same for a log of changes; quick. False: somebody still reads an older state, ask again.
    virtual Result<bool> empty_log() = 0;
    // A consistent copy of the whole store as a new file, while it is in use. Invalid where the
    // technology has its own means (memory, PostgreSQL): export instead.
    virtual Result<void> backup(const std::string& path) = 0;
    // What the technology itself finds wrong with its pages and indexes, up to `faults_max`; empty
    // where all is well, or where it has no such means.
    [[nodiscard]] virtual Result<std::vector<std::string>> check_pages(std::size_t faults_max) = 0;
    // Every kind of record there is, for an export.
    [[nodiscard]] virtual Result<std::vector<std::string>> record_kinds() = 0;
};

// What no chain of a shop covers has its digest here: keys of persons, records, the shelf. An entry
// is written together with its row, and the entries are a hash chain of their own, one for the
// store; so a row that was changed, lost, put in or exchanged past the program shows, by its name.
struct JournalEntry {
    std::int64_t position = 0;  // from 1
    std::string table;          // key, record, review, mark; "journal" for where it began
    std::string scope;          // the shop, or the kind of the record
    std::string subject;
    Hash digest{};  // of the row; zeros: it was taken away
    Hash hash{};    // of this entry and all before it
    friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

class Journal {
public:
    virtual ~Journal() = default;
    // Up to `limit` (1..kPageMax) entries at `from` and after; empty at the end.
    [[nodiscard]] virtual Result<std::vector<JournalEntry>> journal(std::int64_t from,
                                                                    std::size_t limit) = 0;
    // Of no shop; position 0 when there is no entry.
    [[nodiscard]] virtual Result<Head> journal_head() = 0;
    // Every shop that has an event, a key or a review, in order.
    [[nodiscard]] virtual Result<std::vector<ShopId>> shops() = 0;
};

struct PhaseCount {
    std::string phase;
    std::int64_t count = 0;
    friend bool operator==(const PhaseCount&, const PhaseCount&) = default;
};

// Figures of a shop, counted in indexes; exact at any size.
class Counts {
public:
    virtual ~Counts() = default;
    // How many the query would show in all its pages.
    [[nodiscard]] virtual Result<std::int64_t> count_cases(const QueueQuery& query) = 0;
    // In order of phase; those without a case are left out.
    [[nodiscard]] virtual Result<std::vector<PhaseCount>> count_phases(const ShopId& shop) = 0;
    // By verdict, state and whether reportable; the query's own of these three are not asked.
    // Combinations that none has are left out.
    [[nodiscard]] virtual Result<std::vector<ShelfCount>> count_reviews(
        const ShelfQuery& query) = 0;
    // Reviews, not threads, by what they have in common; of names the most frequent ones, up to
    // query.names_max.
    [[nodiscard]] virtual Result<std::vector<CauseCount>> count_causes(const CauseQuery& query) = 0;
};

class Store : public EventStore,
              public CaseIndex,
              public ReviewShelf,
              public Counts,
              public PersonKeys,
              public Records,
              public Journal,
              public Upkeep {};

}  // namespace pingli::app
