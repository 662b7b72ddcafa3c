// What goes with a person's key, and how nothing of it is left in the file: see
// app/event_store.hpp.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/erasing.hpp"
#include "store/plan.hpp"
#include "store/sqlite_rows.hpp"
#include "store/sqlite_store.hpp"

namespace pingli::store {

namespace {

// The search texts of the cases whose events hold `part`, and all that the index made of them.
Result<std::vector<CaseId>> take_texts(sqlite::Database& db, const ShopId& shop,
                                       const std::string& part) {
    struct Document {
        std::int64_t doc = 0;
        CaseId case_id;
        std::string text;  // what the index holds
        bool is_indexed = false;
    };
    std::vector<Document> documents;
    {
        auto query = TRY(db.prepare(
            "SELECT doc, iif(is_pending, old_text, text), case_id FROM search_docs WHERE shop = ?1"
            " AND case_id IN (SELECT case_id FROM events WHERE shop = ?1"
            " AND instr(body, CAST(?2 AS BLOB)) > 0)"));
        query << shop.value() << part;
        while (TRY(query.step()))
            documents.push_back({.doc = query.integer(0),
                                 .case_id = CaseId{query.text(2)},
                                 .text = query.text(1),
                                 .is_indexed = !query.is_null(1)});
    }
    std::vector<CaseId> taken;
    for (Document& one : documents) {
        if (one.is_indexed) TRY(sqlite::index_document(db, one.doc, shop.value(), one.text, true));
        auto emptied =
            TRY(db.prepare("UPDATE search_docs SET text = NULL, old_text = NULL, is_pending = 0"
                           " WHERE doc = ?"));
        emptied << one.doc;
        TRY(emptied.run());
        taken.push_back(std::move(one.case_id));
    }
    return taken;
}

}  // namespace

Result<std::vector<CaseId>> SqliteStore::erase_person(const ShopId& shop, const PersonId& person) {
    return on_writer<std::vector<CaseId>>([&]() -> Result<std::vector<CaseId>> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        TRY(sqlite::put_key(db_, shop, person, {.state = app::KeyState::Erased, .key = {}}));
        auto taken = TRY(take_texts(db_, shop, plain_part(person.value())));
        TRY(transaction.commit());
        return taken;
    });
}

Result<void> SqliteStore::put_search_text(const ShopId& shop, const CaseId& case_id,
                                          const std::string& text) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        std::int64_t doc = 0;
        std::optional<std::string> indexed;
        {
            auto query =
                TRY(db_.prepare("SELECT doc, iif(is_pending, old_text, text) FROM search_docs"
                                " WHERE shop = ? AND case_id = ?"));
            query << shop.value() << case_id.value();
            if (!TRY(query.step())) return fail(ErrorCode::NotFound, "a case to search in");
            doc = query.integer(0);
            if (!query.is_null(1)) indexed = query.text(1);
        }
        const std::string folded = searchable(options_.fold, text);
        if (indexed) TRY(sqlite::index_document(db_, doc, shop.value(), *indexed, true));
        TRY(sqlite::index_document(db_, doc, shop.value(), folded, false));
        auto put = TRY(db_.prepare(
            "UPDATE search_docs SET text = ?, old_text = NULL, is_pending = 0 WHERE doc = ?"));
        put << folded << doc;
        TRY(put.run());
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
