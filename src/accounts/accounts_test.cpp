#include "accounts/accounts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <thread>

#include "accounts/totp.hpp"
#include "support/memory_storage.hpp"

namespace pingli::accounts {
namespace {

using namespace std::chrono_literals;

const Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 10 / 1} + 9h;
const std::string kPassword = "correct horse";
const UserId kUser{"u1"};
const ShopId kShop{"tea"};

// Enough for tests, and the same each time.
Random counting() {
    return [generator = std::make_shared<std::mt19937_64>(7)](std::span<std::byte> out) {
        for (std::byte& byte : out) byte = static_cast<std::byte>((*generator)());
    };
}

class AccountsTest : public ::testing::Test {
protected:
    void SetUp() override {
        AccountRules rules;
        rules.password = kCheapForTests;
        accounts = *Accounts::open(storage, counting(), rules);
        ASSERT_TRUE(accounts
                        ->create({.id = kUser,
                                  .login = "Li.Lei",
                                  .name = "李雷",
                                  .memberships = {{.shop = kShop, .roles = {Role::Agent}}},
                                  .is_invited = false},
                                 kNow)
                        .has_value());
        ASSERT_TRUE(accounts->set_password(kUser, kPassword, kNow).has_value());
    }
    Allowed<LoggedIn> log_in(std::string_view login, std::string_view password, Instant now,
                             std::string_view address = "192.0.2.1", std::string_view device = {},
                             std::string_view code = {}) {
        return accounts->log_in({.login = login,
                                 .password = password,
                                 .address = address,
                                 .device = device,
                                 .code = code},
                                now);
    }
    Result<std::string> make_link(const UserId& user, Instant now) {
        return accounts->make_link(*accounts->account(user, now), now);
    }
    bool is_known(std::string_view token, Instant now) {
        return accounts->caller_of_session(token, now)->has_value();
    }
    bool is_known_token(std::string_view token, Instant now) {
        return accounts->caller_of_token(token, now)->has_value();
    }

    std::size_t codes_left() {
        return (*accounts->second_factors().find(kUser, kNow))->recovery.size();
    }

