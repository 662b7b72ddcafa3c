// Keys and reference records of the SQLite store.

#include "store/cursor.hpp"
#include "store/sqlite_outer_key.hpp"
#include "store/sqlite_rows.hpp"
#include "store/sqlite_store.hpp"

namespace pingli::store {

namespace {

// As stored: under the outer key, if there is one.
app::FoundKey read_key(const sqlite::Query& row, int column) {
    if (row.is_null(column)) return {.state = app::KeyState::Erased, .key = {}};
    return {.state = app::KeyState::Held, .key = row.text(column)};
}

app::Record read_record(const sqlite::Query& row) {
    return {.key = row.text(0),
            .bytes = row.text(1),
            .expires_at = row.is_null(2) ? std::nullopt : std::optional{instant(row.integer(2))}};
}

// Of records that are about to be purged.
Result<void> note_expired(sqlite::Database& db, Instant now) {
    std::vector<JournalRow> rows;
    {
        auto query = TRY(db.prepare("SELECT kind, key FROM records WHERE expires_at < ?"));
        query << seconds(now);
        while (TRY(query.step()))
            if (const std::string kind = query.text(0); is_covered(kind))
                rows.push_back(removed_record(kind, query.text(1)));
    }
    for (JournalRow& row : rows) TRY(sqlite::note(db, std::move(row)));
    return {};
}

constexpr const char* kPut =
    "INSERT INTO records (kind, key, bytes, expires_at) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (kind, key) DO UPDATE SET bytes = ?3, expires_at = ?4";
constexpr const char* kPutIfAbsent =
    "INSERT INTO records (kind, key, bytes, expires_at) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (kind, key) DO UPDATE SET bytes = ?3, expires_at = ?4"
    " WHERE records.expires_at <= ?5";
constexpr const char* kPutIfUnchanged =
    "UPDATE records SET bytes = ?3, expires_at = ?4 WHERE kind = ?1 AND key = ?2 AND bytes = ?5";
constexpr const char* kRemove = "DELETE FROM records WHERE kind = ?1 AND key = ?2";
constexpr const char* kRemoveIfUnchanged =
    "DELETE FROM records WHERE kind = ?1 AND key = ?2 AND bytes = ?3";

Result<void> remove_record(sqlite::Database& db, const KeyWrap& wrap, const app::RecordWrite& one) {
    const bool is_conditional = one.when == app::Put::IfUnchanged;
    const std::string before = wrap.wrapped(one.kind, one.record.key, one.before);
    auto query = TRY(db.prepare(is_conditional ? kRemoveIfUnchanged : kRemove));
    query << one.kind << one.record.key;
    if (is_conditional) query.blob(before);
    TRY(query.run());
    const bool was_there = db.changes() > 0;
    if (is_conditional && !was_there)
        return fail(ErrorCode::VersionConflict, "write: the record is another now");
    if (!was_there || !is_covered(one.kind)) return {};
    return sqlite::note(db, removed_record(one.kind, one.record.key));
}

// In a transaction: it writes the journal too.
Result<void> write_record(sqlite::Database& db, const KeyWrap& wrap, const app::RecordWrite& one,
                          Instant now) {
    if (one.kind.empty()) return fail(ErrorCode::Invalid, "write: a record has a kind");
    if (one.removes) return remove_record(db, wrap, one);
    const std::string bytes = wrap.wrapped(one.kind, one.record.key, one.record.bytes);
    const std::string before = wrap.wrapped(one.kind, one.record.key, one.before);
    const bool is_always = one.when == app::Put::Always;
    const bool is_new = one.when == app::Put::IfAbsent;
    auto query = TRY(db.prepare(is_always ? kPut : (is_new ? kPutIfAbsent : kPutIfUnchanged)));
    query << one.kind << one.record.key;
    query.blob(bytes);
    if (one.record.expires_at) {
        query << seconds(*one.record.expires_at);
    } else {
        query << nullptr;
    }
    if (is_new) query << seconds(now);
    if (one.when == app::Put::IfUnchanged) query.blob(before);
    TRY(query.run());
    if (!is_always && db.changes() == 0)
        return fail(ErrorCode::VersionConflict,
                    is_new ? "write: the record exists" : "write: the record is another now");
    return is_covered(one.kind) ? sqlite::note(db, row_of(one.kind, one.record)) : Result<void>{};
}

}  // namespace

Result<app::FoundKey> SqliteStore::person_key(const ShopId& shop, const PersonId& person) {
    auto db = TRY(readers_.lease());
    auto row = TRY(db->prepare("SELECT key FROM person_keys WHERE shop = ? AND person = ?"));
    row << shop.value() << person.value();
    if (!TRY(row.step())) return app::FoundKey{};
    return options_.wrap.opened(shop, person, read_key(row, 0));
}

Result<std::vector<std::pair<PersonId, app::FoundKey>>> SqliteStore::person_keys(
    const ShopId& shop, const PersonId& after) {
    auto db = TRY(readers_.lease());
    auto rows =
        TRY(db->prepare("SELECT person, key FROM person_keys WHERE shop = ? AND person > ?"
                        " ORDER BY person LIMIT ?"));
    rows << shop.value() << after.value() << static_cast<std::int64_t>(app::kPageMax);
    std::vector<std::pair<PersonId, app::FoundKey>> found;
    while (TRY(rows.step())) {
        PersonId person{rows.text(0)};
        auto key = options_.wrap.listed(shop, person, read_key(rows, 1));
        found.emplace_back(std::move(person), std::move(key));
    }
    return found;
}

Result<void> SqliteStore::put_person_key(const ShopId& shop, const PersonId& person,
                                         const app::FoundKey& key) {
    if (key.state == app::KeyState::None) return {};
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        {
            auto held = TRY(db_.prepare(
                "SELECT 1 FROM person_keys WHERE shop = ? AND person = ? AND key IS NULL"));
            held << shop.value() << person.value();
            if (TRY(held.step())) return {};
        }
        TRY(sqlite::put_key(db_, options_.wrap, shop, person, key));
        return transaction.commit();
    });
}

