#include "server/salvage.hpp"

#include <algorithm>
#include <map>

#include "app/transfer.hpp"
#include "server/rebuild.hpp"
#include "store/verify_journal.hpp"

namespace pingli::server {

namespace {

class Salvage {
public:
    Salvage(app::Store& from, app::Store& to)
        : from_(from), to_(to), importer_(to), known_(store::KnownRows::of(from)) {}

    // Events up to the first that cannot be read or does not follow; where it ended.
    Result<void> events(const ShopId& shop, std::int64_t expected) {
        std::int64_t done = 0;
        for (std::size_t at_once = app::kPageMax;;) {
            const auto events = from_.read_shop(shop, done + 1, at_once);
            const auto loaded = events ? to_.load(shop, *events) : Result<void>{};
            if (!loaded && loaded.error().code == ErrorCode::Unavailable) return loaded;
            if (events && loaded) {
                if (events->empty()) break;
                done = events->back().position;
                continue;
            }
            if (at_once == 1) break;
            at_once = 1;  // Page by page it fails: as far as it goes.
        }
        if (done < expected)
            lose("shop " + shop.value() + ": events from position " + std::to_string(done + 1) +
                 " to " + std::to_string(expected));
        return {};
    }

    Result<void> keys(const ShopId& shop) {
        return pages<std::pair<PersonId, app::FoundKey>>(
            "shop " + shop.value() + ": keys of persons",
            [&](const std::string& after) { return from_.person_keys(shop, PersonId{after}); },
            [](const auto& one) { return one.first.value(); },
            [&](const auto& one) -> Result<void> {
                if (!is_good(store::row_of(shop, one.first, one.second),
                             "the key of person " + one.first.value() + " of shop " + shop.value()))
                    return {};
                return to_.put_person_key(shop, one.first, one.second);
            });
    }

    Result<void> records(const std::string& kind) {
        return pages<app::Record>(
            "records (" + kind + ")",
            [&](const std::string& after) { return from_.list(kind, "", after, app::kPageMax); },
            [](const app::Record& one) { return one.key; },
            [&](const app::Record& one) -> Result<void> {
                if (store::is_covered(kind) &&
                    !is_good(store::row_of(kind, one), "record " + kind + " " + one.key))
                    return {};
                return to_.put(kind, one, app::Put::Always);
            });
    }

    Result<void> shelf(const ShopId& shop) {
        app::ShelfQuery query;
        query.shop = shop;
        query.order = app::ShelfOrder::Newest;
        do {
            const auto page = from_.reviews(query);
            if (!page) {
                lose("shop " + shop.value() + ": the rest of the shelf of reviews");
                return {};
            }
            for (const app::ShelfEntry& entry : page->entries) TRY(review(shop, entry.finding.key));
            query.cursor = page->next;
        } while (!query.cursor.empty());
        return {};
    }

    void lose(std::string what) { lost_.push_back(std::move(what)); }
    std::vector<std::string> take() { return std::move(lost_); }

private:
    bool is_good(const store::JournalRow& row, const std::string& name) {
        if (known_.has(row)) return true;
        lose(name + " (it was changed)");
        return false;
    }

    // What the new store does not take is lost; that it cannot be written ends it all.
    Result<void> skip(const Result<void>& done, const std::string& what) {
        if (done.error().code == ErrorCode::Unavailable) return done;
        lose(what + " (" + done.error().context + ")");
        return {};
    }

    Result<void> review(const ShopId& shop, const app::ReviewKey& key) {
        auto whole = from_.review(shop, key);
        if (!whole) {
            lose("shop " + shop.value() + ": " + key.kind + " " + key.id + " of the shelf");
            return {};
        }
        const std::string name = key.kind + " " + key.id + " of shop " + shop.value();
        if (!is_good(store::row_of(shop, whole->finding), name)) return {};
        if (whole->mark.version > 0 &&
            !is_good(store::row_of(shop, key, whole->mark), "what was done with " + name))
            whole->mark = {};
        const auto done = importer_.take(app::ExportedReview{
            .shop = shop, .finding = std::move(whole->finding), .mark = std::move(whole->mark)});
        return done ? done : skip(done, name);
    }

    template <class Row, class Read, class Key, class Put>
    Result<void> pages(const std::string& what, const Read& read, const Key& key, const Put& put) {
        for (std::string after;;) {
            const Result<std::vector<Row>> rows = read(after);
            if (!rows) {
                lose(what + (after.empty() ? "" : ", those after " + after));
                return {};
            }
            for (const Row& row : *rows)
                if (const auto done = put(row); !done) TRY(skip(done, what + ", " + key(row)));
            if (rows->size() < app::kPageMax) return {};
            after = key(rows->back());
        }
    }

    app::Store& from_;
    app::Store& to_;
    app::Importer importer_;
    store::KnownRows known_;
    std::vector<std::string> lost_;
};

}  // namespace

Result<std::vector<std::string>> salvage(app::Store& from, app::Store& to,
                                         const std::vector<app::Head>& expected, Instant now) {
    Salvage work{from, to};
    std::map<ShopId, std::int64_t> shops;  // with the position that each had
    const auto note = [&](const app::Head& head) {
        std::int64_t& position = shops[head.shop];
        position = std::max(position, head.position);
    };
    std::ranges::for_each(expected, note);
    const auto heads = from.heads();
    if (heads) std::ranges::for_each(*heads, note);
    if (!heads) work.lose("the heads of the chains");
    const auto kinds = from.record_kinds();
    if (!kinds) work.lose("records: accounts, shops, tokens");
    if (kinds)
        for (const std::string& kind : *kinds) TRY(work.records(kind));
    if (const auto known = to.list(app::kShopKind, "", "", app::kPageMax))
        for (const app::Record& shop : *known) shops.try_emplace(ShopId{shop.key}, 0);
    for (const auto& [shop, position] : shops) {
        TRY(work.events(shop, position));
        TRY(work.keys(shop));
        TRY(work.shelf(shop));
    }
    if (const auto rebuilt = rebuild(to, now); !rebuilt)
        work.lose("read models (queues, ledger, search): " + rebuilt.error().context);
    return work.take();
}

}  // namespace pingli::server
