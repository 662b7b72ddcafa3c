#include "server/shelf_marks.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reviews/deeds.hpp"
#include "server/sealed_shut.hpp"

namespace pingli::server {

namespace {

constexpr int kTriesMax = 5;  // of a review with which something is just being done

class Comparison {
public:
    Comparison(app::Store& store, const ShopId& shop, bool needs_events, store::Verdict& verdict)
        : store_(store), shop_(shop), needs_events_(needs_events), verdict_(verdict) {}

    Result<void> one(const app::ReviewKey& key) {
        for (int tries = 1;; ++tries) {
            const auto entry = store_.review(shop_, key);
            if (!entry && entry.error().code != ErrorCode::NotFound)
                return std::unexpected(entry.error());
            const auto should = reviews::mark_of(store_, shop_, key, shut_);
            if (!should && should.error().code != ErrorCode::Corrupt)
                return std::unexpected(should.error());
            if (!should) {
                fault(store::FaultKind::Unreadable,
                      say("audit.no_deeds", name_of(key), should.error().context));
                return {};
            }
            if (entry && entry->mark == *should) return {};
            if (entry && should->version == 0 && !needs_events_) return {};
            if (tries < kTriesMax && (!entry || entry->mark.version != should->version)) continue;
            fault(store::FaultKind::ShelfDiffers, say("audit.mark_differs", name_of(key)));
            return {};
        }
    }

private:
    static std::string name_of(const app::ReviewKey& key) { return key.kind + '/' + key.id; }
    void fault(store::FaultKind kind, Said what) {
        add_fault(verdict_, {.kind = kind, .position = 0, .what = std::move(what)});
    }

    app::Store& store_;
    const ShopId& shop_;
    bool needs_events_;
    store::Verdict& verdict_;
    SealedShut shut_;
};

Result<void> rebuild_mark(app::Store& store, const ShopId& shop, const app::ReviewKey& key) {
    SealedShut shut;
    const auto entry = store.review(shop, key);
    if (!entry && entry.error().code == ErrorCode::NotFound) return {};
    if (!entry) return std::unexpected(entry.error());
    auto should = TRY(reviews::mark_of(store, shop, key, shut));
    if (entry->mark == should) return {};
    return store.put_mark(shop, {.key = key, .mark = std::move(should)});
}

}  // namespace

Result<void> compare_marks(app::Store& store, const ShopId& shop,
                           const std::function<bool()>& goes_on, store::Verdict& verdict) {
    Comparison comparison{store, shop, TRY(reviews::are_deeds_events(store)), verdict};
    std::set<app::ReviewKey> without_row{verdict.reviews.begin(), verdict.reviews.end()};
    app::ShelfQuery query;
    query.shop = shop;
    query.order = app::ShelfOrder::Newest;
    query.limit = app::kPageMax;
    do {
        const auto page = TRY(store.reviews(query));
        if (goes_on && !goes_on()) return fail(ErrorCode::Unavailable, "stopped");
        for (const app::ShelfEntry& entry : page.entries) {
            const app::ReviewKey& key = entry.finding.key;
            const bool has_events = without_row.erase(key) > 0;
            if (has_events || entry.mark.version > 0) TRY(comparison.one(key));
        }
        query.cursor = page.next;
    } while (!query.cursor.empty());
    for (const app::ReviewKey& key : without_row) TRY(comparison.one(key));
    return {};
}

Result<void> rebuild_marks(app::Store& store) {
    for (const app::Head& head : TRY(store.heads()))
        for (std::int64_t from = 1; from <= head.position;) {
            const auto events = TRY(store.read_shop(head.shop, from, app::kPageMax));
            if (events.empty()) break;
            for (const app::StoredEvent& event : events)
                if (const auto key = app::review_of(event.case_id); key && event.version == 1)
                    TRY(rebuild_mark(store, head.shop, *key));
            from = events.back().position + 1;
        }
    return {};
}

}  // namespace pingli::server