    support::MemoryStorage storage;
    std::unique_ptr<Accounts> accounts;
    std::string secret;  // of a second factor
};

TEST_F(AccountsTest, ALogInGivesASessionThatIsStoredOnlyAsItsHash) {
    const auto in = log_in("li.LEI", kPassword, kNow + 1min);
    ASSERT_TRUE(in.has_value());
    EXPECT_EQ(in->account.name, "李雷");
    const auto caller = accounts->caller_of_session(in->token, kNow + 2min);
    ASSERT_TRUE(caller->has_value());
    EXPECT_EQ((*caller)->account.id, kUser);
    const std::string stored = storage.everything();
    EXPECT_FALSE(stored.contains(in->token));
    EXPECT_FALSE(stored.contains(kPassword));
    EXPECT_TRUE(stored.contains("$argon2id$"));
}

// proves issue 3: an expired session
TEST_F(AccountsTest, ASessionEndsWhenIdleForTwelveHoursOrAfterSevenDays) {
    const auto in = log_in("li.lei", kPassword, kNow + 1min);
    EXPECT_TRUE(is_known(in->token, kNow + 1min + 12h));
    EXPECT_FALSE(is_known(in->token, kNow + 1min + 24h + 1s));

    const auto busy = log_in("li.lei", kPassword, kNow + 1min);
    Instant at = kNow + 1min;
    for (; at <= kNow + 1min + 168h; at += 6h) ASSERT_TRUE(is_known(busy->token, at));
    EXPECT_FALSE(is_known(busy->token, kNow + 1min + 168h + 1s));
}

// proves issue 3: a forged token
TEST_F(AccountsTest, WhatIsNoSessionIsNobody) {
    const auto in = log_in("li.lei", kPassword, kNow + 1min);
    std::string forged = in->token;
    forged.back() = forged.back() == 'A' ? 'B' : 'A';
    for (const std::string& token : {std::string{}, forged, in->token + "A", digest_of(in->token),
                                     std::string(43, 'A'), std::string(43, '\0')})
        EXPECT_FALSE(is_known(token, kNow + 2min));
    ASSERT_TRUE(accounts->log_out(in->token).has_value());
    EXPECT_FALSE(is_known(in->token, kNow + 2min));
}

TEST_F(AccountsTest, ANewPasswordEndsAllSessions) {
    const auto first = log_in("li.lei", kPassword, kNow + 1min);
    const auto second = log_in("li.lei", kPassword, kNow + 1min);
    ASSERT_TRUE(accounts->set_password(kUser, "another horse", kNow + 1min).has_value());
    EXPECT_FALSE(is_known(first->token, kNow + 1min));
    EXPECT_FALSE(is_known(second->token, kNow + 1min));
    EXPECT_EQ(log_in("li.lei", kPassword, kNow + 1min).error().why, Denial::Wrong);
    const auto third = log_in("li.lei", "another horse", kNow + 1min);
    ASSERT_TRUE(third.has_value());
    EXPECT_TRUE(is_known(third->token, kNow + 1min));
}

TEST_F(AccountsTest, ChangesHoldAtOnce) {
    const auto in = log_in("li.lei", kPassword, kNow + 1min);
    ASSERT_TRUE(accounts->join(kUser, {.shop = ShopId{"coats"}, .roles = {Role::Agent}}, kNow));
    ASSERT_TRUE(accounts->change_place(kUser, kShop, {.leaves = true}, {}, kNow).has_value());
    const auto caller = accounts->caller_of_session(in->token, kNow + 2min);
    EXPECT_EQ((*caller)->membership(kShop), nullptr);
    EXPECT_NE((*caller)->membership(ShopId{"coats"}), nullptr);
    ASSERT_TRUE(accounts->set_disabled(kUser, true, kNow + 2min).has_value());
    EXPECT_FALSE(is_known(in->token, kNow + 2min));
    EXPECT_EQ(log_in("li.lei", kPassword, kNow + 3min).error().why, Denial::Wrong);
    ASSERT_TRUE(accounts->set_disabled(kUser, false, kNow + 3min).has_value());
    EXPECT_FALSE(is_known(in->token, kNow + 3min));
    EXPECT_TRUE(log_in("li.lei", kPassword, kNow + 3min).has_value());
}

// proves issue 3: rate-limited log-in
TEST_F(AccountsTest, FiveFailuresAreFreeThenEachWaits) {
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(log_in("li.lei", "wrong", kNow + 1min * i).error().why, Denial::Wrong);
    const auto refused = log_in("li.lei", kPassword, kNow + 4min + 1s);
    EXPECT_EQ(refused.error().why, Denial::TooMany);
    EXPECT_EQ(refused.error().retry_at, kNow + 4min + 30s);
    // Neither others at that address nor the same person elsewhere are slowed by it.
    EXPECT_EQ(log_in("han.meimei", "wrong", kNow + 4min).error().why, Denial::Wrong);
    EXPECT_TRUE(log_in("li.lei", kPassword, kNow + 4min, "198.51.100.7").has_value());
    EXPECT_TRUE(log_in("li.lei", kPassword, kNow + 4min + 30s).has_value());
}

// security findings 19 and 20
TEST_F(AccountsTest, AKnownDeviceIsNotSlowedByWhatStrangersTry) {
    ASSERT_TRUE(log_in("li.lei", kPassword, kNow).has_value());
    const std::string laptop = *accounts->remember_device(kUser, {}, kNow);
    EXPECT_FALSE(storage.everything().contains(laptop));
    EXPECT_EQ(*accounts->remember_device(kUser, laptop, kNow), laptop);
    const auto attack = [&](Instant at) {
        for (int i = 0; i < 12; ++i) EXPECT_FALSE(log_in("li.lei", "wrong", at, "203.0.113.5"));
    };
    attack(kNow);
    EXPECT_EQ(log_in("li.lei", kPassword, kNow, "203.0.113.5").error().why, Denial::TooMany);
    EXPECT_TRUE(log_in("li.lei", kPassword, kNow, "203.0.113.5", laptop).has_value());
    // It is of this account, made up ones are of none, and a new password forgets it.
    EXPECT_EQ(log_in("li.lei", kPassword, kNow, "203.0.113.9", std::string(43, 'A')).has_value(),
              log_in("li.lei", kPassword, kNow, "203.0.113.9").has_value());
    ASSERT_TRUE(accounts->set_password(kUser, "another pony here", kNow).has_value());
    attack(kNow + 2h);
    EXPECT_EQ(log_in("li.lei", "another pony here", kNow + 2h, "203.0.113.5", laptop).has_value(),
              log_in("li.lei", "another pony here", kNow + 2h, "203.0.113.5").has_value());
}

TEST_F(AccountsTest, DevicesOfOneAccountAreBounded) {
    for (int i = 0; i < 50; ++i)
        ASSERT_TRUE(accounts->remember_device(kUser, {}, kNow + 1min * i).has_value());
    EXPECT_EQ(storage.list("device", "")->size(), 20U);
}

TEST_F(AccountsTest, ASuccessForgetsTheFailuresBeforeIt) {
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 4; ++i) EXPECT_FALSE(log_in("li.lei", "wrong", kNow).has_value());
        EXPECT_TRUE(log_in("li.lei", kPassword, kNow).has_value());
    }
}

