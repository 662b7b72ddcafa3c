#include "reviews/imports.hpp"

#include <gtest/gtest.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <latch>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "reviews/import_preview.hpp"
#include "store/memory_store.hpp"
#include "support/store_fold.hpp"
#include "support/temporary_folder.hpp"

namespace pingli::reviews {
namespace {

constexpr Instant kNow{std::chrono::sys_days{std::chrono::year{2026} / 5 / 10}};

Result<Zone> load_zone(const std::string& name) {
    return Zone::fixed(name, std::chrono::hours{8});
}

store::Options options() {
    store::Options made;
    made.fold = support::shipped_fold();
    made.now = [] { return kNow; };
    return made;
}

// The first import that begins to be read goes no further until the test ends.
class ImportLimits : public testing::Test {
public:
    ImportLimits() { EXPECT_TRUE(imports.start().has_value()); }
    ~ImportLimits() override { may_read.count_down(); }
    ImportLimits(const ImportLimits&) = delete;
    ImportLimits& operator=(const ImportLimits&) = delete;

protected:
    static ShopId shop(std::size_t number) { return ShopId{"shop" + std::to_string(number)}; }
    static std::string id(std::size_t number) { return "import" + std::to_string(number); }
    auto make(std::size_t of_shop, std::size_t number) {
        return imports.make(shop(of_shop), UserId{"owner"}, id(number));
    }
    // Each by somebody else: a person has a share of their own (import_line_test).
    auto run(std::size_t of_shop, std::size_t number) {
        return imports.run(shop(of_shop), UserId{"runner" + std::to_string(number)}, id(number),
                           kNow);
    }
    void make_with_file(std::size_t of_shop, std::size_t number) {
        ASSERT_TRUE(make(of_shop, number).has_value());
        const auto file = folder.write("given", "订单编号\n1\n");
        ASSERT_TRUE(imports.add_file(shop(of_shop), id(number), "orders.csv", file).has_value());
    }

