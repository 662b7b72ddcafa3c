// Rows of the SQLite store to values, for the parts of it that share them.

#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "app/event_store.hpp"
#include "store/journal.hpp"
#include "store/key_wrap.hpp"
#include "store/sqlite_database.hpp"
#include "store/sqlite_table.hpp"
#include "store/tables.hpp"

namespace pingli::store::sqlite {

Result<app::Hash> read_hash(std::string_view bytes);  // Corrupt unless 32 bytes

Result<std::vector<app::StoredEvent>> events_of_case(Database& db, const ShopId& shop,
                                                     const CaseId& case_id);
Result<std::optional<KeptRow>> find_answer(Database& db, const ShopId& shop, const UserId& user,
                                           const std::string& key);
Result<ChainEnd> chain_end(Database& db, const ShopId& shop);
// With its entry in the journal: in a transaction, as are all that note.
Result<void> put_key(Database& db, const KeyWrap& wrap, const ShopId& shop, const PersonId& person,
                     const app::FoundKey& key);
// The same of how a review stands. False: there is no such review.
Result<bool> set_mark(Database& db, const ShopId& shop, const app::MarkedReview& marked);
// The next entry of the journal.
Result<void> note(Database& db, JournalRow row);

// What the index holds of a document; the same bytes to add it and to take it out.
Result<void> index_document(Database& db, std::int64_t doc, std::string_view shop,
                            std::string_view folded, bool is_removal);
// A new document with tokens that were made before (gram_text, quad_text).
struct Document {
    std::int64_t doc;
    std::string_view shop;
    std::string_view tokens;
    std::string_view quads;
};
Result<void> index_tokens(Database& db, const Document& document);
// The shop as one token of the index: "s" and its bytes in hexadecimal.
std::string shop_token(std::string_view shop);

}  // namespace pingli::store::sqlite
