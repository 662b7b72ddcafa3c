#include "app/quiet.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace pingli::app {
namespace {

using namespace std::chrono_literals;

TEST(Quiet, WhoIsAloneSeesNobodyAndWhoCameBeforeIsWaitedFor) {
    Quiet quiet;
    auto inside = quiet.enter(0ms);
    ASSERT_TRUE(inside);
    EXPECT_FALSE(quiet.alone(5ms));  // and after it all is as it was
    EXPECT_TRUE(quiet.enter(0ms));
    std::thread leaves{[pass = std::move(inside)]() mutable {
        std::this_thread::sleep_for(20ms);
        pass = {};
    }};
    {
        const auto alone = quiet.alone(10s);
        EXPECT_TRUE(alone);
        EXPECT_FALSE(quiet.enter(5ms));
        EXPECT_FALSE(quiet.alone(5ms));
    }
    leaves.join();
    EXPECT_TRUE(quiet.enter(0ms));
}

TEST(Quiet, NobodyIsInsideWithWhoIsAlone) {
    Quiet quiet;
    std::atomic<int> inside = 0;
    std::atomic<bool> is_over = false;
    std::vector<std::jthread> many;
    many.reserve(3);
    for (int i = 0; i < 3; ++i)
        many.emplace_back([&] {
            while (!is_over) {
                const auto pass = quiet.enter(10s);
                ++inside;
                --inside;
            }
        });
    for (int i = 0; i < 200; ++i) {
        const auto alone = quiet.alone(10s);
        ASSERT_TRUE(alone);
        EXPECT_EQ(inside, 0);
    }
    is_over = true;
}

}  // namespace
}  // namespace pingli::app
