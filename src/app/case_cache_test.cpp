#include "app/case_cache.hpp"

#include <gtest/gtest.h>

#include "app/case_weight.hpp"

namespace pingli::app {
namespace {

CasePtr case_with(std::size_t orders, std::size_t bytes_each) {
    auto loaded = std::make_shared<LoadedCase>();
    loaded->state.opening.orders.assign(orders, std::string(bytes_each, 'x'));
    return loaded;
}

// security finding 5: a cache of cases that counts cases only held 28 GB of them.
TEST(CaseCache, IsBoundedByBytesAsWellAsByCount) {
    constexpr std::size_t kBytesMax = 1U << 18U;
    CaseCache cache{100, kBytesMax};
    for (int i = 0; i < 200; ++i) {
        cache.put("case-" + std::to_string(i), case_with(static_cast<std::size_t>(i), 40));
        ASSERT_LE(cache.bytes(), kBytesMax);
    }
    EXPECT_NE(cache.find("case-199"), nullptr);
    EXPECT_EQ(cache.find("case-1"), nullptr);

    cache.put("larger than all", case_with(10'000, 40));
    EXPECT_EQ(cache.bytes(), 0U);
    EXPECT_EQ(cache.find("larger than all"), nullptr);

    for (int i = 0; i < 1'000; ++i) cache.put("case-" + std::to_string(i), case_with(0, 0));
    EXPECT_EQ(cache.find("case-899"), nullptr);
    EXPECT_NE(cache.find("case-900"), nullptr);
    cache.put("case-950", case_with(5, 40));  // the same case again counts once
    for (int i = 900; i < 1'000; ++i) cache.forget("case-" + std::to_string(i));
    EXPECT_EQ(cache.bytes(), 0U);
}

TEST(CaseWeight, CountsWhatTextsAndListsTake) {
    const std::size_t empty = weight_of({});
    const std::size_t full = weight_of(case_with(4'500, 100)->state);
    EXPECT_GT(full - empty, 4'500U * (100 + sizeof(std::string)));
    EXPECT_LT(full - empty, 4'500U * (100 + sizeof(std::string)) * 5 / 4);
    cases::Case spoken;
    spoken.messages.resize(10);
    const std::size_t before = weight_of(spoken);
    spoken.messages.front().text.text.assign(5'000, 'x');
    EXPECT_GE(weight_of(spoken), before + 5'000);
    EXPECT_LT(weight_of_customers(spoken), 5'000U) << "the shop said it";
    spoken.messages.front().side = cases::Side::Customer;
    EXPECT_GE(weight_of_customers(spoken), 5'000U);
    EXPECT_LT(weight_of_customers(spoken), weight_of(spoken));
}

}  // namespace
}  // namespace pingli::app
