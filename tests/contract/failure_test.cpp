// When the world fails: a full disk, a folder that may not be written, a server that goes away. It
// is said clearly, nothing acknowledged is lost, and the store goes on when the world does.

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <thread>

#include "contract/samples.hpp"
#include "store/postgres_store.hpp"
#include "store/sqlite_store.hpp"
#include "store/verify.hpp"
#include "support/postgres_cluster.hpp"
#include "support/temporary_folder.hpp"

namespace pingli::contract {

namespace {

constexpr std::chrono::seconds kStartMax{120};  // of a server, on a busy machine

store::Options options() {
    store::Options made;
    made.fold = [](std::string_view text) { return std::string{text}; };
    made.outage_max = std::chrono::seconds{1};
    return made;
}

// No file of this process grows beyond `bytes` while it lives.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

app::Change large(int n) {
    app::Change change = begin(kShop, "case-" + std::to_string(n), "一些文字");
    change.events[0].body.assign(20000, 'x');
    return change;
}

}  // namespace

TEST(SqliteFailure, AFullDiskRefusesClearlyAndLosesNothing) {
    const support::TemporaryFolder folder;
    const std::string path = (folder.path() / "pingli.db").string();
    auto store = store::SqliteStore::open(path, options()).value();
    int written = 0;
    int refused = 0;
    {
        const FileSizeLimit limit{2U << 20U};
        for (; refused < 20 && written < 10000;) {
            const auto result = store->append(large(written));
            if (result) {
                ++written;
                continue;
            }
            ++refused;
            EXPECT_EQ(result.error().code, ErrorCode::Unavailable) << result.error().context;
        }
        EXPECT_EQ(refused, 20);
        EXPECT_EQ(std::ssize(store->read_case(kShop, CaseId{"case-0"}).value()), 1);
    }
    EXPECT_TRUE(store->append(large(written++)).has_value());
    for (int reopened = 0; reopened < 2; ++reopened) {
        const auto verdict = store::verify(*store, kShop);
        ASSERT_TRUE(verdict.has_value());
        EXPECT_TRUE(verdict->is_good());
        EXPECT_EQ(verdict->events, written);
        store.reset();
        store = store::SqliteStore::open(path, options()).value();
    }
}

TEST(SqliteFailure, AFolderThatMayNotBeWrittenIsSaidAtTheStart) {
    const support::TemporaryFolder folder;
    const std::string path = (folder.path() / "pingli.db").string();
    ::chmod(folder.path().c_str(), 0555);
    const pid_t child = ::fork();
    if (child == 0) {  // Root may write anywhere.
        if (::geteuid() == 0 && ::setuid(65534) != 0) std::_Exit(9);
        const auto opened = store::SqliteStore::open(path, options());
        std::_Exit(!opened && opened.error().code == ErrorCode::Unavailable ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ::chmod(folder.path().c_str(), 0755);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    EXPECT_EQ(store::SqliteStore::open("/nowhere/pingli.db", options()).error().code,
              ErrorCode::Unavailable);
}

TEST(SqliteFailure, AFileThatIsNoDatabaseIsLeftAlone) {
    const support::TemporaryFolder folder;
    const auto path = folder.write("pingli.db", std::string(9000, 'x'));
    EXPECT_EQ(store::SqliteStore::open(path.string(), options()).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(std::filesystem::file_size(path), 9000U);
}

TEST(SqliteFailure, TwoProgramsDoNotWriteToOneFileUnlessTheySaySo) {
    const support::TemporaryFolder folder;
    const std::string path = (folder.path() / "pingli.db").string();
    auto first = store::SqliteStore::open(path, options()).value();
    const auto second = store::SqliteStore::open(path, options());
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, ErrorCode::Unavailable);
    EXPECT_NE(second.error().context.find("at work"), std::string::npos);
    store::Options beside = options();
    beside.is_sole = false;
    EXPECT_TRUE(store::SqliteStore::open(path, beside).has_value());
    EXPECT_TRUE(first->append(large(0)).has_value());
    first.reset();
    EXPECT_TRUE(store::SqliteStore::open(path, options()).has_value());
}

TEST(SqliteFailure, ABackupIsOneStateOfAStoreInUse) {
    const support::TemporaryFolder folder;
    auto store = store::SqliteStore::open((folder.path() / "a.db").string(), options()).value();
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(store->append(large(i)).has_value());
    std::jthread writer([&](const std::stop_token& stop) {
        for (int i = 50; !stop.stop_requested(); ++i)
            EXPECT_TRUE(store->append(large(i)).has_value());
    });
    const std::string copy = (folder.path() / "copy.db").string();
    const auto done = store->backup(copy);
    writer.request_stop();
    writer.join();
    ASSERT_TRUE(done.has_value()) << done.error().context;
    EXPECT_EQ(store->backup(copy).error().code, ErrorCode::Invalid);
    auto restored = store::SqliteStore::open(copy, options()).value();
    const auto verdict = store::verify(*restored, kShop);
    EXPECT_TRUE(verdict->is_good());
    EXPECT_GE(verdict->events, 50);
    EXPECT_TRUE(store::verify(*store, kShop, verdict->head)->is_good());
}

TEST(PostgresFailure, AServerThatIsStartedAgainLosesAndDoublesNothing) {
    const auto cluster = support::PostgresCluster::start();
    ASSERT_NE(cluster, nullptr);
    const std::string url = cluster->url(cluster->create_database());
    auto store = store::PostgresStore::open(url, options()).value();
    int written = 0;
    std::jthread writer([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            app::Change change = large(written);
            change.request = app::Request{
                .user = UserId{"u"},
                .key = "k" + std::to_string(written),
                .route = "r",
                .body_hash = "h",
                .answer = [](const app::Appended& a) { return app::KeptAnswer{201, a.number}; },
                .kept_until = Instant::max()};
            if (store->append(std::move(change))) ++written;
        }
    });
    for (int i = 0; i < 3; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        i == 1 ? cluster->stop_fast() : cluster->stop_immediately();
        cluster->start_server();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    writer.request_stop();
    writer.join();
    const auto verdict = store::verify(*store, kShop);
    ASSERT_TRUE(verdict.has_value()) << verdict.error().context;
    EXPECT_TRUE(verdict->is_good());
    EXPECT_EQ(verdict->events, written);
    EXPECT_GT(written, 3);
    cluster->stop_fast();
    EXPECT_EQ(store->find(kShop, CaseId{"case-0"}).error().code, ErrorCode::Unavailable);
    EXPECT_EQ(store->append(large(written)).error().code, ErrorCode::Unavailable);
    cluster->start_server();
    const auto end = std::chrono::steady_clock::now() + kStartMax;
    while (!store->append(large(written)) && std::chrono::steady_clock::now() < end)
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    EXPECT_TRUE(store->find(kShop, CaseId{"case-" + std::to_string(written)}).has_value());
    EXPECT_EQ(store::PostgresStore::open("host=/nowhere dbname=x", options()).error().code,
              ErrorCode::Unavailable);
}

TEST(PostgresFailure, TwoProgramsDoNotWriteToOneDatabase) {
    const auto cluster = support::PostgresCluster::start();
    ASSERT_NE(cluster, nullptr);
    const std::string url = cluster->url(cluster->create_database());
    auto first = store::PostgresStore::open(url, options()).value();
    EXPECT_EQ(store::PostgresStore::open(url, options()).error().code, ErrorCode::Unavailable);
    first.reset();
    store::Options patient = options();
    patient.outage_max = kStartMax;  // for the end of the first one's session
    EXPECT_TRUE(store::PostgresStore::open(url, patient).has_value());
}

}  // namespace pingli::contract
