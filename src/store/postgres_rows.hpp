// Rows of the PostgreSQL store to values and back, for the parts of it that share them.

#pragma once

#include <string_view>
#include <vector>

#include "app/event_store.hpp"
#include "store/grams.hpp"
#include "store/journal.hpp"
#include "store/postgres_connection.hpp"
#include "store/postgres_table.hpp"
#include "store/tables.hpp"

namespace pingli::store::postgres {

Result<app::Hash> read_hash(std::string_view bytes);

constexpr const char* kJournalEnd =
    "SELECT position, hash FROM journal ORDER BY position DESC LIMIT 1";
Result<JournalEnd> read_journal_end(const Rows& rows);
// How a review stands; to be noted in the journal.
Call mark_call(const ShopId& shop, const app::MarkedReview& marked);
// The next entries of the journal; in a transaction.
Result<void> note(Connection& db, std::vector<JournalRow> rows);

// Documents of the search as one statement.
class SearchRows {
public:
    struct Text {
        std::string_view folded;  // as searchable() gives it
        std::string_view tokens;  // its token_codes() as an array's text
    };
    void add(const ShopId& shop, const CaseId& case_id, std::int64_t first_position,
             const Text& text);
    static std::string tokens_of(std::string_view folded);
    [[nodiscard]] Call call(RowsAre rows) const;
    [[nodiscard]] bool empty() const { return count_ == 0; }

private:
    Column shop_, case_, first_, text_, tokens_;
    int count_ = 0;
};

}  // namespace pingli::store::postgres
