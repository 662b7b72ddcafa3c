// Rebuild, load and backup of the SQLite store.

#include "store/migrations.hpp"
#include "store/rebuilt.hpp"
#include "store/sqlite_rows.hpp"
#include "store/sqlite_schema.hpp"
#include "store/sqlite_store.hpp"
#include "store/two_halves.hpp"

namespace pingli::store {

namespace {

using sqlite::Database;

constexpr int kBackupPagesAtOnce = 1024;

// One shop's cases, read and made ready beside the writer.
class Reading {
public:
    Reading(Database& db, ShopId shop, CaseRebuilder& rebuilder)
        : db_(db), shop_(std::move(shop)), rebuilder_(rebuilder) {}

    // Nothing: there are no more.
    Result<std::optional<RebuiltCases>> some() {
        auto firsts =
            TRY(db_.prepare("SELECT case_id, position FROM events"
                            " WHERE shop = ? AND version = 1 AND position > ?"
                            " ORDER BY position LIMIT ?"));
        firsts << shop_.value() << after_ << std::int64_t{kRebuiltAtOnce};
        RebuiltCases made;
        bool is_end = true;
        while (TRY(firsts.step())) {
            is_end = false;
            after_ = firsts.integer(1);
            const CaseId id{firsts.text(0)};
            if (!app::is_case(id)) continue;
            const auto events = TRY(sqlite::events_of_case(db_, shop_, id));
            made.push_back(TRY(rebuilder_.make(shop_, events)));
        }
        if (is_end) return std::nullopt;
        return made;
    }

private:
    Database& db_;
    ShopId shop_;
    CaseRebuilder& rebuilder_;
    std::int64_t after_ = 0;
};

Result<void> put_one(Database& db, const ShopId& shop, const RebuiltCase& made) {
    TRY(sqlite::put<CaseTable>(db, RowsAre::New, shop.value(), line_of(made)));
    for (const LedgerStoredRef& line : ledger_of(made))
        TRY(sqlite::put<LedgerTable>(db, RowsAre::New, shop.value(), line));
    auto doc = TRY(db.prepare("INSERT INTO search_docs (shop, case_id, text) VALUES (?, ?, ?)"));
    doc << shop.value() << made.case_id.value();
    if (made.folded.empty()) {
        doc << nullptr;
        return doc.run();
    }
    doc << made.folded;
    TRY(doc.run());
    return sqlite::index_tokens(
        db,
        {.doc = db.last_row(), .shop = shop.value(), .tokens = made.tokens, .quads = made.quads});
}

Result<void> put_rebuilt(Database& db, const ShopId& shop, const RebuiltCases& all) {
    for (const RebuiltCase& made : all) TRY(put_one(db, shop, made));
    return {};
}

// Indexes that are made in one go at the end, from what was said of them when they were made first:
// many times faster than row by row.
class LateIndexes {
public:
    static Result<LateIndexes> drop(Database& db) {
        LateIndexes late;
        {
            auto query =
                TRY(db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index'"
                               " AND tbl_name IN ('cases', 'search_docs') AND sql IS NOT NULL"));
            while (TRY(query.step())) {
                late.names_.push_back(query.text(0));
                late.sql_.push_back(query.text(1));
            }
        }
        for (const std::string& name : late.names_) TRY(db.run("DROP INDEX " + name));
        return late;
    }
    Result<void> make(Database& db) const {
        for (const std::string& sql : sql_) TRY(db.run(sql));
        return {};
    }

private:
    std::vector<std::string> names_, sql_;
};

Result<std::vector<ShopId>> shops_of(Database& db) {
    auto query = TRY(db.prepare("SELECT shop FROM heads ORDER BY shop"));
    std::vector<ShopId> shops;
    while (TRY(query.step())) shops.emplace_back(query.text(0));
    return shops;
}

struct BackupFinish {
    void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

}  // namespace

// The writer is this; a reader beside it sees the events as they are, since appends wait.
Result<std::int64_t> SqliteStore::rebuild(const app::Project& project) {
    return on_writer<std::int64_t>([&]() -> Result<std::int64_t> {
        auto reader = TRY(readers_.lease());
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        TRY(
            db_.run("DELETE FROM cases; DELETE FROM numbers; DELETE FROM ledger;"
                    "DELETE FROM search_docs; INSERT INTO search (search) VALUES ('delete-all');"));
        const LateIndexes indexes = TRY(LateIndexes::drop(db_));
        std::int64_t read = 0;
        for (const ShopId& shop : TRY(shops_of(db_))) {
            CaseRebuilder rebuilder{project, options_.fold, gram_text};
            Reading reading{*reader, shop, rebuilder};
            TRY(TwoHalves<RebuiltCases>::run(
                [&] { return reading.some(); },
                [&](const RebuiltCases& made) { return put_rebuilt(db_, shop, made); }));
            for (const NumberLine& line : rebuilder.last_numbers())
                TRY(sqlite::put<NumberTable>(db_, RowsAre::New, shop.value(), line));
            read += rebuilder.events_read();
        }
        TRY(indexes.make(db_));
        TRY(transaction.commit());
        return read;
    });
}

Result<void> SqliteStore::load(const ShopId& shop, const std::vector<app::StoredEvent>& events) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        const ChainEnd before = TRY(sqlite::chain_end(db_, shop));
        const ChainEnd end = TRY(check_load(shop, events, before));
        for (const app::StoredEvent& event : events)
            TRY(sqlite::put<EventTable>(db_, RowsAre::New, shop.value(), event));
        if (!events.empty()) TRY(sqlite::put<HeadTable>(db_, RowsAre::Any, shop.value(), end));
        return transaction.commit();
    });
}

