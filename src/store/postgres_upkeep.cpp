// Rebuild and load of the PostgreSQL store.

#include <map>

#include "store/postgres_outer_key.hpp"
#include "store/postgres_rows.hpp"
#include "store/postgres_schema.hpp"
#include "store/postgres_store.hpp"
#include "store/rebuilt.hpp"
#include "store/two_halves.hpp"

namespace pingli::store {

namespace {

using postgres::Connection;
using postgres::Parameters;
using postgres::Rows;

// One shop's cases, read and made ready beside the writer.
class Reading {
public:
    Reading(Connection& db, ShopId shop, CaseRebuilder& rebuilder)
        : db_(db), shop_(std::move(shop)), rebuilder_(rebuilder) {}

    // Nothing: there are no more.
    Result<std::optional<RebuiltCases>> some() {
        const Rows firsts = TRY(db_.query(
            "SELECT case_id, position FROM events"
            " WHERE shop = $1 AND version = 1 AND position > $2"
            " ORDER BY position LIMIT $3",
            std::move(Parameters{} << shop_.value() << after_ << std::int64_t{kRebuiltAtOnce})));
        if (firsts.size() == 0) return std::nullopt;
        after_ = firsts.integer(firsts.size() - 1, 1);
        postgres::Column ids;
        for (int i = 0; i < firsts.size(); ++i) ids.add(firsts.text(i, 0));
        const Rows rows =
            TRY(db_.query("SELECT position, case_id, version, type, body, hash FROM events"
                          " WHERE shop = $1 AND case_id = ANY ($2::text[])"
                          " ORDER BY case_id, version",
                          std::move(Parameters{} << shop_.value() << ids.literal())));
        std::map<CaseId, std::vector<app::StoredEvent>> cases;
        for (app::StoredEvent& event : TRY(postgres::read_rows<EventTable>(rows)))
            cases[event.case_id].push_back(std::move(event));
        RebuiltCases made;
        for (int i = 0; i < firsts.size(); ++i)
            if (const CaseId id{firsts.text(i, 0)}; app::is_case(id))
                made.push_back(TRY(rebuilder_.make(shop_, cases[id])));
        return made;
    }

private:
    Connection& db_;
    ShopId shop_;
    CaseRebuilder& rebuilder_;
    std::int64_t after_ = 0;
};

Result<void> put_rebuilt(Connection& db, const ShopId& shop, const RebuiltCases& all) {
    postgres::Batch<CaseTable> cases;
    postgres::SearchRows texts;
    postgres::Batch<LedgerTable> ledger;
    for (const RebuiltCase& made : all) {
        cases.add(shop.value(), line_of(made));
        if (!made.folded.empty())
            texts.add(shop, made.case_id, made.facts.first_position,
                      {.folded = made.folded, .tokens = made.tokens});
        for (const LedgerStoredRef& line : ledger_of(made)) ledger.add(shop.value(), line);
    }
    if (all.empty()) return {};
    std::vector<postgres::Call> calls{cases.call(RowsAre::New)};
    if (!texts.empty()) calls.push_back(texts.call(RowsAre::New));
    if (!ledger.empty()) calls.push_back(ledger.call(RowsAre::New));
    TRY(db.run(calls));
    return {};
}

Result<void> put_numbers(Connection& db, const ShopId& shop, const std::vector<NumberLine>& lines) {
    if (lines.empty()) return {};
    postgres::Batch<NumberTable> numbers;
    for (const NumberLine& line : lines) numbers.add(shop.value(), line);
    const postgres::Call call = numbers.call(RowsAre::New);
    TRY(db.run({&call, 1}));
    return {};
}

// Indexes that are made in one go at the end, from what the server says of them: many times faster
// than row by row.
class LateIndexes {
public:
    static Result<LateIndexes> drop(Connection& db) {
        const Rows rows = TRY(
            db.query("SELECT i.indexname, i.indexdef FROM pg_indexes i"
                     " WHERE i.schemaname = current_schema()"
                     " AND i.tablename IN ('cases', 'search_docs')"
                     " AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)"
                     " ORDER BY i.indexname"));
        LateIndexes late;
        for (int i = 0; i < rows.size(); ++i) {
            TRY(db.script(("DROP INDEX " + rows.text(i, 0)).c_str()));
            late.definitions_.push_back(rows.text(i, 1));
        }
        return late;
    }
    Result<void> make(Connection& db) const {
        TRY(db.script("SET LOCAL maintenance_work_mem = '256MB'"));
        for (const std::string& definition : definitions_) TRY(db.script(definition.c_str()));
        return {};
    }

private:
    std::vector<std::string> definitions_;
};

}  // namespace

// The writer is this; a reader beside it sees the events as they are, since appends wait.
Result<std::int64_t> PostgresStore::rebuild(const app::Project& project) {
    return on_writer<std::int64_t>([&]() -> Result<std::int64_t> {
        auto reader = TRY(readers_.lease());
        auto transaction = TRY(postgres::Transaction::begin(db_));
        TRY(db_.script("TRUNCATE cases, numbers, ledger, search_docs"));
        const LateIndexes indexes = TRY(LateIndexes::drop(db_));
        const Rows shops = TRY(db_.query("SELECT shop FROM heads ORDER BY shop"));
        std::int64_t read = 0;
        for (int i = 0; i < shops.size(); ++i) {
            const ShopId shop{shops.text(i, 0)};
            CaseRebuilder rebuilder{project, options_.fold, postgres::SearchRows::tokens_of};
            Reading reading{*reader, shop, rebuilder};
            TRY(TwoHalves<RebuiltCases>::run(
                [&] { return reading.some(); },
                [&](const RebuiltCases& made) { return put_rebuilt(db_, shop, made); }));
            TRY(put_numbers(db_, shop, rebuilder.last_numbers()));
            read += rebuilder.events_read();
        }
        TRY(indexes.make(db_));
        TRY(transaction.commit());
        TRY(db_.script("ANALYZE cases; ANALYZE search_docs"));
        return read;
    });
}

Result<void> PostgresStore::put_search_texts(
    const ShopId& shop, const std::vector<std::pair<CaseId, std::string>>& texts) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(postgres::Transaction::begin(db_));
        for (const auto& [case_id, text] : texts) {
            const std::string folded = searchable(options_.fold, text);
            const Rows put =
                TRY(db_.query("UPDATE search_docs SET text = $3, tokens = $4::bigint[]"
                              " WHERE shop = $1 AND case_id = $2",
                              std::move(Parameters{} << shop.value() << case_id.value() << folded
                                                     << postgres::SearchRows::tokens_of(folded))));
            if (put.affected() == 0) return fail(ErrorCode::NotFound, "a case to search in");
        }
        return transaction.commit();
    });
}

