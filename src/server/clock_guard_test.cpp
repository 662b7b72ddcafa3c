// security finding 26: a wall clock that jumps is not believed at once.

#include "server/clock_guard.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace pingli::server {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Clocks {
    Instant wall{seconds{1'800'000'000}};
    seconds running{1000};
    std::vector<std::string> told;
    ClockGuard guard{{.wall = [this] { return wall; }, .running = [this] { return running; }},
                     {},
                     [this](const std::string& what) { told.push_back(what); }};

    Instant pass(Duration time) {
        wall += time;
        running += time;
        return guard.now();
    }
};

TEST(ClockGuard, GoesByTheWallClockWhileBothAgree) {
    Clocks clocks;
    EXPECT_EQ(clocks.pass(hours{30}), clocks.wall);
    clocks.wall += minutes{2};  // corrected
    EXPECT_EQ(clocks.guard.now(), clocks.wall);
    const Instant before = clocks.wall;
    clocks.wall -= minutes{2};
    EXPECT_EQ(clocks.guard.now(), before);
    EXPECT_TRUE(clocks.told.empty());
}

TEST(ClockGuard, AJumpThatGoesAwayAgainHasDoneNothing) {
    for (const Duration jump : {Duration{days{90}}, Duration{-days{31}}}) {
        Clocks clocks;
        const Instant before = clocks.guard.now();
        clocks.wall += jump;
        EXPECT_EQ(clocks.pass(minutes{10}), before + minutes{10});
        EXPECT_TRUE(clocks.guard.is_doubted());
        EXPECT_EQ(clocks.told.size(), 1U);
        clocks.wall -= jump;
        EXPECT_EQ(clocks.pass(minutes{10}), before + minutes{20});
        EXPECT_FALSE(clocks.guard.is_doubted());
    }
}

TEST(ClockGuard, AJumpThatHoldsIsBelievedAfterAnHour) {
    for (const Duration jump : {Duration{days{90}}, Duration{-days{31}}}) {
        Clocks clocks;
        const Instant before = clocks.guard.now();
        clocks.wall += jump;
        EXPECT_EQ(clocks.guard.now(), before);
        EXPECT_EQ(clocks.pass(minutes{59}), before + minutes{59});
        EXPECT_EQ(clocks.pass(minutes{1}), clocks.wall);
        EXPECT_FALSE(clocks.guard.is_doubted());
        EXPECT_EQ(clocks.told.size(), 2U);
    }
}

TEST(ClockGuard, AClockThatJumpsOnAndOnIsNeverBelieved) {
    Clocks clocks;
    const Instant before = clocks.guard.now();
    for (int i = 0; i < 10; ++i) {
        clocks.wall += days{1};
        clocks.pass(minutes{50});
    }
    EXPECT_EQ(clocks.guard.now(), before + minutes{500});
}

// Whatever the wall clock does within the hour, what is told runs on as time does.
RC_GTEST_PROP(ClockGuard, RunsOnWhateverTheWallClockDoes, (const std::vector<int>& jumps)) {
    Clocks clocks;
    Instant last = clocks.guard.now();
    const Instant begin = last;
    for (std::size_t i = 0; i < std::min<std::size_t>(jumps.size(), 50); ++i) {
        clocks.wall += seconds{jumps[i] % 10'000'000};
        const Instant now = clocks.pass(minutes{1});
        RC_ASSERT(now >= last);
        RC_ASSERT(now - begin <=
                  minutes{static_cast<int>(i) + 1} + minutes{6} * (static_cast<int>(i) + 1));
        last = now;
    }
}

}  // namespace
}  // namespace pingli::server
