// One suite for every store: the shelf of reviews.

#include <algorithm>

#include "contract/samples.hpp"
#include "store/verify.hpp"
#include "store/verify_journal.hpp"

namespace pingli::contract {

class Shelf : public StoreContract {
protected:
    static app::ShelvedFinding finding(const std::string& id) {
        return {.key = {.kind = "review", .id = id},
                .verdict = "malicious",
                .is_reportable = true,
                .ground = "unreasonable_demand",
                .due_at = kNow,
                .made_at = kNow,
                .causes = 1,
                .put_at = kNow,
                .sku = "TEA-1",
                .courier = "顺丰",
                .agent = "阿栗",
                .import_id = "i1",
                .list = R"({"stars":1})",
                .words = std::string("\0w\xff", 3),
                .body = std::string("\0body\xff", 6)};
    }
    std::int64_t put(const std::vector<app::ShelvedFinding>& findings,
                     const std::vector<app::PersonKey>& keys = {}) {
        const auto added = store->put_reviews(kShop, findings, keys);
        EXPECT_TRUE(added.has_value()) << (added ? "" : added.error().context);
        return added.value_or(-1);
    }
    static app::ShelfQuery of(const ShopId& shop) {
        app::ShelfQuery query;
        query.shop = shop;
        return query;
    }
    static app::ReviewMark marked(std::int64_t version, const std::string& state) {
        app::ReviewMark mark;
        mark.version = version;
        mark.state = state;
        return mark;
    }
    // Those that are found on page after page, with what `ask` asks for.
    template <class Ask>
    std::vector<std::string> ids(Ask ask) {
        app::ShelfQuery query = of(kShop);
        ask(query);
        std::vector<std::string> out;
        constexpr std::size_t kPagesMax = 20;
        for (std::size_t pages = 0; pages < kPagesMax; ++pages) {
            const auto page = store->reviews(query);
            EXPECT_TRUE(page.has_value()) << (page ? "" : page.error().context);
            if (!page) return out;
            for (const auto& entry : page->entries) out.push_back(entry.finding.key.id);
            if (page->next.empty()) return out;
            query.cursor = page->next;
        }
        return out;
    }
};
INSTANTIATE_TEST_SUITE_P(Store, Shelf, testing::ValuesIn(technologies()),
                         [](const auto& technology) { return technology.param.name; });

using Ids = std::vector<std::string>;

TEST_P(Shelf, HoldsWhatWasPutAndNothingOfAnotherShop) {
    EXPECT_EQ(put({finding("a")}, {{.person = PersonId{"review:a"}, .key = "k"}}), 1);
    if (home->survives()) reopen();
    const auto found = store->review(kShop, {.kind = "review", .id = "a"});
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->finding, finding("a"));
    EXPECT_EQ(found->mark, app::ReviewMark{});
    EXPECT_EQ(found->position, 1);
    EXPECT_EQ(store->person_key(kShop, PersonId{"review:a"})->key, "k");
    EXPECT_EQ(store->review(kShop, {.kind = "thread", .id = "a"}).error().code,
              ErrorCode::NotFound);
    EXPECT_EQ(store->review(kOther, {.kind = "review", .id = "a"}).error().code,
              ErrorCode::NotFound);
    EXPECT_TRUE(store->reviews(of(kOther))->entries.empty());
    EXPECT_TRUE(store->count_reviews(of(kOther))->empty());
}

TEST_P(Shelf, TakesTheSameSubjectAgainAndKeepsWhatWasDone) {
    put({finding("a"), finding("b")});
    const app::ReviewMark mark{.version = 1,
                               .state = "left",
                               .at = kNow,
                               .by = UserId{"u"},
                               .case_id = CaseId{"c"},
                               .deeds = std::string("\0d", 2)};
    must(marking(kShop, {.kind = "review", .id = "a"}, mark));
    auto changed = finding("a");
    changed.verdict = "genuine";
    changed.is_reportable = false;
    changed.ground = "";
    changed.due_at = std::nullopt;
    changed.body = "other";
    EXPECT_EQ(put({changed, finding("c")}), 1);
    if (home->survives()) reopen();
    const auto found = store->review(kShop, {.kind = "review", .id = "a"});
    EXPECT_EQ(found->finding, changed);
    EXPECT_EQ(found->mark, mark);
    EXPECT_EQ(store->review(kShop, {.kind = "review", .id = "c"})->position, 3);
}

