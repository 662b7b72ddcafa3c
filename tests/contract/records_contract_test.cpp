// One suite for every store: keys of persons, reference records, load.

#include <thread>

#include "contract/samples.hpp"

namespace pingli::contract {

class Records : public StoreContract {};
INSTANTIATE_TEST_SUITE_P(Store, Records, testing::ValuesIn(technologies()),
                         [](const auto& technology) { return technology.param.name; });

const PersonId kPerson{"person"};

TEST_P(Records, HoldsAKeyFromItsFirstEventUntilItIsErasedForEver) {
    app::Change change = begin(kShop, "a");
    const std::string secret("\0\1\2\xff", 4);
    change.new_keys = {{.person = kPerson, .key = secret}};
    must(change);
    EXPECT_EQ(store->person_key(kShop, kPerson)->key, secret);
    EXPECT_EQ(store->person_key(kOther, kPerson)->state, app::KeyState::None);
    app::Change again = begin(kShop, "b");
    again.new_keys = {{.person = kPerson, .key = "other"}};
    EXPECT_EQ(refused(again), ErrorCode::VersionConflict);
    ASSERT_TRUE(store->erase_persons(kShop, {kPerson}).has_value());
    EXPECT_EQ(store->person_key(kShop, kPerson)->state, app::KeyState::Erased);
    EXPECT_EQ(store->person_key(kShop, kPerson)->key, "");
    EXPECT_EQ(refused(again), ErrorCode::VersionConflict);
    ASSERT_TRUE(store->put_person_key(kShop, kPerson, {.state = app::KeyState::Held, .key = "x"})
                    .has_value());
    EXPECT_EQ(store->person_key(kShop, kPerson)->state, app::KeyState::Erased);
    if (home->survives()) reopen();
    EXPECT_EQ(store->person_key(kShop, kPerson)->state, app::KeyState::Erased);
}

// security finding 11: what is searched was made of the person's words and goes with the key.
TEST_P(Records, WhatIsSearchedOfCasesIsPutAnew) {
    must(begin(kShop, "a", "要退款 quokka"));
    must(begin(kShop, "b", "要退款 wombat"));
    let_search_follow();
    must(more(kShop, "a", 1));
    ASSERT_EQ(search(kShop, "要退款"), (std::vector<std::string>{"b", "a"}));
    ASSERT_TRUE(store->put_search_texts(kShop, {{CaseId{"a"}, "订单 0501"}}).has_value());
    EXPECT_EQ(search(kShop, "要退款"), std::vector<std::string>{"b"});
    EXPECT_TRUE(search(kShop, "quokka").empty());
    EXPECT_EQ(search(kShop, "0501"), std::vector<std::string>{"a"});
    const auto refused = store->put_search_texts(kShop, {{CaseId{"b"}, "x"}, {CaseId{"c"}, "y"}});
    EXPECT_EQ(refused.error().code, ErrorCode::NotFound);
    ASSERT_TRUE(store->compact().has_value());
    EXPECT_TRUE(store->empty_log().value());
    EXPECT_EQ(search(kShop, "0501"), std::vector<std::string>{"a"});
    app::Change again = more(kShop, "a", 2);
    again.search_text = "订单 0502";
    must(again);
    let_search_follow();
    EXPECT_EQ(search(kShop, "0502"), std::vector<std::string>{"a"});
    EXPECT_TRUE(search(kShop, "0501").empty());
}

TEST_P(Records, ListsKeysOfAShop) {
    for (const char* person : {"b", "a", "c"})
        ASSERT_TRUE(store
                        ->put_person_key(kShop, PersonId{person},
                                         {.state = app::KeyState::Held, .key = person})
                        .has_value());
    ASSERT_TRUE(store->erase_persons(kShop, {PersonId{"c"}}).has_value());
    const auto keys = store->person_keys(kShop, PersonId{"a"});
    ASSERT_EQ(keys->size(), 2U);
    EXPECT_EQ((*keys)[0].first.value(), "b");
    EXPECT_EQ((*keys)[0].second.key, "b");
    EXPECT_EQ((*keys)[1].second.state, app::KeyState::Erased);
    EXPECT_TRUE(store->person_keys(kOther, PersonId{})->empty());
}

TEST_P(Records, PutsGetsListsAndRemoves) {
    const std::string bytes("\0{}", 3);
    ASSERT_TRUE(store->put("account", {"li", bytes, {}}, app::Put::Always).has_value());
    ASSERT_TRUE(store->put("account", {"lin", "2", {}}, app::Put::Always).has_value());
    ASSERT_TRUE(store->put("account", {"wang", "3", {}}, app::Put::Always).has_value());
    ASSERT_TRUE(store->put("token", {"li", "4", {}}, app::Put::Always).has_value());
    if (home->survives()) reopen();
    EXPECT_EQ(store->get("account", "li", kNow)->bytes, bytes);
    EXPECT_EQ(store->get("account", "l", kNow).error().code, ErrorCode::NotFound);
    EXPECT_EQ(store->list("account", "", "", 10)->size(), 3U);
    EXPECT_EQ(store->list("account", "li", "", 10)->size(), 2U);
    EXPECT_EQ(store->list("account", "li", "li", 10)->front().key, "lin");
    EXPECT_EQ(store->list("account", "", "", 1)->size(), 1U);
    EXPECT_TRUE(store->list("account", "%", "", 10)->empty());
    EXPECT_EQ(store->record_kinds().value(), (std::vector<std::string>{"account", "token"}));
    EXPECT_TRUE(store->remove("account", "li").value());
    EXPECT_FALSE(store->remove("account", "li").value());
    EXPECT_EQ(store->get("account", "li", kNow).error().code, ErrorCode::NotFound);
    EXPECT_EQ(store->get("token", "li", kNow)->bytes, "4");
}

TEST_P(Records, ExpireAndMayBeTakenOnlyOnce) {
    const Instant soon = kNow + std::chrono::seconds{10};
    ASSERT_TRUE(store->put("session", {"s", "1", soon}, app::Put::IfAbsent).has_value());
    EXPECT_EQ(store->put("session", {"s", "2", soon}, app::Put::IfAbsent).error().code,
              ErrorCode::VersionConflict);
    EXPECT_EQ(store->get("session", "s", kNow)->bytes, "1");
    EXPECT_EQ(store->get("session", "s", soon).error().code, ErrorCode::NotFound);
    ASSERT_TRUE(store->put("session", {"s", "3", kNow}, app::Put::Always).has_value());
    ASSERT_TRUE(store->put("session", {"s", "4", soon}, app::Put::IfAbsent).has_value());
    EXPECT_EQ(store->get("session", "s", kNow)->bytes, "4");
    EXPECT_EQ(store->purge(soon + std::chrono::seconds{1}).value(), 1);
    EXPECT_TRUE(store->list("session", "", "", 10)->empty());
}

// security finding 3: what follows from what was read is written only while that holds
TEST_P(Records, WritesIfUnchangedOrNotAtAll) {
    const auto swap = [&](const std::string& before, const std::string& after) {
        return store->put("account", {"li", after, {}}, app::Put::IfUnchanged, before);
    };
    EXPECT_EQ(swap("1", "2").error().code, ErrorCode::VersionConflict);
    const std::string bytes("\0{}", 3);
    ASSERT_TRUE(store->put("account", {"li", bytes, {}}, app::Put::IfAbsent).has_value());
    EXPECT_EQ(swap("", "2").error().code, ErrorCode::VersionConflict);
    ASSERT_TRUE(swap(bytes, "2").has_value());
    EXPECT_EQ(swap(bytes, "3").error().code, ErrorCode::VersionConflict);
    EXPECT_EQ(store->get("account", "li", kNow)->bytes, "2");
}

TEST_P(Records, WritesSeveralAllOrNothing) {
    const auto removal = [](const std::string& before) {
        return app::RecordWrite{.kind = "login",
                                .record = {.key = "li"},
                                .when = app::Put::IfUnchanged,
                                .before = before,
                                .removes = true};
    };
    const app::RecordWrite account{.kind = "account", .record = {.key = "li", .bytes = "1"}};
    const app::RecordWrite login{
        .kind = "login", .record = {.key = "li", .bytes = "u"}, .when = app::Put::IfAbsent};
    ASSERT_TRUE(store->write({account, login}).has_value());
    const app::RecordWrite other{.kind = "account", .record = {.key = "li", .bytes = "2"}};
    EXPECT_EQ(store->write({other, login}).error().code, ErrorCode::VersionConflict);
    EXPECT_EQ(store->write({other, removal("v")}).error().code, ErrorCode::VersionConflict);
    EXPECT_EQ(store->write({other, {.kind = "", .record = {}}}).error().code, ErrorCode::Invalid);
    if (home->survives()) reopen();
    EXPECT_EQ(store->get("account", "li", kNow)->bytes, "1");
    ASSERT_TRUE(store->write({other, removal("u")}).has_value());
    EXPECT_EQ(store->get("account", "li", kNow)->bytes, "2");
    EXPECT_EQ(store->get("login", "li", kNow).error().code, ErrorCode::NotFound);
    EXPECT_EQ(store->write({removal("u")}).error().code, ErrorCode::VersionConflict);
}

TEST_P(Records, LoseNoneOfManyChangesAtOnce) {
    constexpr int kWriters = 4;
    constexpr int kEach = 25;
    ASSERT_TRUE(store->put("count", {"c", "0", {}}, app::Put::IfAbsent).has_value());
    std::vector<std::jthread> crowd;
    crowd.reserve(kWriters);
    for (int i = 0; i < kWriters; ++i)
        crowd.emplace_back([&] {
            for (int done = 0; done < kEach;) {
                const std::string before = store->get("count", "c", kNow)->bytes;
                const std::string after = std::to_string(std::stoi(before) + 1);
                if (store->put("count", {"c", after, {}}, app::Put::IfUnchanged, before)) ++done;
            }
        });
    crowd.clear();
    EXPECT_EQ(store->get("count", "c", kNow)->bytes, std::to_string(kWriters * kEach));
}

TEST_P(Records, LoadsWhatAnotherStoreHadAndNothingElse) {
    must(begin(kShop, "a"));
    must(begin(kShop, "b"));
    must(more(kShop, "a", 1));
    const auto events = *store->read_shop(kShop, 1, 10);
    const auto other_home = GetParam().make();
    const auto other = other_home->open();
    auto forged = events;
    forged[1].body += " ";
    EXPECT_EQ(other->load(kShop, forged).error().code, ErrorCode::Corrupt);
    EXPECT_TRUE(other->read_shop(kShop, 1, 10)->empty());
    EXPECT_EQ(other->load(kOther, events).error().code, ErrorCode::Corrupt);
    ASSERT_TRUE(other->load(kShop, events).has_value());
    ASSERT_EQ(other->rebuild(project_plainly).value(), 3);
    EXPECT_EQ(*other->heads(), *store->heads());
    EXPECT_EQ(*other->read_shop(kShop, 1, 10), events);
    EXPECT_EQ(other->load(kShop, events).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(other->append(more(kShop, "a", 2))->position, 4);
    EXPECT_EQ(other->append(begin(kShop, "c"))->number, "2026-000003");
}

}  // namespace pingli::contract
