// Secrets, passwords, cookies, attempts, roles, records.

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "accounts/account.hpp"
#include "accounts/attempts.hpp"
#include "accounts/password.hpp"
#include "accounts/roles.hpp"
#include "accounts/secret.hpp"
#include "accounts/session.hpp"
#include "base/record_form.hpp"

namespace pingli::accounts {
namespace {

using namespace std::chrono_literals;

const Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 10 / 1};

TEST(Secret, Is256BitsAsTextAndComparedWhole) {
    const Random ones = [](std::span<std::byte> out) { std::ranges::fill(out, std::byte{0xFF}); };
    const std::string secret = make_secret(ones);
    EXPECT_EQ(secret, std::string(42, '_') + "8");
    EXPECT_TRUE(is_secret(secret));
    EXPECT_FALSE(is_secret(secret + "8"));
    EXPECT_FALSE(is_secret(std::string(42, '_') + "="));
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
    EXPECT_TRUE(equal_in_constant_time("", ""));
}

TEST(Secret, DerivesByHmacSha256) {
    // RFC 4231, test case 2.
    EXPECT_EQ(derive("Jefe", "what do ya want for nothing?"),
              "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
}

TEST(Password, IsJudgedByLength) {
    const auto judge = [](std::string_view password) {
        return check_password(password, {.login = "li.lei@shop.cn", .own_words = {}, .book = {}});
    };
    EXPECT_EQ(judge("12345678901"), PasswordFault::TooShort);
    EXPECT_EQ(judge("123456789012"), std::nullopt);
    EXPECT_EQ(judge("今天天气很好我们去喝茶吧"), std::nullopt);
    std::string longest;
    for (int i = 0; i < 128; ++i) longest += "茶";
    EXPECT_EQ(judge(longest), std::nullopt);
    EXPECT_EQ(judge(std::string(513, 'x')), PasswordFault::TooLong);
    EXPECT_EQ(judge("ab\xff"
                    "defghijklmn"),
              PasswordFault::NotText);
    EXPECT_EQ(judge("li.lei@shop.cn"), PasswordFault::LikeTheName);
}

TEST(Password, IsHashedByArgon2id) {
    const auto hash = hash_password("correct horse", kCheapForTests);
    ASSERT_TRUE(hash.has_value());
    EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
    EXPECT_TRUE(is_password("correct horse", *hash));
    EXPECT_FALSE(is_password("correct hors", *hash));
    EXPECT_FALSE(is_password("", ""));
    EXPECT_NE(*hash, *hash_password("correct horse", kCheapForTests));
    EXPECT_FALSE(is_outdated(*hash, kCheapForTests));
    EXPECT_TRUE(is_outdated(*hash, PasswordCost{}));
}

TEST(Cookie, IsKeptFromScriptsAndOtherSites) {
    EXPECT_EQ(set_cookie("abc", true, {}),
              "__Host-pingli_session=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=604800; "
              "Secure");
    EXPECT_EQ(set_cookie("abc", false, {}),
              "pingli_session=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=604800");
    EXPECT_TRUE(clear_cookie(true).contains("session=; "));
    EXPECT_TRUE(clear_cookie(true).contains("Max-Age=0"));
}

TEST(Csrf, FollowsFromTheSessionAndFromNoOther) {
    EXPECT_TRUE(is_csrf_token(csrf_token("one"), "one"));
    EXPECT_FALSE(is_csrf_token(csrf_token("one"), "two"));
    EXPECT_FALSE(is_csrf_token("", "one"));
    EXPECT_FALSE(csrf_token("one").contains("one"));
}

TEST(Attempts, SlideAndForgetTheQuietest) {
    Attempts attempts{{.attempts_max = 2, .window = 10s, .keys_max = 3}};
    attempts.count("a", kNow);
    EXPECT_EQ(attempts.blocked_until("a", kNow), std::nullopt);
    attempts.count("a", kNow + 4s);
    EXPECT_EQ(attempts.blocked_until("a", kNow + 9s), kNow + 10s);
    EXPECT_EQ(attempts.blocked_until("a", kNow + 10s), std::nullopt);
    attempts.count("a", kNow + 10s);
    EXPECT_EQ(attempts.blocked_until("a", kNow + 10s), kNow + 14s);
    attempts.count("b", kNow + 10s);
    attempts.count("c", kNow + 10s);
    attempts.count("a", kNow + 11s);
    attempts.count("d", kNow + 12s);
    EXPECT_EQ(attempts.keys(), 3U);
    EXPECT_NE(attempts.blocked_until("a", kNow + 12s), std::nullopt);
    attempts.forget("a");
    attempts.forget("nobody");
    EXPECT_EQ(attempts.blocked_until("a", kNow + 12s), std::nullopt);
    EXPECT_EQ(attempts.keys(), 2U);
}

// proves decisions: roles
TEST(Roles, AllowWhatTheDecisionsSay) {
    using enum Permission;
    struct Row {
        Role role;
        std::vector<Permission> allowed;
    };
    const Row rows[] = {
        {Role::Owner,
         {ReadCases, SendCommands, Import, Export, EditRulebooks, VerifyAudit, ReadPersonal,
          ManagePeople, ManageTokens, ManageHooks, ErasePersons}},
        {Role::Supervisor, {ReadCases, ReadPersonal, SendCommands, Import}},
        {Role::Agent, {ReadCases, ReadPersonal, SendCommands}},
        {Role::CaseOfficer, {ReadCases, ReadPersonal, SendCommands}},
        {Role::SeniorOfficer, {ReadCases, ReadPersonal, SendCommands}},
        {Role::PolicyEditor, {EditRulebooks}},
        {Role::Auditor, {ReadCases, VerifyAudit}},
        {Role::Claimant, {SendCommands}},
    };
    for (const auto& [role, allowed] : rows) {
        EXPECT_EQ(parse_role(to_text(role)), role);
        for (const Permission permission : kPermissions)
            EXPECT_EQ(may(role, permission), std::ranges::count(allowed, permission) == 1)
                << to_text(role) << " " << to_text(permission);
    }
    EXPECT_EQ(parse_role("king"), std::nullopt);
}

TEST(Records, SurviveTheRoundTrip) {
    const Account account{
        .id = UserId{"u1"},
        .login = "li",
        .name = "a\tb\nc\\d 李",
        .memberships = {{.shop = ShopId{"shop with spaces"}, .roles = {Role::Owner, Role::Auditor}},
                        {.shop = ShopId{"owner"}, .roles = {Role::Claimant}}},
        .is_disabled = true,
        .created_at = kNow,
        .sessions_from = kNow + 1s,
        .password_hash = "$argon2id$x"};
    EXPECT_EQ(decode_account(encode(account)), account);
    const ApiToken token{.id = "t",
                         .user = UserId{"u1"},
                         .name = "n",
                         .scope = Scope::Write,
                         .shops = {ShopId{"a"}, ShopId{"b"}},
                         .created_at = kNow,
                         .expires_at = std::nullopt};
    EXPECT_EQ(decode_token(encode(token)), token);
    const Session session{.user = UserId{"u1"}, .created_at = kNow, .seen_at = kNow + 5s};
    EXPECT_EQ(decode_session(encode(session)), session);
    for (const char* bytes : {"", "user", "user\tx\ncreated_at\tx\nseen_at\t1\n", "\t\n\t"}) {
        EXPECT_EQ(decode_session(bytes), std::nullopt);
        EXPECT_EQ(decode_account(bytes), std::nullopt);
        EXPECT_EQ(decode_token(bytes), std::nullopt);
    }
}

// issue 11, ASVS V14.3.3
TEST(BrowserKey, IsOfOneAccountAndOnePassword) {
    Account account;
    account.id = UserId{"u1"};
    EXPECT_EQ(browser_key(account), "");
    account.password_hash = "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA";
    const std::string key = browser_key(account);
    EXPECT_TRUE(is_secret(key));
    EXPECT_FALSE(account.password_hash.contains(key));
    account.name = "li lei";
    account.places = 4;
    EXPECT_EQ(browser_key(account), key);
    Account other = account;
    other.id = UserId{"u2"};
    EXPECT_NE(browser_key(other), key);
    account.password_hash += "x";
    EXPECT_NE(browser_key(account), key);
}

}  // namespace
}  // namespace pingli::accounts
