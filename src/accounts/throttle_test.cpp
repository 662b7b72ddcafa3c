// Who may try to log in, by tables of tries under a clock of our own.

#include "accounts/throttle.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pingli::accounts {
namespace {

using namespace std::chrono_literals;

const Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 10 / 1};
const std::string kOwner = "owner";
const std::string kHome = "192.0.2.1";

std::string stranger(int i) {
    return "10." + std::to_string(i / 250) + ".7." + std::to_string(i % 250);
}
std::string network(int i) {
    return "2001:db8:" + std::to_string(i / 5'000) + ":" + std::to_string(i % 5'000) + "::/64";
}

class ThrottleTest : public ::testing::Test {
protected:
    // Whether it was let through to the password.
    bool fails(const std::string& login, const std::string& address, Instant now,
               const std::string& device = {}) {
        const auto permit = throttle.admit({login, address, device}, now);
        if (permit) throttle.failed(*permit, now);
        return permit.has_value();
    }
    bool enters(const std::string& login, const std::string& address, Instant now,
                const std::string& device = {}) {
        const auto permit = throttle.admit({login, address, device}, now);
        if (permit) throttle.passed(*permit, now);
        return permit.has_value();
    }
    Throttle throttle{ThrottleRules{}};
};

// security finding 19: right log-ins from one address lock the office out
TEST_F(ThrottleTest, RightLogInsNeverCount) {
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(enters("agent" + std::to_string(i), kHome, kNow));
    for (int i = 0; i < 500; ++i) EXPECT_TRUE(enters(kOwner, kHome, kNow)) << i;
    EXPECT_TRUE(enters("one more", kHome, kNow));
}

// security finding 20: strangers lock an account out
TEST_F(ThrottleTest, StrangersDoNotLockTheHolderOut) {
    ASSERT_TRUE(enters(kOwner, kHome, kNow - 24h));
    for (int address = 0; address < 10; ++address)
        for (int i = 0; i < 5; ++i) fails(kOwner, stranger(address * 250), kNow);
    EXPECT_TRUE(enters(kOwner, kHome, kNow)) << "an address that was right before";
    EXPECT_TRUE(enters(kOwner, stranger(0), kNow, "laptop")) << "a known device, anywhere";
    EXPECT_TRUE(enters(kOwner, "203.0.113.9", kNow)) << "somewhere new, with the right password";
}

