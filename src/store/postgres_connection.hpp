// The sliver of libpq that the store needs: a connection, statements that are prepared once and
// sent in one go, rows. Turns every failure into a Result and owns every handle. A connection
// belongs to one thread at a time.

#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace pingli::store::postgres {

class Rows {
public:
    explicit Rows(PGresult* handle) : handle_(handle) {}
    [[nodiscard]] int size() const { return PQntuples(handle_.get()); }
    [[nodiscard]] std::string text(int row, int column) const;
    [[nodiscard]] std::string bytes(int row, int column) const;  // of a bytea
    [[nodiscard]] std::int64_t integer(int row, int column) const;
    [[nodiscard]] bool is_null(int row, int column) const;
    [[nodiscard]] std::int64_t affected() const;

private:
    struct Clear {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    std::unique_ptr<PGresult, Clear> handle_;
};

// Values of a statement's parameters in PostgreSQL's text form, in order.
class Parameters {
public:
    Parameters& operator<<(std::string_view text);
    Parameters& operator<<(std::int64_t value);
    Parameters& operator<<(std::nullptr_t);
    Parameters& bytes(std::string_view bytes);
    [[nodiscard]] const std::vector<std::optional<std::string>>& values() const { return values_; }

private:
    std::vector<std::optional<std::string>> values_;
};

// A column of rows as one parameter: unnest($1::text[]) turns it back.
class Column {
public:
    Column& add(std::string_view text);
    Column& add(std::int64_t value);
    Column& add_bytes(std::string_view bytes);
    Column& add_null();
    [[nodiscard]] std::string literal() const { return "{" + items_ + "}"; }

private:
    void part();
    std::string items_;
};

struct Call {
    const char* sql;  // a literal: it is prepared once under its address
    Parameters parameters;
};

class Connection {
public:
    static Result<Connection> open(const std::string& url);

    // All calls in one journey. The first failure fails them all and leaves a transaction that was
    // begun in need of a rollback.
    Result<std::vector<Rows>> run(std::span<const Call> calls);
    Result<Rows> query(const char* sql, Parameters parameters = {});
    // The same, planned for these very values instead of for any.
    Result<Rows> query_once(const char* sql, const Parameters& parameters);
    // Several statements without parameters, in one implicit transaction.
    Result<void> script(const char* sql);
    [[nodiscard]] bool is_lost() const;
    [[nodiscard]] bool is_in_transaction() const;
    [[nodiscard]] bool is_healthy() const;  // in a transaction, and nothing in it has failed
    void roll_back();

private:
    struct Finish {
        void operator()(PGconn* connection) const { PQfinish(connection); }
    };
    std::string name_of(const char* sql, bool& is_new);
    bool send(std::span<const Call> calls, std::vector<const char*>& prepared);
    Result<std::vector<Rows>> receive();
    [[nodiscard]] std::unexpected<Error> failure(const PGresult* result) const;

    std::unique_ptr<PGconn, Finish> handle_;
    std::unordered_map<const char*, std::string> names_;
    int last_name_ = 0;
    bool is_out_of_step_ = false;  // what comes next is not the answer to what is asked next
};

class Transaction {
public:
    static Result<Transaction> begin(Connection& connection);
    Transaction(Transaction&& other) noexcept
        : connection_(std::exchange(other.connection_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction() {
        if (connection_ != nullptr) connection_->roll_back();
    }
    Result<void> commit();

private:
    explicit Transaction(Connection& connection) : connection_(&connection) {}
    Connection* connection_;
};

}  // namespace pingli::store::postgres