TEST_F(AccountsTest, ALinkWorksOnceAndSetsThePassword) {
    const std::string link = *make_link(kUser, kNow);
    EXPECT_FALSE(storage.everything().contains(link));
    const auto bad = accounts->use_link(link, "short", {}, kNow + 1h);
    EXPECT_EQ(bad.error().why, Denial::BadPassword);
    EXPECT_EQ(bad.error().password, PasswordFault::TooShort);
    const auto in = accounts->use_link(link, "a new password", {}, kNow + 1h);
    ASSERT_TRUE(in.has_value());
    EXPECT_TRUE(is_known(in->token, kNow + 1h + 1s));
    EXPECT_EQ(accounts->use_link(link, "a new password", {}, kNow + 1h).error().why,
              Denial::Expired);
    const std::string old = *make_link(kUser, kNow);
    EXPECT_EQ(accounts->use_link(old, kPassword, {}, kNow + 48h + 1s).error().why, Denial::Expired);
    EXPECT_EQ(accounts->use_link("made up", kPassword, {}, kNow).error().why, Denial::Expired);
}

// security finding 42: "taken" told of log-ins of other tenants
TEST_F(AccountsTest, AnInvitedLogInIsClaimedOrJoined) {
    const ShopId coats{"coats"};
    const auto invite = [&](const std::string& id, const std::string& login) {
        EXPECT_TRUE(accounts
                        ->create({.id = UserId{id},
                                  .login = login,
                                  .name = "x",
                                  .memberships = {{.shop = coats, .roles = {Role::Agent}}},
                                  .is_invited = true},
                                 kNow)
                        .has_value());
        return *make_link(UserId{id}, kNow);
    };
    // The one that is there is untouched, whatever is tried with the link.
    const std::string known = invite("u2", "li.lei");
    EXPECT_EQ(accounts->use_link(known, "a stranger's own", {}, kNow).error().why, Denial::Wrong);
    EXPECT_TRUE(log_in("li.lei", kPassword, kNow).has_value());
    EXPECT_EQ(accounts->account_of("li.lei", kNow)->id, kUser);
    const auto joined = accounts->use_link(known, kPassword, {}, kNow);
    ASSERT_TRUE(joined.has_value());
    EXPECT_EQ(joined->account.id, kUser);
    EXPECT_EQ(accounts->account(kUser, kNow)->memberships.size(), 2U);
    EXPECT_EQ(accounts->account(UserId{"u2"}, kNow).error().code, ErrorCode::NotFound);
    EXPECT_EQ(accounts->use_link(known, kPassword, {}, kNow).error().why, Denial::Expired);

    // A new one is nobody's until its link is used, and then its own.
    const std::string fresh = invite("u3", "han.meimei");
    EXPECT_EQ(accounts->account_of("han.meimei", kNow).error().code, ErrorCode::NotFound);
    EXPECT_EQ(accounts->use_link(fresh, "short", {}, kNow).error().why, Denial::BadPassword);
    EXPECT_TRUE(accounts->use_link(fresh, "a new password", {}, kNow).has_value());
    EXPECT_EQ(accounts->account_of("han.meimei", kNow)->id, UserId{"u3"});

    // The link of somebody else's guessing ends nobody's log-in.
    const std::string guess = invite("u4", "li.lei");
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(accounts->use_link(guess, "a guess of it", {}, kNow));
    EXPECT_EQ(accounts->use_link(guess, kPassword, {}, kNow).error().why, Denial::TooMany);
    EXPECT_TRUE(log_in("li.lei", kPassword, kNow).has_value());
}

