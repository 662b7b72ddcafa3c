#include "server/last_resort.hpp"

#include <gtest/gtest.h>

#include <cstdio>

namespace pingli::server {
namespace {

using namespace std::chrono_literals;

void say(const std::string& line) {
    std::fprintf(stderr, "%s\n", line.c_str());
}

// security finding 7: an import that took no notice of its stop flag held the server for ever.
TEST(LastResortDeathTest, EndsWhatDoesNotEndByItself) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    const auto hang = [] {
        LastResort last_resort{say};
        last_resort.begin(200ms);
        while (true) std::this_thread::sleep_for(1s);
    };
    EXPECT_EXIT(hang(), testing::ExitedWithCode(0), "given up");
}

TEST(LastResort, LeavesAloneWhatEndsInTime) {
    const auto begun = std::chrono::steady_clock::now();
    {
        LastResort last_resort{say};
        last_resort.begin(60s);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 30s);
}

}  // namespace
}  // namespace pingli::server
