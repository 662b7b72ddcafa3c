// Short ways to say what the contract tests append and read.

#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "app/event_store.hpp"
#include "contract/stores.hpp"

namespace pingli::contract {

inline const ShopId kShop{"shop-1"};
inline const ShopId kOther{"shop-2"};
constexpr Instant kNow{std::chrono::seconds{1750000000}};

inline app::QueueRow row(const std::string& phase = "open",
                         std::optional<Instant> due = std::nullopt) {
    return {.kind = "harassment_claim",
            .phase = phase,
            .outcome = "",
            .assigned = "",
            .next_due_at = due,
            .opened_at = kNow,
            .updated_at = kNow,
            .year = 2026,
            .list = R"({"title":"杯子"})"};
}

inline app::Change begin(const ShopId& shop, const std::string& id, const std::string& text = "") {
    app::Change change{.shop = shop,
                       .case_id = CaseId{id},
                       .expected_version = 0,
                       .events = {{.type = "ClaimOpened", .body = R"({"id":")" + id + "\"}"}},
                       .new_keys = {},
                       .request = std::nullopt,
                       .row = row(),
                       .search_text = std::nullopt,
                       .ledger = {}};
    if (!text.empty()) change.search_text = text;
    return change;
}

inline app::Change more(const ShopId& shop, const std::string& id, std::int64_t expected) {
    app::Change change = begin(shop, id);
    change.expected_version = expected;
    change.events = {{.type = "AnswerGiven", .body = R"({"v":)" + std::to_string(expected) + "}"}};
    change.row = std::nullopt;
    return change;
}

// What is done with a review, as an event of its stream, and how it stands then.
inline app::Change marking(const ShopId& shop, const app::ReviewKey& key, app::ReviewMark mark) {
    app::Change change = more(shop, app::stream_of(key).value(), mark.version - 1);
    change.events = {{.type = "ReviewLeft", .body = "{}"}};
    change.mark = app::MarkedReview{.key = key, .mark = std::move(mark)};
    return change;
}

// Nothing of it is asked for by tests of events.
inline Result<app::CaseRows> project_plainly(const ShopId&,
                                             const std::vector<app::StoredEvent>& events) {
    return app::CaseRows{.row = row(events.size() > 1 ? "answered" : "open"),
                         .search_text = "重建 " + events.front().case_id.value(),
                         .ledger = {}};
}

class StoreContract : public testing::TestWithParam<Technology> {
protected:
    std::unique_ptr<Home> home = GetParam().make();
    std::unique_ptr<app::Store> store = home->open();

    void reopen() {
        store.reset();
        store = home->open();
    }
    app::Appended must(app::Change change) {
        auto result = store->append(std::move(change));
        EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().context);
        return result.value_or(app::Appended{});
    }
    ErrorCode refused(app::Change change) {
        const auto result = store->append(std::move(change));
        EXPECT_FALSE(result.has_value());
        return result ? ErrorCode::NotFound : result.error().code;
    }
    // Ids of cases found, newest first; search may lag by a second.
    std::vector<std::string> search(const ShopId& shop, const std::string& words) {
        std::vector<std::string> ids;
        const auto page = store->search({.shop = shop, .words = words, .cursor = {}, .limit = 50});
        EXPECT_TRUE(page.has_value()) << (page ? "" : page.error().context);
        if (page)
            for (const auto& entry : page->entries) ids.push_back(entry.case_id.value());
        return ids;
    }
    // A store that is closed has its search in order.
    void let_search_follow() {
        if (home->survives()) reopen();
    }
};

}  // namespace pingli::contract
