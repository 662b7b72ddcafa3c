// One suite for every store: appending, reading, chains, idempotency, racing writers.

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "contract/samples.hpp"
#include "store/chain.hpp"
#include "store/verify.hpp"

namespace pingli::contract {

INSTANTIATE_TEST_SUITE_P(Store, StoreContract, testing::ValuesIn(technologies()),
                         [](const auto& technology) { return technology.param.name; });

TEST_P(StoreContract, ReturnsWhatWasAppendedByteForByteAlsoAfterItWasClosed) {
    app::Change odd = begin(kShop, "a");
    odd.events = {{.type = "ClaimOpened", .body = std::string("\0\x1f\xff'\";\\\n", 8)},
                  {.type = "Empty", .body = ""}};
    const app::Appended first = must(odd);
    EXPECT_EQ(first.version, 2);
    EXPECT_EQ(first.position, 2);
    EXPECT_EQ(first.number, "2026-000001");
    EXPECT_EQ(must(more(kShop, "a", 2)).version, 3);
    if (home->survives()) reopen();
    const auto events = store->read_case(kShop, CaseId{"a"});
    ASSERT_TRUE(events.has_value());
    ASSERT_EQ(events->size(), 3U);
    EXPECT_EQ((*events)[0].body, odd.events[0].body);
    EXPECT_EQ((*events)[1].body, "");
    EXPECT_EQ((*events)[1].hash, first.hash);
    EXPECT_EQ((*events)[2].version, 3);
    EXPECT_EQ(store->read_case(kShop, CaseId{"b"}).error().code, ErrorCode::NotFound);
    EXPECT_EQ(store->read_case(kOther, CaseId{"a"}).error().code, ErrorCode::NotFound);
}

TEST_P(StoreContract, RefusesAStaleWriterAndWritesNothing) {
    must(begin(kShop, "a"));
    app::Change stale = begin(kShop, "a");
    stale.new_keys = {{.person = PersonId{"p"}, .key = "k"}};
    EXPECT_EQ(refused(stale), ErrorCode::VersionConflict);
    EXPECT_EQ(refused(more(kShop, "a", 2)), ErrorCode::VersionConflict);
    EXPECT_EQ(refused(more(kShop, "none", 1)), ErrorCode::VersionConflict);
    EXPECT_EQ(store->read_shop(kShop, 1, 10)->size(), 1U);
    EXPECT_EQ(store->person_key(kShop, PersonId{"p"})->state, app::KeyState::None);
}

TEST_P(StoreContract, RefusesWhatCannotBeStored) {
    app::Change empty = begin(kShop, "a");
    empty.events.clear();
    EXPECT_EQ(refused(empty), ErrorCode::Invalid);
    app::Change rowless = begin(kShop, "a");
    rowless.row = std::nullopt;
    EXPECT_EQ(refused(rowless), ErrorCode::Invalid);
    app::Change untidy = begin(kShop, "a");
    untidy.search_text = "\xff";
    EXPECT_EQ(refused(untidy), ErrorCode::Invalid);
    app::Change large = begin(kShop, "a");
    large.events[0].body.assign(app::kEventBodyBytesMax + 1, 'x');
    EXPECT_EQ(refused(large), ErrorCode::TooLarge);
    EXPECT_EQ(refused(begin(ShopId{""}, "a")), ErrorCode::Invalid);
    EXPECT_EQ(store->heads()->size(), 0U);
}

TEST_P(StoreContract, ChainsEveryShopOnItsOwn) {
    for (const char* id : {"a", "b"}) {
        must(begin(kShop, id));
        must(begin(kOther, id));
    }
    must(more(kShop, "a", 1));
    for (const ShopId& shop : {kShop, kOther}) {
        app::Hash previous{};
        std::int64_t position = 0;
        const auto events = store->read_shop(shop, 1, 100).value();
        for (const app::StoredEvent& event : events) {
            EXPECT_EQ(event.position, ++position);
            previous = store::chain_hash(previous, store::link_of(shop, event));
            EXPECT_EQ(event.hash, previous);
        }
        const auto heads = *store->heads();
        EXPECT_EQ(std::ranges::count(heads, app::Head{shop, position, previous}), 1);
    }
}

TEST_P(StoreContract, ReadsAShopFromAnyPosition) {
    for (int i = 0; i < 5; ++i) must(begin(kShop, "c" + std::to_string(i)));
    const auto events = store->read_shop(kShop, 3, 2);
    ASSERT_EQ(events->size(), 2U);
    EXPECT_EQ(events->front().position, 3);
    EXPECT_TRUE(store->read_shop(kShop, 6, 10)->empty());
    EXPECT_TRUE(store->read_shop(kOther, 1, 10)->empty());
    EXPECT_EQ(store->read_shop(kShop, 1, 0).error().code, ErrorCode::Invalid);
}

TEST_P(StoreContract, LetsExactlyOneOfManyRacingWritersWin) {
    constexpr int kWriters = 8;
    constexpr int kRounds = 20;
    must(begin(kShop, "a"));
    std::atomic<int> wins = 0;
    std::atomic<int> conflicts = 0;
    {
        std::vector<std::jthread> writers;
        for (int i = 0; i < kWriters; ++i)
            writers.emplace_back([&] {
                for (int version = 1; version <= kRounds; ++version) {
                    const auto result = store->append(more(kShop, "a", version));
                    if (result) ++wins;
                    if (!result && result.error().code == ErrorCode::VersionConflict) ++conflicts;
                }
            });
    }
    EXPECT_EQ(wins + conflicts, kWriters * kRounds);
    EXPECT_EQ(std::ssize(*store->read_case(kShop, CaseId{"a"})), wins + 1);
    EXPECT_GE(wins, 1);
}

TEST_P(StoreContract, NumbersCasesOfAShopAndYearWithoutHolesWhateverRaces) {
    constexpr int kWriters = 6;
    constexpr int kCases = 20;
    {
        std::vector<std::jthread> writers;
        for (int w = 0; w < kWriters; ++w)
            writers.emplace_back([&, w] {
                for (int i = 0; i < kCases; ++i) {
                    app::Change change =
                        begin(w % 2 == 0 ? kShop : kOther, std::to_string((w * 100) + i));
                    change.row->year = i % 2 == 0 ? 2026 : 2027;
                    EXPECT_TRUE(store->append(change).has_value());
                }
            });
    }
    for (const ShopId& shop : {kShop, kOther})
        for (const char* year : {"2026", "2027"})
            for (int n = 1; n <= kWriters * kCases / 4; ++n) {
                const std::string digits = std::to_string(n);
                const std::string number =
                    std::string{year} + "-" + std::string(6 - digits.size(), '0') + digits;
                EXPECT_EQ(store->find_number(shop, number)->number, number);
            }
    EXPECT_EQ(store->find_number(kShop, "2026-000031").error().code, ErrorCode::NotFound);
    EXPECT_EQ(store->find_number(kShop, "2026-31").error().code, ErrorCode::NotFound);
}

class Idempotency : public StoreContract {
protected:
    static app::Change asked(const std::string& id, const std::string& key,
                             const std::string& body = "h1", const std::string& user = "u") {
        app::Change change = begin(kShop, id);
        change.request = app::Request{.user = UserId{user},
                                      .key = key,
                                      .route = "POST /cases",
                                      .body_hash = body,
                                      .answer =
                                          [](const app::Appended& appended) {
                                              return app::KeptAnswer{
                                                  .status = 201, .body = appended.number + "\0!"};
                                          },
                                      .kept_until = kNow + std::chrono::hours{48}};
        return change;
    }
};
INSTANTIATE_TEST_SUITE_P(Store, Idempotency, testing::ValuesIn(technologies()),
                         [](const auto& technology) { return technology.param.name; });

TEST_P(Idempotency, AnswersARepeatedRequestAsTheFirstAndWritesNothing) {
    EXPECT_FALSE(must(asked("a", "k")).first_answer.has_value());
    const app::Appended again = must(asked("another", "k"));
    ASSERT_TRUE(again.first_answer.has_value());
    EXPECT_EQ(*again.first_answer, (app::KeptAnswer{201, "2026-000001"}));
    EXPECT_EQ(store->read_shop(kShop, 1, 10)->size(), 1U);
    const auto kept = store->kept_answer({kShop, UserId{"u"}, "k", "POST /cases", "h1"}, kNow);
    ASSERT_TRUE(kept.has_value() && kept->has_value());
    EXPECT_EQ(**kept, *again.first_answer);
}

TEST_P(Idempotency, RefusesTheKeyWithAnotherBodyAndKeepsUsersAndShopsApart) {
    must(asked("a", "k"));
    EXPECT_EQ(refused(asked("b", "k", "h2")), ErrorCode::KeyReused);
    EXPECT_EQ(store->kept_answer({kShop, UserId{"u"}, "k", "POST /cases", "h2"}, kNow).error().code,
              ErrorCode::KeyReused);
    EXPECT_FALSE(must(asked("b", "k", "h2", "other user")).first_answer.has_value());
    app::Change elsewhere = asked("a", "k", "h2");
    elsewhere.shop = kOther;
    EXPECT_FALSE(must(elsewhere).first_answer.has_value());
}

TEST_P(Idempotency, DoesNotKeepTheAnswerOfARefusedChange) {
    must(begin(kShop, "a"));
    EXPECT_EQ(refused(asked("a", "k")), ErrorCode::VersionConflict);
    EXPECT_FALSE(must(asked("b", "k")).first_answer.has_value());
}

TEST_P(Idempotency, ForgetsAfterItsTime) {
    must(asked("a", "k"));
    const Instant later = kNow + std::chrono::hours{49};
    EXPECT_FALSE(
        store->kept_answer({kShop, UserId{"u"}, "k", "POST /cases", "h1"}, later)->has_value());
    EXPECT_EQ(store->purge(later).value(), 1);
    EXPECT_FALSE(must(asked("b", "k", "h2")).first_answer.has_value());
}

TEST_P(Idempotency, GivesRacingRepeatsOneAnswer) {
    std::atomic<int> firsts = 0;
    {
        std::vector<std::jthread> writers;
        for (int i = 0; i < 8; ++i)
            writers.emplace_back([&, i] {
                const auto result = store->append(asked(std::to_string(i), "k"));
                ASSERT_TRUE(result.has_value());
                if (!result->first_answer) ++firsts;
            });
    }
    EXPECT_EQ(firsts, 1);
    EXPECT_EQ(store->read_shop(kShop, 1, 10)->size(), 1U);
}

// A stream of another kind is on the same chain, and has nothing of what only cases have.
TEST_P(StoreContract, TakesStreamsOfOtherKindsWithoutARowOfTheQueue) {
    const auto event_of = [](const CaseId& stream, std::int64_t expected) {
        app::Change change = more(kShop, stream.value(), expected);
        change.events = {{.type = "ReviewMarked", .body = "{}"}};
        return change;
    };
    const CaseId review = app::stream_of(app::StreamKind::Review, "review:r1");
    const CaseId person = app::stream_of(app::StreamKind::Person, "r1");
    must(begin(kShop, "a", "退款"));
    const app::Appended first = must(event_of(review, 0));
    EXPECT_EQ(first.version, 1);
    EXPECT_EQ(first.position, 2);
    EXPECT_EQ(first.number, "");
    must(event_of(person, 0));
    EXPECT_EQ(must(begin(kShop, "b")).number, "2026-000002");
    EXPECT_EQ(refused(event_of(review, 0)), ErrorCode::VersionConflict);
    for (int i = 0; i < 2; ++i) {
        if (home->survives()) reopen();
        EXPECT_EQ(must(event_of(review, 1 + i)).version, 2 + i);
        const auto events = store->read_case(kShop, review);
        ASSERT_TRUE(events.has_value());
        EXPECT_EQ(std::ssize(*events), 2 + i);
        EXPECT_EQ(app::kind_of(events->front().case_id), app::StreamKind::Review);
        EXPECT_EQ(store->find(kShop, review).error().code, ErrorCode::NotFound);
        const auto verdict = store::verify(*store, kShop);
        ASSERT_TRUE(verdict.has_value());
        EXPECT_TRUE(verdict->is_good()) << english(verdict->faults.front().what);
        EXPECT_EQ(verdict->cases, 2);
        ASSERT_TRUE(store->rebuild(project_plainly).has_value());
        EXPECT_EQ(store->find(kShop, CaseId{"b"})->number, "2026-000002");
    }
    app::Change with_row = event_of(review, 3);
    with_row.row = row();
    EXPECT_EQ(refused(with_row), ErrorCode::Invalid);
    EXPECT_EQ(refused(event_of(CaseId{"~weather/1"}, 0)), ErrorCode::Invalid);
    EXPECT_EQ(refused(event_of(CaseId{"~review/"}, 0)), ErrorCode::Invalid);
    EXPECT_EQ(refused(event_of(CaseId{"c"}, 0)), ErrorCode::Invalid);  // a case needs its row
}

}  // namespace pingli::contract
