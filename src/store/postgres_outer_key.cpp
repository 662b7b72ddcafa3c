#include "store/postgres_outer_key.hpp"

#include <cstdint>

#include "app/event_store.hpp"

namespace pingli::store::postgres {

namespace {

constexpr int kAtOnce = app::kPageMax;

Result<bool> has_table(Connection& db, std::string_view name) {
    const Rows rows =
        TRY(db.query("SELECT to_regclass($1) IS NOT NULL", std::move(Parameters{} << name)));
    return rows.text(0, 0) == "t";
}

// What is kept of the outer key; empty: nothing is.
Result<std::string> stored_mark(Connection& db) {
    const Rows rows = TRY(db.query("SELECT fingerprint FROM outer_key"));
    return rows.size() == 0 ? std::string{} : rows.text(0, 0);
}

// In a transaction.
Result<void> put_mark(Connection& db, const std::string& mark) {
    TRY(db.query("DELETE FROM outer_key"));
    if (mark.empty()) return {};
    TRY(db.query("INSERT INTO outer_key (only_one, fingerprint) VALUES (1, $1)",
                 std::move(Parameters{} << mark)));
    return {};
}

Result<void> rewrap_keys(Connection& db, const KeyWrap& from, const KeyWrap& to) {
    ShopId shop;
    PersonId person;
    for (;;) {
        const Rows page = TRY(db.query(
            "SELECT shop, person, key FROM person_keys WHERE key IS NOT NULL"
            " AND (shop, person) > ($1, $2) ORDER BY shop, person LIMIT $3",
            std::move(Parameters{} << shop.value() << person.value() << std::int64_t{kAtOnce})));
        Column shops;
        Column persons;
        Column keys;
        for (int i = 0; i < page.size(); ++i) {
            shop = ShopId{page.text(i, 0)};
            person = PersonId{page.text(i, 1)};
            const auto key = TRY(
                from.opened(shop, person, {.state = app::KeyState::Held, .key = page.bytes(i, 2)}));
            shops.add(shop.value());
            persons.add(person.value());
            keys.add_bytes(to.wrapped(shop, person, key.key));
        }
        TRY(db.query(
            "UPDATE person_keys SET key = k.key"
            " FROM unnest($1::text[], $2::text[], $3::bytea[]) AS k (shop, person, key)"
            " WHERE person_keys.shop = k.shop AND person_keys.person = k.person",
            std::move(Parameters{} << shops.literal() << persons.literal() << keys.literal())));
        if (page.size() < kAtOnce) return {};
    }
}

Result<void> rewrap_records(Connection& db, std::string_view kind, const KeyWrap& from,
                            const KeyWrap& to) {
    for (std::string key;;) {
        const Rows page =
            TRY(db.query("SELECT key, bytes FROM records WHERE kind = $1 AND key > $2"
                         " ORDER BY key LIMIT $3",
                         std::move(Parameters{} << kind << key << std::int64_t{kAtOnce})));
        Column keys;
        Column bytes;
        for (int i = 0; i < page.size(); ++i) {
            key = page.text(i, 0);
            const auto record = TRY(from.opened(kind, {.key = key, .bytes = page.bytes(i, 1)}));
            keys.add(key);
            bytes.add_bytes(to.wrapped(kind, key, record.bytes));
        }
        TRY(
            db.query("UPDATE records SET bytes = k.bytes"
                     " FROM unnest($2::text[], $3::bytea[]) AS k (key, bytes)"
                     " WHERE records.kind = $1 AND records.key = k.key",
                     std::move(Parameters{} << kind << keys.literal() << bytes.literal())));
        if (page.size() < kAtOnce) return {};
    }
}

}  // namespace

Result<std::string> outer_key_of(Connection& db) {
    if (!TRY(has_table(db, "outer_key"))) return std::string{};
    return without_mark(TRY(stored_mark(db)));
}

Result<bool> is_uncleared(Connection& db) {
    return TRY(stored_mark(db)).ends_with(kUncleared);
}

Result<void> note_cleared(Connection& db) {
    auto transaction = TRY(Transaction::begin(db));
    const std::string mark = TRY(stored_mark(db));
    TRY(put_mark(db, without_mark(mark)));
    return transaction.commit();
}

Result<bool> is_unused(Connection& db) {
    if (!TRY(has_table(db, "person_keys"))) return true;
    for (const char* const sql :
         {"SELECT 1 FROM person_keys LIMIT 1", "SELECT 1 FROM records LIMIT 1"})
        if (TRY(db.query(sql)).size() > 0) return false;
    if (!TRY(has_table(db, "journal"))) return true;
    return TRY(db.query("SELECT 1 FROM journal LIMIT 1")).size() == 0;
}

Result<void> rewrap(Connection& db, const KeyWrap& from, const KeyWrap& to, bool is_to_clear) {
    auto transaction = TRY(Transaction::begin(db));
    TRY(rewrap_keys(db, from, to));
    for (const std::string_view kind : kSecretKinds) TRY(rewrap_records(db, kind, from, to));
    TRY(put_mark(db, to.fingerprint() + std::string{is_to_clear ? kUncleared : ""}));
    return transaction.commit();
}

}  // namespace pingli::store::postgres
