#include "store/sqlite_outer_key.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include "app/event_store.hpp"

namespace pingli::store::sqlite {

namespace {

constexpr std::int64_t kAtOnce = app::kPageMax;

Result<bool> has_table(Database& db, std::string_view name) {
    auto query = TRY(db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"));
    query << name;
    return query.step();
}

// What is kept of the outer key; empty: nothing is.
Result<std::string> stored_mark(Database& db) {
    auto query = TRY(db.prepare("SELECT fingerprint FROM outer_key"));
    return TRY(query.step()) ? query.text(0) : std::string{};
}

// In a transaction.
Result<void> put_mark(Database& db, const std::string& mark) {
    TRY(db.run("DELETE FROM outer_key"));
    if (mark.empty()) return {};
    auto put = TRY(db.prepare("INSERT INTO outer_key (only_one, fingerprint) VALUES (1, ?)"));
    put << mark;
    return put.run();
}

struct HeldKey {
    ShopId shop;
    PersonId person;
    app::FoundKey key;
};

Result<std::vector<HeldKey>> some_keys(Database& db, const HeldKey& after) {
    auto query =
        TRY(db.prepare("SELECT shop, person, key FROM person_keys WHERE key IS NOT NULL"
                       " AND (shop, person) > (?, ?) ORDER BY shop, person LIMIT ?"));
    query << after.shop.value() << after.person.value() << kAtOnce;
    std::vector<HeldKey> found;
    while (TRY(query.step()))
        found.push_back({.shop = ShopId{query.text(0)},
                         .person = PersonId{query.text(1)},
                         .key = {.state = app::KeyState::Held, .key = query.text(2)}});
    return found;
}

Result<void> rewrap_keys(Database& db, const KeyWrap& from, const KeyWrap& to) {
    for (HeldKey after;;) {
        auto page = TRY(some_keys(db, after));
        for (const HeldKey& one : page) {
            const auto key = TRY(from.opened(one.shop, one.person, one.key));
            const std::string stored = to.wrapped(one.shop, one.person, key.key);
            auto put =
                TRY(db.prepare("UPDATE person_keys SET key = ? WHERE shop = ? AND person = ?"));
            put.blob(stored) << one.shop.value() << one.person.value();
            TRY(put.run());
        }
        if (std::ssize(page) < kAtOnce) return {};
        after = std::move(page.back());
    }
}

Result<std::vector<app::Record>> some_records(Database& db, std::string_view kind,
                                              const std::string& after) {
    auto query =
        TRY(db.prepare("SELECT key, bytes FROM records WHERE kind = ? AND key > ?"
                       " ORDER BY key LIMIT ?"));
    query << kind << after << kAtOnce;
    std::vector<app::Record> found;
    while (TRY(query.step())) found.push_back({.key = query.text(0), .bytes = query.text(1)});
    return found;
}

Result<void> rewrap_records(Database& db, std::string_view kind, const KeyWrap& from,
                            const KeyWrap& to) {
    for (std::string after;;) {
        auto page = TRY(some_records(db, kind, after));
        for (const app::Record& one : page) {
            const auto record = TRY(from.opened(kind, one));
            const std::string stored = to.wrapped(kind, one.key, record.bytes);
            auto put = TRY(db.prepare("UPDATE records SET bytes = ? WHERE kind = ? AND key = ?"));
            put.blob(stored) << kind << one.key;
            TRY(put.run());
        }
        if (std::ssize(page) < kAtOnce) return {};
        after = std::move(page.back().key);
    }
}

}  // namespace

Result<std::string> outer_key_of(Database& db) {
    if (!TRY(has_table(db, "outer_key"))) return std::string{};
    return without_mark(TRY(stored_mark(db)));
}

Result<bool> is_uncleared(Database& db) {
    return TRY(stored_mark(db)).ends_with(kUncleared);
}

Result<void> note_cleared(Database& db) {
    auto transaction = TRY(Transaction::begin(db));
    const std::string mark = TRY(stored_mark(db));
    TRY(put_mark(db, without_mark(mark)));
    return transaction.commit();
}

Result<bool> is_unused(Database& db) {
    if (!TRY(has_table(db, "person_keys"))) return true;
    for (const char* const sql :
         {"SELECT 1 FROM person_keys LIMIT 1", "SELECT 1 FROM records LIMIT 1"}) {
        auto query = TRY(db.prepare(sql));
        if (TRY(query.step())) return false;
    }
    if (!TRY(has_table(db, "journal"))) return true;
    auto journal = TRY(db.prepare("SELECT 1 FROM journal LIMIT 1"));
    return !TRY(journal.step());
}

Result<void> rewrap(Database& db, const KeyWrap& from, const KeyWrap& to, bool is_to_clear) {
    auto transaction = TRY(Transaction::begin(db));
    TRY(rewrap_keys(db, from, to));
    for (const std::string_view kind : kSecretKinds) TRY(rewrap_records(db, kind, from, to));
    TRY(put_mark(db, to.fingerprint() + std::string{is_to_clear ? kUncleared : ""}));
    return transaction.commit();
}

}  // namespace pingli::store::sqlite
