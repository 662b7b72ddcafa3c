// Keys and reference records of the PostgreSQL store.

#include "store/cursor.hpp"
#include "store/postgres_rows.hpp"
#include "store/postgres_store.hpp"

namespace pingli::store {

namespace {

using postgres::note;
using postgres::Parameters;
using postgres::Rows;

// As stored: under the outer key, if there is one.
app::FoundKey read_key(const Rows& rows, int i, int column) {
    if (rows.is_null(i, column)) return {.state = app::KeyState::Erased, .key = {}};
    return {.state = app::KeyState::Held, .key = rows.bytes(i, column)};
}

app::Record read_record(const Rows& rows, int i) {
    return {.key = rows.text(i, 0),
            .bytes = rows.bytes(i, 1),
            .expires_at =
                rows.is_null(i, 2) ? std::nullopt : std::optional{instant(rows.integer(i, 2))}};
}

constexpr const char* kPut =
    "INSERT INTO records (kind, key, bytes, expires_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (kind, key) DO UPDATE SET bytes = excluded.bytes,"
    " expires_at = excluded.expires_at";
constexpr const char* kPutIfAbsent =
    "INSERT INTO records (kind, key, bytes, expires_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (kind, key) DO UPDATE SET bytes = excluded.bytes,"
    " expires_at = excluded.expires_at WHERE records.expires_at <= $5";
constexpr const char* kPutIfUnchanged =
    "UPDATE records SET bytes = $3, expires_at = $4 WHERE kind = $1 AND key = $2 AND bytes = $5";
const char* statement_of(app::Put when) {
    if (when == app::Put::Always) return kPut;
    return when == app::Put::IfAbsent ? kPutIfAbsent : kPutIfUnchanged;
}
constexpr const char* kRemove = "DELETE FROM records WHERE kind = $1 AND key = $2";
constexpr const char* kRemoveIfUnchanged =
    "DELETE FROM records WHERE kind = $1 AND key = $2 AND bytes = $3";

Result<void> remove_record(postgres::Connection& db, const KeyWrap& wrap,
                           const app::RecordWrite& one) {
    const bool is_conditional = one.when == app::Put::IfUnchanged;
    Parameters parameters;
    parameters << std::string_view{one.kind} << one.record.key;
    if (is_conditional) parameters.bytes(wrap.wrapped(one.kind, one.record.key, one.before));
    const Rows rows =
        TRY(db.query(is_conditional ? kRemoveIfUnchanged : kRemove, std::move(parameters)));
    const bool was_there = rows.affected() > 0;
    if (is_conditional && !was_there)
        return fail(ErrorCode::VersionConflict, "write: the record is another now");
    if (!was_there || !is_covered(one.kind)) return {};
    return note(db, {removed_record(one.kind, one.record.key)});
}

// It writes the journal too: in a transaction, when there is an entry.
Result<void> write_record(postgres::Connection& db, const KeyWrap& wrap,
                          const app::RecordWrite& one, Instant now) {
    if (one.kind.empty()) return fail(ErrorCode::Invalid, "write: a record has a kind");
    if (one.removes) return remove_record(db, wrap, one);
    const bool is_new = one.when == app::Put::IfAbsent;
    Parameters parameters;
    parameters << std::string_view{one.kind} << one.record.key;
    parameters.bytes(wrap.wrapped(one.kind, one.record.key, one.record.bytes));
    if (one.record.expires_at) {
        parameters << seconds(*one.record.expires_at);
    } else {
        parameters << nullptr;
    }
    if (is_new) parameters << seconds(now);
    if (one.when == app::Put::IfUnchanged)
        parameters.bytes(wrap.wrapped(one.kind, one.record.key, one.before));
    const Rows rows = TRY(db.query(statement_of(one.when), std::move(parameters)));
    if (rows.affected() == 0)
        return fail(ErrorCode::VersionConflict,
                    is_new ? "write: the record exists" : "write: the record is another now");
    return is_covered(one.kind) ? note(db, {row_of(one.kind, one.record)}) : Result<void>{};
}

}  // namespace

Result<app::FoundKey> PostgresStore::person_key(const ShopId& shop, const PersonId& person) {
    const Rows rows = TRY(read("SELECT key FROM person_keys WHERE shop = $1 AND person = $2",
                               Parameters{} << shop.value() << person.value()));
    if (rows.size() == 0) return app::FoundKey{};
    return options_.wrap.opened(shop, person, read_key(rows, 0, 0));
}

Result<void> PostgresStore::erase_persons(const ShopId& shop,
                                          const std::vector<PersonId>& persons) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(postgres::Transaction::begin(db_));
        for (const PersonId& person : persons) {
            TRY(
                db_.query("INSERT INTO person_keys (shop, person, key) VALUES ($1, $2, NULL)"
                          " ON CONFLICT (shop, person) DO UPDATE SET key = NULL",
                          std::move(Parameters{} << shop.value() << person.value())));
            TRY(note(db_, {row_of(shop, person, {.state = app::KeyState::Erased, .key = {}})}));
        }
        return transaction.commit();
    });
}

