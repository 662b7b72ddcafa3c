// Rebuild, load and backup of the SQLite store.

#include "store/sqlite_rows.hpp"
#include "store/sqlite_store.hpp"

namespace pingli::store {

namespace {

using sqlite::Database;

constexpr int kBackupPagesAtOnce = 1024;

// Writes the projections of one shop, case by case in the order in which they began.
class Rebuilder {
public:
    Rebuilder(Database& db, const Fold& fold, const app::Project& project)
        : db_(db), fold_(fold), project_(project) {}

    Result<void> shop(const ShopId& shop) {
        std::map<int, std::int64_t> last_numbers;
        auto firsts =
            TRY(db_.prepare("SELECT case_id, position FROM events WHERE shop = ? AND version = 1"
                            " ORDER BY position"));
        firsts << shop.value();
        while (TRY(firsts.step())) {
            const CaseId id{firsts.text(0)};
            const auto events = TRY(sqlite::events_of_case(db_, shop, id));
            if (events.empty()) return fail(ErrorCode::Corrupt, "rebuild: a case has no event");
            const app::CaseRows rows = TRY(project_(shop, events));
            read_ += std::ssize(events);
            const CaseFacts facts{.version = events.back().version,
                                  .first_position = events.front().position,
                                  .year = rows.row.year,
                                  .number = ++last_numbers[rows.row.year]};
            TRY(put(shop, id, facts, rows));
        }
        for (const auto& [year, last] : last_numbers)
            TRY(sqlite::put_number(db_, shop, year, last));
        return {};
    }
    [[nodiscard]] std::int64_t read() const { return read_; }

private:
    Result<void> put(const ShopId& shop, const CaseId& id, const CaseFacts& facts,
                     const app::CaseRows& rows) {
        TRY(sqlite::put_case(db_, shop, id, facts, rows.row));
        int ordinal = 0;
        for (const auto& [position, entry] : rows.ledger)
            TRY(sqlite::put_ledger(db_, {.shop = &shop,
                                         .case_id = &id,
                                         .position = position,
                                         .ordinal = ordinal++,
                                         .entry = &entry}));
        auto doc =
            TRY(db_.prepare("INSERT INTO search_docs (shop, case_id, text) VALUES (?, ?, ?)"));
        const std::string folded = searchable(fold_, rows.search_text);
        doc << shop.value() << id.value();
        if (folded.empty()) {
            doc << nullptr;
        } else {
            doc << folded;
        }
        TRY(doc.run());
        if (folded.empty()) return {};
        return sqlite::index_document(db_, db_.last_row(), shop.value(), folded, false);
    }

    Database& db_;
    const Fold& fold_;
    const app::Project& project_;
    std::int64_t read_ = 0;
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

Result<std::int64_t> SqliteStore::rebuild(const app::Project& project) {
    return on_writer<std::int64_t>([&]() -> Result<std::int64_t> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        TRY(
            db_.run("DELETE FROM cases; DELETE FROM numbers; DELETE FROM ledger;"
                    "DELETE FROM search_docs; INSERT INTO search (search) VALUES ('delete-all');"));
        Rebuilder rebuilder{db_, options_.fold, project};
        for (const ShopId& shop : TRY(shops_of(db_))) TRY(rebuilder.shop(shop));
        TRY(transaction.commit());
        return rebuilder.read();
    });
}

Result<void> SqliteStore::load(const ShopId& shop, const std::vector<app::StoredEvent>& events) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        ChainEnd end;
        {
            auto query = TRY(db_.prepare("SELECT position, hash FROM heads WHERE shop = ?"));
            query << shop.value();
            if (TRY(query.step()))
                end = {.position = query.integer(0), .hash = TRY(sqlite::read_hash(query.text(1)))};
        }
        end = TRY(check_load(shop, events, end));
        for (const app::StoredEvent& event : events) TRY(sqlite::put_event(db_, shop, event));
        if (!events.empty()) TRY(sqlite::put_head(db_, shop, end));
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

}  // namespace pingli::store
