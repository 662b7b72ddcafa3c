// Who must have a second factor, and what a session of theirs lacks (ASVS V6.3.3).
#include "accounts/second_factor_rule.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "accounts/accounts.hpp"
#include "accounts/totp.hpp"
#include "support/passkey_holder.hpp"

namespace pingli::accounts {
namespace {

using namespace std::chrono_literals;
using namespace support;

TEST(SecondFactorRule, IsAboutWhoHasRightsAndNeverAboutCustomers) {
    struct Row {
        std::vector<Role> roles;
        bool is_leader = false;
        bool is_of_staff = false;
    };
    const Row rows[] = {{{Role::Owner}, true, true},
                        {{Role::Supervisor}, true, true},
                        {{Role::Agent}, false, true},
                        {{Role::CaseOfficer}, false, true},
                        {{Role::SeniorOfficer}, false, true},
                        {{Role::PolicyEditor}, false, true},
                        {{Role::Auditor}, false, true},
                        {{Role::Claimant}, false, false},
                        {{Role::Claimant, Role::Agent}, false, true},
                        {{Role::Claimant, Role::Owner}, true, true}};
    for (const Row& row : rows) {
        Account account;
        account.memberships = {{.shop = ShopId{"tea"}, .roles = row.roles}};
        EXPECT_FALSE(is_about(SecondFactorRule::Nobody, account));
        EXPECT_EQ(is_about(SecondFactorRule::Leaders, account), row.is_leader);
        EXPECT_EQ(is_about(SecondFactorRule::Staff, account), row.is_of_staff);
        account.memberships.front().is_disabled = true;
        EXPECT_FALSE(is_about(SecondFactorRule::Staff, account)) << "shut out, they have no place";
        account.is_operator = true;
        EXPECT_TRUE(is_about(SecondFactorRule::Leaders, account));
        EXPECT_TRUE(is_about(SecondFactorRule::Staff, account));
        EXPECT_FALSE(is_about(SecondFactorRule::Nobody, account));
    }
    for (const auto rule :
         {SecondFactorRule::Nobody, SecondFactorRule::Leaders, SecondFactorRule::Staff})
        EXPECT_EQ(parse_second_factor_rule(to_text(rule)), rule);
    EXPECT_EQ(parse_second_factor_rule(""), std::nullopt);
}

class SecondFactorOwed : public PasskeyHolder {
protected:
    std::string log_in(Instant now, std::string_view code = {}) {
        const auto in = PasskeyHolder::log_in(now, code);
        return in ? in->token : std::string{};
    }
    Owed owed(std::string_view token, Instant now) {
        const auto caller = accounts->caller_of_session(token, now);
        return *accounts->second_factor_owed(kUser, (*caller)->has_shown_second, now);
    }
    void set_up_codes(std::string_view token, Instant now) {
        secret = *accounts->second_factors().begin(kUser, now);
        ASSERT_TRUE(accounts->confirm_second_factor(kUser, token, code(now), now));
    }
    // The same session, as it was written before anybody asked for this.
    std::string of_before(const std::string& token, Instant now) {
        const std::string key = digest_of(token);
        auto item = *storage.get("session", key, now);
        auto session = *decode_session(item.bytes);
        session.has_shown_second = false;
        item.bytes = encode(session);
        EXPECT_TRUE(storage.put("session", item, Put::Always));
        return token;
    }
    [[nodiscard]] std::string code(Instant now) const { return totp_code(secret, totp_step(now)); }

