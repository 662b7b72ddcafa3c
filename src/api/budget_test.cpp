#include "api/budget.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/shared_budget.hpp"

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

TEST(SharedBudget, OneThatHasEnoughCostsTheOtherNothing) {
    SharedBudget budget{1h, {.of_person = "You have enough.", .of_shop = "The shop has enough."}};
    const UserId ann{"ann"};
    const UserId bob{"bob"};
    const ShopId shop{"shop"};
    const ShopId other{"other"};
    const auto spend = [&](const UserId& person, const ShopId& of, std::uint64_t amount) {
        const auto enough = budget.spend(
            {.person = person, .shop = of, .amount = amount, .person_max = 60, .shop_max = 100},
            kNow);
        return enough ? std::get<std::string>(enough->body) : std::string{};
    };
    EXPECT_EQ(spend(ann, shop, 60), "");
    EXPECT_THAT(spend(ann, shop, 1), testing::HasSubstr("You have enough."));
    EXPECT_EQ(spend(bob, shop, 40), "") << "what was refused to one took of the shop's share";
    EXPECT_THAT(spend(bob, shop, 20), testing::HasSubstr("The shop has enough."));
    EXPECT_EQ(spend(bob, other, 20), "") << "what the shop had no more of took of the person's";
    EXPECT_THAT(spend(bob, other, 1), testing::HasSubstr("You have enough."));
}

}  // namespace
}  // namespace pingli::api
