// What one account may have, also when many ask at once, and how its sessions end.

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>

#include "support/accounts_office.hpp"

namespace pingli::accounts {
namespace {

using namespace std::chrono_literals;
using namespace support;

// A reviewer's finding: the sessions of an account had no end, and to end them took longer with
// each
TEST(Limits, AnAccountHasSoManySessionsAndAllEndInOnePass) {
    TeaShop office{kAgent};
    const std::string of_bo = office.log_in(kBo, kNow);
    std::vector<std::string> mine;
    for (std::size_t i = 0; i <= kSessionsMax; ++i) {
        const Instant at = kNow + std::chrono::seconds{i};
        // The first one is in use, the second is unused longest.
        const bool is_last = i == kSessionsMax;
        ASSERT_TRUE(!is_last || office.is_known(mine.front(), at + 10min));
        mine.push_back(office.log_in(kAn, at));
        ASSERT_FALSE(mine.back().empty());
    }
    const Instant then = kNow + 11min;
    EXPECT_TRUE(office.is_known(mine[0], then));
    EXPECT_FALSE(office.is_known(mine[1], then));
    EXPECT_EQ(office.accounts->sessions(kAn, {}, then)->size(), kSessionsMax);
    const auto notices = *office.accounts->notices(kAn, then);
    ASSERT_EQ(notices.size(), 1U);
    EXPECT_EQ(notices.front().what, Notice::What::SessionsEnded);
    EXPECT_FALSE(office.log_in(kAn, then).empty());
    EXPECT_EQ(office.accounts->notices(kAn, then)->size(), 1U) << "a day's, not one for each";

    std::size_t writes = 0;
    office.storage.before_write = [&] { ++writes; };
    ASSERT_TRUE(office.accounts->end_other_sessions(kAn, mine[0]).has_value());
    EXPECT_EQ(writes, 1U);
    EXPECT_EQ(office.accounts->sessions(kAn, {}, then)->size(), 1U);
    EXPECT_EQ(office.storage.list("session", "")->size(), 2U) << "nothing of them is left";
    EXPECT_EQ(office.storage.list("session_of", kAn.value() + "/")->size(), 1U);
    EXPECT_TRUE(office.is_known(of_bo, then));
    ASSERT_TRUE(office.accounts->set_password(kBo, "another horse there", then).has_value());
    EXPECT_EQ(office.storage.list("session", "")->size(), 1U);
}

// In a data folder of before, sessions stand under nobody's name.
TEST(Limits, OlderSessionsAreListedAndEndedToo) {
    Office office;
    office.add(kAn, {{.shop = kTea, .roles = kOwner}});
    const std::string session = office.log_in(kAn, kNow);
    const auto listed = *office.storage.list("session_of", "");
    for (const Item& one : listed) ASSERT_TRUE(office.storage.remove("session_of", one.key));
    EXPECT_TRUE(office.accounts->sessions(kAn, session, kNow)->empty());
    AccountRules rules;
    rules.password = kCheapForTests;
    const auto after = *Accounts::open(office.storage, counting(), rules);
    EXPECT_EQ(after->sessions(kAn, session, kNow)->size(), 1U);
    ASSERT_TRUE(after->end_other_sessions(kAn, {}).has_value());
    EXPECT_FALSE((*after->caller_of_session(session, kNow)).has_value());
}

// A reviewer's finding: a session of the second of a new password outlived the end of all
TEST(Limits, TwoEndsInOneSecondLeaveNothingOpen) {
    Office office;
    office.add(kAn, {{.shop = kTea, .roles = kOwner}});
    const auto changed = office.accounts->change_password(kAn, office.log_in(kAn, kNow), kPassword,
                                                          "another horse there", kNow);
    ASSERT_TRUE(office.is_known(changed->token, kNow));
    ASSERT_TRUE(office.accounts->set_disabled(kAn, true, kNow).has_value());
    ASSERT_TRUE(office.accounts->set_disabled(kAn, false, kNow).has_value());
    EXPECT_FALSE(office.is_known(changed->token, kNow + 1s));
    EXPECT_GT(office.account(kAn).sessions_from, changed->account.sessions_from);
    EXPECT_TRUE(office.storage.list("session", "")->empty());
}

// A reviewer's finding: of many at once more got in than an account may have
TEST(Limits, OfManyAtOnceNoMoreThanFitGetIn) {
    Office office;
    office.add(kAn, {{.shop = kTea, .roles = kOwner}});
    struct Limited {
        const char* what;
        std::size_t most;
        std::function<bool(std::size_t)> add;
        std::function<std::size_t()> count;
    };
    const std::vector<Limited> all = {
        {"tokens", kTokensMax,
         [&](std::size_t) {
             return office.accounts
                 ->make_token(
                     kAn, {.name = "t", .scope = Scope::Read, .shops = {}, .expires_at = {}}, kNow)
                 .has_value();
         },
         [&] { return office.accounts->tokens(kAn)->size(); }},
        {"passkeys", kPasskeysMax,
         [&](std::size_t i) {
             const Passkey passkey = new_passkey(
                 "p", {.credential = "c" + std::to_string(i), .algorithm = -7, .public_key = "k"},
                 kNow);
             return support::is_written(office.storage, [&] {
                 return office.accounts->passkeys().addition(kAn, passkey, kNow);
             });
         },
         [&] { return office.accounts->passkeys().all(kAn)->size(); }},
        {"shops", kShopsOwnedMax,
         [&](std::size_t i) {
             return office.accounts
                 ->join(kAn, {.shop = ShopId{std::to_string(i)}, .roles = kOwner}, kNow)
                 .has_value();
         },
         [&] { return office.account(kAn).memberships.size(); }}};
    for (const Limited& one : all) {
        const std::size_t before = one.count();
        std::atomic<std::size_t> next = before;
        while (next < one.most - 3) ASSERT_TRUE(one.add(next++)) << one.what;
        std::atomic<std::size_t> added = 0;
        std::vector<std::jthread> crowd;
        for (int i = 0; i < 8; ++i)
            crowd.emplace_back([&] {
                if (one.add(next++)) ++added;
            });
        crowd.clear();
        EXPECT_EQ(added, 3U) << one.what;
        EXPECT_EQ(one.count(), one.most) << one.what;
    }
}

// A reviewer's finding: who opens shops was asked how many they own, who is invited was not
TEST(Limits, WhoeverGivesAnOwnersPlaceTheShopsOfOnePersonHaveAnEnd) {
    Office office;
    std::vector<Membership> shops;
    for (std::size_t i = 0; i < kShopsOwnedMax; ++i)
        shops.push_back({.shop = ShopId{std::to_string(i)}, .roles = kOwner});
    office.add(kAn, shops);
    const auto invite = [&](const UserId& as, const std::vector<Role>& roles) {
        const auto invited =
            office.accounts->create({.id = as,
                                     .login = kAn.value(),
                                     .name = "n",
                                     .memberships = {{.shop = kTea, .roles = roles}},
                                     .is_invited = true},
                                    kNow);
        return *office.accounts->make_link(*invited, kNow);
    };
    const std::string link = invite(UserId{"i1"}, kOwner);
    const auto one_more = office.accounts->use_link(link, kPassword, {}, kNow);
    ASSERT_FALSE(one_more.has_value());
    EXPECT_EQ(one_more.error().why, Denial::TooManyShops);
    EXPECT_EQ(office.account(kAn).memberships.size(), kShopsOwnedMax);
    // Others have room for it, and what one does not own is no matter of this limit.
    ASSERT_TRUE(office.accounts->use_link(invite(UserId{"i2"}, kAgent), kPassword, {}, kNow));
    const auto raised = office.accounts->change_place(kAn, kTea, {.roles = kOwner}, {}, kNow);
    ASSERT_FALSE(raised.has_value());
    EXPECT_EQ(raised.error(), PlaceFault::NoRoom);
    // The link is there still: there is room again, and it is taken.
    office.add(kBo, {{.shop = ShopId{"7"}, .roles = kOwner}});
    ASSERT_TRUE(office.accounts->change_place(kAn, ShopId{"7"}, {.leaves = true}, {}, kNow));
    EXPECT_TRUE(office.accounts->use_link(link, kPassword, {}, kNow).has_value());
}

}  // namespace
}  // namespace pingli::accounts