    std::string secret;
};

TEST_F(SecondFactorOwed, IsPaidWhereItIsSetUpAndByNoOtherSession) {
    Instant now = kNow + 1min;
    const std::string here = log_in(now);
    const std::string elsewhere = log_in(now);
    EXPECT_EQ(owed(here, now), Owed::SetUp);
    set_up_codes(here, now);
    EXPECT_EQ(owed(here, now), Owed::Nothing);
    // Another session is over; one of before sessions knew of it has shown nothing.
    EXPECT_FALSE(accounts->caller_of_session(elsewhere, now)->has_value());
    const std::string before = of_before(log_in(now + 30s, code(now + 30s)), now + 30s);
    EXPECT_EQ(owed(before, now + 30s), Owed::ShowCode);
    now += 1min;
    const auto by_password =
        accounts->log_in_again(kUser, before, {.password = kPassword, .code = {}}, now);
    EXPECT_EQ(owed(by_password->token, now), Owed::ShowCode);
    const auto by_code =
        accounts->log_in_again(kUser, by_password->token, {.password = {}, .code = code(now)}, now);
    EXPECT_EQ(owed(by_code->token, now), Owed::Nothing);
    now += 1min;
    EXPECT_EQ(owed(log_in(now, code(now)), now), Owed::Nothing);
    // What was shown stays shown in the session that follows it.
    const auto again =
        accounts->log_in_again(kUser, by_code->token, {.password = kPassword, .code = {}}, now);
    EXPECT_EQ(owed(again->token, now), Owed::Nothing);
    const auto changed =
        accounts->change_password(kUser, again->token, kPassword, "battery staple 1", now);
    EXPECT_EQ(owed(changed->token, now), Owed::Nothing);
    // Taken away, it is owed again, whatever was shown.
    ASSERT_TRUE(accounts->remove_second_factor(kUser, changed->token, {}, now));
    EXPECT_EQ(owed(changed->token, now), Owed::SetUp);
}

TEST_F(SecondFactorOwed, APasswordAloneIsNoPasskey) {
    const Instant now = kNow + 1min;
    const std::string here = log_in(now);
    Authenticator phone;
    ASSERT_TRUE(add_passkey(phone, here, now));
    EXPECT_EQ(owed(here, now), Owed::Nothing);
    const std::string by_password = log_in(now);
    EXPECT_EQ(owed(by_password, now), Owed::ShowPasskey);
    EXPECT_EQ(owed(enter(phone, now)->token, now), Owed::Nothing);
}

TEST_F(SecondFactorOwed, ALinkStandsInForThePasswordOnly) {
    Instant now = kNow + 1min;
    const auto first = accounts->use_link(*accounts->make_link(*accounts->account(kUser, now), now),
                                          "another horse", "", now);
    EXPECT_EQ(owed(first->token, now), Owed::SetUp);
    set_up_codes(first->token, now);
    now += 1min;
    const auto second = accounts->use_link(
        *accounts->make_link(*accounts->account(kUser, now), now), kPassword, code(now), now);
    EXPECT_EQ(owed(second->token, now), Owed::Nothing);
}

// A session that ends, or is noted as alive, in the same moment loses nothing and comes back to no
// life.
TEST_F(SecondFactorOwed, IsNotedBesideWhateverElseHappensToTheSession) {
    for (int round = 0; round < 50; ++round) {
        const Instant now = kNow + 1h * (round + 1);
        ASSERT_TRUE(accounts->remove_second_factor(kUser, "", {}, now));
        const std::string here = log_in(now);
        const bool ends = round % 2 == 1;
        secret = *accounts->second_factors().begin(kUser, now);
        std::vector<std::jthread> many;
        many.emplace_back(
            [&] { (void)accounts->confirm_second_factor(kUser, here, code(now), now); });
        many.emplace_back([&] { (void)accounts->name_session(here, "Firefox", now); });
        for (int i = 0; i < 2; ++i)
            many.emplace_back([&] { (void)accounts->caller_of_session(here, now + 6min); });
        if (ends) many.emplace_back([&] { (void)accounts->log_out(here); });
        many.clear();
        const auto caller = accounts->caller_of_session(here, now);
        ASSERT_EQ(caller->has_value(), !ends);
        if (!ends) {
            EXPECT_EQ(owed(here, now), Owed::Nothing);
        }
    }
}

TEST_F(SecondFactorOwed, ASessionOfBeforeHasShownNothing) {
    const Session session{
        .user = kUser, .created_at = kNow, .seen_at = kNow, .has_shown_second = true};
    EXPECT_EQ(decode_session(encode(session)), session);
    std::string before = encode(session);
    const auto at = before.find("second_factor");
    ASSERT_NE(at, std::string::npos);
    before.replace(at, 13, "xecond_factor");
    EXPECT_FALSE(decode_session(before)->has_shown_second);
}

}  // namespace
}  // namespace pingli::accounts
