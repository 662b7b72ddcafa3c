// ASVS V13.3.1: a store under an outer key holds no secret in plain, opens with that key alone, and
// is brought under one, under another and under none all at once.

#include <algorithm>

#include "contract/samples.hpp"
#include "store/verify_journal.hpp"

namespace pingli::contract {

namespace {

const std::string kPlainKey = "0123456789-a-key-of-one-abcdefgh";
const std::string kShelfKey = "9876543210-a reviewers-abcdefghi";
const std::string kTotp = "secret\tJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n";
const std::string kLater = "secret\tGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n";

store::KeyWrap key_of(char letter) {
    return store::KeyWrap::under(std::string(store::kOuterKeyBytes, letter));
}

}  // namespace

class OuterKey : public StoreContract {
protected:
    // Everything that is a secret, by each way in.
    void fill() {
        app::Change change = begin(kShop, "a");
        change.new_keys.push_back({.person = PersonId{"p1"}, .key = kPlainKey});
        must(std::move(change));
        app::ShelvedFinding finding;
        finding.key = {.kind = "review", .id = "r"};
        finding.verdict = "malicious";
        finding.made_at = finding.put_at = kNow;
        finding.list = "{}";
        ASSERT_TRUE(store->put_reviews(kShop, {finding},
                                       {{.person = PersonId{"buyer"}, .key = kShelfKey}}));
        ASSERT_TRUE(store->put_person_key(kOther, PersonId{"p1"},
                                          {.state = app::KeyState::Held, .key = "imported"}));
        ASSERT_TRUE(store->put_person_key(kShop, PersonId{"p2"},
                                          {.state = app::KeyState::Held, .key = "gone"}));
        ASSERT_TRUE(store->erase_persons(kShop, {PersonId{"p2"}}));
        ASSERT_TRUE(store->put("second_factor", {.key = "li", .bytes = kTotp}, app::Put::IfAbsent));
        ASSERT_TRUE(store->put("session", {.key = "s", .bytes = "digest"}, app::Put::Always));
    }
    void expect_all(const std::string& totp = kTotp) {
        EXPECT_EQ(store->person_key(kShop, PersonId{"p1"})->key, kPlainKey);
        EXPECT_EQ(store->person_key(kShop, PersonId{"buyer"})->key, kShelfKey);
        EXPECT_EQ(store->person_key(kOther, PersonId{"p1"})->key, "imported");
        EXPECT_EQ(store->person_key(kShop, PersonId{"p2"})->state, app::KeyState::Erased);
        EXPECT_EQ(store->person_keys(kShop, PersonId{})->front().second.key, kShelfKey);
        EXPECT_EQ(store->get("second_factor", "li", kNow)->bytes, totp);
        EXPECT_EQ(store->list("second_factor", "", "", 10)->front().bytes, totp);
        EXPECT_EQ(store->get("session", "s", kNow)->bytes, "digest");
        const auto journal = store::verify_journal(*store, {});
        ASSERT_TRUE(journal.has_value());
        for (const store::Fault& fault : journal->faults) ADD_FAILURE() << english(fault.what);
    }
    // Whether any of the secrets stands in what is stored, in plain.
    bool is_plain() {
        store.reset();
        const std::string bytes = home->stored_bytes();
        EXPECT_NE(bytes.find("p1"), std::string::npos);
        return std::ranges::any_of(
            std::array{kPlainKey, kShelfKey, kTotp, kLater},
            [&](const std::string& one) { return bytes.find(one) != std::string::npos; });
    }
    void open_under(const store::KeyWrap& wrap,
                    const std::optional<store::KeyWrap>& rewrap_to = {}) {
        store.reset();
        auto opened = home->open_under({.wrap = wrap, .rewrap_to = rewrap_to});
        ASSERT_TRUE(opened.has_value()) << opened.error().context;
        store = std::move(*opened);
    }
    std::string refusal(const store::KeyWrap& wrap,
                        const std::optional<store::KeyWrap>& rewrap_to = {}) {
        store.reset();
        const auto opened = home->open_under({.wrap = wrap, .rewrap_to = rewrap_to});
        if (opened) return "opened";
        EXPECT_EQ(opened.error().code, ErrorCode::Invalid);
        return opened.error().context;
    }
    [[nodiscard]] static bool is_of_a_file() { return !GetParam().name.starts_with("Memory"); }
    [[nodiscard]] static bool begins_under_a_key() {
        return GetParam().name.ends_with("UnderAKey");
    }
};
INSTANTIATE_TEST_SUITE_P(Store, OuterKey, testing::ValuesIn(technologies()),
                         [](const auto& technology) { return technology.param.name; });

TEST_P(OuterKey, HidesEverySecretThatIsStored) {
    fill();
    expect_all();
    if (!is_of_a_file()) return;
    EXPECT_EQ(is_plain(), !begins_under_a_key());
    open_under(begins_under_a_key() ? key_of('o') : store::KeyWrap{});
    expect_all();
}

TEST_P(OuterKey, LetsARecordBeChangedOnlyIfItIsWhatItWas) {
    fill();
    EXPECT_EQ(store->put("second_factor", {.key = "li", .bytes = "x"}, app::Put::IfUnchanged, "y")
                  .error()
                  .code,
              ErrorCode::VersionConflict);
    EXPECT_TRUE(
        store->put("second_factor", {.key = "li", .bytes = kLater}, app::Put::IfUnchanged, kTotp));
    EXPECT_EQ(store->get("second_factor", "li", kNow)->bytes, kLater);
    app::RecordWrite gone{.kind = "second_factor",
                          .record = {.key = "li"},
                          .when = app::Put::IfUnchanged,
                          .before = kTotp,
                          .removes = true};
    EXPECT_EQ(store->write({gone}).error().code, ErrorCode::VersionConflict);
    gone.before = kLater;
    EXPECT_TRUE(store->write({gone}).has_value());
    EXPECT_EQ(store->get("second_factor", "li", kNow).error().code, ErrorCode::NotFound);
}

TEST_P(OuterKey, IsPutOnChangedAndTakenOffAllAtOnce) {
    if (!is_of_a_file() || begins_under_a_key()) return;
    fill();
    const auto head = store->journal_head().value();
    open_under({}, key_of('a'));
    expect_all();
    EXPECT_FALSE(is_plain());
    open_under(key_of('a'), key_of('b'));
    expect_all();
    EXPECT_FALSE(is_plain());
    // Said again, as after it was cut off before the old bytes were cleared away.
    open_under(key_of('a'), key_of('b'));
    ASSERT_TRUE(store->put("second_factor", {.key = "li", .bytes = kLater}, app::Put::Always));
    expect_all(kLater);
    EXPECT_FALSE(is_plain());
    open_under(key_of('b'), store::KeyWrap{});
    expect_all(kLater);
    EXPECT_GT(store->journal_head()->position, head.position);
    EXPECT_TRUE(is_plain());
    open_under({});
    expect_all(kLater);
}

// Killed between the change and the clearing: the next one who opens it clears.
TEST_P(OuterKey, ClearsWhatACutOffChangeLeft) {
    if (!is_of_a_file() || begins_under_a_key()) return;
    fill();
    open_under({}, key_of('a'));
    store.reset();
    home->tamper("UPDATE outer_key SET fingerprint = fingerprint || ' uncleared'");
    home->tamper("CREATE TABLE left_over AS SELECT '" + kPlainKey + "' AS what");
    home->tamper("DROP TABLE left_over");
    EXPECT_NE(refusal({}).find(key_of('a').fingerprint() + ":"), std::string::npos);
    open_under(key_of('a'));
    expect_all();
    EXPECT_FALSE(is_plain());
    open_under(key_of('a'), store::KeyWrap{});
    store.reset();
    home->tamper("INSERT INTO outer_key (only_one, fingerprint) VALUES (1, ' uncleared')");
    open_under({});
    expect_all();
    store.reset();
    open_under({}, key_of('b'));
    expect_all();
    EXPECT_FALSE(is_plain());
}

TEST_P(OuterKey, IsAskedForByNameAndNothingIsWrittenWithoutIt) {
    if (!is_of_a_file() || begins_under_a_key()) return;
    fill();
    EXPECT_NE(refusal(key_of('a')).find("under no outer key"), std::string::npos);
    open_under({}, key_of('a'));
    store.reset();
    const std::string before = home->stored_bytes();
    const std::string a = key_of('a').fingerprint();
    EXPECT_NE(refusal({}).find("under the outer key " + a), std::string::npos);
    EXPECT_NE(refusal({}).find("外层密钥 " + a), std::string::npos);
    EXPECT_NE(refusal(key_of('b')).find("holds " + key_of('b').fingerprint()), std::string::npos);
    EXPECT_NE(refusal({}, key_of('b')).find(a), std::string::npos);
    EXPECT_NE(refusal(key_of('b'), store::KeyWrap{}).find(a), std::string::npos);
    // (PostgreSQL notes on a page that it was read.)
    const bool is_sqlite = GetParam().name.starts_with("Sqlite");
    EXPECT_TRUE(!is_sqlite || home->stored_bytes() == before);
    open_under(key_of('a'));
    expect_all();
}

// A wrapped key that somebody moved, or one in plain put in its place, is refused and named.
TEST_P(OuterKey, RefusesAKeyOfAnotherRow) {
    if (!begins_under_a_key()) return;
    fill();
    ASSERT_TRUE(store->put_person_key(kShop, PersonId{"p3"},
                                      {.state = app::KeyState::Held, .key = "of p3"}));
    store.reset();
    home->tamper(
        "UPDATE person_keys SET key = (SELECT key FROM person_keys WHERE person = 'p3')"
        " WHERE shop = 'shop-1' AND person = 'p1'");
    open_under(key_of('o'));
    EXPECT_EQ(store->person_key(kShop, PersonId{"p1"}).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(store->person_key(kShop, PersonId{"p3"})->key, "of p3");
    const auto journal = store::verify_journal(*store, {});
    ASSERT_EQ(journal->faults.size(), 1U);
    EXPECT_NE(
        english(journal->faults.front().what).find("key of person p1 of shop shop-1 was changed"),
        std::string::npos);
    store.reset();
    home->tamper("DELETE FROM person_keys WHERE person = 'p1'");
    home->tamper(
        "UPDATE records SET bytes = (SELECT bytes FROM records WHERE kind = 'session')"
        " WHERE kind = 'second_factor'");
    open_under(key_of('o'));
    EXPECT_EQ(store->get("second_factor", "li", kNow).error().code, ErrorCode::Corrupt);
    // Then nothing is brought under another key by halves either.
    store.reset();
    const auto half = home->open_under({.wrap = key_of('o'), .rewrap_to = key_of('b')});
    ASSERT_FALSE(half.has_value());
    EXPECT_EQ(half.error().code, ErrorCode::Corrupt);
    open_under(key_of('o'));
    EXPECT_EQ(store->person_key(kShop, PersonId{"buyer"})->key, kShelfKey);
}

// Mark of the key taken away past the program: not opened as if there were none.
TEST_P(OuterKey, IsMissedWhereItsMarkWasTakenAway) {
    if (!begins_under_a_key()) return;
    fill();
    store.reset();
    home->tamper("DELETE FROM outer_key");
    EXPECT_NE(refusal(key_of('o')).find("under no outer key"), std::string::npos);
    open_under({});
    const auto journal = store::verify_journal(*store, {});
    EXPECT_GE(journal->faults.size(), 4U);
}

}  // namespace pingli::contract
