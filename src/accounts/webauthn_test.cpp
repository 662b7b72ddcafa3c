#include "accounts/webauthn.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "accounts/cbor_shape.hpp"
#include "support/authenticator.hpp"

namespace pingli::accounts {
namespace {

using support::Authenticator;
using support::client_data;

const RelyingParty kParty{.id = "desk.example", .origin = "https://desk.example"};

ClientData making(std::string_view origin = kParty.origin) {
    return client_data("webauthn.create", "Y2hhbGxlbmdl", origin);
}
ClientData entering(std::string_view origin = kParty.origin) {
    return client_data("webauthn.get", "Y2hhbGxlbmdl", origin);
}
PasskeyKey known(const Authenticator& authenticator) {
    return *read_registration(kParty, making(), authenticator.made(kParty.id));
}

TEST(WebAuthn, APasskeyOfEachKindIsMadeAndEnters) {
    for (const int algorithm : kPasskeyAlgorithms) {
        Authenticator authenticator{algorithm};
        const auto key = read_registration(kParty, making(), authenticator.made(kParty.id));
        ASSERT_TRUE(key.has_value()) << algorithm;
        EXPECT_EQ(key->algorithm, algorithm);
        EXPECT_EQ(key->credential, authenticator.id());
        EXPECT_EQ(key->counter, 1U);
        authenticator.counter = 7;
        EXPECT_EQ(check_assertion(kParty, authenticator.shown(kParty.id, entering()), *key), 7U)
            << algorithm;
    }
}

TEST(WebAuthn, WhatTheBrowserAddsToANewOneIsPassedOver) {
    const std::string protection =
        "\xA1\x6B"
        "credProtect\x02";
    EXPECT_TRUE(read_registration(kParty, making(), Authenticator{}.made(kParty.id, protection)));
}

TEST(WebAuthn, ANewOneIsRefusedWith) {
    const Authenticator good;
    const std::string data = good.made(kParty.id);
    const auto fault_of = [](const ClientData& client, const std::string& made) {
        const auto key = read_registration(kParty, client, made);
        return key ? std::optional<PasskeyFault>{} : std::optional{key.error()};
    };
    using enum PasskeyFault;
    EXPECT_EQ(fault_of(entering(), data), WrongType);
    EXPECT_EQ(fault_of(making("https://desk.example:8443"), data), WrongOrigin);
    EXPECT_EQ(fault_of(making("https://evil.example"), data), WrongOrigin);
    ClientData framed = making();
    framed.is_cross_origin = true;
    EXPECT_EQ(fault_of(framed, data), WrongOrigin);
    EXPECT_EQ(fault_of(making(), good.made("evil.example")), WrongRelyingParty);
    Authenticator unverified;
    unverified.flags = support::kPresent;
    EXPECT_EQ(fault_of(making(), unverified.made(kParty.id)), NotVerified);
    unverified.flags = support::kVerified;
    EXPECT_EQ(fault_of(making(), unverified.made(kParty.id)), NotVerified);
    std::string off_the_curve = data;
    off_the_curve.back() = static_cast<char>(off_the_curve.back() ^ 1);
    EXPECT_EQ(fault_of(making(), off_the_curve), BadKey);
    EXPECT_EQ(fault_of(making(), data + "\x01"), Malformed);
    EXPECT_EQ(fault_of(making(), std::string(kAuthenticatorBytesMax + 1, 'x')), Malformed);
    EXPECT_EQ(fault_of(making(), Authenticator(support::kEs256, "").made(kParty.id)), Malformed);
    for (std::size_t size = 0; size < data.size(); ++size)
        EXPECT_TRUE(fault_of(making(), data.substr(0, size)).has_value()) << size;
}

struct Theft {
    const char* what;
    std::function<void(Authenticator&, Assertion&)> change;
    PasskeyFault fault;
};

TEST(WebAuthn, NobodyEntersWith) {
    using enum PasskeyFault;
    const Authenticator stranger;
    const Theft thefts[] = {
        {"an answer to a page of another site",
         [](Authenticator& one, Assertion& shown) {
             shown = one.shown(kParty.id, entering("https://evil.example"));
         },
         WrongOrigin},
        {"a passkey of another server",
         [](Authenticator& one, Assertion& shown) {
             shown = one.shown("evil.example", entering());
         },
         WrongRelyingParty},
        {"what was signed to make one",
         [](Authenticator& one, Assertion& shown) { shown = one.shown(kParty.id, making()); },
         WrongType},
        {"a device that asked nobody",
         [](Authenticator& one, Assertion& shown) {
             one.flags = support::kPresent;
             shown = one.shown(kParty.id, entering());
         },
         NotVerified},
        {"the word that somebody was verified, unsigned",
         [](Authenticator& one, Assertion& shown) {
             one.flags = support::kPresent;
             shown = one.shown(kParty.id, entering());
             shown.authenticator_data[32] =
                 static_cast<char>(support::kPresent | support::kVerified);
         },
         BadSignature},
        {"another challenge under the same signature",
         [](Authenticator&, Assertion& shown) {
             shown.client = client_data("webauthn.get", "b3RoZXI", kParty.origin);
         },
         BadSignature},
        {"a foreign key",
         [&](Authenticator&, Assertion& shown) { shown = stranger.shown(kParty.id, entering()); },
         BadSignature},
        {"no signature", [](Authenticator&, Assertion& shown) { shown.signature.clear(); },
         Malformed},
        {"a key beside it",
         [](Authenticator& one, Assertion& shown) {
             shown.authenticator_data = one.made(kParty.id);
         },
         Malformed},
    };
    for (const Theft& theft : thefts) {
        Authenticator authenticator;
        authenticator.counter = 4;
        const PasskeyKey key = known(authenticator);
        authenticator.counter = 5;
        Assertion shown = authenticator.shown(kParty.id, entering());
        ASSERT_TRUE(check_assertion(kParty, shown, key).has_value()) << theft.what;
        theft.change(authenticator, shown);
        const auto entered = check_assertion(kParty, shown, key);
        ASSERT_FALSE(entered.has_value()) << theft.what;
        EXPECT_EQ(entered.error(), theft.fault) << theft.what;
    }
}

TEST(WebAuthn, ThoseThatDoNotCountSayZero) {
    Authenticator authenticator;
    authenticator.counter = 0;
    const PasskeyKey key = known(authenticator);
    EXPECT_EQ(check_assertion(kParty, authenticator.shown(kParty.id, entering()), key), 0U);
    EXPECT_FALSE(counter_went_back(0, 0));
}

TEST(WebAuthn, ACopyOfTheKeyCountsOnItsOwn) {
    EXPECT_FALSE(counter_went_back(5, 4));
    EXPECT_TRUE(counter_went_back(4, 4));
    EXPECT_TRUE(counter_went_back(3, 4));
    EXPECT_TRUE(counter_went_back(0, 4));
}

// Every bit of what is signed counts.
TEST(WebAuthn, ABitTurnedOverEntersNowhere) {
    const Authenticator authenticator;
    PasskeyKey key = known(authenticator);
    key.counter = 0;
    const Assertion good = authenticator.shown(kParty.id, entering());
    for (unsigned i = 0; i < 300; ++i) {
        std::mt19937 generator{i};
        Assertion bad = good;
        std::string* parts[] = {&bad.authenticator_data, &bad.signature, &bad.client.bytes};
        std::string& part = *parts[i % 3];
        char& byte = part[generator() % part.size()];
        byte = static_cast<char>(byte ^ (1 << (generator() % 8)));
        EXPECT_FALSE(check_assertion(kParty, bad, key).has_value()) << i;
    }
}

TEST(CborShape, IsKnownBeforeAnythingIsMadeOfIt) {
    const auto size = [](std::string_view bytes) { return cbor_item_size(bytes); };
    EXPECT_EQ(size(std::string_view{"\xA1\x01\x02 and more", 12}), 3U);
    EXPECT_EQ(size("\x82\x81\x01\x63"
                   "abc"),
              7U);
    EXPECT_EQ(size(""), std::nullopt);
    EXPECT_EQ(size("\x82\x01"), std::nullopt) << "one is lacking";
    EXPECT_EQ(size("\x9B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), std::nullopt) << "a list of 2^63";
    EXPECT_EQ(size("\xBA\xFF\xFF\xFF\xFF"), std::nullopt) << "a map of 2^32";
    EXPECT_EQ(size("\x5A\xFF\xFF\xFF\xFF"), std::nullopt) << "4 GiB of bytes";
    EXPECT_EQ(size("\x9F\x01\xFF"), std::nullopt) << "of no length";
    EXPECT_EQ(size("\xC1\x01"), std::nullopt) << "a tag";
    EXPECT_EQ(size(std::string(kCborDepthMax, '\x81') + "\x01"), kCborDepthMax + 1);
    EXPECT_EQ(size(std::string(kCborDepthMax + 1, '\x81') + "\x01"), std::nullopt) << "too deep";
}

}  // namespace
}  // namespace pingli::accounts
