#include "store/two_halves.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <vector>

namespace pingli::store {

namespace {

TEST(TwoHalves, TakesEveryPartInOrder) {
    int made = 0;
    std::vector<int> taken;
    const auto result = TwoHalves<int>::run(
        [&]() -> Result<std::optional<int>> {
            if (made == 1000) return std::nullopt;
            return made++;
        },
        [&](int part) -> Result<void> {
            taken.push_back(part);
            return {};
        });
    ASSERT_TRUE(result.has_value());
    ASSERT_EQ(taken.size(), 1000U);
    EXPECT_TRUE(std::ranges::is_sorted(taken));
}

TEST(TwoHalves, EndsWithTheFailureOfEitherHalf) {
    const auto of_maker = TwoHalves<int>::run(
        []() -> Result<std::optional<int>> { return fail(ErrorCode::Corrupt, "m"); },
        [](int) -> Result<void> { return {}; });
    EXPECT_EQ(of_maker.error().code, ErrorCode::Corrupt);

    // The maker, who would never end, is stopped.
    std::atomic<int> made = 0;
    const auto of_taker =
        TwoHalves<int>::run([&]() -> Result<std::optional<int>> { return ++made; },
                            [](int part) -> Result<void> {
                                if (part == 5) return fail(ErrorCode::Unavailable, "t");
                                return {};
                            });
    EXPECT_EQ(of_taker.error().code, ErrorCode::Unavailable);
    EXPECT_LT(made, 20);
}

}  // namespace

}  // namespace pingli::store
