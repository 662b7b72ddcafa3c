#include "http/upload_slots.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace pingli::http {
namespace {

using namespace std::chrono_literals;
const auto kStart = UploadSlots::Clock::time_point{};

Share of(std::string shop, std::string person) {
    return {.group = std::move(shop), .member = std::move(person)};
}

// security finding 30: a claimant held all 64 places with slow bodies.
TEST(UploadSlots, OnePersonAndOneShopHaveTheirShareOnly) {
    UploadSlots slots{64, 8};
    std::vector<std::unique_ptr<UploadSlots::Slot>> held;
    const auto fill = [&](const std::string& shop, const std::string& person) {
        std::size_t taken = 0;
        while (auto slot = slots.take(of(shop, person), [] {}, kStart)) {
            held.push_back(std::move(slot));
            ++taken;
        }
        return taken;
    };
    EXPECT_EQ(fill("a", "1"), 8U);
    EXPECT_EQ(fill("a", "2"), 8U);
    EXPECT_EQ(fill("a", "3") + fill("a", "4") + fill("a", "5"), 16U);
    EXPECT_EQ(fill("a", "6"), 0U);
    EXPECT_EQ(fill("b", "1"), 8U);
    held.clear();
    EXPECT_EQ(slots.taken(), 0U);
}

TEST(UploadSlots, TheSlowestOfTheLargestMakesRoom) {
    UploadSlots slots{4, 8};
    int sent_away = 0;
    const auto take = [&](const std::string& shop) {
        return slots.take(of(shop, "p"), [&] { ++sent_away; }, kStart);
    };
    auto quick = take("a");
    auto slow = take("a");
    quick->count(1'000'000);
    slow->count(10);
    auto second = take("b");
    auto third = take("c");
    ASSERT_TRUE(quick && slow && second && third);
    EXPECT_EQ(take("a"), nullptr) << "its own share";
    auto fourth = slots.take(of("d", "p"), [] {}, kStart + 10s);
    ASSERT_NE(fourth, nullptr);
    EXPECT_EQ(sent_away, 1);
    EXPECT_EQ(slots.taken(), 4U);
    EXPECT_EQ(take("e"), nullptr) << "nobody has more than one by now";
    slow.reset();  // it went: its place was another's already
    EXPECT_EQ(slots.taken(), 4U);
    quick.reset();
    EXPECT_EQ(slots.taken(), 3U);
}

}  // namespace
}  // namespace pingli::http
