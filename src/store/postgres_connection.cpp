#include "store/postgres_connection.hpp"

#include <array>
#include <charconv>
#include <cstring>

#include "base/assert.hpp"
#include "store/postgres_url.hpp"

namespace pingli::store::postgres {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

void append_hex(std::string& out, std::string_view bytes) {
    out.reserve(out.size() + (2 * bytes.size()) + 4);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += kHexDigits[byte >> 4U];
        out += kHexDigits[byte & 15U];
    }
}

unsigned nibble(char c) {
    return static_cast<unsigned>(c >= 'a' ? c - 'a' + 10 : c - '0');
}

ErrorCode error_code(const char* state) {
    if (state == nullptr) return ErrorCode::Unavailable;
    const std::string_view sqlstate{state};
    // Of the world: connection, resources, operator, the system, conflicts, a read-only server.
    for (const std::string_view unavailable : {"08", "53", "57", "58", "40", "55", "25"})
        if (sqlstate.starts_with(unavailable)) return ErrorCode::Unavailable;
    if (sqlstate.starts_with("XX")) return ErrorCode::Corrupt;
    return ErrorCode::Invalid;
}

std::string one_line(const char* message) {
    std::string line{message == nullptr ? "" : message};
    while (!line.empty() && line.back() == '\n') line.pop_back();
    for (char& c : line)
        if (c == '\n') c = ' ';
    return line;
}

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    out += '"';
}

}  // namespace

std::string Rows::text(int row, int column) const {
    return {PQgetvalue(handle_.get(), row, column),
            static_cast<std::size_t>(PQgetlength(handle_.get(), row, column))};
}

std::string Rows::bytes(int row, int column) const {
    std::string_view hex{PQgetvalue(handle_.get(), row, column),
                         static_cast<std::size_t>(PQgetlength(handle_.get(), row, column))};
    if (!hex.starts_with("\\x")) return {};
    hex.remove_prefix(2);
    std::string out(hex.size() / 2, '\0');
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<char>((nibble(hex[2 * i]) << 4U) | nibble(hex[(2 * i) + 1]));
    return out;
}

std::int64_t Rows::integer(int row, int column) const {
    const char* const value = PQgetvalue(handle_.get(), row, column);
    std::int64_t number = 0;
    std::from_chars(value, value + std::strlen(value), number);
    return number;
}

bool Rows::is_null(int row, int column) const {
    return PQgetisnull(handle_.get(), row, column) != 0;
}

std::int64_t Rows::affected() const {
    const char* const value = PQcmdTuples(handle_.get());
    std::int64_t number = 0;
    std::from_chars(value, value + std::strlen(value), number);
    return number;
}

Parameters& Parameters::operator<<(std::string_view text) {
    values_.emplace_back(text);
    return *this;
}
Parameters& Parameters::operator<<(std::int64_t value) {
    values_.emplace_back(std::to_string(value));
    return *this;
}
Parameters& Parameters::operator<<(std::nullptr_t) {
    values_.emplace_back(std::nullopt);
    return *this;
}
Parameters& Parameters::bytes(std::string_view bytes) {
    std::string hex = "\\x";
    append_hex(hex, bytes);
    values_.emplace_back(std::move(hex));
    return *this;
}

void Column::part() {
    if (!items_.empty()) items_ += ',';
}
Column& Column::add(std::string_view text) {
    part();
    append_quoted(items_, text);
    return *this;
}
Column& Column::add(std::int64_t value) {
    part();
    items_ += std::to_string(value);
    return *this;
}
Column& Column::add_bytes(std::string_view bytes) {
    part();
    items_ += R"("\\x)";
    append_hex(items_, bytes);
    items_ += '"';
    return *this;
}
Column& Column::add_null() {
    part();
    items_ += "NULL";
    return *this;
}
Result<Connection> Connection::open(const std::string& url) {
    const std::string sslmode = TRY(sslmode_for(url));
    // What the URL does not say otherwise: a server that is not reached, or goes without a
    // farewell, is found to be lost.
    constexpr std::array<const char*, 8> kNames{"connect_timeout",
                                                "keepalives_idle",
                                                "keepalives_interval",
                                                "keepalives_count",
                                                "tcp_user_timeout",
                                                "sslmode",
                                                "dbname",
                                                nullptr};
    const std::array<const char*, 8> values{
        "10", "30", "10", "3", "30000", sslmode.c_str(), url.c_str(), nullptr};
    Connection connection;
    connection.handle_.reset(PQconnectdbParams(kNames.data(), values.data(), 1));
    if (PQstatus(connection.handle_.get()) != CONNECTION_OK)
        return fail(ErrorCode::Unavailable,
                    "postgres: " + one_line(PQerrorMessage(connection.handle_.get())));
    PQsetNoticeProcessor(connection.handle_.get(), [](void*, const char*) {}, nullptr);
    // Full sync whatever the server's default; the rest is what our text forms rely on.
    TRY(
        connection.script("SET synchronous_commit = on; SET client_encoding = 'UTF8';"
                          "SET bytea_output = 'hex'; SET standard_conforming_strings = on;"
                          "SET client_min_messages = warning; SET lock_timeout = '10s';"
                          // A machine of ours that vanishes leaves the writer's lock soon.
                          "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;"
                          "SET tcp_keepalives_count = 3; SET tcp_user_timeout = 30000"));
    return connection;
}

