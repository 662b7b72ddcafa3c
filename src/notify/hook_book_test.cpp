#include "notify/hook_book.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "support/memory_records.hpp"

namespace pingli::notify {
namespace {

using namespace std::chrono_literals;

const Instant kNow{std::chrono::seconds{1'800'000'000}};

Delivery delivery(const std::string& what, Instant made_at = kNow) {
    return {.id = delivery_id("h1", Topic::DeadlineNear, what),
            .hook = "h1",
            .shop = ShopId{"s1"},
            .topic = Topic::DeadlineNear,
            .about = made_at,
            .body = "{\"a\":\"b\\tc\"}",
            .made_at = made_at,
            .state = DeliveryState::Waiting,
            .attempts = 0,
            .status = 0,
            .last_at = {},
            .next_at = {}};
}

TEST(HookBook, KeepsHooksApartByShop) {
    support::MemoryRecords records;
    HookBook book{records};
    RegisteredHook hook{.id = "h1",
                        .shop = ShopId{"s1"},
                        .url = "https://example.com/",
                        .secret = "x",
                        .topics = {Topic::DeadlineNear, Topic::RulingGiven},
                        .leads = {24h, 90min},
                        .created_at = kNow,
                        .on_since = kNow,
                        .off_because = {}};
    ASSERT_EQ(*book.add(hook), HookPlace::Given);
    EXPECT_EQ(book.add(hook).error().code, ErrorCode::VersionConflict);
    const auto read = book.find(ShopId{"s1"}, "h1");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->url, hook.url);
    EXPECT_EQ(read->topics, hook.topics);
    EXPECT_EQ(read->leads, hook.leads);
    EXPECT_TRUE(read->is_on() && read->wants(Topic::RulingGiven) &&
                !read->wants(Topic::CaseOpened));
    EXPECT_EQ(book.find(ShopId{"s2"}, "h1").error().code, ErrorCode::NotFound);
    EXPECT_TRUE(book.of_shop(ShopId{"s"})->empty());
    EXPECT_TRUE(
        book.change(ShopId{"s1"}, "h1", [](RegisteredHook& one) { one.off_because = "gone"; }));
    EXPECT_FALSE(book.find(ShopId{"s1"}, "h1")->is_on());
    EXPECT_EQ(book.all()->size(), 1U);
    EXPECT_TRUE(book.remove(ShopId{"s1"}, "h1").value());
    EXPECT_FALSE(book.remove(ShopId{"s1"}, "h1").value());
}

// A reviewer's finding: of many at once more got in than a person may have.
TEST(HookBook, OfManyAtOnceNoMoreThanFitGetIn) {
    support::MemoryRecords records;
    HookBook book{records};
    std::atomic<std::size_t> given = 0;
    const auto add = [&](const std::string& shop, const std::string& id) {
        const auto place = book.add({.id = id,
                                     .shop = ShopId{shop},
                                     .url = "https://example.com/",
                                     .secret = "x",
                                     .topics = {Topic::RulingGiven},
                                     .leads = {},
                                     .created_at = kNow,
                                     .on_since = kNow,
                                     .off_because = {},
                                     .made_by = UserId{"an"}});
        if (place == HookPlace::Given) ++given;
        return place.value_or(HookPlace::Given);
    };
    std::vector<std::jthread> crowd;
    for (int shop = 0; shop < 5; ++shop)
        crowd.emplace_back([&, shop] {
            for (std::size_t i = 0; i < kHooksAShopMax; ++i)
                add("s" + std::to_string(shop), std::to_string(i));
        });
    crowd.clear();
    EXPECT_EQ(given, kHooksAPersonMax);
    EXPECT_EQ(add("s9", "one"), HookPlace::NoneOfPerson);
}

TEST(HookBook, TakesWhatIsToldOnce) {
    support::MemoryRecords records;
    HookBook book{records};
    EXPECT_TRUE(book.enqueue(delivery("a")).value());
    EXPECT_FALSE(book.enqueue(delivery("a")).value());
    EXPECT_TRUE(book.enqueue(delivery("b", kNow - 1h)).value());
    const auto places = book.queue({}, 10);
    ASSERT_EQ(places->size(), 2U);
    EXPECT_EQ(places->front().due, kNow - 1h);
    const auto taken = book.take(places->front());
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->body, delivery("b").body);
    EXPECT_EQ(book.deliveries("h1", 10)->front().id, delivery("a").id);  // the latest first
}

TEST(HookBook, MovesWhatIsTriedAgainAndForgetsWhatIsDone) {
    support::MemoryRecords records;
    HookBook book{records};
    ASSERT_TRUE(book.enqueue(delivery("a")));
    const Place first = book.queue({}, 10)->front();
    Delivery tried = *book.take(first);
    tried.attempts = 1;
    tried.status = 500;
    tried.next_at = kNow + 30s;
    ASSERT_TRUE(book.note(first, tried));
    const auto places = book.queue({}, 10);
    ASSERT_EQ(places->size(), 1U);
    EXPECT_EQ(places->front().due, kNow + 30s);
    EXPECT_EQ(book.take(places->front())->attempts, 1U);
    tried.state = DeliveryState::Delivered;
    tried.next_at.reset();
    ASSERT_TRUE(book.note(places->front(), tried));
    EXPECT_TRUE(book.queue({}, 10)->empty());
    EXPECT_FALSE(book.enqueue(delivery("a")).value());  // never again
    EXPECT_EQ(book.deliveries("h1", 10)->front().state, DeliveryState::Delivered);
}

// security finding: who takes a hook over meanwhile keeps it
TEST(HookBook, TurnsOffWhatItsMakerMayNoLongerHave) {
    support::MemoryRecords records;
    HookBook book{records};
    RegisteredHook hook{.id = "h1",
                        .shop = ShopId{"s1"},
                        .url = "https://a.example/",
                        .secret = "s",
                        .topics = {Topic::CaseOpened},
                        .leads = {},
                        .created_at = kNow,
                        .on_since = kNow,
                        .off_because = {},
                        .made_by = UserId{"one"}};
    ASSERT_TRUE(book.add(hook));
    const MayHave nobody = [](const RegisteredHook&) -> Result<bool> { return false; };
    EXPECT_TRUE(*book.is_good(hook, {}));
    RegisteredHook read_before = hook;
    ASSERT_TRUE(
        book.change(hook.shop, hook.id, [](RegisteredHook& one) { one.made_by = UserId{"two"}; }));
    EXPECT_FALSE(*book.is_good(read_before, nobody));
    hook = *book.find(hook.shop, hook.id);
    EXPECT_TRUE(hook.is_on());
    EXPECT_FALSE(*book.is_good(hook, nobody));
    EXPECT_EQ(book.find(hook.shop, hook.id)->off_because, "maker_left");
    ASSERT_TRUE(book.remove(hook.shop, hook.id));
    EXPECT_FALSE(*book.is_good(hook, nobody));
}

// proves issue 3: whatever moment the program ended at, what waits is sent
TEST(HookBook, MendsWhatWasLeftHalfDone) {
    support::MemoryRecords records;
    HookBook book{records};
    // a place without its delivery
    ASSERT_TRUE(records.put("hook_queue",
                            {.key = "001800000000/h1/x", .bytes = "h1/0/x", .expires_at = {}},
                            app::Put::Always));
    EXPECT_EQ(book.take(book.queue({}, 1)->front()).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(book.queue({}, 10)->empty());
    // an attempt was noted, but the place is the one of before
    ASSERT_TRUE(book.enqueue(delivery("a")));
    const Place stale = book.queue({}, 1)->front();
    Delivery tried = *book.take(stale);
    tried.next_at = kNow + 2min;
    ASSERT_TRUE(book.note(stale, tried));
    ASSERT_TRUE(records.put("hook_queue",
                            {.key = stale.key, .bytes = stale.delivery_key, .expires_at = {}},
                            app::Put::Always));
    ASSERT_TRUE(records.remove("hook_queue", book.queue(stale.key, 1)->front().key));
    EXPECT_EQ(book.take(stale).error().code, ErrorCode::NotFound);
    ASSERT_EQ(book.queue({}, 10)->size(), 1U);
    EXPECT_EQ(book.queue({}, 1)->front().due, kNow + 2min);
}

// Times that nobody can have meant made sums overflow.
TEST(HookBook, PassesOverTimesThatNoHookCanHave) {
    support::MemoryRecords records;
    const auto put = [&](const char* kind, const char* key, const char* bytes) {
        return records.put(kind, {.key = key, .bytes = bytes, .expires_at = std::nullopt},
                           app::Put::Always);
    };
    ASSERT_TRUE(put("hook", "s/h", "lead\t9223372036854775807\nlead\t-1\nlead\t3600\n"));
    ASSERT_TRUE(put("hook_queue", "-9223372036854775808/h/d", "h/999999999999/d"));
    ASSERT_TRUE(put("hook_delivery", "h/999999999999/d",
                    "id\td\nhook\th\nstate\twaiting\nabout\t-9223372036854775808\n"
                    "made_at\t9223372036854775807\n"));
    HookBook book{records};
    EXPECT_EQ(book.find(ShopId{"s"}, "h").value().leads, std::vector<Duration>{1h});
    const auto queue = book.queue({}, 10).value();
    ASSERT_EQ(queue.size(), 1U);
    EXPECT_EQ(queue[0].due, Instant{});
    EXPECT_FALSE(book.take(queue[0]).has_value());  // its place is another: it was put there
    EXPECT_TRUE(book.take(book.queue({}, 10).value().at(0)).has_value());
}

TEST(Lead, IsReadAndWritten) {
    EXPECT_EQ(parse_lead("24h"), Duration{24h});
    EXPECT_EQ(parse_lead("90m"), Duration{90min});
    EXPECT_EQ(parse_lead("30d"), Duration{720h});
    for (const char* wrong :
         {"", "h", "0h", "-1h", "31d", "721h", "1.5h", "2w", "24 h", "99999999999m"})
        EXPECT_FALSE(parse_lead(wrong)) << wrong;
    EXPECT_EQ(format_lead(24h), "24h");
    EXPECT_EQ(format_lead(90min), "90m");
}

}  // namespace
}  // namespace pingli::notify