TEST_F(AccountsTest, ASecondFactorIsAskedWhereverAPasswordOpens) {
    const auto code = [&](Instant at) { return totp_code(secret, totp_step(at)); };
    secret = *accounts->second_factors().begin(kUser, kNow);
    ASSERT_TRUE(log_in("li.lei", kPassword, kNow).has_value()) << "not on before a code was shown";
    EXPECT_EQ(accounts->confirm_second_factor(kUser, {}, "1", kNow).error().why, Denial::WrongCode);
    const auto recovery = accounts->confirm_second_factor(kUser, {}, code(kNow), kNow);
    ASSERT_TRUE(recovery.has_value());
    const auto enter = [&](std::string_view password, std::string_view shown, Instant at) {
        return log_in("li.lei", password, at, "192.0.2.1", {}, shown);
    };
    EXPECT_EQ(enter(kPassword, {}, kNow).error().why, Denial::CodeNeeded);
    EXPECT_EQ(enter("wrong", {}, kNow).error().why, Denial::Wrong) << "who has no password";
    EXPECT_EQ(enter("wrong", code(kNow + 30s), kNow + 30s).error().why, Denial::Wrong);
    EXPECT_EQ(enter(kPassword, code(kNow), kNow).error().why, Denial::WrongCode) << "a replay";
    EXPECT_TRUE(enter(kPassword, code(kNow + 30s), kNow + 30s).has_value());
    EXPECT_EQ(enter(kPassword, code(kNow + 30s), kNow + 30s).error().why, Denial::WrongCode);
    EXPECT_TRUE(enter(kPassword, recovery->front(), kNow + 1min).has_value());
    EXPECT_EQ(enter(kPassword, recovery->front(), kNow + 1min).error().why, Denial::WrongCode);
    // A link stands in for a password only.
    const std::string link = *make_link(kUser, kNow);
    const auto with_link = [&](std::string_view shown) {
        return accounts->use_link(link, "another pony here", shown, kNow + 2min);
    };
    EXPECT_EQ(with_link({}).error().why, Denial::CodeNeeded);
    EXPECT_EQ(with_link("000000").error().why, Denial::WrongCode);
    EXPECT_TRUE(with_link(code(kNow + 2min)).has_value());
}

TEST_F(AccountsTest, WhoShowsThePasswordAgainIsRecentInASessionOfItsOwn) {
    const std::string first = log_in("li.lei", kPassword, kNow)->token;
    const auto is_recent = [&](const std::string& token, Instant at) {
        return (*accounts->caller_of_session(token, at))->is_recent;
    };
    EXPECT_TRUE(is_recent(first, kNow + 10min)) << "a log-in is a proof too";
    EXPECT_FALSE(is_recent(first, kNow + 11min));
    const Instant later = kNow + 1h;
    std::string here = first;
    const auto again = [&](const Accounts::Proof& proof) {
        return accounts->log_in_again(kUser, here, proof, later);
    };
    EXPECT_EQ(again({.password = "wrong", .code = {}}).error().why, Denial::Wrong);
    EXPECT_EQ(again({.password = {}, .code = "000000"}).error().why, Denial::WrongCode)
        << "there is no second factor, of which every code would do";
    EXPECT_FALSE(is_recent(first, later));
    const auto second = again({.password = kPassword, .code = {}});
    ASSERT_TRUE(second.has_value());
    EXPECT_TRUE(is_recent(second->token, later));
    EXPECT_FALSE(is_known(first, later)) << "it is over";
    secret = *accounts->second_factors().begin(kUser, later);
    const auto code = [&](Instant at) { return totp_code(secret, totp_step(at)); };
    ASSERT_TRUE(accounts->confirm_second_factor(kUser, second->token, code(later), later));
    const std::string next = code(later + 30s);
    const auto by_code = [&] {
        return accounts->log_in_again(kUser, here, {.password = {}, .code = next}, later + 30s);
    };
    here = second->token;
    const auto third = by_code();
    ASSERT_TRUE(third.has_value());
    here = third->token;
    EXPECT_EQ(by_code().error().why, Denial::WrongCode) << "a replay";
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(again({.password = "wrong", .code = {}}));
    EXPECT_EQ(again({.password = kPassword, .code = {}}).error().why, Denial::TooMany);
}