TEST_P(Shelf, TakesOneOfTwoMarks) {
    put({finding("a")});
    const app::ReviewKey key{.kind = "review", .id = "a"};
    must(marking(kShop, key, marked(1, "left")));
    EXPECT_EQ(refused(marking(kShop, key, marked(1, "reported"))), ErrorCode::VersionConflict);
    EXPECT_EQ(store->review(kShop, key)->mark.state, "left");
    must(marking(kShop, key, marked(2, "new")));
    EXPECT_EQ(store->review(kShop, key)->mark.state, "new");
}

// rulings finding 5: what is done with a review moves the head of the shop's chain, and how the
// review stands is written with its event or not at all.
TEST_P(Shelf, MovesOnWithTheEventsOfItsReviewAlone) {
    put({finding("a"), finding("b")});
    const app::ReviewKey key{.kind = "review", .id = "a"};
    must(begin(kShop, "c"));
    EXPECT_EQ(must(marking(kShop, key, marked(1, "left"))).position, 2);
    EXPECT_EQ(store->heads()->front().position, 2);
    app::Change of_another = marking(kShop, key, marked(2, "new"));
    of_another.mark->key.id = "b";
    EXPECT_EQ(refused(of_another), ErrorCode::Invalid);
    app::Change of_a_case = more(kShop, "c", 1);
    of_a_case.mark = app::MarkedReview{.key = key, .mark = marked(2, "new")};
    EXPECT_EQ(refused(of_a_case), ErrorCode::Invalid);
    if (home->survives()) reopen();
    EXPECT_EQ(store->review(kShop, key)->mark, marked(1, "left"));
    EXPECT_EQ(store->review(kShop, {.kind = "review", .id = "b"})->mark, app::ReviewMark{});
    EXPECT_EQ(store->read_case(kShop, app::stream_of(key))->size(), 1U);
    const auto verdict = store::verify(*store, kShop);
    ASSERT_TRUE(verdict.has_value());
    EXPECT_TRUE(verdict->is_good());
    EXPECT_EQ(verdict->reviews, (std::vector<app::ReviewKey>{key}));
    EXPECT_TRUE(store::verify_journal(*store, {})->faults.empty());
}

TEST_P(Shelf, TakesAMarkFromAnImportInThePlaceOfAnyOther) {
    put({finding("a")});
    const app::ReviewKey key{.kind = "review", .id = "a"};
    ASSERT_TRUE(store->put_mark(kShop, {.key = key, .mark = marked(4, "left")}).has_value());
    EXPECT_EQ(store->review(kShop, key)->mark, marked(4, "left"));
    EXPECT_EQ(store->put_mark(kOther, {.key = key, .mark = marked(1, "left")}).error().code,
              ErrorCode::NotFound);
    EXPECT_TRUE(store::verify_journal(*store, {})->faults.empty());
}

TEST_P(Shelf, PutsAllOrNothing) {
    ASSERT_TRUE(
        store->put_person_key(kShop, PersonId{"p"}, {.state = app::KeyState::Held, .key = "first"})
            .has_value());
    const auto refused = store->put_reviews(
        kShop, {finding("a")},
        {{.person = PersonId{"q"}, .key = "k"}, {.person = PersonId{"p"}, .key = "k"}});
    EXPECT_EQ(refused.error().code, ErrorCode::VersionConflict);
    EXPECT_EQ(store->person_key(kShop, PersonId{"p"})->key, "first");
    EXPECT_EQ(store->person_key(kShop, PersonId{"q"})->state, app::KeyState::None);
    EXPECT_TRUE(store->reviews(of(kShop))->entries.empty());
    EXPECT_EQ(store->put_reviews(kShop, {finding("a"), finding("a")}, {}).error().code,
              ErrorCode::Invalid);
    EXPECT_EQ(store->put_reviews(kShop, {finding("")}, {}).error().code, ErrorCode::Invalid);
}