// On a connection of its own: with a log, the copy is one state of the database and writers go on.
Result<void> SqliteStore::backup(const std::string& path) {
    auto from = TRY(readers_.lease());
    auto to = TRY(Database::open({.path = path, .vfs = {}, .is_writer = true}));
    {
        auto query = TRY(to.prepare("SELECT count(*) FROM sqlite_schema"));
        if (TRY(query.step()) && query.integer(0) != 0)
            return fail(ErrorCode::Invalid, "backup: the file exists");
    }
    to.forget_statements();
    const std::unique_ptr<sqlite3_backup, BackupFinish> backup(
        sqlite3_backup_init(to.handle(), "main", from->handle(), "main"));
    if (!backup) return sqlite::failure(to.handle(), sqlite3_errcode(to.handle()), "backup");
    // A read transaction keeps the source as it is, so that steps never begin anew.
    TRY(from->run("BEGIN; SELECT count(*) FROM heads;"));
    int code = SQLITE_OK;
    while (code == SQLITE_OK) code = sqlite3_backup_step(backup.get(), kBackupPagesAtOnce);
    TRY(from->run("COMMIT"));
    if (code != SQLITE_DONE) return sqlite::failure(to.handle(), code, "backup");
    return {};
}

Result<std::vector<std::string>> SqliteStore::check_pages(std::size_t faults_max) {
    auto db = TRY(readers_.lease());
    std::vector<std::string> faults;
    auto rows = TRY(db->prepare("SELECT integrity_check FROM pragma_integrity_check(?)"));
    rows << static_cast<std::int64_t>(faults_max);
    while (TRY(rows.step()))
        if (std::string found = rows.text(0); found != "ok") faults.push_back(std::move(found));
    const auto schema = sqlite::schema_faults(*db, std::ssize(sqlite_migrations()));
    if (!schema) faults.push_back("the schema: " + schema.error().context);
    if (schema)
        for (const sqlite::SchemaFault& fault : *schema)
            if (faults.size() < faults_max) faults.push_back(told(fault));
    return faults;
}

}  // namespace pingli::store