TEST_F(AccountsTest, CodesCannotBeGuessed) {
    secret = *accounts->second_factors().begin(kUser, kNow);
    ASSERT_TRUE(
        accounts->confirm_second_factor(kUser, {}, totp_code(secret, totp_step(kNow)), kNow));
    const std::string laptop = *accounts->remember_device(kUser, {}, kNow);
    int heard = 0;
    for (int i = 0; i < 1'000; ++i) {
        const auto got = log_in("li.lei", kPassword, kNow, "192.0.2.1", laptop, "000000");
        heard += got.error().why == Denial::WrongCode ? 1 : 0;
    }
    EXPECT_LE(heard, 10);
    // Neither from everywhere at once.
    for (int i = 0; i < 200; ++i) {
        const std::string address = "198.51.100." + std::to_string(i);
        const auto got = log_in("li.lei", kPassword, kNow + 24h, address, {}, "000000");
        heard += got.error().why == Denial::WrongCode ? 1 : 0;
    }
    EXPECT_LE(heard, 20);
}

TEST_F(AccountsTest, WhoseRecoveryCodeWasUsedIsToldOfIt) {
    secret = *accounts->second_factors().begin(kUser, kNow);
    const auto codes =
        accounts->confirm_second_factor(kUser, {}, totp_code(secret, totp_step(kNow)), kNow);
    ASSERT_TRUE(codes.has_value());
    const auto told = [&] {
        const auto notices = *accounts->notices(kUser, kNow + 1min);
        return std::ranges::count(notices, Notice::What::RecoveryUsed, &Notice::what);
    };
    const auto entered = log_in("li.lei", kPassword, kNow, "192.0.2.1", {}, codes->at(0));
    ASSERT_TRUE(entered.has_value());
    EXPECT_TRUE(entered->used_recovery);
    EXPECT_EQ(told(), 1);
    const auto again =
        accounts->log_in_again(kUser, entered->token, {.password = {}, .code = codes->at(1)}, kNow);
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(again->used_recovery);
    EXPECT_EQ(told(), 2);
    const auto by_app = log_in("li.lei", kPassword, kNow + 30s, "192.0.2.1", {},
                               totp_code(secret, totp_step(kNow + 30s)));
    ASSERT_TRUE(by_app.has_value());
    EXPECT_FALSE(by_app->used_recovery);
    EXPECT_FALSE(log_in("li.lei", kPassword, kNow, "192.0.2.1", {}, codes->at(0)).has_value());
    EXPECT_EQ(told(), 2) << "neither of the app nor of one that was used up";
}

// A reviewer's finding (14): the code was used up, the rest came to nothing, and nothing was noted.
TEST_F(AccountsTest, ARecoveryCodeIsToldOfAlsoWhereTheLogInComesToNothing) {
    secret = *accounts->second_factors().begin(kUser, kNow);
    const auto codes =
        *accounts->confirm_second_factor(kUser, {}, totp_code(secret, totp_step(kNow)), kNow);
    const auto in = log_in("li.lei", kPassword, kNow, "192.0.2.1", {}, codes.at(0));
    ASSERT_TRUE(in.has_value());
    const std::string link = *make_link(kUser, kNow);
    // The write that uses the code up is the last one that the disk takes.
    const auto used_up = [&](const auto& entering) {
        storage.before_write = [&, left = codes_left()] {
            if (codes_left() < left) storage.is_broken = true;
        };
        const auto done = entering();
        storage.is_broken = false;
        storage.before_write = {};
        ASSERT_FALSE(done.has_value());
        EXPECT_EQ(done.error().why, Denial::Unavailable);
        EXPECT_EQ(done.error().used_recovery_of, kUser);
    };
    used_up([&] { return log_in("li.lei", kPassword, kNow, "192.0.2.1", {}, codes.at(1)); });
    used_up([&] {
        return accounts->log_in_again(kUser, in->token, {.password = {}, .code = codes.at(2)},
                                      kNow);
    });
    used_up([&] { return accounts->use_link(link, "another pony here", codes.at(3), kNow); });
    const auto wrong = log_in("li.lei", kPassword, kNow, "192.0.2.1", {}, codes.at(1));
    EXPECT_EQ(wrong.error().used_recovery_of, std::nullopt) << "it was used up before";
}

TEST_F(AccountsTest, WhoHasLostTheSecondFactorIsToldThatItIsGone) {
    secret = *accounts->second_factors().begin(kUser, kNow);
    ASSERT_TRUE(
        accounts->confirm_second_factor(kUser, {}, totp_code(secret, totp_step(kNow)), kNow));
    ASSERT_TRUE(accounts->remove_second_factor(kUser, {}, {}, kNow + 1s));
    EXPECT_TRUE(log_in("li.lei", kPassword, kNow + 1min).has_value());
    const auto notices = *accounts->notices(kUser, kNow + 1min);
    ASSERT_EQ(notices.size(), 2U);
    EXPECT_EQ(notices[0].what, Notice::What::SecondFactorEnded);
    EXPECT_EQ(notices[1].what, Notice::What::SecondFactorMade);
    ASSERT_TRUE(accounts->remove_second_factor(kUser, {}, {}, kNow + 1min))
        << "none: nothing to tell";
    EXPECT_EQ(accounts->notices(kUser, kNow + 1min)->size(), 2U);
}

