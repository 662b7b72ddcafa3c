#include "http/fair_room.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace pingli::http {
namespace {

using namespace std::chrono_literals;
const auto kStart = FairRoom::Clock::time_point{};

Share of(std::string shop, std::string person) {
    return {.group = std::move(shop), .member = std::move(person)};
}
// Of a shop's only person.
Share of(const std::string& shop) {
    return of(shop, "p of " + shop);
}

// security finding 30: a claimant held all 64 places with slow bodies.
TEST(FairRoom, OnePersonAndOneShopHaveTheirShareOnly) {
    FairRoom room{64, 8};
    std::vector<std::unique_ptr<FairRoom::Place>> held;
    const auto fill = [&](const std::string& shop, const std::string& person) {
        std::size_t taken = 0;
        while (auto place = room.take(of(shop, person), 1, [] {}, kStart)) {
            held.push_back(std::move(place));
            ++taken;
        }
        return taken;
    };
    EXPECT_EQ(fill("a", "1"), 8U);
    EXPECT_EQ(fill("a", "2"), 8U);
    EXPECT_EQ(fill("a", "3") + fill("a", "4") + fill("a", "5"), 16U);
    EXPECT_EQ(fill("a", "6"), 0U);
    EXPECT_EQ(fill("b", "7"), 8U);
    EXPECT_EQ(fill("c", "7"), 0U) << "one person has as much in all shops as in one";
    held.clear();
    EXPECT_EQ(room.taken(), 0U);
}

TEST(FairRoom, TheSlowestOfTheLargestMakesRoom) {
    FairRoom room{4, 8};
    int sent_away = 0;
    const auto take = [&](const std::string& shop) {
        return room.take(of(shop), 1, [&] { ++sent_away; }, kStart);
    };
    auto quick = take("a");
    auto slow = take("a");
    quick->count(1'000'000);
    slow->count(10);
    auto second = take("b");
    auto third = take("c");
    ASSERT_TRUE(quick && slow && second && third);
    EXPECT_EQ(take("a"), nullptr) << "its own share";
    auto fourth = room.take(of("d"), 1, [] {}, kStart + 10s);
    ASSERT_NE(fourth, nullptr);
    EXPECT_EQ(sent_away, 1);
    EXPECT_EQ(room.taken(), 4U);
    EXPECT_EQ(take("e"), nullptr) << "nobody has more than one by now";
    slow.reset();  // it went: its place was another's already
    EXPECT_EQ(room.taken(), 4U);
    quick.reset();
    EXPECT_EQ(room.taken(), 3U);
}

// attack of round five, 3: one owner's slow uploads to 64 shops, one each, shut out everybody.
TEST(FairRoom, OnePersonWithManyShopsLeavesRoomForTheOthers) {
    FairRoom room{64, 8};
    std::vector<std::unique_ptr<FairRoom::Place>> held;
    for (int i = 0; i < 64; ++i) {
        auto place = room.take(of("shop-" + std::to_string(i), "owner of all"), 1, [] {}, kStart);
        if (place) held.push_back(std::move(place));
    }
    EXPECT_EQ(held.size(), 8U);
    EXPECT_NE(room.take(of("neighbour"), 1, [] {}, kStart), nullptr);
}

// attack of round five, 7: nothing limited the answers that wait for slow readers.
TEST(FairRoom, CountsWhatIsLargeByItsSize) {
    FairRoom room{64, 16};
    int sent_away = 0;
    const auto take = [&](const std::string& shop, std::uint64_t amount) {
        return room.take(of(shop), amount, [&] { ++sent_away; }, kStart);
    };
    auto huge = take("a", 1'000);
    ASSERT_NE(huge, nullptr) << "the first may be larger than what one has: it counts as half";
    EXPECT_EQ(room.taken(), 32U);
    EXPECT_EQ(take("a", 1), nullptr);
    auto second = take("b", 16);
    auto third = take("c", 15);
    ASSERT_TRUE(second && third);
    EXPECT_EQ(take("d", 40), nullptr) << "the largest has no more than that";
    EXPECT_EQ(sent_away, 0);
    EXPECT_NE(take("d", 5), nullptr);
    EXPECT_EQ(sent_away, 1);
}

// Whoever has nothing finds room unless nobody has more than one place, in one shop or in all.
RC_GTEST_PROP(FairRoom, OneMoreFindsRoom, ()) {
    constexpr std::uint64_t kAll = 16;
    constexpr std::uint64_t kOfOne = 4;
    struct One {
        Share share;
        bool is_there = true;
        std::unique_ptr<FairRoom::Place> place;
    };
    FairRoom room{kAll, kOfOne};
    const auto wanted = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 12), rc::gen::inRange(0, 12)));
    std::vector<std::unique_ptr<One>> all;
    for (const auto& [group, member] : wanted) {
        auto one = std::make_unique<One>();
        one->share = of("shop " + std::to_string(group), "person " + std::to_string(member));
        one->place = room.take(one->share, 1, [raw = one.get()] { raw->is_there = false; }, kStart);
        if (one->place) all.push_back(std::move(one));
    }
    std::uint64_t there = 0;
    std::uint64_t most = 0;
    std::map<std::string, std::uint64_t> counts;
    for (const auto& one : all) {
        if (!one->is_there) continue;
        ++there;
        most = std::max({most, ++counts[one->share.group], ++counts[one->share.member]});
        RC_ASSERT(counts[one->share.member] <= kOfOne);
    }
    RC_ASSERT(room.taken() == there);
    RC_ASSERT(there <= kAll);
    const bool finds = room.take(of("neighbour"), 1, [] {}, kStart) != nullptr;
    RC_ASSERT(finds == (there < kAll || most > 1));
}

}  // namespace
}  // namespace pingli::http
