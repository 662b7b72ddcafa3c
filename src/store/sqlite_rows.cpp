#include "store/sqlite_rows.hpp"

#include <algorithm>

#include "store/grams.hpp"
#include "store/queue_statements.hpp"

namespace pingli::store::sqlite {

Result<app::Hash> read_hash(std::string_view bytes) {
    app::Hash hash{};
    if (bytes.size() != hash.size()) return fail(ErrorCode::Corrupt, "a hash has not 32 bytes");
    std::ranges::transform(bytes, hash.begin(),
                           [](char c) { return static_cast<unsigned char>(c); });
    return hash;
}

Result<std::vector<app::StoredEvent>> events_of_case(Database& db, const ShopId& shop,
                                                     const CaseId& case_id) {
    return rows_that_fit<EventTable>(db, shop.value(), key_of(case_id), "version");
}

Result<std::optional<KeptRow>> find_answer(Database& db, const ShopId& shop, const UserId& user,
                                           const std::string& key) {
    auto found = TRY(find_row<AnswerTable>(db, shop.value(), key_of(user, key)));
    return found ? std::optional{kept_of(std::move(*found))} : std::nullopt;
}

Result<ChainEnd> chain_end(Database& db, const ShopId& shop) {
    return TRY(find_row<HeadTable>(db, shop.value(), {})).value_or(ChainEnd{});
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
    return put<JournalTable>(db, RowsAre::New, {}, entry);
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