Result<std::vector<std::pair<PersonId, app::FoundKey>>> PostgresStore::person_keys(
    const ShopId& shop, const PersonId& after) {
    const Rows rows = TRY(read(
        "SELECT person, key FROM person_keys WHERE shop = $1 AND person > $2"
        " ORDER BY person LIMIT $3",
        Parameters{} << shop.value() << after.value() << static_cast<std::int64_t>(app::kPageMax)));
    std::vector<std::pair<PersonId, app::FoundKey>> found;
    for (int i = 0; i < rows.size(); ++i) {
        PersonId person{rows.text(i, 0)};
        auto key = options_.wrap.listed(shop, person, read_key(rows, i, 1));
        found.emplace_back(std::move(person), std::move(key));
    }
    return found;
}

Result<void> PostgresStore::put_person_key(const ShopId& shop, const PersonId& person,
                                           const app::FoundKey& key) {
    if (key.state == app::KeyState::None) return {};
    return on_writer<void>([&]() -> Result<void> {
        Parameters parameters;
        parameters << shop.value() << person.value();
        if (key.state == app::KeyState::Held) {
            parameters.bytes(options_.wrap.wrapped(shop, person, key.key));
        } else {
            parameters << nullptr;
        }
        auto transaction = TRY(postgres::Transaction::begin(db_));
        const Rows taken =
            TRY(db_.query("INSERT INTO person_keys (shop, person, key) VALUES ($1, $2, $3)"
                          " ON CONFLICT (shop, person) DO UPDATE SET key = excluded.key"
                          " WHERE person_keys.key IS NOT NULL",
                          std::move(parameters)));
        if (taken.affected() > 0) TRY(note(db_, {row_of(shop, person, key)}));
        return transaction.commit();
    });
}

Result<void> PostgresStore::write(const std::vector<app::RecordWrite>& all) {
    return on_writer<void>([&]() -> Result<void> {
        if (all.size() == 1 && !is_covered(all.front().kind))
            return write_record(db_, options_.wrap, all.front(), options_.now());
        auto transaction = TRY(postgres::Transaction::begin(db_));
        for (const app::RecordWrite& one : all)
            TRY(write_record(db_, options_.wrap, one, options_.now()));
        return transaction.commit();
    });
}

Result<app::Record> PostgresStore::get(const std::string& kind, const std::string& key,
                                       Instant now) {
    const Rows rows =
        TRY(read("SELECT key, bytes, expires_at FROM records WHERE kind = $1 AND key = $2"
                 " AND (expires_at IS NULL OR expires_at > $3)",
                 Parameters{} << std::string_view{kind} << key << seconds(now)));
    if (rows.size() == 0) return fail(ErrorCode::NotFound, "get: no such record");
    return options_.wrap.opened(kind, read_record(rows, 0));
}

Result<std::vector<app::Record>> PostgresStore::list(const std::string& kind,
                                                     const std::string& prefix,
                                                     const std::string& after, std::size_t limit) {
    TRY(check_limit(limit));
    if (kind.empty()) return fail(ErrorCode::Invalid, "list: a record has a kind");
    const Rows rows =
        TRY(read("SELECT key, bytes, expires_at FROM records WHERE kind = $1 AND key > $2"
                 " AND key >= $3 AND starts_with(key, $3) ORDER BY key LIMIT $4",
                 Parameters{} << std::string_view{kind} << after << prefix
                              << static_cast<std::int64_t>(limit)));
    std::vector<app::Record> found;
    found.reserve(static_cast<std::size_t>(rows.size()));
    for (int i = 0; i < rows.size(); ++i)
        found.push_back(options_.wrap.listed(kind, read_record(rows, i)));
    return found;
}