bool Connection::is_lost() const {
    return is_out_of_step_ || PQstatus(handle_.get()) != CONNECTION_OK;
}

bool Connection::is_in_transaction() const {
    const auto status = PQtransactionStatus(handle_.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

bool Connection::is_healthy() const {
    return PQtransactionStatus(handle_.get()) == PQTRANS_INTRANS;
}

void Connection::roll_back() {
    if (is_in_transaction()) static_cast<void>(script("ROLLBACK"));
}

std::unexpected<Error> Connection::failure(const PGresult* result) const {
    if (result == nullptr || is_lost())
        return fail(ErrorCode::Unavailable,
                    "postgres: connection lost: " + one_line(PQerrorMessage(handle_.get())));
    return fail(error_code(PQresultErrorField(result, PG_DIAG_SQLSTATE)),
                "postgres: " + one_line(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)));
}

Result<void> Connection::script(const char* sql) {
    PGresult* const result = PQexec(handle_.get(), sql);
    const Rows owner{result};
    const auto status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return failure(result);
    return {};
}

std::string Connection::name_of(const char* sql, bool& is_new) {
    const auto [at, fresh] = names_.try_emplace(sql);
    if (fresh) at->second = "s" + std::to_string(++last_name_);
    is_new = fresh;
    return at->second;
}

namespace {

std::vector<const char*> pointers(const Parameters& parameters) {
    std::vector<const char*> values;
    values.reserve(parameters.values().size());
    for (const auto& value : parameters.values())
        values.push_back(value ? value->c_str() : nullptr);
    return values;
}

}  // namespace

bool Connection::send(std::span<const Call> calls, std::vector<const char*>& prepared) {
    for (const Call& call : calls) {
        bool is_new = false;
        const std::string name = name_of(call.sql, is_new);
        if (is_new) {
            prepared.push_back(call.sql);
            if (PQsendPrepare(handle_.get(), name.c_str(), call.sql, 0, nullptr) == 0) return false;
        }
        const auto values = pointers(call.parameters);
        if (PQsendQueryPrepared(handle_.get(), name.c_str(), static_cast<int>(values.size()),
                                values.data(), nullptr, nullptr, 0) == 0)
            return false;
    }
    return PQpipelineSync(handle_.get()) != 0;
}

// Reads all results up to the mark, whatever fails on the way, so that the connection is in step.
// One null stands between two statements. Two in a row: libpq has nothing more to give, though it
// may still call the connection good, as after the farewell of a server that is being stopped.
Result<std::vector<Rows>> Connection::receive() {
    std::vector<Rows> rows;
    std::optional<std::unexpected<Error>> failed;
    for (bool was_null = false;;) {
        PGresult* const result = PQgetResult(handle_.get());
        if (result == nullptr) {
            is_out_of_step_ = was_null;
            if (is_lost()) return failed ? *failed : failure(nullptr);
            was_null = true;
            continue;
        }
        was_null = false;
        Rows owner{result};
        const auto status = PQresultStatus(result);
        if (status == PGRES_PIPELINE_SYNC) break;
        const bool is_good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
        if (!is_good && !failed) failed = failure(result);
        rows.push_back(std::move(owner));
    }
    if (failed) return *failed;
    return rows;
}

Result<std::vector<Rows>> Connection::run(std::span<const Call> calls) {
    if (PQenterPipelineMode(handle_.get()) == 0) is_out_of_step_ = true;
    if (is_lost()) return failure(nullptr);
    std::vector<const char*> prepared;
    if (!send(calls, prepared)) {
        is_out_of_step_ = true;
        return failure(nullptr);
    }
    auto all = receive();
    if (PQexitPipelineMode(handle_.get()) == 0) is_out_of_step_ = true;
    if (!all) {
        for (const char* sql : prepared) names_.erase(sql);
        return std::unexpected(all.error());
    }
    PINGLI_ASSERT(all->size() == calls.size() + prepared.size());
    // What prepared a statement came before its rows.
    std::vector<Rows> rows;
    std::size_t at = 0;
    std::size_t next_prepared = 0;
    for (const Call& call : calls) {
        if (next_prepared < prepared.size() && prepared[next_prepared] == call.sql) {
            ++next_prepared;
            ++at;
        }
        rows.push_back(std::move((*all)[at++]));
    }
    return rows;
}

Result<Rows> Connection::query(const char* sql, Parameters parameters) {
    const Call call{.sql = sql, .parameters = std::move(parameters)};
    auto rows = TRY(run({&call, 1}));
    return std::move(rows.front());
}

Result<Rows> Connection::query_once(const char* sql, const Parameters& parameters) {
    const auto values = pointers(parameters);
    PGresult* const result = PQexecParams(handle_.get(), sql, static_cast<int>(values.size()),
                                          nullptr, values.data(), nullptr, nullptr, 0);
    Rows owner{result};
    if (PQresultStatus(result) != PGRES_TUPLES_OK) return failure(result);
    return owner;
}

Result<Transaction> Transaction::begin(Connection& connection) {
    TRY(connection.script("BEGIN"));
    return Transaction{connection};
}

Result<void> Transaction::commit() {
    // The commit of a failed transaction is a rollback that says that all went well.
    if (!connection_->is_healthy())
        return fail(ErrorCode::Unavailable, "postgres: the transaction has failed");
    TRY(connection_->script("COMMIT"));
    connection_ = nullptr;
    return {};
}

}  // namespace pingli::store::postgres
