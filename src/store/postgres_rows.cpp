#include "store/postgres_rows.hpp"

#include <algorithm>

namespace pingli::store::postgres {

Result<app::Hash> read_hash(std::string_view bytes) {
    app::Hash hash{};
    if (bytes.size() != hash.size()) return fail(ErrorCode::Corrupt, "a hash has not 32 bytes");
    std::ranges::transform(bytes, hash.begin(),
                           [](char c) { return static_cast<unsigned char>(c); });
    return hash;
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

Result<JournalEnd> read_journal_end(const Rows& rows) {
    if (rows.size() == 0) return JournalEnd{};
    return JournalEnd{.position = rows.integer(0, 0), .hash = TRY(read_hash(rows.bytes(0, 1)))};
}

Result<void> note(Connection& db, std::vector<JournalRow> rows) {
    if (rows.empty()) return {};
    const Rows last = TRY(db.query(kJournalEnd, {}));
    JournalEnd end = TRY(read_journal_end(last));
    Batch<JournalTable> entries;
    for (JournalRow& row : rows) entries.add({}, next_entry(end, std::move(row)));
    const Call call = entries.call(RowsAre::New);
    TRY(db.run({&call, 1}));
    return {};
}

}  // namespace pingli::store::postgres