Result<bool> PostgresStore::remove(const std::string& kind, const std::string& key) {
    return on_writer<bool>([&]() -> Result<bool> {
        auto transaction = TRY(postgres::Transaction::begin(db_));
        const Rows rows = TRY(db_.query("DELETE FROM records WHERE kind = $1 AND key = $2",
                                        std::move(Parameters{} << std::string_view{kind} << key)));
        if (rows.affected() > 0 && is_covered(kind)) TRY(note(db_, {removed_record(kind, key)}));
        TRY(transaction.commit());
        return rows.affected() > 0;
    });
}

Result<std::int64_t> PostgresStore::purge(Instant now) {
    return on_writer<std::int64_t>([&]() -> Result<std::int64_t> {
        const Rows answers = TRY(db_.query("DELETE FROM answers WHERE kept_until < $1",
                                           std::move(Parameters{} << seconds(now))));
        auto transaction = TRY(postgres::Transaction::begin(db_));
        const Rows records =
            TRY(db_.query("DELETE FROM records WHERE expires_at < $1"
                          " RETURNING kind, key",
                          std::move(Parameters{} << seconds(now))));
        std::vector<JournalRow> gone;
        for (int i = 0; i < records.size(); ++i)
            if (const std::string kind = records.text(i, 0); is_covered(kind))
                gone.push_back(removed_record(kind, records.text(i, 1)));
        TRY(note(db_, std::move(gone)));
        TRY(transaction.commit());
        return answers.affected() + records.affected();
    });
}

Result<std::vector<std::string>> PostgresStore::record_kinds() {
    const Rows rows = TRY(read("SELECT DISTINCT kind FROM records ORDER BY kind", {}));
    std::vector<std::string> kinds;
    kinds.reserve(static_cast<std::size_t>(rows.size()));
    for (int i = 0; i < rows.size(); ++i) kinds.push_back(rows.text(i, 0));
    return kinds;
}

Result<std::vector<app::JournalEntry>> PostgresStore::journal(std::int64_t from,
                                                              std::size_t limit) {
    TRY(check_limit(limit));
    const Rows rows =
        TRY(read("SELECT position, table_name, scope, subject, digest, hash FROM journal"
                 " WHERE position >= $1 ORDER BY position LIMIT $2",
                 Parameters{} << from << static_cast<std::int64_t>(limit)));
    return postgres::read_rows<JournalTable>(rows);
}

Result<app::Head> PostgresStore::journal_head() {
    const Rows last = TRY(read(postgres::kJournalEnd, {}));
    const JournalEnd end = TRY(postgres::read_journal_end(last));
    return app::Head{.shop = {}, .position = end.position, .hash = end.hash};
}

Result<std::vector<ShopId>> PostgresStore::shops() {
    const Rows rows =
        TRY(read("SELECT shop FROM heads UNION SELECT shop FROM person_keys"
                 " UNION SELECT shop FROM reviews ORDER BY 1",
                 {}));
    std::vector<ShopId> found;
    found.reserve(static_cast<std::size_t>(rows.size()));
    for (int i = 0; i < rows.size(); ++i) found.emplace_back(rows.text(i, 0));
    return found;
}

Result<void> PostgresStore::begin_journal() {
    if (TRY(journal_head()).position > 0) return {};
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(postgres::Transaction::begin(db_));
        std::vector<JournalRow> rows{journal_begin()};
        const auto write = [&]() -> Result<void> {
            TRY(note(db_, std::move(rows)));
            rows.clear();
            return {};
        };
        TRY(each_covered_row(*this, std::nullopt, [&](JournalRow row) -> Result<void> {
            rows.push_back(std::move(row));
            return rows.size() < app::kPageMax ? Result<void>{} : write();
        }));
        TRY(write());
        return transaction.commit();
    });
}

}  // namespace pingli::store
