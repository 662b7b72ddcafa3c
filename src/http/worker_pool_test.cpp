#include "http/worker_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <set>

namespace pingli::http {
namespace {

using namespace std::chrono_literals;

// Of a shop's only person, unless one is named.
Share of(std::string shop, std::string person = {}) {
    if (person.empty()) person = "p of " + shop;
    return {.group = std::move(shop), .member = std::move(person)};
}

// Jobs that stand still until they are let go, counted while they run.
class Blocked {
public:
    WorkerPool::Job job() {
        return [this] {
            std::unique_lock lock{mutex_};
            ++running_;
            changed_.notify_all();
            changed_.wait(lock, [this] { return is_open_; });
        };
    }
    bool reach(int running) {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, 10s, [&] { return running_ >= running; });
    }
    int running() {
        const std::lock_guard lock{mutex_};
        return running_;
    }
    void open() {
        const std::lock_guard lock{mutex_};
        is_open_ = true;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int running_ = 0;
    bool is_open_ = false;
};

// security finding 6: sixteen slow requests of one person held every worker of the server.
TEST(WorkerPool, SlowRequestsOfOneShopLeaveWorkersForTheOthers) {
    Blocked slow, next, last;
    WorkerPool pool{16, 512};
    for (int i = 0; i < 100; ++i)
        ASSERT_TRUE(pool.submit(of("slow", std::to_string(i % 10)), slow.job()));
    ASSERT_TRUE(slow.reach(8));
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(pool.submit(of("next"), next.job()));
    ASSERT_TRUE(next.reach(4));
    // Whoever else comes is served at once, one after the other.
    for (int i = 0; i < 50; ++i) {
        std::latch done{1};
        ASSERT_TRUE(pool.submit(of("shop-" + std::to_string(i)), [&] { done.count_down(); }));
        done.wait();
    }
    ASSERT_TRUE(pool.submit(of("last"), last.job()));
    EXPECT_TRUE(last.reach(1));
    EXPECT_EQ(slow.running(), 8);
    EXPECT_EQ(next.running(), 4);
    slow.open();
    next.open();
    last.open();
}

TEST(WorkerPool, OnePersonLeavesWorkersForTheColleagues) {
    Blocked slow;
    WorkerPool pool{16, 512};
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(pool.submit(of("shop", "greedy"), slow.job()));
    ASSERT_TRUE(slow.reach(4));
    std::latch done{3};
    for (const char* person : {"a", "b", "c"})
        ASSERT_TRUE(pool.submit(of("shop", person), [&] { done.count_down(); }));
    done.wait();
    EXPECT_EQ(slow.running(), 4);
    slow.open();
}

// attack of round five, 2: one owner's costly requests to 90 shops, one each, held every worker.
TEST(WorkerPool, OnePersonWithManyShopsLeavesWorkersForTheOthers) {
    Blocked slow;
    WorkerPool pool{16, 512};
    for (int i = 0; i < 90; ++i)
        ASSERT_TRUE(pool.submit(of("shop-" + std::to_string(i), "owner of all"), slow.job()));
    ASSERT_TRUE(slow.reach(4));
    for (int i = 0; i < 50; ++i) {
        std::latch done{1};
        ASSERT_TRUE(pool.submit(of("neighbour"), [&] { done.count_down(); }));
        done.wait();
    }
    EXPECT_EQ(slow.running(), 4);
    slow.open();
}

TEST(WorkerPool, OneShareDoesNotFillTheQueue) {
    Blocked slow;
    WorkerPool pool{2, 100};
    std::size_t taken = 0;
    while (pool.submit(of("flood", std::to_string(taken % 500)), slow.job())) ++taken;
    EXPECT_LE(taken, 52U);  // half of the queue, and what runs
    EXPECT_TRUE(pool.submit(of("other"), slow.job()));
    slow.open();
}

TEST(WorkerPool, ServesThoseWhoWaitInTurn) {
    Blocked first;
    std::mutex mutex;
    std::vector<std::string> order;
    WorkerPool pool{1, 100};
    ASSERT_TRUE(pool.submit(of("z"), first.job()));
    ASSERT_TRUE(first.reach(1));
    std::latch done{9};
    const auto note = [&](const std::string& name) {
        return [&, name] {
            const std::lock_guard lock{mutex};
            order.push_back(name);
            done.count_down();
        };
    };
    for (int i = 0; i < 6; ++i) ASSERT_TRUE(pool.submit(of("a"), note("a")));
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(pool.submit(of("b"), note("b")));
    ASSERT_TRUE(pool.submit(of("c"), note("c")));
    first.open();
    done.wait();
    EXPECT_EQ(order, (std::vector<std::string>{"a", "b", "c", "a", "b", "a", "a", "a", "a"}));
}

TEST(WorkerPool, RunsAllThatItTookAndNothingAfterItStopped) {
    std::atomic<int> ran = 0;
    {
        WorkerPool pool{4, 10'000};
        for (int i = 0; i < 2'000; ++i)
            ASSERT_TRUE(pool.submit(of(std::to_string(i % 40)), [&] { ++ran; }));
        while (ran < 2'000) std::this_thread::yield();
        pool.stop();
        EXPECT_FALSE(pool.submit(of("late"), [&] { ++ran; }));
    }
    EXPECT_EQ(ran, 2'000);
}

}  // namespace
}  // namespace pingli::http