TEST_F(ThrottleTest, AnAccountUnderAttackGivesUnknownPlacesOneFreeTry) {
    for (int i = 0; i < 4; ++i)
        for (int j = 0; j < 5; ++j) ASSERT_TRUE(fails(kOwner, stranger(i * 250), kNow));
    EXPECT_TRUE(fails(kOwner, stranger(5'000), kNow));
    EXPECT_FALSE(fails(kOwner, stranger(5'000), kNow));
    EXPECT_TRUE(enters(kOwner, stranger(5'000), kNow + 30s));
    EXPECT_TRUE(fails("another", stranger(6'000), kNow));
    EXPECT_TRUE(fails("another", stranger(6'000), kNow)) << "only this account is slowed";
}

TEST_F(ThrottleTest, EachFailureWaitsLongerUpToAQuarterOfAnHour) {
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(fails(kOwner, kHome, kNow));
    Instant at = kNow;
    for (const Duration wait : {30s, 60s, 120s, 240s, 480s, 900s, 900s}) {
        EXPECT_EQ(throttle.admit({kOwner, kHome, {}}, at).error(), at + wait);
        EXPECT_FALSE(fails(kOwner, kHome, at + wait - 1s));
        at += wait;
        EXPECT_TRUE(fails(kOwner, kHome, at)) << wait.count();
    }
    EXPECT_TRUE(fails(kOwner, kHome, at + 1h)) << "an hour of quiet forgets";
    EXPECT_TRUE(fails(kOwner, kHome, at + 1h));
}

TEST_F(ThrottleTest, ThousandsOfNetworksOfOneHolderAreOne) {
    int heard = 0;
    for (int i = 0; i < 5'000; ++i) heard += fails(kOwner, network(i), kNow) ? 1 : 0;
    EXPECT_LE(heard, 20);
    EXPECT_TRUE(enters(kOwner, kHome, kNow));
    EXPECT_TRUE(enters(kOwner, network(1), kNow, "laptop"));
}

TEST_F(ThrottleTest, OnePasswordForAllNamesIsSlowedByAddress) {
    ASSERT_TRUE(enters("clerk", kHome, kNow - 1h));
    int heard = 0;
    for (int i = 0; i < 500; ++i) heard += fails("user" + std::to_string(i), kHome, kNow) ? 1 : 0;
    EXPECT_EQ(heard, 50);
    EXPECT_TRUE(enters("clerk", kHome, kNow)) << "who entered from here before is not slowed";
    EXPECT_LE(throttle.admit({"newcomer", kHome, {}}, kNow).error(), kNow + 1min);
}

TEST_F(ThrottleTest, AKnownDeviceOfAThiefIsSlowedToo) {
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(fails(kOwner, kHome, kNow, "stolen"));
    EXPECT_FALSE(fails(kOwner, "198.51.100.1", kNow, "stolen"));
    EXPECT_TRUE(enters(kOwner, kHome, kNow, "laptop"));
}

TEST_F(ThrottleTest, ManyAtOnceAreNotAllLetThrough) {
    int let_through = 0;
    for (int i = 0; i < 100; ++i)
        let_through += throttle.admit({kOwner, kHome, {}}, kNow).has_value() ? 1 : 0;
    EXPECT_EQ(let_through, 5);
}

TEST_F(ThrottleTest, WhatWasNotDecidedDoesNotCount) {
    for (int i = 0; i < 100; ++i) {
        const auto permit = throttle.admit({kOwner, kHome, {}}, kNow);
        ASSERT_TRUE(permit.has_value());
        throttle.undecided(*permit);
    }
    EXPECT_EQ(throttle.keys(), 0U);
}

// security finding 26: a clock that went back made a 429 last for a month
TEST_F(ThrottleTest, AClockThatJumpsBackPostponesNothing) {
    for (int i = 0; i < 6; ++i) fails(kOwner, kHome, kNow + 720h);
    EXPECT_LE(throttle.admit({kOwner, kHome, {}}, kNow).error(), kNow + 15min);
    EXPECT_TRUE(enters(kOwner, kHome, kNow + 15min));
}

TEST_F(ThrottleTest, RemembersNoMoreThanItsBounds) {
    ThrottleRules small;
    for (BackoffLimit* limit : {&small.known, &small.pair, &small.wide_pair, &small.address,
                                &small.wide_address, &small.holder})
        limit->keys_max = 10;
    small.known_max = 10;
    Throttle bounded{small};
    for (int i = 0; i < 1'000; ++i) {
        const std::string login = "user" + std::to_string(i);
        if (const auto permit = bounded.admit({login, stranger(i * 7), {}}, kNow))
            i % 2 == 0 ? bounded.failed(*permit, kNow) : bounded.passed(*permit, kNow);
        if (const auto permit = bounded.admit({login, kHome, "d" + login}, kNow))
            bounded.failed(*permit, kNow);
        if (const auto permit = bounded.admit_holder(login, kNow)) bounded.failed(*permit, kNow);
    }
    EXPECT_LE(bounded.keys(), 80U);
}

TEST(WideNetwork, IsWhatOneHolderIsGiven) {
    EXPECT_EQ(wide_network("192.0.2.77"), "192.0.2.0/24");
    EXPECT_EQ(wide_network("2001:db8:1:2::/64"), "2001:db8:1::/48");
    EXPECT_EQ(wide_network("nowhere"), "nowhere");
}

}  // namespace
}  // namespace pingli::accounts
