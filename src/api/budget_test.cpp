#include "api/budget.hpp"

#include <gtest/gtest.h>

namespace pingli::api {
namespace {

using namespace std::chrono_literals;
const Instant kNow{std::chrono::seconds{1'800'000'000}};

// security finding 23: one person filled the disk, or another's list, without an end to it.
TEST(Budget, IsOfEachForAWindow) {
    Budget budget{1h};
    EXPECT_EQ(budget.spend("a", 60, 100, kNow), std::nullopt);
    EXPECT_EQ(budget.spend("a", 41, 100, kNow), 60U);
    EXPECT_EQ(budget.spend("a", 40, 100, kNow + 1h - 1s), std::nullopt);
    EXPECT_EQ(budget.spend("a", 1, 100, kNow + 1h - 1s), 100U);
    EXPECT_EQ(budget.spend("b", 100, 100, kNow), std::nullopt);
    EXPECT_EQ(budget.spend("a", 100, 100, kNow + 1h), std::nullopt);
    EXPECT_EQ(budget.spend("a", 1, 100, kNow - 24h), std::nullopt) << "the clock was set back";
    EXPECT_EQ(budget.spend("c", std::uint64_t(-1), 100, kNow), 0U);
    for (int i = 0; i < 10'000; ++i)
        EXPECT_EQ(budget.spend(std::to_string(i), 1, 1, kNow), std::nullopt);
    EXPECT_EQ(budget.spend("9999", 1, 1, kNow), 1U);
}

}  // namespace
}  // namespace pingli::api
