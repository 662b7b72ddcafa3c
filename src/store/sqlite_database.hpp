// The sliver of SQLite that the store needs: open, prepared statements that are kept, transactions.
// Turns every return code into a Result and owns every handle. A connection belongs to one thread
// at a time.

#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/result.hpp"

namespace pingli::store::sqlite {

// How long a connection waits for another program.
constexpr int kBusyMilliseconds = 5000;

// A kept statement while it is in use; at the end it is reset for the next. What is bound must live
// as long.
class Query {
public:
    explicit Query(sqlite3_stmt* handle) : handle_(handle) {}
    Query(Query&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    Query& operator=(Query&&) = delete;
    ~Query();

    // Binds the next parameter, from the first.
    Query& operator<<(std::int64_t value);
    Query& operator<<(int value) { return *this << std::int64_t{value}; }
    Query& operator<<(std::string_view text);
    Query& operator<<(std::nullptr_t);
    Query& blob(std::span<const unsigned char> bytes);
    Query& blob(std::string_view bytes);

    Result<bool> step();  // true: a row is there
    Result<void> run();   // for what returns no row
    void again();         // reset, for the next set of parameters

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;  // of blobs too; valid for ever
    [[nodiscard]] std::string bytes(int column) const { return text(column); }
    [[nodiscard]] bool is_null(int column) const;

private:
    sqlite3_stmt* handle_;
    int next_ = 0;
};

struct OpenOptions {
    std::string path;
    std::string vfs;  // empty: the system's
    bool is_writer = false;
    bool is_read_only = false;  // the file is not written to by anybody through this
};

class Database {
public:
    static Result<Database> open(const OpenOptions& options);

    // `sql` is a literal: the statement is kept under its address.
    Result<Query> prepare(const char* sql);
    Result<void> run(const std::string& sql);
    [[nodiscard]] bool is_in_transaction() const;
    [[nodiscard]] static bool is_lost() { return false; }
    [[nodiscard]] std::int64_t changes() const;
    [[nodiscard]] std::int64_t last_row() const;
    [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
    void forget_statements() { kept_.clear(); }

private:
    struct Close {
        void operator()(sqlite3* db) const { sqlite3_close(db); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
    };
    std::unique_ptr<sqlite3, Close> handle_;
    std::unordered_map<const char*, std::unique_ptr<sqlite3_stmt, Finalize>> kept_;
};

// Rolls back unless committed.
class Transaction {
public:
    static Result<Transaction> begin(Database& db);
    Transaction(Transaction&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Result<void> commit();

private:
    explicit Transaction(Database& db) : db_(&db) {}
    Database* db_;
};

std::unexpected<Error> failure(sqlite3* db, int code, const char* what);

}  // namespace pingli::store::sqlite