    support::TemporaryFolder folder;
    std::latch may_read{1};
    store::MemoryStore records{options()};
    app::Shops shops{records, load_zone};
    engines::Engines text_engines{folder.path()};
    rulebook::Library library{{}};
    Imports imports{records,
                    shops,
                    text_engines,
                    library,
                    {.folder = folder.path() / "imports",
                     .formats = std::filesystem::path{PINGLI_SOURCE_DIR} / "formats",
                     .now = [] { return kNow; },
                     .random = {},
                     .load_zone = load_zone,
                     .publish =
                         [this](const ImportRecord& record) {
                             if (record.state == ImportState::Reading) may_read.wait();
                         },
                     .note = [](const std::string&) {}}};
};

TEST_F(ImportLimits, AShopKeepsTheFilesOfSoManyImports) {
    for (std::size_t i = 0; i < kImportsWithFilesMax; ++i) ASSERT_TRUE(make(0, i).has_value());
    const auto refused = make(0, kImportsWithFilesMax);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::TooLarge);
    EXPECT_TRUE(make(0, 3).has_value());  // the same again
    EXPECT_TRUE(make(1, 0).has_value());  // another shop
    EXPECT_TRUE(imports.remove(shop(0), id(3)).has_value());
    EXPECT_TRUE(make(0, kImportsWithFilesMax).has_value());
}

// Told when a file is opened.
class OpenWatch {
public:
    explicit OpenWatch(const std::filesystem::path& file) : fd_(inotify_init1(IN_NONBLOCK)) {
        EXPECT_GE(inotify_add_watch(fd_, file.c_str(), IN_OPEN), 0);
    }
    OpenWatch(const OpenWatch&) = delete;
    OpenWatch& operator=(const OpenWatch&) = delete;
    ~OpenWatch() { ::close(fd_); }
    [[nodiscard]] bool is_opened() const {
        std::array<char, 4096> events{};
        return ::read(fd_, events.data(), events.size()) > 0;
    }

private:
    int fd_;
};

// security finding 6: to show an import opened, and unpacked, all its files each time
TEST_F(ImportLimits, APreviewIsMadeOnceAndThenOpensNothing) {
    make_with_file(0, 0);
    const auto file = folder.path() / "imports" / "shop0" / "import0" / "files" / "orders.csv";
    const auto shown = [&] {
        std::size_t room = kPreviewsBytesMax;
        return imports.preview(*imports.find(shop(0), id(0)), "orders.csv", room);
    };
    const OpenWatch watch{file};
    EXPECT_FALSE(watch.is_opened());
    const auto before = shown();
    ASSERT_EQ(before.columns.size(), 1U);
    EXPECT_EQ(before.columns[0].column, "id");
    EXPECT_EQ(before.rows, (std::vector<std::vector<std::string>>{{"1"}}));
    EXPECT_FALSE(watch.is_opened());
    std::ofstream{file} << "something else";  // behind our back: it is still not looked at
    EXPECT_TRUE(watch.is_opened());           // by the test
    EXPECT_EQ(to_bytes(shown()), to_bytes(before));
    EXPECT_FALSE(watch.is_opened());

    // Another file of that name, and other columns, are looked at again.
    const auto other = folder.write("given", "number,price\n2,3\n");
    ASSERT_TRUE(imports.add_file(shop(0), id(0), "orders.csv", other).has_value());
    EXPECT_EQ(shown().columns.size(), 2U);
    ASSERT_TRUE(
        imports.choose(shop(0), id(0), "orders.csv", {.kind = {}, .columns = {{"number", "id"}}})
            .has_value());
    EXPECT_EQ(shown().columns[0].column, "id");
    EXPECT_TRUE(shown().columns[0].is_chosen);

    std::size_t little = 10;
    const auto none = imports.preview(*imports.find(shop(0), id(0)), "orders.csv", little);
    EXPECT_TRUE(none.rows.empty());
    EXPECT_FALSE(none.problem.empty());
    std::filesystem::remove_all(folder.path() / "imports" / "shop0" / "import0" / "previews");
    EXPECT_FALSE(shown().problem.empty());  // of an older program
}

TEST_F(ImportLimits, SoManyImportsOfAllShopsWait) {
    std::size_t count = 0;
    const auto next = [&] {
        const std::size_t number = count++;
        make_with_file(number / kImportsWaitingOfShopMax, number);
        return run(number / kImportsWaitingOfShopMax, number);
    };
    while (count < kImportsWaitingMax) ASSERT_TRUE(next().has_value()) << count;
    const auto refused = next();
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::Unavailable);
    EXPECT_EQ(run(0, 1).error().code, ErrorCode::VersionConflict);  // it waits already

    const auto stopped = imports.stop(shop(0), id(1));
    ASSERT_TRUE(stopped.has_value());
    EXPECT_EQ(stopped->state, ImportState::Stopped);
    EXPECT_TRUE(run(count / kImportsWaitingOfShopMax, count - 1).has_value());
    EXPECT_EQ(run(0, 1).error().code, ErrorCode::Unavailable);
}

