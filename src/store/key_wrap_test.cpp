// ASVS V13.3.1: secrets in a store are under a key from outside, each bound to its row.

#include "store/key_wrap.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "store/options.hpp"

namespace pingli::store {

namespace {

const ShopId kShop{"shop-1"};
const PersonId kPerson{"person"};
const std::string kKey(kOuterKeyBytes, 'k');

KeyWrap wrap_of(char letter) {
    return KeyWrap::under(std::string(kOuterKeyBytes, letter));
}

app::FoundKey held(std::string key) {
    return {.state = app::KeyState::Held, .key = std::move(key)};
}

app::Record record(const std::string& key, std::string bytes) {
    return {.key = key, .bytes = std::move(bytes)};
}

}  // namespace

TEST(KeyWrap, LeavesEverythingAsItIsWithoutAnOuterKey) {
    const KeyWrap none;
    EXPECT_FALSE(none.is_on());
    EXPECT_EQ(none.fingerprint(), "");
    EXPECT_EQ(none.wrapped(kShop, kPerson, kKey), kKey);
    EXPECT_EQ(none.opened(kShop, kPerson, held(kKey))->key, kKey);
    EXPECT_EQ(none.wrapped("second_factor", "li", "secret"), "secret");
    EXPECT_EQ(none.opened("second_factor", record("li", "secret"))->bytes, "secret");
}

// What stands in data folders: never another.
TEST(KeyWrap, OpensWhatItOnceWrote) {
    const KeyWrap wrap = wrap_of('o');
    EXPECT_EQ(wrap.fingerprint().size(), 16U);
    const std::string stored = wrap.wrapped(kShop, kPerson, kKey);
    EXPECT_EQ(stored, wrap.wrapped(kShop, kPerson, kKey));
    EXPECT_EQ(stored.find(kKey), std::string::npos);
    EXPECT_EQ(wrap.opened(kShop, kPerson, held(stored))->key, kKey);
    EXPECT_EQ(wrap.listed(kShop, kPerson, held(stored)).key, kKey);
    EXPECT_NE(wrap_of('p').fingerprint(), wrap.fingerprint());
}

// A wrapped key that is moved to another person, another shop or another kind of row is refused.
TEST(KeyWrap, BindsAKeyToItsShopAndPerson) {
    const KeyWrap wrap = wrap_of('o');
    const std::string stored = wrap.wrapped(kShop, kPerson, kKey);
    EXPECT_EQ(wrap.opened(ShopId{"shop-2"}, kPerson, held(stored)).error().code,
              ErrorCode::Corrupt);
    EXPECT_FALSE(wrap.opened(kShop, PersonId{"other"}, held(stored)));
    EXPECT_FALSE(wrap_of('p').opened(kShop, kPerson, held(stored)));
    EXPECT_FALSE(wrap.opened(kShop, kPerson, held(kKey)))
        << "one in plain, put in past the program";
    EXPECT_FALSE(wrap.opened("account", record("person", stored)));
    // Names that are the same when they stand behind each other.
    const std::string ab = wrap.wrapped(ShopId{"a"}, PersonId{"bc"}, kKey);
    EXPECT_FALSE(wrap.opened(ShopId{"ab"}, PersonId{"c"}, held(ab)));
    // A list shows the others, and this one as it stands, for the journal to name it.
    EXPECT_EQ(wrap.listed(kShop, PersonId{"other"}, held(stored)).key, stored);
    const app::FoundKey erased{.state = app::KeyState::Erased, .key = {}};
    EXPECT_EQ(wrap.opened(kShop, kPerson, erased)->state, app::KeyState::Erased);
}

TEST(KeyWrap, BindsARecordToItsAccountAndLeavesOnesWithoutSecrets) {
    const KeyWrap wrap = wrap_of('o');
    for (const std::string_view kind : kSecretKinds) {
        const std::string stored = wrap.wrapped(kind, "li", "secret");
        EXPECT_EQ(stored.find("secret"), std::string::npos);
        EXPECT_EQ(wrap.opened(kind, record("li", stored))->bytes, "secret");
        EXPECT_FALSE(wrap.opened(kind, record("wang", stored)));
        EXPECT_FALSE(wrap.opened(kind, record("li", "secret")));
        EXPECT_EQ(wrap.listed(kind, record("wang", stored)).bytes, stored);
    }
    EXPECT_EQ(wrap.wrapped("session", "li", "digest"), "digest");
    EXPECT_EQ(wrap.opened("session", record("li", "digest"))->bytes, "digest");
}

RC_GTEST_PROP(KeyWrap, AnySecretComesBackAndNoChangedByteOpens,
              (const std::string& key, const std::string& secret, std::size_t where)) {
    const KeyWrap wrap = wrap_of('o');
    std::string stored = wrap.wrapped("account", key, secret);
    RC_ASSERT(wrap.opened("account", record(key, stored))->bytes == secret);
    stored[where % stored.size()] ^= 1;
    RC_ASSERT(!wrap.opened("account", record(key, stored)));
}

TEST(KeyWrap, IsChosenByWhatTheStoreSaysItIsUnder) {
    const KeyWrap o = wrap_of('o');
    const KeyWrap p = wrap_of('p');
    const auto chosen = [](const std::string& stored, const KeyWrap& given,
                           const std::optional<KeyWrap>& to, bool is_unused) -> std::string {
        Options options;
        options.wrap = given;
        options.rewrap_to = to;
        const auto wraps = choose_wraps(stored, [&] { return Result<bool>{is_unused}; }, options);
        if (!wraps) return wraps.error().code == ErrorCode::Invalid ? "refused" : "?";
        return wraps->now.fingerprint() + ">" + (wraps->then ? wraps->then->fingerprint() : "=");
    };
    const KeyWrap none;
    const std::string op = o.fingerprint();
    const std::string pp = p.fingerprint();
    EXPECT_EQ(chosen("", none, {}, true), ">=");
    EXPECT_EQ(chosen("", none, {}, false), ">=");
    EXPECT_EQ(chosen("", o, {}, true), ">" + op);
    EXPECT_EQ(chosen("", o, {}, false), "refused");
    EXPECT_EQ(chosen(op, o, {}, false), op + ">=");
    EXPECT_EQ(chosen(op, none, {}, false), "refused");
    EXPECT_EQ(chosen(op, p, {}, false), "refused");
    // Brought under another; what is there already, or again after it was cut off.
    EXPECT_EQ(chosen("", none, o, false), ">" + op);
    EXPECT_EQ(chosen("", p, o, false), ">" + op);
    EXPECT_EQ(chosen(op, o, p, false), op + ">" + pp);
    EXPECT_EQ(chosen(op, none, p, false), "refused");
    EXPECT_EQ(chosen(pp, none, p, false), pp + ">=");
    EXPECT_EQ(chosen(op, o, none, false), op + ">");
    EXPECT_EQ(chosen("", none, none, false), ">=");
}

TEST(KeyWrap, IsBelievedWhereADamagedStoreDoesNotSay) {
    Options options;
    options.wrap = wrap_of('o');
    options.is_read_only = true;
    const auto used = [] { return Result<bool>{false}; };
    EXPECT_FALSE(choose_wraps(std::string{}, used, options));
    options.is_salvaged = true;
    EXPECT_TRUE(choose_wraps(std::string{}, used, options)->now.is_on());
    EXPECT_TRUE(choose_wraps(fail(ErrorCode::Corrupt, "a page"), used, options)->now.is_on());
    EXPECT_FALSE(choose_wraps(wrap_of('p').fingerprint(), used, options));
}

}  // namespace pingli::store
