#include "server/chain_walks.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/limits.hpp"
#include "store/memory_store.hpp"
#include "support/temporary_folder.hpp"

namespace pingli::server {
namespace {

using namespace std::chrono_literals;
using api::JobState;

const UserId& user(const char* name) {
    static std::map<std::string, UserId> users;
    return users.try_emplace(name, UserId{name}).first->second;
}

// Walks stand still at their beginning, where they ask what time it is, and are counted there.
class Walking : public testing::Test {
protected:
    void TearDown() override { let_go(1'000); }

    Result<api::ChainWalk> start(const std::string& shop, const char* by) {
        return walks.start(ShopId{shop}, user(by), std::nullopt);
    }
    JobState state(const std::string& shop) { return walks.find(ShopId{shop})->state; }
    bool reach(int count) {
        std::unique_lock lock{mutex};
        return changed.wait_for(lock, 10s, [&] { return begun >= count; });
    }
    void let_go(int count) {
        const std::lock_guard lock{mutex};
        may_go += count;
        changed.notify_all();
    }
    bool ends(const std::string& shop) {
        for (int i = 0; i < 1'000 && state(shop) == JobState::Running; ++i)
            std::this_thread::sleep_for(10ms);
        return state(shop) != JobState::Running;  // what it found is not asked here
    }
    Instant now() {
        if (std::this_thread::get_id() != test_thread && !has_asked) {
            has_asked = true;  // of this walk
            std::unique_lock lock{mutex};
            const int number = ++begun;
            changed.notify_all();
            changed.wait(lock, [&] { return number <= may_go; });
        }
        return Instant{};
    }

    static inline thread_local bool has_asked = false;
    const std::thread::id test_thread = std::this_thread::get_id();
    std::mutex mutex;
    std::condition_variable changed;
    int begun = 0;
    int may_go = 0;
    support::TemporaryFolder folder;
    store::MemoryStore store{{}};
    ChainWalks walks{store, folder.path(), [this] { return now(); }, [](const std::string&) {}};
};

// attack of round five, 12: one owner held both places in turn, and nobody else's chain was walked.
TEST_F(Walking, OnePersonHasOnePlaceInAllShops) {
    for (const char* shop : {"a1", "a2", "a3"}) ASSERT_TRUE(start(shop, "greedy").has_value());
    ASSERT_TRUE(reach(1));
    EXPECT_EQ(start("a1", "greedy").error().code, ErrorCode::VersionConflict);
    ASSERT_TRUE(start("b", "neighbour").has_value());
    ASSERT_TRUE(reach(2));
    // With both places taken the others wait; whoever is at work does so too with the rest.
    ASSERT_TRUE(start("c", "third").has_value());
    let_go(2);
    EXPECT_TRUE(ends("a1"));
    EXPECT_TRUE(ends("b"));
    ASSERT_TRUE(reach(4));
    let_go(100);
    for (const char* shop : {"c", "a2", "a3"}) EXPECT_TRUE(ends(shop)) << shop;
}

TEST_F(Walking, WaitInALineWithAnEnd) {
    std::size_t taken = 0;
    for (int i = 0; i < 200; ++i) taken += start("g" + std::to_string(i), "greedy") ? 1U : 0U;
    EXPECT_EQ(taken, kWalksWaitingOfPersonMax + 1) << "and the one at work";
    EXPECT_EQ(start("late", "greedy").error().code, ErrorCode::Unavailable);
    ASSERT_TRUE(start("n", "neighbour").has_value());
    walks.stop(ShopId{"g5"});
    EXPECT_EQ(state("g5"), JobState::Stopped);
    EXPECT_TRUE(start("late", "greedy").has_value());
    let_go(1'000);
    for (const char* shop : {"n", "late", "g10"}) EXPECT_TRUE(ends(shop)) << shop;
    EXPECT_EQ(state("g5"), JobState::Stopped);
}

// A reviewer's finding (17): whose last walk was stopped in line kept an old turn, and with it came
// before those who had asked earlier.
TEST_F(Walking, WhoseLastOneIsStoppedKeepsNoTurn) {
    for (const char* who : {"p", "r", "s1"}) ASSERT_TRUE(start(who, who).has_value());
    ASSERT_TRUE(start("g1", "greedy").has_value());
    for (const char* who : {"s2", "s3"}) ASSERT_TRUE(start(who, who).has_value());
    ASSERT_TRUE(start("g2", "greedy").has_value());
    let_go(4);  // p, r, s1, and g1 of the greedy one; s2 and s3 are at work now
    ASSERT_TRUE(reach(6));
    walks.stop(ShopId{"g2"});
    ASSERT_TRUE(start("t", "t").has_value());
    ASSERT_TRUE(start("g3", "greedy").has_value());
    let_go(1);
    ASSERT_TRUE(reach(7));
    let_go(1);
    ASSERT_TRUE(reach(8));
    let_go(1);
    EXPECT_TRUE(ends("t"));
    EXPECT_EQ(state("g3"), JobState::Running);
}

TEST_F(Walking, EndAlsoWhatWaits) {
    for (const char* shop : {"a1", "a2"}) ASSERT_TRUE(start(shop, "greedy").has_value());
    ASSERT_TRUE(reach(1));
    let_go(2);  // the second too, when it begins before all end
    walks.end();
    EXPECT_FALSE(start("b", "neighbour").has_value());
}

}  // namespace
}  // namespace pingli::server
