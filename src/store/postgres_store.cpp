#include "store/postgres_store.hpp"

#include <chrono>
#include <thread>

#include "store/cursor.hpp"
#include "store/migrations.hpp"
#include "store/postgres_outer_key.hpp"
#include "store/postgres_rows.hpp"
#include "store/postgres_schema.hpp"

namespace pingli::store {

namespace {

using postgres::Connection;
using postgres::Parameters;

constexpr std::chrono::milliseconds kReconnectEvery{100};

// The number of the advisory lock is "pingli" in ASCII.
constexpr const char* kLock = "SELECT pg_advisory_lock(123662771579497)";

Result<Connection> open_writer(const std::string& url, std::chrono::milliseconds wait_max) {
    auto connection = TRY(Connection::open(url));
    const std::string wait = "SET lock_timeout = " + std::to_string(wait_max.count());
    TRY(connection.script(wait.c_str()));
    if (const auto locked = connection.script(kLock); !locked)
        return fail(ErrorCode::Unavailable,
                    "postgres: another program writes to this database: " + locked.error().context);
    return connection;
}

Result<std::int64_t> schema_version(Connection& db) {
    const auto rows = TRY(db.query("SELECT coalesce(max(version), 0) FROM schema_migrations"));
    const std::int64_t version = rows.integer(0, 0);
    if (version > std::ssize(postgres_migrations()))
        return fail(ErrorCode::Corrupt, "postgres: the database is from a newer program");
    return version;
}

Result<Connection> open_reader(const std::string& url) {
    auto connection = TRY(Connection::open(url));
    TRY(connection.script("SET default_transaction_read_only = on"));
    return connection;
}

Result<Connection> open_read_only(const std::string& url) {
    auto connection = TRY(open_reader(url));
    const auto wanted = std::ssize(postgres_migrations());
    if (const auto version = TRY(schema_version(connection)); version < wanted)
        return older_schema(version, wanted);
    return connection;
}

Result<void> migrate(Connection& db) {
    const auto migrations = postgres_migrations();
    // Before anything is written: what others put there would act on it.
    TRY(postgres::refuse_foreign(db));
    TRY(db.script("CREATE TABLE IF NOT EXISTS schema_migrations (version integer PRIMARY KEY)"));
    const std::int64_t version = TRY(schema_version(db));
    for (auto at = static_cast<std::size_t>(version); at < migrations.size(); ++at) {
        auto transaction = TRY(postgres::Transaction::begin(db));
        TRY(db.script(migrations[at].sql));
        TRY(db.query("INSERT INTO schema_migrations VALUES ($1::integer)",
                     std::move(Parameters{} << static_cast<std::int64_t>(at + 1))));
        TRY(transaction.commit());
    }
    return {};
}

// Of today, and under the key that it is to be under; which it is told before anything is written.
Result<void> prepare(Connection& db, Options& options) {
    Wraps wraps = TRY(
        choose_wraps(postgres::outer_key_of(db), [&] { return postgres::is_unused(db); }, options));
    if (!options.is_read_only) TRY(migrate(db));
    if (wraps.then)
        TRY(postgres::rewrap(db, wraps.now, *wraps.then, options.rewrap_to.has_value()));
    options.wrap = wraps.then ? std::move(*wraps.then) : std::move(wraps.now);
    return {};
}

}  // namespace

Result<std::unique_ptr<PostgresStore>> PostgresStore::open(const std::string& url,
                                                           Options options) {
    auto db =
        TRY(options.is_read_only ? open_read_only(url) : open_writer(url, options.outage_max));
    TRY(prepare(db, options));
    std::unique_ptr<PostgresStore> store(new PostgresStore(url, std::move(options), std::move(db)));
    if (store->options_.rewrap_to) TRY(store->forget_what_was_stored());
    if (!store->options_.is_read_only) {
        TRY(store->clear_what_was_left());
        TRY(store->begin_journal());
    }
    return store;
}

PostgresStore::PostgresStore(std::string url, Options options, Connection writer)
    : url_(std::move(url)),
      options_(std::move(options)),
      db_(std::move(writer)),
      readers_(
          [this] { return options_.is_read_only ? open_reader(url_) : Connection::open(url_); },
          options_.readers),
      writer_([this](Changes changes) { return write_group(changes); }, nullptr, options_.note) {}

Result<void> PostgresStore::ensure_writer() {
    if (options_.is_read_only) return fail(ErrorCode::Invalid, "postgres: opened for reading only");
    if (!db_.is_lost()) return {};
    const auto end = std::chrono::steady_clock::now() + options_.outage_max;
    for (;;) {
        auto opened = open_writer(url_, options_.outage_max);
        if (opened) {
            db_ = std::move(*opened);
            return {};
        }
        if (std::chrono::steady_clock::now() >= end) return std::unexpected(opened.error());
        std::this_thread::sleep_for(kReconnectEvery);
    }
}

Result<postgres::Rows> PostgresStore::read(const char* sql, const Parameters& parameters,
                                           Planned planned) {
    const auto end = std::chrono::steady_clock::now() + options_.outage_max;
    for (;;) {
        auto db = readers_.lease();
        if (db) {
            auto rows = planned == Planned::Once ? (*db)->query(sql, parameters)
                                                 : (*db)->query_once(sql, parameters);
            if (rows || !(*db)->is_lost()) return rows;
        }
        // The lost connection is given back, which forgets it.
        if (std::chrono::steady_clock::now() >= end)
            return db ? fail(ErrorCode::Unavailable, "postgres: connection lost")
                      : std::unexpected(db.error());
        std::this_thread::sleep_for(kReconnectEvery);
    }
}

Result<std::vector<Counted>> PostgresStore::count(const Table& table, std::string_view scope,
                                                  const Filters& filters,
                                                  std::span<const char* const> by) {
    Parameters parameters;
    const SqlText sql = count_text(table, scope, filters, by, {}, postgres::numbered);
    sql.bind(parameters);
    return postgres::read_counted(TRY(read(sql.text(), parameters, Planned::EachTime)), table, by);
}

void PostgresStore::submit(app::Change change, Done done) {
    writer_.submit(std::move(change), std::move(done));
}

Result<std::vector<app::StoredEvent>> PostgresStore::read_shop(const ShopId& shop,
                                                               std::int64_t from,
                                                               std::size_t limit) {
    TRY(check_limit(limit));
    const auto rows =
        TRY(read("SELECT position, case_id, version, type, body, hash FROM events"
                 " WHERE shop = $1 AND position >= $2 ORDER BY position LIMIT $3",
                 Parameters{} << shop.value() << from << static_cast<std::int64_t>(limit)));
    return postgres::read_rows<EventTable>(rows);
}

Result<std::vector<app::Head>> PostgresStore::heads() {
    const auto rows = TRY(read("SELECT shop, position, hash FROM heads ORDER BY shop", {}));
    std::vector<app::Head> heads;
    heads.reserve(static_cast<std::size_t>(rows.size()));
    for (int i = 0; i < rows.size(); ++i)
        heads.push_back({.shop = ShopId{rows.text(i, 0)},
                         .position = rows.integer(i, 1),
                         .hash = TRY(postgres::read_hash(rows.bytes(i, 2)))});
    return heads;
}

}  // namespace pingli::store