TEST_P(Shelf, PagesInBothOrdersAndFilters) {
    std::vector<app::ShelvedFinding> findings;
    for (int i = 0; i < 7; ++i) {
        auto one = finding(std::string(1, static_cast<char>('a' + i)));
        one.due_at =
            i == 3 ? std::nullopt : std::optional{kNow + std::chrono::seconds{i % 2 == 0 ? 10 : 5}};
        one.made_at = kNow - std::chrono::seconds{i / 2};
        one.causes = 1LL << (i % 3);
        if (i % 2 == 0) one.verdict = "unclear";
        findings.push_back(one);
    }
    findings[5].key.kind = "thread";
    findings[6].ground = "";
    findings[6].is_reportable = false;
    put(findings);
    must(marking(kShop, {.kind = "review", .id = "b"}, marked(1, "left")));
    using Query = app::ShelfQuery;
    EXPECT_EQ(ids([](Query& q) { q.limit = 2; }), (Ids{"b", "f", "a", "c", "e", "g", "d"}));
    EXPECT_EQ(ids([](Query& q) {
                  q.order = app::ShelfOrder::Newest;
                  q.limit = 3;
              }),
              (Ids{"b", "a", "d", "c", "f", "e", "g"}));
    EXPECT_EQ(ids([](Query& q) { q.kind = "thread"; }), (Ids{"f"}));
    EXPECT_EQ(ids([](Query& q) { q.verdict = "unclear"; }), (Ids{"a", "c", "e", "g"}));
    EXPECT_EQ(ids([](Query& q) { q.ground = ""; }), (Ids{"g"}));
    EXPECT_EQ(ids([](Query& q) { q.state = "left"; }), (Ids{"b"}));
    EXPECT_EQ(ids([](Query& q) { q.is_reportable = false; }), (Ids{"g"}));
    EXPECT_EQ(ids([](Query& q) {
                  q.causes = 6;
                  q.limit = 1;
              }),
              (Ids{"b", "f", "c", "e"}));
    EXPECT_EQ(ids([](Query& q) {
                  q.kind = "review";
                  q.verdict = "malicious";
                  q.ground = "unreasonable_demand";
                  q.state = "new";
                  q.is_reportable = true;
                  q.causes = 7;
                  q.order = app::ShelfOrder::Newest;
              }),
              (Ids{"d"}));
    Query wrong = of(kShop);
    wrong.cursor = "m1:1";
    EXPECT_EQ(store->reviews(wrong).error().code, ErrorCode::Invalid);
    EXPECT_TRUE(store->reviews(of(kShop))->entries.front().finding.body.empty());
    EXPECT_EQ(store->reviews(of(kShop))->entries.front().finding.words, finding("a").words);
    auto counts = *store->count_reviews(of(kShop));
    std::ranges::sort(counts);
    EXPECT_EQ(counts,
              (std::vector<app::ShelfCount>{
                  {.verdict = "malicious", .state = "left", .is_reportable = true, .count = 1},
                  {.verdict = "malicious", .state = "new", .is_reportable = true, .count = 2},
                  {.verdict = "unclear", .state = "new", .is_reportable = false, .count = 1},
                  {.verdict = "unclear", .state = "new", .is_reportable = true, .count = 3}}));
}

TEST_P(Shelf, FiltersByWhatReviewsAreCountedByAndCountsUnderTheFilters) {
    auto other = finding("b");
    other.sku = "TEA-2";
    other.courier = "";
    other.agent = "小美";
    other.import_id = "i2";
    other.made_at = kNow - std::chrono::hours{1};
    other.verdict = "genuine";
    put({finding("a"), other, finding("c")});
    using Query = app::ShelfQuery;
    EXPECT_EQ(ids([](Query& q) { q.sku = "TEA-2"; }), (Ids{"b"}));
    EXPECT_EQ(ids([](Query& q) { q.courier = "顺丰"; }), (Ids{"a", "c"}));
    EXPECT_EQ(ids([](Query& q) { q.agent = "小美"; }), (Ids{"b"}));
    EXPECT_EQ(ids([](Query& q) { q.import_id = "i1"; }), (Ids{"a", "c"}));
    EXPECT_EQ(ids([](Query& q) { q.made_from = kNow; }), (Ids{"a", "c"}));
    EXPECT_EQ(ids([](Query& q) { q.made_before = kNow; }), (Ids{"b"}));
    Query narrow = of(kShop);
    narrow.sku = "TEA-1";
    narrow.verdict = "genuine";  // not asked
    EXPECT_EQ(*store->count_reviews(narrow),
              (std::vector<app::ShelfCount>{
                  {.verdict = "malicious", .state = "new", .is_reportable = true, .count = 2}}));
    put({other});  // by a later import
    EXPECT_EQ(ids([](Query& q) { q.import_id = "i2"; }), (Ids{"b"}));
}

