#include "store/postgres_rows.hpp"

#include <algorithm>

#include "store/cursor.hpp"

namespace pingli::store::postgres {

Result<app::Hash> read_hash(std::string_view bytes) {
    app::Hash hash{};
    if (bytes.size() != hash.size()) return fail(ErrorCode::Corrupt, "a hash has not 32 bytes");
    std::ranges::transform(bytes, hash.begin(),
                           [](char c) { return static_cast<unsigned char>(c); });
    return hash;
}

std::string_view view(const app::Hash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

Result<std::vector<app::StoredEvent>> read_events(const Rows& rows) {
    std::vector<app::StoredEvent> events;
    events.reserve(static_cast<std::size_t>(rows.size()));
    for (int i = 0; i < rows.size(); ++i)
        events.push_back({.position = rows.integer(i, 0),
                          .case_id = CaseId{rows.text(i, 1)},
                          .version = rows.integer(i, 2),
                          .type = rows.text(i, 3),
                          .body = rows.bytes(i, 4),
                          .hash = TRY(read_hash(rows.bytes(i, 5)))});
    return events;
}

KeptRow read_answer(const Rows& rows, int row, int first_column) {
    const int c = first_column;
    return {.route = rows.text(row, c),
            .body_hash = rows.text(row, c + 1),
            .answer = {.status = static_cast<int>(rows.integer(row, c + 2)),
                       .body = rows.bytes(row, c + 3)},
            .kept_until = instant(rows.integer(row, c + 4))};
}

void EventRows::add(const ShopId& shop, std::int64_t position, const CaseId& case_id,
                    std::int64_t version, const app::NewEvent& event, const app::Hash& hash) {
    shop_.add(shop.value());
    position_.add(position);
    case_.add(case_id.value());
    version_.add(version);
    type_.add(event.type);
    body_.add_bytes(event.body);
    hash_.add_bytes(view(hash));
}

Call EventRows::call() const {
    Call call{.sql =
                  "INSERT INTO events (shop, position, case_id, version, type, body, hash)"
                  " SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[],"
                  " $5::text[], $6::bytea[], $7::bytea[])",
              .parameters = {}};
    for (const Column* column : {&shop_, &position_, &case_, &version_, &type_, &body_, &hash_})
        call.parameters << column->literal();
    return call;
}

void HeadRows::add(const ShopId& shop, const ChainEnd& end) {
    shop_.add(shop.value());
    position_.add(end.position);
    hash_.add_bytes(view(end.hash));
}

Call HeadRows::call() const {
    Call call{.sql =
                  "INSERT INTO heads (shop, position, hash)"
                  " SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[])"
                  " ON CONFLICT (shop) DO UPDATE SET position = excluded.position,"
                  " hash = excluded.hash",
              .parameters = {}};
    call.parameters << shop_.literal() << position_.literal() << hash_.literal();
    return call;
}

void NumberRows::add(const ShopId& shop, int year, std::int64_t last) {
    shop_.add(shop.value());
    year_.add(std::int64_t{year});
    last_.add(last);
}

Call NumberRows::call() const {
    Call call{.sql =
                  "INSERT INTO numbers (shop, year, last)"
                  " SELECT * FROM unnest($1::text[], $2::integer[], $3::bigint[])"
                  " ON CONFLICT (shop, year) DO UPDATE SET last = excluded.last",
              .parameters = {}};
    call.parameters << shop_.literal() << year_.literal() << last_.literal();
    return call;
}

void CaseRows::add(const ShopId& shop, const CaseId& case_id, const CaseFacts& facts,
                   const app::QueueRow& row) {
    ++count_;
    shop_.add(shop.value());
    case_.add(case_id.value());
    version_.add(facts.version);
    first_.add(facts.first_position);
    year_.add(std::int64_t{facts.year});
    number_.add(facts.number);
    kind_.add(row.kind);
    phase_.add(row.phase);
    outcome_.add(row.outcome);
    assigned_.add(row.assigned);
    due_.add(due_seconds(row.next_due_at));
    opened_.add(seconds(row.opened_at));
    updated_.add(seconds(row.updated_at));
    list_.add(row.list);
}

#define PINGLI_INSERT_CASES                                                      \
    "INSERT INTO cases (shop, case_id, version, first_position, year, number,"   \
    " kind, phase, outcome, assigned, next_due_at, opened_at, updated_at, list)" \
    " SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[],"  \
    " $5::integer[], $6::bigint[], $7::text[], $8::text[], $9::text[],"          \
    " $10::text[], $11::bigint[], $12::bigint[], $13::bigint[], $14::text[])"

Call CaseRows::call(RowsAre rows) const {
    Call call{
        .sql = rows == RowsAre::New ? PINGLI_INSERT_CASES
                                    : PINGLI_INSERT_CASES
                   " ON CONFLICT (shop, case_id) DO UPDATE SET version = excluded.version,"
                   " kind = excluded.kind, phase = excluded.phase, outcome = excluded.outcome,"
                   " assigned = excluded.assigned, next_due_at = excluded.next_due_at,"
                   " opened_at = excluded.opened_at, updated_at = excluded.updated_at,"
                   " list = excluded.list",
        .parameters = {}};
    for (const Column* column :
         {&shop_, &case_, &version_, &first_, &year_, &number_, &kind_, &phase_, &outcome_,
          &assigned_, &due_, &opened_, &updated_, &list_})
        call.parameters << column->literal();
    return call;
}

void LedgerRows::add(const LedgerRow& row) {
    ++count_;
    shop_.add(row.shop->value());
    year_.add(std::int64_t{row.entry->year});
    position_.add(row.position);
    ordinal_.add(std::int64_t{row.ordinal});
    case_.add(row.case_id->value());
    class_.add(row.entry->ledger_class);
    points_.add(row.entry->points);
    at_.add(seconds(row.entry->at));
    detail_.add(row.entry->detail);
}

Call LedgerRows::call() const {
    Call call{.sql =
                  "INSERT INTO ledger (shop, year, position, ordinal, case_id, ledger_class,"
                  " points, at, detail)"
                  " SELECT * FROM unnest($1::text[], $2::integer[], $3::bigint[],"
                  " $4::integer[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],"
                  " $9::text[])",
              .parameters = {}};
    for (const Column* column :
         {&shop_, &year_, &position_, &ordinal_, &case_, &class_, &points_, &at_, &detail_})
        call.parameters << column->literal();
    return call;
}

void SearchRows::add(const ShopId& shop, const CaseId& case_id, std::int64_t first_position,
                     const Text& text) {
    ++count_;
    shop_.add(shop.value());
    case_.add(case_id.value());
    first_.add(first_position);
    text_.add(text.folded);
    tokens_.add(text.tokens);
}

std::string SearchRows::tokens_of(std::string_view folded) {
    Column codes;
    for (const std::int64_t code : token_codes(folded)) codes.add(code);
    return codes.literal();
}

// An array of arrays must be a rectangle: each set travels as its text and becomes one here.
#define PINGLI_INSERT_TEXTS                                                      \
    "INSERT INTO search_docs (shop, case_id, first_position, text, tokens)"      \
    " SELECT d.shop, d.case_id, d.first_position, d.text, d.tokens::bigint[]"    \
    " FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])" \
    " AS d (shop, case_id, first_position, text, tokens)"

Call SearchRows::call(RowsAre rows) const {
    Call call{.sql = rows == RowsAre::New ? PINGLI_INSERT_TEXTS
                                          : PINGLI_INSERT_TEXTS
                         " ON CONFLICT (shop, case_id) DO UPDATE SET text = excluded.text,"
                         " tokens = excluded.tokens",
              .parameters = {}};
    for (const Column* column : {&shop_, &case_, &first_, &text_, &tokens_})
        call.parameters << column->literal();
    return call;
}

void JournalRows::add(const app::JournalEntry& entry) {
    position_.add(entry.position);
    table_.add(entry.table);
    scope_.add(entry.scope);
    subject_.add(entry.subject);
    digest_.add_bytes(view(entry.digest));
    hash_.add_bytes(view(entry.hash));
    ++count_;
}

Call JournalRows::call() const {
    Call call{.sql =
                  "INSERT INTO journal (position, table_name, scope, subject, digest, hash)"
                  " SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[],"
                  " $5::bytea[], $6::bytea[])",
              .parameters = {}};
    for (const Column* column : {&position_, &table_, &scope_, &subject_, &digest_, &hash_})
        call.parameters << column->literal();
    return call;
}

Result<JournalEnd> read_journal_end(const Rows& rows) {
    if (rows.size() == 0) return JournalEnd{};
    return JournalEnd{.position = rows.integer(0, 0), .hash = TRY(read_hash(rows.bytes(0, 1)))};
}

Result<void> note(Connection& db, std::vector<JournalRow> rows) {
    if (rows.empty()) return {};
    const Rows last = TRY(db.query(kJournalEnd, {}));
    JournalEnd end = TRY(read_journal_end(last));
    JournalRows entries;
    for (JournalRow& row : rows) entries.add(next_entry(end, std::move(row)));
    const Call call = entries.call();
    TRY(db.run({&call, 1}));
    return {};
}

}  // namespace pingli::store::postgres
