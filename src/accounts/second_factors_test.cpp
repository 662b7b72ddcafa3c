#include "accounts/second_factors.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "accounts/accounts.hpp"
#include "accounts/totp.hpp"
#include "support/memory_storage.hpp"

namespace pingli::accounts {
namespace {

using namespace std::chrono_literals;

const UserId kUser{"u1"};
const Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 10 / 1} + 9h;

TEST(Totp, IsThatOfRfc6238) {
    // Appendix B, SHA-1: eight digits there, the last six here.
    const std::string secret = "12345678901234567890";
    const std::pair<std::int64_t, const char*> rows[] = {{59, "287082"},
                                                         {1'111'111'109, "081804"},
                                                         {1'111'111'111, "050471"},
                                                         {1'234'567'890, "005924"},
                                                         {2'000'000'000, "279037"},
                                                         {20'000'000'000, "353130"}};
    for (const auto& [second, code] : rows)
        EXPECT_EQ(totp_code(secret, totp_step(Instant{Duration{second}})), code) << second;
    EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");
    EXPECT_EQ(otpauth_uri(secret, "li lei", "评理"),
              "otpauth://totp/%E8%AF%84%E7%90%86:li%20lei?secret="
              "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E8%AF%84%E7%90%86");
}

TEST(Totp, IsGoodForAStepAroundNowAndOnce) {
    const std::string secret = "12345678901234567890";
    const std::int64_t now = totp_step(kNow);
    for (const std::int64_t off : {-1, 0, 1})
        EXPECT_EQ(find_totp_step(secret, totp_code(secret, now + off), kNow, 0), now + off);
    for (const std::int64_t off : {-2, 2})
        EXPECT_EQ(find_totp_step(secret, totp_code(secret, now + off), kNow, 0), std::nullopt);
    EXPECT_EQ(find_totp_step(secret, totp_code(secret, now), kNow, now), std::nullopt);
    EXPECT_EQ(find_totp_step(secret, totp_code(secret, now - 1), kNow, now), std::nullopt);
    EXPECT_EQ(find_totp_step(secret, "", kNow, 0), std::nullopt);
}

class SecondFactorsTest : public ::testing::Test {
protected:
    support::MemoryStorage storage;
    std::mt19937_64 generator{7};
    SecondFactors factors{storage, [this](std::span<std::byte> out) {
                              for (std::byte& byte : out)
                                  byte = static_cast<std::byte>(generator());
                          }};
    static std::string code(const std::string& secret, Instant at) {
        return totp_code(secret, totp_step(at));
    }
    static Write told() { return {.kind = "notice", .item = {.key = "n", .bytes = "told"}}; }
    Result<CodeKind> use(std::string_view code, Instant now) {
        return factors.use(kUser, code, told(), now);
    }
    // Nothing: it was wrong.
    static std::optional<std::vector<std::string>> confirm(SecondFactors& with, Storage& storage,
                                                           std::string_view shown, Instant now) {
        std::optional<std::vector<std::string>> codes;
        support::is_written(storage, [&]() -> Result<std::optional<std::vector<Write>>> {
            const auto confirmed = TRY(with.confirm(kUser, shown, now));
            if (!confirmed) return std::nullopt;
            codes = confirmed->codes;
            return std::vector{confirmed->write};
        });
        return codes;
    }
    std::optional<std::vector<std::string>> confirm(std::string_view shown, Instant now) {
        return confirm(factors, storage, shown, now);
    }
};

TEST_F(SecondFactorsTest, IsOnOnceItsHolderHasShownACode) {
    const std::string secret = *factors.begin(kUser, kNow);
    EXPECT_EQ(*use(code(secret, kNow), kNow), CodeKind::None);
    EXPECT_EQ(confirm("000000", kNow), std::nullopt);
    const auto codes = confirm(code(secret, kNow), kNow);
    ASSERT_TRUE(codes.has_value());
    EXPECT_EQ(codes->size(), kRecoveryCodes);
    EXPECT_EQ(factors.begin(kUser, kNow).error().code, ErrorCode::VersionConflict);
    EXPECT_EQ(*use(code(secret, kNow), kNow), CodeKind::None) << "that one was used to confirm";
    EXPECT_EQ(*use(code(secret, kNow + 30s), kNow + 30s), CodeKind::App);
    EXPECT_EQ(*use(code(secret, kNow + 30s), kNow + 30s), CodeKind::None) << "a replay";
    EXPECT_FALSE(storage.get("notice", "n", kNow).has_value()) << "no recovery code was used";
}

// review of round four, M1
TEST_F(SecondFactorsTest, CodesGoByTheClockOfAppsWhateverTimeTheDeskIsAt) {
    const Instant wall = kNow + std::chrono::hours{5000};
    SecondFactors sample{storage, [](std::span<std::byte>) {}, [&] { return wall; }};
    const std::string secret = *sample.begin(kUser, kNow);
    EXPECT_EQ(confirm(sample, storage, code(secret, kNow), kNow), std::nullopt);
    ASSERT_TRUE(confirm(sample, storage, code(secret, wall), kNow).has_value());
    EXPECT_EQ(*sample.use(kUser, code(secret, kNow + 30s), told(), kNow + 30s), CodeKind::None);
    EXPECT_EQ(*sample.use(kUser, code(secret, wall + 30s), told(), kNow), CodeKind::App);
}

TEST_F(SecondFactorsTest, ARecoveryCodeIsGoodOnceAndStoredAsItsDigest) {
    const std::string secret = *factors.begin(kUser, kNow);
    const auto codes = confirm(code(secret, kNow), kNow);
    for (const std::string& one : *codes) {
        EXPECT_EQ(one.size(), 26U) << "120 bits and two dashes";
        EXPECT_FALSE(storage.everything().contains(one));
        EXPECT_EQ(*use(one, kNow), CodeKind::Recovery);
        EXPECT_TRUE(*storage.remove("notice", "n")) << "its holder was told";
        EXPECT_EQ(*use(one, kNow), CodeKind::None);
        EXPECT_FALSE(storage.get("notice", "n", kNow).has_value()) << "of nothing";
    }
    EXPECT_TRUE((*factors.find(kUser, kNow))->recovery.empty());
}

TEST_F(SecondFactorsTest, SecretsAndCodesComeFromTheRandomnessOfTheSystem) {
    const std::string secret = *factors.begin(kUser, kNow);
    EXPECT_EQ(secret.size(), 20U) << "160 bits, as long as the digest (RFC 4226, 4)";
    std::mt19937_64 same{7};
    for (const char byte : secret) EXPECT_EQ(byte, static_cast<char>(same()));
    const std::string another = *factors.begin(kUser, kNow);
    EXPECT_NE(another, secret) << "each time another";
    for (const char byte : another) EXPECT_EQ(byte, static_cast<char>(same()));
    const auto codes = confirm(code(another, kNow), kNow);
    ASSERT_TRUE(codes.has_value());
    for (const std::string& one : *codes) {
        std::string drawn;
        for (int i = 0; i < 20; ++i) drawn += static_cast<char>(same());
        std::string plain = one;
        std::erase(plain, '-');
        EXPECT_EQ(plain, to_base32(drawn).substr(0, 24)) << "120 bits of what was drawn for it";
    }
}

TEST_F(SecondFactorsTest, OfManyWhoComeWithOneCodeOneGetsIn) {
    const std::string secret = *factors.begin(kUser, kNow);
    ASSERT_TRUE(confirm(code(secret, kNow), kNow).has_value());
    // Another program at the same store counts too.
    SecondFactors others{storage, [](std::span<std::byte>) {}};
    std::atomic<int> taken = 0;
    {
        std::vector<std::jthread> threads;
        threads.reserve(8);
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                SecondFactors& those = i % 2 == 0 ? factors : others;
                const auto used = those.use(kUser, code(secret, kNow + 30s), told(), kNow + 30s);
                if (used == CodeKind::App) ++taken;
            });
    }
    EXPECT_EQ(taken, 1);
}

TEST_F(SecondFactorsTest, ABrokenRecordIsNotAsIfThereWereNone) {
    ASSERT_TRUE(
        storage.put("second_factor", {.key = "u1", .bytes = "x", .expires_at = {}}, Put::Always));
    EXPECT_EQ(use("000000", kNow).error().code, ErrorCode::Corrupt);
}

// issue 11, ASVS V7.4.3
TEST(TurningASecondFactor, OnOrOffEndsTheOtherSessions) {
    const std::string password = "correct horse";
    support::MemoryStorage storage;
    AccountRules rules;
    rules.password = kCheapForTests;
    std::mt19937_64 generator{7};
    const auto accounts = *Accounts::open(
        storage,
        [&](std::span<std::byte> out) {
            for (std::byte& byte : out) byte = static_cast<std::byte>(generator());
        },
        rules);
    for (const UserId& user : {kUser, UserId{"u2"}}) {
        ASSERT_TRUE(accounts->create(
            {.id = user, .login = user.value(), .name = "n", .memberships = {}}, kNow));
        ASSERT_TRUE(accounts->set_password(user, password, kNow));
    }
    std::string code;
    const auto log_in = [&](const char* login) {
        const auto in = accounts->log_in({.login = login,
                                          .password = password,
                                          .address = "192.0.2.1",
                                          .device = {},
                                          .code = code},
                                         kNow + 2s);
        return in ? in->token : std::string{};
    };
    const auto is_known = [&](const std::string& token) {
        return accounts->caller_of_session(token, kNow + 3s)->has_value();
    };
    const std::string here = log_in("u1");
    const std::string other = log_in("u1");
    const std::string neighbour = log_in("u2");
    const std::string secret = *accounts->second_factors().begin(kUser, kNow);
    const auto codes = accounts->confirm_second_factor(
        kUser, here, totp_code(secret, totp_step(kNow + 3s)), kNow + 3s);
    ASSERT_TRUE(codes.has_value());
    EXPECT_FALSE(is_known(other));
    EXPECT_TRUE(is_known(here));

    code = codes->front();
    const std::string again = log_in("u1");
    ASSERT_TRUE(is_known(again));
    const By holder{.user = kUser, .shop = {}};
    ASSERT_TRUE(accounts->remove_second_factor(kUser, here, holder, kNow + 3s).has_value());
    EXPECT_FALSE(is_known(again));
    EXPECT_TRUE(is_known(here));

    // There is none any more: nothing is changed, and nothing ends.
    const std::string third = log_in("u1");
    ASSERT_TRUE(accounts->remove_second_factor(kUser, here, holder, kNow + 3s).has_value());
    EXPECT_TRUE(is_known(third));
    EXPECT_TRUE(is_known(neighbour));
}

}  // namespace
}  // namespace pingli::accounts