// The old rows are still on their pages until these are cleaned.
Result<void> PostgresStore::compact() {
    return on_writer<void>([&]() -> Result<void> {
        TRY(db_.script("VACUUM person_keys"));
        return db_.script("VACUUM search_docs");
    });
}

// Written anew, since old rows would stand on their pages until these are used again.
Result<void> PostgresStore::forget_what_was_stored() {
    return on_writer<void>([&]() -> Result<void> {
        TRY(db_.script("VACUUM FULL person_keys"));
        TRY(db_.script("VACUUM FULL records"));
        return postgres::note_cleared(db_);
    });
}

// By one who brought it under another outer key and was killed before the end.
Result<void> PostgresStore::clear_what_was_left() {
    if (!TRY(on_writer<bool>([&] { return postgres::is_uncleared(db_); }))) return {};
    const auto done = forget_what_was_stored();
    if (!done && options_.note)
        options_.note("outer key: what was stored under the one of before is not cleared away: " +
                      done.error().context);
    return {};
}

Result<void> PostgresStore::load(const ShopId& shop, const std::vector<app::StoredEvent>& events) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(postgres::Transaction::begin(db_));
        const Rows rows = TRY(db_.query("SELECT position, hash FROM heads WHERE shop = $1",
                                        std::move(Parameters{} << shop.value())));
        const auto heads = TRY(postgres::read_rows<HeadTable>(rows));
        const ChainEnd end =
            TRY(check_load(shop, events, heads.empty() ? ChainEnd{} : heads.front()));
        if (events.empty()) return {};
        postgres::Batch<EventTable> lines;
        for (const app::StoredEvent& event : events) lines.add(shop.value(), event);
        postgres::Batch<HeadTable> head;
        head.add(shop.value(), end);
        TRY(db_.run(
            std::vector<postgres::Call>{lines.call(RowsAre::New), head.call(RowsAre::Any)}));
        return transaction.commit();
    });
}

Result<void> PostgresStore::backup(const std::string&) {
    return fail(ErrorCode::Invalid,
                "backup: PostgreSQL has its own means (pg_dump, base backups); or export");
}

// The server checks its pages' sums when it reads them, where it was told to keep such. What it
// would do on its own with our tables is asked for here.
Result<std::vector<std::string>> PostgresStore::check_pages(std::size_t faults_max) {
    const Rows rows = TRY(read(postgres::kForeign, {}));
    std::vector<std::string> faults;
    for (int i = 0; i < rows.size() && faults.size() < faults_max; ++i)
        faults.push_back(postgres::told_foreign(rows.text(i, 0)));
    return faults;
}

}  // namespace pingli::store