Result<void> SqliteStore::write(const std::vector<app::RecordWrite>& all) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        // Who stands beside another program may have seen it change the outer key.
        if (!options_.is_sole) {
            const std::string found = TRY(sqlite::outer_key_of(db_));
            TRY(check_outer_key(found, options_.wrap));
        }
        for (const app::RecordWrite& one : all)
            TRY(write_record(db_, options_.wrap, one, options_.now()));
        return transaction.commit();
    });
}

Result<app::Record> SqliteStore::get(const std::string& kind, const std::string& key, Instant now) {
    auto db = TRY(readers_.lease());
    auto row =
        TRY(db->prepare("SELECT key, bytes, expires_at FROM records WHERE kind = ? AND key = ?"
                        " AND (expires_at IS NULL OR expires_at > ?)"));
    row << kind << key << seconds(now);
    if (!TRY(row.step())) return fail(ErrorCode::NotFound, "get: no such record");
    return options_.wrap.opened(kind, read_record(row));
}

Result<std::vector<app::Record>> SqliteStore::list(const std::string& kind,
                                                   const std::string& prefix,
                                                   const std::string& after, std::size_t limit) {
    TRY(check_limit(limit));
    if (kind.empty()) return fail(ErrorCode::Invalid, "list: a record has a kind");
    auto db = TRY(readers_.lease());
    auto rows =
        TRY(db->prepare("SELECT key, bytes, expires_at FROM records WHERE kind = ? AND key > ?"
                        " AND key >= ? AND substr(key, 1, length(?3)) = ?3 ORDER BY key LIMIT ?"));
    rows << kind << after << prefix << static_cast<std::int64_t>(limit);
    std::vector<app::Record> found;
    while (TRY(rows.step())) found.push_back(options_.wrap.listed(kind, read_record(rows)));
    return found;
}

Result<bool> SqliteStore::remove(const std::string& kind, const std::string& key) {
    return on_writer<bool>([&]() -> Result<bool> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        auto query = TRY(db_.prepare("DELETE FROM records WHERE kind = ? AND key = ?"));
        query << kind << key;
        TRY(query.run());
        const bool was_there = db_.changes() > 0;
        if (was_there && is_covered(kind)) TRY(sqlite::note(db_, removed_record(kind, key)));
        TRY(transaction.commit());
        return was_there;
    });
}

Result<std::int64_t> SqliteStore::purge(Instant now) {
    return on_writer<std::int64_t>([&]() -> Result<std::int64_t> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        std::int64_t removed = 0;
        TRY(note_expired(db_, now));
        for (const char* sql : {"DELETE FROM answers WHERE kept_until < ?",
                                "DELETE FROM records WHERE expires_at < ?"}) {
            auto query = TRY(db_.prepare(sql));
            query << seconds(now);
            TRY(query.run());
            removed += db_.changes();
        }
        TRY(transaction.commit());
        return removed;
    });
}

Result<std::vector<std::string>> SqliteStore::record_kinds() {
    auto db = TRY(readers_.lease());
    auto rows = TRY(db->prepare("SELECT DISTINCT kind FROM records ORDER BY kind"));
    std::vector<std::string> kinds;
    while (TRY(rows.step())) kinds.push_back(rows.text(0));
    return kinds;
}

Result<std::vector<app::JournalEntry>> SqliteStore::journal(std::int64_t from, std::size_t limit) {
    TRY(check_limit(limit));
    auto db = TRY(readers_.lease());
    auto rows =
        TRY(db->prepare("SELECT position, table_name, scope, subject, digest, hash FROM journal"
                        " WHERE position >= ? ORDER BY position LIMIT ?"));
    rows << from << static_cast<std::int64_t>(limit);
    return sqlite::read_rows<JournalTable>(rows);
}

Result<app::Head> SqliteStore::journal_head() {
    auto db = TRY(readers_.lease());
    auto last =
        TRY(db->prepare("SELECT position, hash FROM journal ORDER BY position DESC LIMIT 1"));
    if (!TRY(last.step())) return app::Head{};
    return app::Head{
        .shop = {}, .position = last.integer(0), .hash = TRY(sqlite::read_hash(last.text(1)))};
}

Result<std::vector<ShopId>> SqliteStore::shops() {
    auto db = TRY(readers_.lease());
    auto rows =
        TRY(db->prepare("SELECT shop FROM heads UNION SELECT DISTINCT shop FROM person_keys"
                        " UNION SELECT DISTINCT shop FROM reviews ORDER BY 1"));
    std::vector<ShopId> found;
    while (TRY(rows.step())) found.emplace_back(rows.text(0));
    return found;
}

Result<void> SqliteStore::begin_journal() {
    if (TRY(journal_head()).position > 0) return {};
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        TRY(sqlite::note(db_, journal_begin()));
        TRY(each_covered_row(*this, std::nullopt,
                             [&](JournalRow row) { return sqlite::note(db_, std::move(row)); }));
        return transaction.commit();
    });
}

}  // namespace pingli::store
