#include "accounts/passkeys.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <utility>

#include "accounts/accounts.hpp"
#include "support/passkey_holder.hpp"

namespace pingli::accounts {
namespace {

using namespace std::chrono_literals;
using namespace support;

class PasskeysTest : public PasskeyHolder {
protected:
    void SetUp() override {
        PasskeyHolder::SetUp();
        Office::add(UserId{"u2"});
        token = log_in(kNow + 1s)->token;
    }
    Allowed<Passkey> add(const Authenticator& one, Instant now) {
        return add_passkey(one, token, now);
    }
    std::string last_notice(Instant now) {
        return std::string{to_text(accounts->notices(kUser, now)->front().what)};
    }

    std::string token;
};

TEST_F(PasskeysTest, OpensTheAccountWithoutAName) {
    Authenticator phone;
    const Instant now = kNow + 1min;
    ASSERT_TRUE(add(phone, now).has_value());
    EXPECT_EQ(last_notice(now), "passkey_made");
    const auto entered = enter(phone, now);
    ASSERT_TRUE(entered.has_value());
    EXPECT_EQ(entered->account.id, kUser);
    EXPECT_TRUE((*accounts->caller_of_session(entered->token, now))->is_recent);
    EXPECT_EQ(accounts->passkeys().all(kUser)->front().used_at, now);
    // It is both factors: no code is asked beside it.
    ASSERT_TRUE(accounts->second_factors().begin(kUser, now).has_value());
    EXPECT_TRUE(enter(phone, now).has_value());
}

TEST_F(PasskeysTest, TheSameAnswerComesInOnce) {
    Authenticator phone;
    phone.counter = 0;  // one that does not count: the challenge alone tells
    ASSERT_TRUE(add(phone, kNow).has_value());
    const PasskeyLogIn answer = shown(phone, accounts->challenge_to_enter("browser", kNow));
    std::atomic<int> entered = 0;
    std::vector<std::jthread> many;
    for (int i = 0; i < 8; ++i)
        many.emplace_back([&] {
            if (accounts->log_in_with_passkey(kParty, answer, "browser", kNow)) ++entered;
        });
    many.clear();
    EXPECT_EQ(entered, 1);
}

// A reviewer's finding: an honest answer that came twice at once was told as a copied passkey.
TEST_F(PasskeysTest, TheSameAnswerTwiceIsNoAlarm) {
    Authenticator phone;
    ASSERT_TRUE(add(phone, kNow).has_value());
    ++phone.counter;
    const PasskeyLogIn answer = shown(phone, accounts->challenge_to_enter("browser", kNow));
    bool is_in_the_middle = false;
    storage.before_write = [&] {
        if (std::exchange(is_in_the_middle, true)) return;
        EXPECT_FALSE(accounts->log_in_with_passkey(kParty, answer, "browser", kNow).has_value());
    };
    EXPECT_TRUE(accounts->log_in_with_passkey(kParty, answer, "browser", kNow).has_value());
    EXPECT_TRUE(is_in_the_middle);
    EXPECT_EQ(accounts->log_in_with_passkey(kParty, answer, "browser", kNow).error().why,
              Denial::WrongPasskey);
    EXPECT_EQ(last_notice(kNow), "passkey_made");
}

// A reviewer's finding: passkey log-in had no throttle but one for all.
TEST_F(PasskeysTest, WhoFloodsIsRefusedAndNobodyElse) {
    Authenticator phone;
    Authenticator of_other{kEs256, "credential-2"};
    ASSERT_TRUE(add(phone, kNow).has_value());
    const UserId other{"u2"};
    const std::string there =
        accounts
            ->log_in({.login = "u2", .password = kPassword, .address = "192.0.2.1", .device = {}},
                     kNow)
            ->token;
    ASSERT_TRUE(accounts->add_passkey(
        other, there, made(of_other, accounts->challenge_to_make(there, kNow)), kNow));
    // What strangers answer is not signed and leaves nothing.
    Authenticator stranger;
    for (std::size_t i = 0; i < 2 * kSpentChallengesMax; ++i)
        ASSERT_EQ(enter(stranger, kNow).error().why, Denial::WrongPasskey);
    for (std::size_t i = 1; i < kSpentChallengesMax; ++i) ASSERT_TRUE(enter(phone, kNow));
    const auto refused = enter(phone, kNow);
    EXPECT_EQ(refused.error().why, Denial::TooMany);
    EXPECT_EQ(refused.error().retry_at, kNow + kChallengeGoodFor + 1s);
    EXPECT_EQ(add(Authenticator{kEddsa, "more"}, kNow).error().why, Denial::TooMany);
    EXPECT_TRUE(enter(of_other, kNow, other).has_value());
    EXPECT_TRUE(enter(phone, *refused.error().retry_at).has_value());
}

TEST_F(PasskeysTest, AChallengeIsForOneBrowserOnePurposeAndFiveMinutes) {
    Authenticator phone;
    phone.counter = 0;
    ASSERT_TRUE(add(phone, kNow).has_value());
    const auto answer_at = [&](std::string_view challenge, std::string_view browser, Instant now) {
        return accounts->log_in_with_passkey(kParty, shown(phone, challenge), browser, now)
            .has_value();
    };
    const std::string challenge = accounts->challenge_to_enter("browser", kNow);
    EXPECT_FALSE(answer_at(challenge, "another", kNow));
    EXPECT_FALSE(answer_at(challenge, "browser", kNow + kChallengeGoodFor + 1s));
    EXPECT_FALSE(answer_at(challenge, "browser", kNow - 1s)) << "a clock that was put back";
    EXPECT_FALSE(answer_at(accounts->challenge_to_make("browser", kNow), "browser", kNow));
    EXPECT_FALSE(answer_at("bWFkZSB1cA", "browser", kNow));
    EXPECT_FALSE(answer_at("", "browser", kNow));
    EXPECT_TRUE(answer_at(challenge, "browser", kNow + kChallengeGoodFor));
    const Authenticator laptop{kEs256, "credential-2"};
    const auto to_enter = made(laptop, accounts->challenge_to_enter(token, kNow));
    EXPECT_EQ(accounts->add_passkey(kUser, token, to_enter, kNow).error().why,
              Denial::WrongPasskey);
}

TEST_F(PasskeysTest, AForeignOneOpensNothing) {
    Authenticator phone;
    Authenticator stranger;  // of the same id, with another key
    ASSERT_TRUE(add(phone, kNow).has_value());
    EXPECT_EQ(enter(stranger, kNow).error().why, Denial::WrongPasskey);
    EXPECT_EQ(enter(phone, kNow, UserId{"u2"}).error().why, Denial::WrongPasskey);
    EXPECT_EQ(enter(phone, kNow, UserId{"nobody"}).error().why, Denial::WrongPasskey);
    EXPECT_EQ(enter(phone, kNow, UserId{std::string(1, '\0')}).error().why, Denial::WrongPasskey);
    ASSERT_TRUE(accounts->set_disabled(kUser, true, kNow).has_value());
    EXPECT_EQ(enter(phone, kNow).error().why, Denial::WrongPasskey);
}

TEST_F(PasskeysTest, ACopyIsRefusedAndItsHolderTold) {
    Authenticator phone;
    phone.counter = 10;
    ASSERT_TRUE(add(phone, kNow).has_value());
    ASSERT_TRUE(enter(phone, kNow).has_value());
    phone.counter = 5;
    EXPECT_EQ(enter(phone, kNow + 1min).error().why, Denial::WrongPasskey);
    EXPECT_EQ(last_notice(kNow + 1min), "passkey_copied");
}

TEST_F(PasskeysTest, ToMakeOrEndOneEndsTheOtherSessions) {
    const auto other = [&] { return log_in(kNow + 2s)->token; };
    Authenticator phone;
    std::string elsewhere = other();
    const auto passkey = add(phone, kNow);
    ASSERT_TRUE(passkey.has_value());
    EXPECT_FALSE(is_known(elsewhere, kNow + 3s));
    EXPECT_TRUE(is_known(token, kNow + 3s));
    elsewhere = other();
    EXPECT_EQ(accounts->passkeys().rename(kUser, passkey->id, "my phone")->name, "my phone");
    EXPECT_TRUE(is_known(elsewhere, kNow + 3s));
    ASSERT_TRUE(accounts->remove_passkey(kUser, token, passkey->id, kNow + 3s).has_value());
    EXPECT_FALSE(is_known(elsewhere, kNow + 3s));
    EXPECT_EQ(last_notice(kNow + 3s), "passkey_ended");
    EXPECT_FALSE(enter(phone, kNow + 3s).has_value());
    EXPECT_EQ(accounts->remove_passkey(kUser, token, passkey->id, kNow).error().code,
              ErrorCode::NotFound);
}

TEST_F(PasskeysTest, AreEndedByTheOperatorForWhoLostThem) {
    Authenticator phone;
    ASSERT_TRUE(add(phone, kNow).has_value());
    ASSERT_TRUE(accounts->remove_passkeys(kUser, {}, kNow).has_value());
    EXPECT_EQ(last_notice(kNow), "passkey_ended");
    EXPECT_FALSE(is_known(token, kNow + 2s));  // whoever found the device may be logged in
    EXPECT_FALSE(enter(phone, kNow).has_value());
}

TEST_F(PasskeysTest, AreOnesOwnAndFew) {
    Authenticator phone;
    const std::string id = add(phone, kNow)->id;
    EXPECT_EQ(add(phone, kNow).error().why, Denial::Taken);
    EXPECT_FALSE(accounts->passkeys().rename(UserId{"u2"}, id, "mine").has_value());
    EXPECT_FALSE(accounts->passkeys().removal(UserId{"u2"}, id).has_value());
    EXPECT_FALSE(accounts->passkeys().removal(kUser, "").has_value()) << "no id is no prefix";
    for (std::size_t i = 1; i < kPasskeysMax; ++i)
        ASSERT_TRUE(add(Authenticator{kEddsa, "id" + std::to_string(i)}, kNow));
    EXPECT_EQ(add(Authenticator{kEddsa, "more"}, kNow).error().why, Denial::TooManyPasskeys);
}

TEST_F(PasskeysTest, ARecordIsReadAsItWasWritten) {
    Authenticator phone;
    const Passkey passkey = *add(phone, kNow);
    EXPECT_EQ(decode_passkey(encode(passkey)), passkey);
    EXPECT_EQ(decode_passkey("id\tx\n"), std::nullopt);
}

// A reviewer's finding: one customer's 10,000 log-ins shut passkeys for everybody.
TEST(Challenges, AreKeptOfEachAccountAndOnlyWhenTheyWereAnsweredRightly) {
    Challenges challenges{counting()};
    const auto spend = [&](const std::string& challenge, const char* user, Instant now) {
        return challenges.spend(challenge, UserId{user}, now);
    };
    const auto fresh = [&](Instant now) { return challenges.make("x", now); };
    const std::string first = fresh(kNow);
    EXPECT_NE(first, fresh(kNow));
    EXPECT_FALSE(Challenges{[](std::span<std::byte>) {}}.is_good(first, "x", kNow))
        << "another server's";
    EXPECT_EQ(challenges.kept(), 0U);
    EXPECT_EQ(spend(first, "a", kNow), true);
    EXPECT_EQ(spend(first, "a", kNow), false);
    for (std::size_t i = 1; i < kSpentChallengesMax; ++i)
        ASSERT_EQ(spend(fresh(kNow), "a", kNow), true);
    EXPECT_EQ(spend(fresh(kNow), "a", kNow).error(), kNow + kChallengeGoodFor + 1s)
        << "none is forgotten too early";
    EXPECT_EQ(spend(first, "a", kNow), false);
    EXPECT_EQ(spend(fresh(kNow), "b", kNow), true) << "who floods shuts out nobody else";
    EXPECT_EQ(challenges.kept(), kSpentChallengesMax + 1);
    const Instant later = kNow + kChallengeGoodFor + 1s;
    EXPECT_EQ(spend(fresh(later), "a", later), true);
    EXPECT_EQ(challenges.kept(), 1U) << "also of those who do not come again";
}

}  // namespace
}  // namespace pingli::accounts
