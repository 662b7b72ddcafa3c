// What goes with a person's key, and how nothing of it is left in the file: see
// app/event_store.hpp.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/plan.hpp"
#include "store/sqlite_outer_key.hpp"
#include "store/sqlite_rows.hpp"
#include "store/sqlite_store.hpp"

namespace pingli::store {

namespace {

Result<void> put_text(sqlite::Database& db, const ShopId& shop, const CaseId& case_id,
                      const std::string& folded) {
    std::int64_t doc = 0;
    std::optional<std::string> indexed;
    {
        auto query =
            TRY(db.prepare("SELECT doc, iif(is_pending, old_text, text) FROM search_docs"
                           " WHERE shop = ? AND case_id = ?"));
        query << shop.value() << case_id.value();
        if (!TRY(query.step())) return fail(ErrorCode::NotFound, "a case to search in");
        doc = query.integer(0);
        if (!query.is_null(1)) indexed = query.text(1);
    }
    if (indexed) TRY(sqlite::index_document(db, doc, shop.value(), *indexed, true));
    TRY(sqlite::index_document(db, doc, shop.value(), folded, false));
    auto put = TRY(db.prepare(
        "UPDATE search_docs SET text = ?, old_text = NULL, is_pending = 0 WHERE doc = ?"));
    put << folded << doc;
    return put.run();
}

}  // namespace

Result<void> SqliteStore::erase_persons(const ShopId& shop, const std::vector<PersonId>& persons) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        for (const PersonId& person : persons)
            TRY(sqlite::put_key(db_, options_.wrap, shop, person,
                                {.state = app::KeyState::Erased, .key = {}}));
        return transaction.commit();
    });
}

Result<void> SqliteStore::put_search_texts(
    const ShopId& shop, const std::vector<std::pair<CaseId, std::string>>& texts) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        for (const auto& [case_id, text] : texts)
            TRY(put_text(db_, shop, case_id, searchable(options_.fold, text)));
        return transaction.commit();
    });
}

// What was erased still stands in older parts of the index until they are made one, and in pages
// that are free.
Result<void> SqliteStore::compact() {
    return on_writer<void>([&]() -> Result<void> {
        TRY(db_.run("INSERT INTO search (search) VALUES ('optimize')"));
        return db_.run("VACUUM");
    });
}

Result<void> SqliteStore::forget_what_was_stored() {
    TRY(compact());
    if (TRY(empty_log())) return on_writer<void>([&] { return sqlite::note_cleared(db_); });
    return fail(ErrorCode::Unavailable,
                "the secrets are under the new outer key, but another program still reads what was "
                "stored before: let it end, and say the same again");
}

// By one who brought it under another outer key and was killed before the end. Beside another
// program it is left to the next one that is alone.
Result<void> SqliteStore::clear_what_was_left() {
    const bool is_left = TRY(on_writer<bool>([&] { return sqlite::is_uncleared(db_); }));
    if (!options_.is_sole || !is_left) return {};
    const auto done = forget_what_was_stored();
    if (!done && options_.note)
        options_.note("outer key: what was stored under the one of before is not cleared away: " +
                      done.error().context);
    return {};
}

// The log begins anew. Readers of an older state are not waited for: the writer is everybody's.
Result<bool> SqliteStore::empty_log() {
    return on_writer<bool>([&]() -> Result<bool> {
        sqlite3_busy_timeout(db_.handle(), 0);
        const auto emptied = [&]() -> Result<bool> {
            auto row = TRY(db_.prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
            return TRY(row.step()) && row.integer(0) == 0;
        }();
        sqlite3_busy_timeout(db_.handle(), sqlite::kBusyMilliseconds);
        return emptied;
    });
}

}  // namespace pingli::store
