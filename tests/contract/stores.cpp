#include "contract/stores.hpp"

#include <sqlite3.h>

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

store::Options options() {
    store::Options made;
    made.fold = support::shipped_fold();
    made.now = [] { return kNow; };
    return made;
}

class MemoryHome final : public Home {
public:
    std::unique_ptr<app::Store> open() override {
        return std::make_unique<store::MemoryStore>(options());
    }
    [[nodiscard]] bool survives() const override { return false; }
    void tamper(const std::string&) override {}
    [[nodiscard]] bool can_tamper() const override { return false; }
};

class SqliteHome final : public Home {
public:
    std::unique_ptr<app::Store> open() override {
        auto opened = store::SqliteStore::open(path(), options());
        if (!opened) ADD_FAILURE() << opened.error().context;
        return std::move(opened.value());
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
    std::unique_ptr<app::Store> open() override {
        auto opened = store::PostgresStore::open(cluster().url(database_), options());
        if (!opened) ADD_FAILURE() << opened.error().context;
        return std::move(opened.value());
    }
    void tamper(const std::string& sql) override {
        auto connection = store::postgres::Connection::open(cluster().url(database_));
        ASSERT_TRUE(connection.has_value());
        const auto done = connection->script(sql.c_str());
        EXPECT_TRUE(done.has_value()) << done.error().context;
    }

private:
    std::string database_ = cluster().create_database();
};

template <class T>
std::unique_ptr<Home> make() {
    return std::make_unique<T>();
}

}  // namespace

std::vector<Technology> technologies() {
    return {{"Memory", make<MemoryHome>},
            {"Sqlite", make<SqliteHome>},
            {"Postgres", make<PostgresHome>}};
}

}  // namespace pingli::contract
