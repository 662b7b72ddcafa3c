#include "contract/stores.hpp"

#include <sqlite3.h>

#include <fstream>
#include <sstream>

#include "base/assert.hpp"
#include "contract/samples.hpp"
#include "store/memory_store.hpp"
#include "store/postgres_connection.hpp"
#include "store/postgres_store.hpp"
#include "store/sqlite_store.hpp"
#include "support/postgres_cluster.hpp"
#include "support/store_fold.hpp"
#include "support/temporary_folder.hpp"

namespace pingli::contract {

namespace {

store::Options options(const OuterKeys& keys = {}) {
    store::Options made;
    made.wrap = keys.wrap;
    made.rewrap_to = keys.rewrap_to;
    made.fold = support::shipped_fold();
    made.now = [] { return kNow; };
    return made;
}

class MemoryHome final : public Home {
public:
    std::unique_ptr<app::Store> open() override {
        return std::make_unique<store::MemoryStore>(options());
    }
    // Nothing of it is stored.
    Result<std::unique_ptr<app::Store>> open_under(const OuterKeys&) override { return open(); }
    std::string stored_bytes() override { return {}; }
    [[nodiscard]] bool survives() const override { return false; }
    void tamper(const std::string&) override {}
    [[nodiscard]] bool can_tamper() const override { return false; }
};

class SqliteHome final : public Home {
public:
    explicit SqliteHome(store::KeyWrap wrap = {}) : wrap_(std::move(wrap)) {}
    std::unique_ptr<app::Store> open() override {
        auto opened = open_under({.wrap = wrap_, .rewrap_to = {}});
        if (!opened) ADD_FAILURE() << opened.error().context;
        return std::move(opened.value());
    }
    Result<std::unique_ptr<app::Store>> open_under(const OuterKeys& keys) override {
        return std::unique_ptr<app::Store>{TRY(store::SqliteStore::open(path(), options(keys)))};
    }
    std::string stored_bytes() override {
        std::ostringstream all;
        for (const auto& entry : std::filesystem::directory_iterator{folder_.path()})
            all << std::ifstream{entry.path(), std::ios::binary}.rdbuf();
        return all.str();
    }
    void tamper(const std::string& sql) override {
        sqlite3* db = nullptr;
        PINGLI_ASSERT(sqlite3_open(path().c_str(), &db) == SQLITE_OK);
        char* message = nullptr;
        EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
            << (message == nullptr ? "" : message);
        sqlite3_free(message);
        sqlite3_close(db);
    }

private:
    [[nodiscard]] std::string path() const { return (folder_.path() / "pingli.db").string(); }
    store::KeyWrap wrap_;
    support::TemporaryFolder folder_;
};

// One server for all tests, started when the first needs it.
support::PostgresCluster& cluster() {
    static const std::unique_ptr<support::PostgresCluster> started =
        support::PostgresCluster::start();
    PINGLI_ASSERT(started != nullptr);  // PostgreSQL is installed by ./dev test.
    return *started;
}

class PostgresHome final : public Home {
public:
    explicit PostgresHome(store::KeyWrap wrap = {}) : wrap_(std::move(wrap)) {}
    std::unique_ptr<app::Store> open() override {
        auto opened = open_under({.wrap = wrap_, .rewrap_to = {}});
        if (!opened) ADD_FAILURE() << opened.error().context;
        return std::move(opened.value());
    }
    Result<std::unique_ptr<app::Store>> open_under(const OuterKeys& keys) override {
        return std::unique_ptr<app::Store>{
            TRY(store::PostgresStore::open(cluster().url(database_), options(keys)))};
    }
    // The files of both tables: old rows that nobody sees are in them too.
    std::string stored_bytes() override {
        auto connection = store::postgres::Connection::open(cluster().url(database_));
        EXPECT_TRUE(connection->script("CHECKPOINT").has_value());
        std::string all;
        for (const char* const table : {"person_keys", "records"}) {
            const auto rows = connection->query(
                "SELECT pg_read_binary_file(pg_relation_filepath($1::regclass))",
                std::move(store::postgres::Parameters{} << std::string_view{table}));
            EXPECT_TRUE(rows.has_value()) << (rows ? "" : rows.error().context);
            if (rows) all += rows->bytes(0, 0);
        }
        return all;
    }
    void tamper(const std::string& sql) override {
        auto connection = store::postgres::Connection::open(cluster().url(database_));
        ASSERT_TRUE(connection.has_value());
        const auto done = connection->script(sql.c_str());
        EXPECT_TRUE(done.has_value()) << done.error().context;
    }

private:
    store::KeyWrap wrap_;
    std::string database_ = cluster().create_database();
};

template <class T>
std::unique_ptr<Home> make() {
    return std::make_unique<T>();
}

template <class T>
std::unique_ptr<Home> make_under_an_outer_key() {
    return std::make_unique<T>(store::KeyWrap::under(std::string(store::kOuterKeyBytes, 'o')));
}

}  // namespace

std::vector<Technology> technologies() {
    return {{"Memory", make<MemoryHome>},
            {"Sqlite", make<SqliteHome>},
            {"Postgres", make<PostgresHome>},
            {"SqliteUnderAKey", make_under_an_outer_key<SqliteHome>},
            {"PostgresUnderAKey", make_under_an_outer_key<PostgresHome>}};
}

}  // namespace pingli::contract
