#include "store/sqlite_database.hpp"

#include "base/assert.hpp"
#include "store/sqlite_place.hpp"

namespace pingli::store::sqlite {

namespace {

// Of the database at fault and of the world in which it lives.
ErrorCode error_code(int code) {
    switch (code & 0xff) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return ErrorCode::Corrupt;
        case SQLITE_CONSTRAINT:
        case SQLITE_TOOBIG:
        case SQLITE_RANGE:
        case SQLITE_MISUSE:
            return ErrorCode::Invalid;
        default:
            return ErrorCode::Unavailable;
    }
}

// Full sync: a commit is on the disk when it returns. Write-ahead log: readers never wait.
std::string pragmas(const OpenOptions& options) {
    std::string sql = "PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF;";
    if (options.is_writer) {
        sql +=
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST;"
            "PRAGMA cache_size = -32768; PRAGMA journal_size_limit = 67108864;";
    } else {
        sql += "PRAGMA query_only = ON; PRAGMA cache_size = -8192;";
    }
    return sql;
}

}  // namespace

std::unexpected<Error> failure(sqlite3* db, int code, const char* what) {
    const char* const message = db == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(db);
    std::string context = std::string{"sqlite: "} + what + ": " + message;
    if (db != nullptr && (code & 0xff) == SQLITE_IOERR)
        context += " (" + std::to_string(sqlite3_system_errno(db)) + ")";
    return fail(error_code(code), std::move(context));
}

Query::~Query() {
    if (handle_ == nullptr) return;
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
}

Query& Query::operator<<(std::int64_t value) {
    const int code = sqlite3_bind_int64(handle_, ++next_, value);
    PINGLI_ASSERT(code == SQLITE_OK);  // Otherwise the statement has no such parameter.
    return *this;
}

Query& Query::operator<<(std::string_view text) {
    const char* const bytes = text.data() == nullptr ? "" : text.data();
    const int code =
        sqlite3_bind_text64(handle_, ++next_, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    PINGLI_ASSERT(code == SQLITE_OK);
    return *this;
}

Query& Query::operator<<(std::nullptr_t) {
    const int code = sqlite3_bind_null(handle_, ++next_);
    PINGLI_ASSERT(code == SQLITE_OK);
    return *this;
}

Query& Query::blob(std::span<const unsigned char> bytes) {
    const int code = bytes.empty() ? sqlite3_bind_zeroblob(handle_, ++next_, 0)
                                   : sqlite3_bind_blob64(handle_, ++next_, bytes.data(),
                                                         bytes.size(), SQLITE_STATIC);
    PINGLI_ASSERT(code == SQLITE_OK);
    return *this;
}

Query& Query::blob(std::string_view bytes) {
    return blob(std::span{reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

Result<bool> Query::step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return failure(sqlite3_db_handle(handle_), code, "step");
}

Result<void> Query::run() {
    TRY(step());
    return {};
}

void Query::again() {
    sqlite3_reset(handle_);
    next_ = 0;
}

std::int64_t Query::integer(int column) const {
    return sqlite3_column_int64(handle_, column);
}

std::string Query::text(int column) const {
    const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

bool Query::is_null(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

Result<Database> Database::open(const OpenOptions& options) {
    sqlite3* raw = nullptr;
    const int access = options.is_read_only
                           ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                           : SQLITE_OPEN_READWRITE | (options.is_writer ? SQLITE_OPEN_CREATE : 0);
    const std::string name = options.is_read_only ? read_only_uri(options.path) : options.path;
    const int code =
        sqlite3_open_v2(name.c_str(), &raw, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        options.vfs.empty() ? nullptr : options.vfs.c_str());
    Database db;
    db.handle_.reset(raw);
    if (code != SQLITE_OK) return failure(raw, code, "open");
    sqlite3_busy_timeout(raw, kBusyMilliseconds);
    TRY(db.run(pragmas(options)));
    return db;
}

Result<Query> Database::prepare(const char* sql) {
    auto& kept = kept_[sql];
    if (!kept) {
        sqlite3_stmt* raw = nullptr;
        const int code =
            sqlite3_prepare_v3(handle_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
        if (code != SQLITE_OK) return failure(handle_.get(), code, "prepare");
        kept.reset(raw);
    }
    return Query{kept.get()};
}

Result<void> Database::run(const std::string& sql) {
    const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failure(handle_.get(), code, "run");
    return {};
}

bool Database::is_in_transaction() const {
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(handle_.get());
}

std::int64_t Database::last_row() const {
    return sqlite3_last_insert_rowid(handle_.get());
}

Result<Transaction> Transaction::begin(Database& db) {
    auto begin = TRY(db.prepare("BEGIN IMMEDIATE"));
    TRY(begin.run());
    return Transaction{db};
}

Transaction::~Transaction() {
    if (db_ != nullptr && db_->is_in_transaction()) static_cast<void>(db_->run("ROLLBACK"));
}

Result<void> Transaction::commit() {
    PINGLI_ASSERT(db_ != nullptr);
    auto commit = TRY(db_->prepare("COMMIT"));
    TRY(commit.run());
    db_ = nullptr;
    return {};
}

}  // namespace pingli::store::sqlite
