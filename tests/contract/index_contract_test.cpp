// One suite for every store: queues, search, ledger, rebuild.

#include <algorithm>

#include "contract/samples.hpp"

namespace pingli::contract {

class Index : public StoreContract {
protected:
    // All ids of a queue, through its pages.
    std::vector<std::string> walk(app::QueueQuery query) {
        std::vector<std::string> ids;
        for (int pages = 0; pages < 100; ++pages) {
            const auto page = store->queue(query);
            EXPECT_TRUE(page.has_value()) << (page ? "" : page.error().context);
            if (!page) break;
            for (const auto& entry : page->entries) ids.push_back(entry.case_id.value());
            if (page->next.empty()) break;
            query.cursor = page->next;
        }
        return ids;
    }
    static app::QueueQuery all(app::QueueOrder order, std::size_t limit = 2) {
        app::QueueQuery query;
        query.shop = kShop;
        query.order = order;
        query.limit = limit;
        return query;
    }
    void put(const std::string& id, app::QueueRow with) {
        app::Change change = begin(kShop, id);
        change.row = std::move(with);
        must(change);
    }
};
INSTANTIATE_TEST_SUITE_P(Store, Index, testing::ValuesIn(technologies()),
                         [](const auto& technology) { return technology.param.name; });

using Ids = std::vector<std::string>;

TEST_P(Index, GivesPagesInEachOrderWithoutHolesOrRepeats) {
    put("z", row("open", kNow + std::chrono::hours{2}));
    put("y", row("open", kNow + std::chrono::hours{1}));
    put("x", row("open"));
    put("w", row("open", kNow + std::chrono::hours{1}));
    put("v", row("open"));
    must(begin(kOther, "q"));
    EXPECT_EQ(walk(all(app::QueueOrder::Due)), (Ids{"y", "w", "z", "x", "v"}));
    EXPECT_EQ(walk(all(app::QueueOrder::Newest)), (Ids{"v", "w", "x", "y", "z"}));
    EXPECT_EQ(walk(all(app::QueueOrder::Updated, 1)), (Ids{"v", "w", "x", "y", "z"}));
    EXPECT_EQ(walk(all(app::QueueOrder::Due, 5)), (Ids{"y", "w", "z", "x", "v"}));
    app::QueueQuery wrong = all(app::QueueOrder::Due);
    for (const char* cursor : {"x", "d", "d1", "n1:2", "d1:", "d1:2x", "d99999999999999999999:1"}) {
        wrong.cursor = cursor;
        EXPECT_EQ(store->queue(wrong).error().code, ErrorCode::Invalid) << cursor;
    }
}

TEST_P(Index, CountsExactlyTheRowsThatItShows) {
    app::QueueRow late = row("ruled", kNow + std::chrono::hours{1});
    late.updated_at = kNow - std::chrono::hours{9};
    app::QueueRow old = row("ruled", kNow + std::chrono::hours{3});
    old.opened_at = kNow - std::chrono::hours{9};
    put("a", late);
    put("b", old);
    put("c", row("open"));
    must(begin(kOther, "q"));
    for (const auto order :
         {app::QueueOrder::Due, app::QueueOrder::Newest, app::QueueOrder::Updated}) {
        const auto check = [&](const Ids& wanted, auto set) {
            app::QueueQuery query = all(order, 1);
            set(query);
            auto shown = walk(query);
            std::ranges::sort(shown);
            EXPECT_EQ(shown, wanted);
            EXPECT_EQ(store->count_cases(query).value_or(-1), std::ssize(wanted));
        };
        check({"a", "b", "c"}, [](app::QueueQuery&) {});
        check({"a"}, [](app::QueueQuery& q) { q.due_to = kNow + std::chrono::hours{1}; });
        check({"a", "b"}, [](app::QueueQuery& q) { q.due_to = kNow + std::chrono::hours{3}; });
        check({"b", "c"}, [](app::QueueQuery& q) { q.updated_from = kNow; });
        check({"a", "c"}, [](app::QueueQuery& q) { q.opened_from = kNow; });
        check({"b"}, [](app::QueueQuery& q) {
            q.kind = "harassment_claim";
            q.phase = "ruled";
            q.updated_from = kNow;
        });
    }
    EXPECT_EQ(*store->count_phases(kShop),
              (std::vector<app::PhaseCount>{{.phase = "open", .count = 1},
                                            {.phase = "ruled", .count = 2}}));
    EXPECT_TRUE(store->count_phases(ShopId{"nobody"})->empty());
}

TEST_P(Index, FiltersByEveryField) {
    app::QueueRow other = row("closed");
    other.kind = "complaint";
    other.outcome = "upheld";
    other.assigned = "li";
    put("a", row("open"));
    put("b", other);
    const auto with = [&](auto set) {
        app::QueueQuery query = all(app::QueueOrder::Due);
        set(query);
        return walk(query);
    };
    EXPECT_EQ(with([](auto& q) { q.kind = "complaint"; }), Ids{"b"});
    EXPECT_EQ(with([](auto& q) { q.phase = "open"; }), Ids{"a"});
    EXPECT_EQ(with([](auto& q) { q.outcome = "upheld"; }), Ids{"b"});
    EXPECT_EQ(with([](auto& q) { q.assigned = ""; }), Ids{"a"});
    EXPECT_EQ(with([](auto& q) {
                  q.phase = "open";
                  q.assigned = "li";
              }),
              Ids{});
}

TEST_P(Index, FollowsTheRowOfACaseAndKeepsItWhenAChangeBringsNone) {
    put("a", row("open", kNow));
    app::Change change = more(kShop, "a", 1);
    change.row = row("ruled");
    change.row->year = 2030;  // The number stays what it is.
    must(change);
    must(more(kShop, "a", 2));
    const auto entry = store->find(kShop, CaseId{"a"});
    ASSERT_TRUE(entry.has_value());
    EXPECT_EQ(entry->version, 3);
    EXPECT_EQ(entry->number, "2026-000001");
    EXPECT_EQ(entry->row, row("ruled"));
    EXPECT_EQ(*store->find_number(kShop, "2026-000001"), *entry);
    EXPECT_EQ(store->find(kOther, CaseId{"a"}).error().code, ErrorCode::NotFound);
}

TEST_P(Index, FindsAnyTwoCharactersAndFoldedVariants) {  // proves B15
    must(begin(kShop, "a", "我要退款，不然给你差评！订单号 20260501ABC"));
    must(begin(kShop, "b", "快遞員態度惡劣"));
    must(begin(kShop, "c", "ＶＸ加我，全额退，款到"));
    must(begin(kOther, "d", "我要退款"));
    let_search_follow();
    EXPECT_EQ(search(kShop, "退款"), Ids{"a"});
    EXPECT_EQ(search(kShop, "要退款"), Ids{"a"});
    EXPECT_EQ(search(kShop, "不然给你差评"), Ids{"a"});
    EXPECT_EQ(search(kShop, "给你不然"), Ids{});
    EXPECT_EQ(search(kShop, "0501ab"), Ids{"a"});
    EXPECT_EQ(search(kShop, "快递员"), Ids{"b"});
    EXPECT_EQ(search(kShop, "態度"), Ids{"b"});
    EXPECT_EQ(search(kShop, "vx"), Ids{"c"});
    EXPECT_EQ(search(kShop, "退"), (Ids{"c", "a"}));
    EXPECT_EQ(search(kShop, "劣"), Ids{"b"});
    EXPECT_EQ(search(kShop, "差评 退款"), Ids{"a"});
    EXPECT_EQ(search(kShop, "差评 快递"), Ids{});
    EXPECT_EQ(search(kShop, "，。 !"), Ids{});
    EXPECT_EQ(search(kShop, "\" OR 退款 *"), Ids{});
    EXPECT_EQ(search(kOther, "退款"), Ids{"d"});
    EXPECT_EQ(search(ShopId{"shop"}, "退款"), Ids{});
}

TEST_P(Index, FindsEveryPairOfCharactersOfATextAndNoOther) {
    const std::string text = "客服回复太慢了";
    must(begin(kShop, "a", text));
    let_search_follow();
    for (std::size_t at = 0; at + 6 <= text.size(); at += 3)
        EXPECT_EQ(search(kShop, text.substr(at, 6)), Ids{"a"}) << text.substr(at, 6);
    for (std::size_t at = 0; at < text.size(); at += 3)
        EXPECT_EQ(search(kShop, text.substr(at, 3)), Ids{"a"}) << text.substr(at, 3);
    EXPECT_EQ(search(kShop, "服客"), Ids{});
    EXPECT_EQ(search(kShop, "客回"), Ids{});
}

TEST_P(Index, ForgetsTheOldTextOfACase) {
    must(begin(kShop, "a", "手机屏幕碎了"));
    must(begin(kShop, "b"));
    let_search_follow();
    for (const char* text : {"第一次修改", "键盘失灵"}) {
        app::Change change = more(kShop, "a", store->find(kShop, CaseId{"a"})->version);
        change.search_text = text;
        must(change);
    }
    app::Change late = more(kShop, "b", 1);
    late.search_text = "键盘丢失";
    must(late);
    let_search_follow();
    EXPECT_EQ(search(kShop, "屏幕"), Ids{});
    EXPECT_EQ(search(kShop, "修改"), Ids{});
    EXPECT_EQ(search(kShop, "键盘"), (Ids{"b", "a"}));
    EXPECT_EQ(search(kShop, "机"), Ids{});
}

TEST_P(Index, PagesThroughASearch) {
    for (int i = 0; i < 7; ++i) must(begin(kShop, std::to_string(i), "同样的文字"));
    let_search_follow();
    Ids ids;
    app::SearchQuery query{.shop = kShop, .words = "文字", .cursor = {}, .limit = 3};
    do {
        const auto page = store->search(query);
        ASSERT_TRUE(page.has_value());
        for (const auto& entry : page->entries) ids.push_back(entry.case_id.value());
        query.cursor = page->next;
    } while (!query.cursor.empty());
    EXPECT_EQ(ids, (Ids{"6", "5", "4", "3", "2", "1", "0"}));
    query.cursor = "d1:1";
    EXPECT_EQ(store->search(query).error().code, ErrorCode::Invalid);
}

TEST_P(Index, KeepsThePointsOfAYearInOrder) {
    const auto entry = [](int year, std::int64_t points) {
        return app::LedgerEntry{
            .ledger_class = "general", .year = year, .points = points, .at = kNow, .detail = "{}"};
    };
    app::Change change = begin(kShop, "a");
    change.ledger = {entry(2026, 3), entry(2027, 2), entry(2026, 1)};
    must(change);
    app::Change contrary = more(kShop, "a", 1);
    contrary.ledger = {entry(2026, -3)};
    must(contrary);
    const auto lines = store->ledger(kShop, 2026);
    ASSERT_EQ(lines->size(), 3U);
    EXPECT_EQ((*lines)[0].entry, entry(2026, 3));
    EXPECT_EQ((*lines)[1].entry, entry(2026, 1));
    EXPECT_EQ((*lines)[2], (app::LedgerLine{CaseId{"a"}, 2, entry(2026, -3)}));
    EXPECT_TRUE(store->ledger(kOther, 2026)->empty());
}

TEST_P(Index, ComesOutOfARebuildWithTheSameNumbersAndOrder) {
    for (const ShopId& shop : {kShop, kOther})
        for (const char* id : {"c", "a", "b"}) must(begin(shop, id, "旧字"));
    must(more(kShop, "a", 1));
    let_search_follow();
    const auto before = *store->find(kShop, CaseId{"a"});
    const auto read = store->rebuild(project_plainly);
    ASSERT_TRUE(read.has_value()) << read.error().context;
    EXPECT_EQ(*read, 7);
    const auto after = *store->find(kShop, CaseId{"a"});
    EXPECT_EQ(after.number, before.number);
    EXPECT_EQ(after.version, 2);
    EXPECT_EQ(after.row.phase, "answered");
    let_search_follow();
    EXPECT_EQ(search(kShop, "旧字"), Ids{});
    EXPECT_EQ(search(kShop, "重建"), (Ids{"b", "a", "c"}));
    EXPECT_EQ(walk(all(app::QueueOrder::Newest)), (Ids{"b", "a", "c"}));
    EXPECT_EQ(must(begin(kShop, "d", "又一个")).number, "2026-000004");
    let_search_follow();
    EXPECT_EQ(search(kShop, "又一"), Ids{"d"});
}

TEST_P(Index, IsLeftAsItWasByARebuildThatFails) {
    must(begin(kShop, "a", "旧字"));
    let_search_follow();
    const auto failed = store->rebuild([](const ShopId&, const auto&) -> Result<app::CaseRows> {
        return fail(ErrorCode::Corrupt, "cannot read");
    });
    EXPECT_EQ(failed.error().code, ErrorCode::Corrupt);
    EXPECT_EQ(search(kShop, "旧字"), Ids{"a"});
    EXPECT_EQ(store->find(kShop, CaseId{"a"})->row, row());
}

}  // namespace pingli::contract
