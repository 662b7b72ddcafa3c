#include "store/sqlite_store.hpp"

#include "store/migrations.hpp"
#include "store/sqlite_outer_key.hpp"
#include "store/sqlite_place.hpp"
#include "store/sqlite_rows.hpp"
#include "store/sqlite_schema.hpp"

namespace pingli::store {

namespace {

Result<std::int64_t> schema_version(sqlite::Database& db) {
    const std::int64_t version = [&]() -> std::int64_t {
        auto query = db.prepare("PRAGMA user_version");
        if (!query) return -1;
        const auto row = query->step();
        return row && *row ? query->integer(0) : -1;
    }();
    if (version < 0) return fail(ErrorCode::Corrupt, "sqlite: the file is not a database of ours");
    if (version > std::ssize(sqlite_migrations()))
        return fail(ErrorCode::Corrupt, "sqlite: the database is from a newer program");
    return version;
}

Result<void> migrate(sqlite::Database& db, bool is_salvaged) {
    const auto migrations = sqlite_migrations();
    const std::int64_t version = TRY(schema_version(db));
    // Before anything is written: what others put there would act on it.
    TRY(is_salvaged ? sqlite::drop_foreign(db, version) : sqlite::refuse_foreign(db, version));
    for (auto at = static_cast<std::size_t>(version); at < migrations.size(); ++at) {
        auto transaction = TRY(sqlite::Transaction::begin(db));
        TRY(db.run(migrations[at].sql));
        TRY(db.run("PRAGMA user_version = " + std::to_string(at + 1)));
        TRY(transaction.commit());
    }
    return {};
}

Result<void> be_of_today(sqlite::Database& db) {
    if (const auto version = TRY(schema_version(db)); version < std::ssize(sqlite_migrations()))
        return older_schema(version, std::ssize(sqlite_migrations()));
    return {};
}

// Of today, and under the key that it is to be under; which it is told before anything is written.
Result<void> prepare(sqlite::Database& db, Options& options) {
    if (options.is_read_only) TRY(be_of_today(db));
    Wraps wraps =
        TRY(choose_wraps(sqlite::outer_key_of(db), [&] { return sqlite::is_unused(db); }, options));
    if (!options.is_read_only) TRY(migrate(db, options.is_salvaged));
    if (wraps.then) TRY(sqlite::rewrap(db, wraps.now, *wraps.then, options.rewrap_to.has_value()));
    options.wrap = wraps.then ? std::move(*wraps.then) : std::move(wraps.now);
    return {};
}

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& given, Options options) {
    const std::string path = TRY(sqlite::real_path(given));
    FileLock lock;
    if (!options.is_read_only) TRY(sqlite::make_private(path));
    if (options.is_sole && !options.is_read_only)
        lock = TRY(FileLock::take(path, options.outage_max));
    auto db = TRY(sqlite::Database::open({.path = path,
                                          .vfs = options.sqlite_vfs,
                                          .is_writer = !options.is_read_only,
                                          .is_read_only = options.is_read_only}));
    TRY(prepare(db, options));
    std::unique_ptr<SqliteStore> store(
        new SqliteStore(path, std::move(options), std::move(lock), std::move(db)));
    if (store->options_.rewrap_to) TRY(store->forget_what_was_stored());
    if (!store->options_.is_read_only) {
        TRY(store->clear_what_was_left());
        TRY(store->begin_journal());
    }
    return store;
}

SqliteStore::SqliteStore(std::string path, Options options, FileLock lock, sqlite::Database writer)
    : path_(std::move(path)),
      options_(std::move(options)),
      lock_(std::move(lock)),
      db_(std::move(writer)),
      readers_(
          [this] {
              return sqlite::Database::open({.path = path_,
                                             .vfs = options_.sqlite_vfs,
                                             .is_writer = false,
                                             .is_read_only = options_.is_read_only});
          },
          options_.readers),
      writer_([this](Changes changes) { return write_group(changes); },
              [this] { return !options_.is_read_only && index_some(); }, options_.note) {}

void SqliteStore::submit(app::Change change, Done done) {
    writer_.submit(std::move(change), std::move(done));
}

Result<std::vector<app::StoredEvent>> SqliteStore::read_shop(const ShopId& shop, std::int64_t from,
                                                             std::size_t limit) {
    TRY(check_limit(limit));
    auto db = TRY(readers_.lease());
    auto query =
        TRY(db->prepare("SELECT position, case_id, version, type, body, hash FROM events"
                        " WHERE shop = ? AND position >= ? ORDER BY position LIMIT ?"));
    query << shop.value() << from << static_cast<std::int64_t>(limit);
    return sqlite::read_rows<EventTable>(query);
}

Result<std::vector<app::Head>> SqliteStore::heads() {
    auto db = TRY(readers_.lease());
    auto query = TRY(db->prepare("SELECT shop, position, hash FROM heads ORDER BY shop"));
    std::vector<app::Head> heads;
    while (TRY(query.step()))
        heads.push_back({.shop = ShopId{query.text(0)},
                         .position = query.integer(1),
                         .hash = TRY(sqlite::read_hash(query.text(2)))});
    return heads;
}

Result<std::vector<Counted>> SqliteStore::count(const Table& table, std::string_view scope,
                                                const Filters& filters,
                                                std::span<const char* const> by) {
    auto db = TRY(readers_.lease());
    const bool has_index = *table.facet_index != '\0' && !filters.empty();
    const std::string hint = has_index ? std::string{" INDEXED BY "} + table.facet_index : "";
    const SqlText sql = count_text(table, scope, filters, by, hint, sqlite::question_mark);
    return sqlite::count(*db, table, sql, by);
}

}  // namespace pingli::store