// A reviewer's finding: three people, each with an import of hours, held up everybody else's. With
// turns, one of a single line is over before any of those that they hold all places with.
TEST(ImportTurns, ASmallImportEndsBeforeThreeGreatOnesThatBeganBeforeIt) {
    const support::TemporaryFolder folder;
    store::MemoryStore records{options()};
    app::Shops shops{records, load_zone};
    engines::Engines text_engines{folder.path()};
    const rulebook::Library library{{}};
    constexpr std::ptrdiff_t kGreat = kImportsAtOnceMax;
    std::latch all_begun{kGreat};
    std::latch may_go_on{1};
    std::latch all_ended{kGreat + 1};
    std::mutex mutex;
    std::vector<std::string> ended;
    ImportsOptions how{.folder = folder.path() / "imports",
                       .formats = std::filesystem::path{PINGLI_SOURCE_DIR} / "formats",
                       .now = [] { return kNow; },
                       .random = {},
                       .load_zone = load_zone,
                       .publish =
                           [&](const ImportRecord& record) {
                               const bool is_great = record.shop != ShopId{"small"};
                               if (is_great && record.state == ImportState::Reading &&
                                   record.progress.bytes_done == 0) {
                                   all_begun.count_down();
                                   may_go_on.wait();
                               }
                               if (!record.ended_at) return;
                               const std::lock_guard lock(mutex);
                               ended.push_back(record.shop.value());
                               all_ended.count_down();
                           },
                       .note = [](const std::string&) {},
                       .turn = std::chrono::milliseconds{0}};
    Imports imports{records, shops, text_engines, library, how};
    ASSERT_TRUE(imports.start().has_value());
    const auto run = [&](const std::string& shop, const std::string& rows) {
        ASSERT_TRUE(shops.add(
            {.id = ShopId{shop}, .name = shop, .platform = "taobao", .zone = "Asia/Shanghai"}));
        const UserId owner{"owner of " + shop};
        ASSERT_TRUE(imports.make(ShopId{shop}, owner, "i"));
        const auto file = folder.write("given", "订单编号\n" + rows);
        ASSERT_TRUE(imports.add_file(ShopId{shop}, "i", "orders.csv", file));
        ASSERT_TRUE(imports.run(ShopId{shop}, owner, "i", kNow));
    };
    std::string many;
    for (int i = 0; i < 300'000; ++i) many += std::to_string(i) + '\n';  // read in 8 pieces
    for (std::ptrdiff_t i = 0; i < kGreat; ++i) run("great" + std::to_string(i), many);
    all_begun.wait();
    run("small", "1\n");
    may_go_on.count_down();
    all_ended.wait();
    EXPECT_EQ(ended.front(), "small");
}

// security finding 43: what throws in an import ends that import, not the process, and is noted
TEST(ImportBarrier, AJobThatThrowsHasFailedAndIsNotBegunAgain) {
    const support::TemporaryFolder folder;
    store::MemoryStore records{options()};
    app::Shops shops{records, load_zone};
    ASSERT_TRUE(shops
                    .add({.id = ShopId{"shop"},
                          .name = "Coats",
                          .platform = "taobao",
                          .zone = "Asia/Shanghai"})
                    .has_value());
    engines::Engines text_engines{folder.path()};
    const rulebook::Library library{{}};
    std::latch ended{1};
    std::mutex mutex;
    std::string noted;
    const auto throws = [](const std::string&) -> Result<Zone> {
        std::rethrow_exception(std::make_exception_ptr(std::out_of_range{"pos"}));
    };
    ImportsOptions how{.folder = folder.path() / "imports",
                       .formats = std::filesystem::path{PINGLI_SOURCE_DIR} / "formats",
                       .now = [] { return kNow; },
                       .random = {},
                       .load_zone = throws,
                       .publish =
                           [&](const ImportRecord& record) {
                               if (record.ended_at) ended.count_down();
                           },
                       .note =
                           [&](const std::string& line) {
                               const std::lock_guard lock(mutex);
                               noted += line;
                           }};
    {
        Imports imports{records, shops, text_engines, library, how};
        ASSERT_TRUE(imports.start().has_value());
        ASSERT_TRUE(imports.make(ShopId{"shop"}, UserId{"owner"}, "i").has_value());
        const auto file = folder.write("given", "订单编号\n1\n");
        ASSERT_TRUE(imports.add_file(ShopId{"shop"}, "i", "orders.csv", file).has_value());
        ASSERT_TRUE(imports.run(ShopId{"shop"}, UserId{"owner"}, "i", kNow).has_value());
        ended.wait();
    }
    EXPECT_NE(noted.find("std::out_of_range: pos"), std::string::npos) << noted;
    Imports again{records, shops, text_engines, library, how};
    ASSERT_TRUE(again.start().has_value());
    const auto record = again.find(ShopId{"shop"}, "i");
    ASSERT_TRUE(record.has_value());
    EXPECT_EQ(record->state, ImportState::Failed);
    EXPECT_EQ(record->fault, say("import.crashed"));
}

}  // namespace
}  // namespace pingli::reviews