// proves B14: from reviews to what is to be mended, over all of them
TEST_P(Shelf, CountsCausesByProductCourierAgentAndWeek) {
    std::vector<app::ShelvedFinding> findings;
    for (int i = 0; i < 6; ++i) {
        auto one = finding(std::string(1, static_cast<char>('a' + i)));
        one.sku = i < 3 ? "TEA-1" : i < 5 ? "TEA-2" : "";
        one.causes = i % 2 == 0 ? 1 : 6;
        one.made_at = i == 5 ? Instant{} : kNow + (i * app::kWeek);
        findings.push_back(one);
    }
    findings[4].key.kind = "thread";  // tells of the same as its review
    put(findings);
    const auto count = [&](app::CauseBy by, auto set) {
        app::CauseQuery query;
        query.shop = kShop;
        query.by = by;
        set(query);
        const auto counts = store->count_causes(query);
        EXPECT_TRUE(counts.has_value()) << (counts ? "" : counts.error().context);
        return counts.value_or(std::vector<app::CauseCount>{});
    };
    using Counts = std::vector<app::CauseCount>;
    const auto any = [](app::CauseQuery&) {};
    const auto one = [](std::string name, std::int64_t week, std::int64_t causes,
                        std::int64_t number) {
        return app::CauseCount{.name = std::move(name),
                               .week = week,
                               .verdict = "malicious",
                               .causes = causes,
                               .count = number};
    };
    EXPECT_EQ(count(app::CauseBy::All, any), (Counts{one("", 0, 1, 2), one("", 0, 6, 3)}));
    EXPECT_EQ(count(app::CauseBy::Sku, any),
              (Counts{one("TEA-1", 0, 1, 2), one("TEA-1", 0, 6, 1), one("TEA-2", 0, 6, 1)}));
    EXPECT_EQ(count(app::CauseBy::Sku, [](app::CauseQuery& q) { q.names_max = 1; }),
              (Counts{one("TEA-1", 0, 1, 2), one("TEA-1", 0, 6, 1)}));
    EXPECT_EQ(
        count(app::CauseBy::Agent, [](app::CauseQuery& q) { q.made_from = kNow + app::kWeek; }),
        (Counts{one("阿栗", 0, 1, 1), one("阿栗", 0, 6, 2)}));
    constexpr std::int64_t kFirst = 2893;  // the week of Monday 2025-06-09
    EXPECT_EQ(count(app::CauseBy::Week, any),
              (Counts{one("", -1, 6, 1), one("", kFirst, 1, 1), one("", kFirst + 1, 6, 1),
                      one("", kFirst + 2, 1, 1), one("", kFirst + 3, 6, 1)}));
    // kNow is a Sunday, 15:06 in UTC: where it is later by ten hours, Monday.
    EXPECT_EQ(count(app::CauseBy::Week,
                    [](app::CauseQuery& q) {
                        q.offset = std::chrono::hours{10};
                        q.made_before = kNow + std::chrono::hours{1};
                        q.made_from = kNow;
                    }),
              (Counts{one("", kFirst + 1, 1, 1)}));
    app::CauseQuery others;
    others.shop = kOther;
    EXPECT_TRUE(store->count_causes(others)->empty());
}

// proves X6: who is erased cannot be read on the shelf either
TEST_P(Shelf, GivesNobodyASecondKey) {
    ASSERT_TRUE(store->erase_persons(kShop, {PersonId{"review:a"}}).has_value());
    EXPECT_EQ(
        store->put_reviews(kShop, {finding("a")}, {{.person = PersonId{"review:a"}, .key = "k"}})
            .error()
            .code,
        ErrorCode::VersionConflict);
    EXPECT_EQ(put({finding("a")}), 1);
}

}  // namespace pingli::contract