TEST_F(AccountsTest, OfManyWhoUseOneLinkOneGetsIn) {
    const std::string link = *make_link(kUser, kNow);
    std::atomic<int> in = 0;
    std::vector<std::jthread> crowd;
    crowd.reserve(8);
    for (int i = 0; i < 8; ++i)
        crowd.emplace_back([&] {
            if (accounts->use_link(link, "a new password", {}, kNow)) ++in;
        });
    crowd.clear();
    EXPECT_EQ(in, 1);
}

TEST_F(AccountsTest, ALogInIsTakenOnce) {
    const auto create = [&](const std::string& id, const std::string& login) {
        return accounts->create(
            {.id = UserId{id}, .login = login, .name = "x", .memberships = {}, .is_invited = false},
            kNow);
    };
    EXPECT_EQ(create("u2", "LI.lei").error().why, Denial::Taken);
    EXPECT_EQ(create("u2", "li lei").error().why, Denial::BadLogin);
    EXPECT_EQ(create("u2", "").error().why, Denial::BadLogin);
    EXPECT_TRUE(create("u2", "韩梅梅").has_value());
    EXPECT_EQ(accounts->all()->size(), 2U);
    // Nobody gets in before a password is set.
    EXPECT_EQ(log_in("韩梅梅", "", kNow).error().why, Denial::Wrong);
}

TEST_F(AccountsTest, AnApiTokenActsForItsAccountWithinItsScope) {
    const auto made = accounts->make_token(
        kUser, {.name = "stock", .scope = Scope::Read, .shops = {kShop}, .expires_at = kNow + 24h},
        kNow);
    ASSERT_TRUE(made.has_value());
    EXPECT_TRUE(made->secret.starts_with("pingli_"));
    EXPECT_FALSE(storage.everything().contains(made->secret.substr(7)));
    const auto caller = accounts->caller_of_token(made->secret, kNow + 1h);
    ASSERT_TRUE(caller->has_value());
    EXPECT_FALSE((*caller)->may_write());
    EXPECT_NE((*caller)->membership(kShop), nullptr);
    EXPECT_EQ((*caller)->membership(ShopId{"coats"}), nullptr);
    EXPECT_FALSE(is_known_token(made->secret, kNow + 25h));
    EXPECT_FALSE(is_known_token(made->secret + "A", kNow));
    EXPECT_FALSE(is_known(made->secret.substr(7), kNow));

    EXPECT_EQ(accounts->tokens(kUser)->size(), 1U);
    EXPECT_EQ(accounts->tokens(kUser)->front(), made->token);
    EXPECT_EQ(accounts->revoke_token(UserId{"u2"}, made->token.id).error().code,
              ErrorCode::NotFound);
    ASSERT_TRUE(accounts->revoke_token(kUser, made->token.id).has_value());
    EXPECT_FALSE(is_known_token(made->secret, kNow));
    EXPECT_TRUE(accounts->tokens(kUser)->empty());
}

TEST_F(AccountsTest, AnAccountWithoutAShopOfTheTokenSeesNothing) {
    const auto made = accounts->make_token(
        kUser, {.name = "x", .scope = Scope::Write, .shops = {ShopId{"coats"}}, .expires_at = {}},
        kNow);
    const auto caller = accounts->caller_of_token(made->secret, kNow);
    EXPECT_EQ((*caller)->membership(kShop), nullptr);
    EXPECT_EQ((*caller)->membership(ShopId{"coats"}), nullptr);
}

TEST_F(AccountsTest, ABrokenStorageIsSaidAndLetsNobodyIn) {
    const auto in = log_in("li.lei", kPassword, kNow + 1min);
    storage.is_broken = true;
    EXPECT_EQ(log_in("li.lei", kPassword, kNow + 1min).error().why, Denial::Unavailable);
    EXPECT_EQ(accounts->caller_of_session(in->token, kNow + 2min).error().code,
              ErrorCode::Unavailable);
}

}  // namespace
}  // namespace pingli::accounts
