#include "api/presence.hpp"

#include <gtest/gtest.h>

namespace pingli::api {
namespace {

const ShopId kShop{"s"};
const UserId kAnna{"anna"};
const UserId kBo{"bo"};
const Instant kNow{std::chrono::hours{1}};

// desk A13: two people on one review, and neither saw the other.
TEST(Presence, TwoAtOneIncidentSeeEachOther) {
    Presence presence;
    EXPECT_TRUE(presence.look(kShop, kAnna, "order", kNow).others.empty());
    const auto second = presence.look(kShop, kBo, "order", kNow);
    EXPECT_EQ(second.others, std::vector{kAnna});
    EXPECT_TRUE(second.has_changed);
    EXPECT_EQ(presence.look(kShop, kAnna, "order", kNow).others, std::vector{kBo});
    EXPECT_FALSE(presence.look(kShop, kAnna, "order", kNow).has_changed);
}

TEST(Presence, IsOfOneIncidentAndOneShop) {
    Presence presence;
    presence.look(kShop, kAnna, "order", kNow);
    EXPECT_TRUE(presence.look(kShop, kBo, "another", kNow).others.empty());
    EXPECT_TRUE(presence.look(ShopId{"t"}, kBo, "order", kNow).others.empty());
}

TEST(Presence, EndsWhenOneGoesOnOrSaysNoMore) {
    Presence presence;
    presence.look(kShop, kAnna, "order", kNow);
    presence.look(kShop, kBo, "order", kNow + kPresentFor - Duration{1});
    EXPECT_TRUE(presence.look(kShop, kAnna, "", kNow + Duration{1}).has_changed);
    EXPECT_TRUE(presence.look(kShop, kBo, "order", kNow + Duration{2}).others.empty());
    presence.look(kShop, kAnna, "order", kNow + Duration{3});
    const auto later = presence.look(kShop, kBo, "order", kNow + Duration{3} + kPresentFor);
    EXPECT_TRUE(later.others.empty());
    EXPECT_TRUE(later.has_changed);
}

}  // namespace
}  // namespace pingli::api
