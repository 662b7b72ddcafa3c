// Rows of the PostgreSQL store to values and back, for the parts of it that share them.

#pragma once

#include <string_view>
#include <vector>

#include "app/event_store.hpp"
#include "store/grams.hpp"
#include "store/journal.hpp"
#include "store/plan.hpp"
#include "store/postgres_connection.hpp"

namespace pingli::store::postgres {

Result<app::Hash> read_hash(std::string_view bytes);
std::string_view view(const app::Hash& hash);
// The rows of a query for position, case_id, version, type, body, hash.
Result<std::vector<app::StoredEvent>> read_events(const Rows& rows);
KeptRow read_answer(const Rows& rows, int row, int first_column);

// Each gathers rows and makes one statement of them. Rows that are known to be new need no look
// for those before them, which is cheaper.
enum class RowsAre : std::uint8_t { New, Any };
class EventRows {
public:
    void add(const ShopId& shop, std::int64_t position, const CaseId& case_id, std::int64_t version,
             const app::NewEvent& event, const app::Hash& hash);
    [[nodiscard]] Call call() const;

private:
    Column shop_, position_, case_, version_, type_, body_, hash_;
};

class HeadRows {
public:
    void add(const ShopId& shop, const ChainEnd& end);
    [[nodiscard]] Call call() const;

private:
    Column shop_, position_, hash_;
};

class NumberRows {
public:
    void add(const ShopId& shop, int year, std::int64_t last);
    [[nodiscard]] Call call() const;

private:
    Column shop_, year_, last_;
};

class CaseRows {
public:
    void add(const ShopId& shop, const CaseId& case_id, const CaseFacts& facts,
             const app::QueueRow& row);
    [[nodiscard]] Call call(RowsAre rows) const;
    [[nodiscard]] bool empty() const { return count_ == 0; }

private:
    Column shop_, case_, version_, first_, year_, number_, kind_, phase_, outcome_, assigned_, due_,
        opened_, updated_, list_;
    int count_ = 0;
};

class JournalRows {
public:
    void add(const app::JournalEntry& entry);
    [[nodiscard]] Call call() const;
    [[nodiscard]] bool empty() const { return count_ == 0; }

private:
    Column position_, table_, scope_, subject_, digest_, hash_;
    int count_ = 0;
};
constexpr const char* kJournalEnd =
    "SELECT position, hash FROM journal ORDER BY position DESC LIMIT 1";
Result<JournalEnd> read_journal_end(const Rows& rows);
// The next entries of the journal; in a transaction.
Result<void> note(Connection& db, std::vector<JournalRow> rows);

class LedgerRows {
public:
    void add(const LedgerRow& row);
    [[nodiscard]] Call call() const;
    [[nodiscard]] bool empty() const { return count_ == 0; }

private:
    Column shop_, year_, position_, ordinal_, case_, class_, points_, at_, detail_;
    int count_ = 0;
};

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
