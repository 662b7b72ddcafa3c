#include "store/sqlite_rows.hpp"

#include <algorithm>

#include "store/cursor.hpp"
#include "store/grams.hpp"

namespace pingli::store::sqlite {

Result<app::Hash> read_hash(std::string_view bytes) {
    app::Hash hash{};
    if (bytes.size() != hash.size()) return fail(ErrorCode::Corrupt, "a hash has not 32 bytes");
    std::ranges::transform(bytes, hash.begin(),
                           [](char c) { return static_cast<unsigned char>(c); });
    return hash;
}

Result<std::vector<app::StoredEvent>> read_events(Query& query) {
    std::vector<app::StoredEvent> events;
    while (TRY(query.step()))
        events.push_back({.position = query.integer(0),
                          .case_id = CaseId{query.text(1)},
                          .version = query.integer(2),
                          .type = query.text(3),
                          .body = query.text(4),
                          .hash = TRY(read_hash(query.text(5)))});
    return events;
}

Result<std::vector<app::StoredEvent>> events_of_case(Database& db, const ShopId& shop,
                                                     const CaseId& case_id) {
    auto query =
        TRY(db.prepare("SELECT position, case_id, version, type, body, hash FROM events"
                       " WHERE shop = ? AND case_id = ? ORDER BY version"));
    query << shop.value() << case_id.value();
    return read_events(query);
}

Result<std::optional<KeptRow>> find_answer(Database& db, const ShopId& shop, const UserId& user,
                                           const std::string& key) {
    auto query =
        TRY(db.prepare("SELECT route, body_hash, status, body, kept_until FROM answers"
                       " WHERE shop = ? AND user_id = ? AND key = ?"));
    query << shop.value() << user.value() << key;
    if (!TRY(query.step())) return std::nullopt;
    return KeptRow{.route = query.text(0),
                   .body_hash = query.text(1),
                   .answer = {.status = static_cast<int>(query.integer(2)), .body = query.text(3)},
                   .kept_until = instant(query.integer(4))};
}

Result<void> put_case(Database& db, const ShopId& shop, const CaseId& case_id,
                      const CaseFacts& facts, const app::QueueRow& row) {
    auto query = TRY(db.prepare(
        "INSERT INTO cases (shop, case_id, version, first_position, year, number, kind, phase,"
        " outcome, assigned, next_due_at, opened_at, updated_at, list)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
        " ON CONFLICT (shop, case_id) DO UPDATE SET version = ?3, kind = ?7, phase = ?8,"
        " outcome = ?9, assigned = ?10, next_due_at = ?11, opened_at = ?12, updated_at = ?13,"
        " list = ?14"));
    query << shop.value() << case_id.value() << facts.version << facts.first_position << facts.year
          << facts.number << row.kind << row.phase << row.outcome << row.assigned
          << due_seconds(row.next_due_at) << seconds(row.opened_at) << seconds(row.updated_at)
          << row.list;
    return query.run();
}

Result<void> put_ledger(Database& db, const LedgerRow& row) {
    auto query =
        TRY(db.prepare("INSERT INTO ledger (shop, year, position, ordinal, case_id, ledger_class,"
                       " points, at, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    query << row.shop->value() << row.entry->year << row.position << row.ordinal
          << row.case_id->value() << row.entry->ledger_class << row.entry->points
          << seconds(row.entry->at) << row.entry->detail;
    return query.run();
}

Result<void> put_number(Database& db, const ShopId& shop, int year, std::int64_t last) {
    auto query =
        TRY(db.prepare("INSERT INTO numbers (shop, year, last) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT (shop, year) DO UPDATE SET last = ?3"));
    query << shop.value() << year << last;
    return query.run();
}

Result<void> put_event(Database& db, const ShopId& shop, const app::StoredEvent& event) {
    auto query =
        TRY(db.prepare("INSERT INTO events (shop, position, case_id, version, type, body, hash)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?)"));
    query << shop.value() << event.position << event.case_id.value() << event.version << event.type;
    query.blob(event.body).blob(event.hash);
    return query.run();
}

Result<void> put_head(Database& db, const ShopId& shop, const ChainEnd& end) {
    auto query =
        TRY(db.prepare("INSERT INTO heads (shop, position, hash) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT (shop) DO UPDATE SET position = ?2, hash = ?3"));
    query << shop.value() << end.position;
    query.blob(end.hash);
    return query.run();
}

Result<void> put_key(Database& db, const KeyWrap& wrap, const ShopId& shop, const PersonId& person,
                     const app::FoundKey& key) {
    const std::string stored = wrap.wrapped(shop, person, key.key);
    auto query =
        TRY(db.prepare("INSERT INTO person_keys (shop, person, key) VALUES (?1, ?2, ?3)"
                       " ON CONFLICT (shop, person) DO UPDATE SET key = ?3"));
    query << shop.value() << person.value();
    if (key.state == app::KeyState::Held) {
        query.blob(stored);
    } else {
        query << nullptr;
    }
    TRY(query.run());
    return note(db, row_of(shop, person, key));
}

Result<void> note(Database& db, JournalRow row) {
    JournalEnd end;
    {
        auto last =
            TRY(db.prepare("SELECT position, hash FROM journal ORDER BY position DESC LIMIT 1"));
        if (TRY(last.step()))
            end = {.position = last.integer(0), .hash = TRY(read_hash(last.text(1)))};
    }
    const app::JournalEntry entry = next_entry(end, std::move(row));
    auto query =
        TRY(db.prepare("INSERT INTO journal (position, table_name, scope, subject, digest, hash)"
                       " VALUES (?, ?, ?, ?, ?, ?)"));
    query << entry.position << entry.table << entry.scope << entry.subject;
    query.blob(entry.digest).blob(entry.hash);
    return query.run();
}

std::string shop_token(std::string_view shop) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string token = "s";
    for (const char c : shop) {
        const auto byte = static_cast<unsigned char>(c);
        token += kDigits[byte >> 4U];
        token += kDigits[byte & 15U];
    }
    return token;
}

Result<void> index_tokens(Database& db, const Document& document) {
    const std::string shop = shop_token(document.shop);
    auto query =
        TRY(db.prepare("INSERT INTO search (rowid, shop, grams, quads) VALUES (?, ?, ?, ?)"));
    query << document.doc << shop << document.tokens << document.quads;
    return query.run();
}

Result<void> index_document(Database& db, std::int64_t doc, std::string_view shop,
                            std::string_view folded, bool is_removal) {
    const std::string grams = gram_text(folded);
    const std::string quads = quad_text(folded);
    if (!is_removal)
        return index_tokens(db, {.doc = doc, .shop = shop, .tokens = grams, .quads = quads});
    const std::string token = shop_token(shop);
    auto query =
        TRY(db.prepare("INSERT INTO search (search, rowid, shop, grams, quads)"
                       " VALUES ('delete', ?, ?, ?, ?)"));
    query << doc << token << grams << quads;
    return query.run();
}

}  // namespace pingli::store::sqlite
