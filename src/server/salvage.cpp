#include "server/salvage.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "app/transfer.hpp"
#include "server/rebuild.hpp"
#include "store/known_rows.hpp"

namespace pingli::server {

namespace {

// They give rights and no journal vouches for them: everybody logs in anew.
constexpr std::array<std::string_view, 2> kNotTaken{"session", "session_of"};

class Salvage {
public:
    Salvage(app::Store& from, app::Store& to)
        : from_(from), to_(to), importer_(to), known_(store::KnownRows::of(from)) {
        for (const std::string& fault : known_.faults()) lose("what is known of changes: " + fault);
    }

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
        const std::string what = "shop " + shop.value() + ": keys of persons";
        using Key = std::pair<PersonId, app::FoundKey>;
        return rows<Key>(
            {.what = what, .subjects = known_.subjects(store::kKeyTable, shop.value())},
            [&](const std::string& after, std::size_t) {
                return from_.person_keys(shop, PersonId{after});
            },
            [&](const std::string& person) -> Result<Key> {
                auto key = TRY(from_.person_key(shop, PersonId{person}));
                if (key.state == app::KeyState::None) return fail(ErrorCode::NotFound, "key");
                return Key{PersonId{person}, std::move(key)};
            },
            [&](const Key& one) -> Result<void> {
                const std::string name =
                    "the key of person " + one.first.value() + " of shop " + shop.value();
                // It gives nobody a right: a wrong one opens nothing. So it comes, named.
                if (!is_good(store::row_of(shop, one.first, one.second), name, Unknown::IsTaken))
                    return {};
                return to_.put_person_key(shop, one.first, one.second);
            });
    }

    Result<void> records(const std::string& kind) {
        if (std::ranges::find(kNotTaken, kind) != kNotTaken.end()) return {};
        return rows<app::Record>(
            {.what = "records (" + kind + ")",
             .subjects = known_.subjects(store::kRecordTable, kind)},
            [&](const std::string& after, std::size_t limit) {
                return from_.list(kind, "", after, limit);
            },
            [&](const std::string& key) { return from_.get(kind, key, Instant::min()); },
            [&](const app::Record& one) -> Result<void> {
                if (store::is_covered(kind) &&
                    !is_good(store::row_of(kind, one), "record " + kind + " " + one.key,
                             Unknown::IsRefused))
                    return {};
                return to_.put(kind, one, app::Put::Always);
            });
    }

    // Those that can be listed, else those that the journal knows.
    std::vector<std::string> kinds() {
        auto listed = from_.record_kinds();
        if (listed) return *std::move(listed);
        lose("the list of the kinds of records; those that the journal names were looked for");
        return known_.scopes(store::kRecordTable);
    }

    [[nodiscard]] std::vector<std::string> shops_with_keys() const {
        return known_.scopes(store::kKeyTable);
    }

    Result<void> shelf(const ShopId& shop) {
        app::ShelfQuery query;
        query.shop = shop;
        query.order = app::ShelfOrder::Newest;
        std::set<std::string> seen;
        do {
            const auto page = from_.reviews(query);
            if (!page) return shelf_by_name(shop, seen);
            for (const app::ShelfEntry& entry : page->entries) {
                TRY(review(shop, entry.finding.key));
                seen.insert(entry.finding.key.kind + '/' + entry.finding.key.id);
            }
            query.cursor = page->next;
        } while (!query.cursor.empty());
        return {};
    }

    void lose(std::string what) { lost_.push_back(std::move(what)); }
    std::vector<std::string> take() { return std::move(lost_); }

private:
    enum class Unknown : std::uint8_t { IsTaken, IsRefused };

    // Where something gives rights, what a damaged journal does not vouch for is refused. Where
    // nothing of the journal is left that would refuse all, and nobody could come in any more: then
    // it is taken, and each named for who brings it back to look at.
    bool is_good(const store::JournalRow& row, const std::string& name, Unknown unknown) {
        const auto vouched = known_.vouched(row);
        if (vouched == store::Vouched::Yes) return true;
        if (vouched == store::Vouched::No) {
            lose(name + " (it was changed)");
            return false;
        }
        const bool is_taken = unknown == Unknown::IsTaken || known_.is_empty();
        lose("the proof of " + name + " (the journal is damaged there; the row was " +
             (is_taken ? "taken as it is)" : "refused)"));
        return is_taken;
    }

    // What the new store does not take is lost; that it cannot be written ends it all.
    Result<void> skip(const Result<void>& done, const std::string& what) {
        if (done.error().code == ErrorCode::Unavailable) return done;
        lose(what + " (" + done.error().context + ")");
        return {};
    }

    Result<void> shelf_by_name(const ShopId& shop, const std::set<std::string>& seen) {
        lose("shop " + shop.value() +
             ": the shelf of reviews: a page cannot be read; the rest was looked for by name");
        for (const std::string& subject : known_.subjects(store::kReviewTable, shop.value())) {
            const std::size_t slash = subject.find('/');
            if (seen.contains(subject) || slash == std::string::npos) continue;
            TRY(review(shop, {.kind = subject.substr(0, slash), .id = subject.substr(slash + 1)}));
        }
        return {};
    }

    Result<void> review(const ShopId& shop, const app::ReviewKey& key) {
        auto whole = from_.review(shop, key);
        if (!whole) {
            lose("shop " + shop.value() + ": " + key.kind + " " + key.id + " of the shelf");
            return {};
        }
        const std::string name = key.kind + " " + key.id + " of shop " + shop.value();
        if (!is_good(store::row_of(shop, whole->finding), name, Unknown::IsTaken)) return {};
        if (whole->mark.version > 0 && !is_good(store::row_of(shop, key, whole->mark),
                                                "what was done with " + name, Unknown::IsTaken))
            whole->mark = {};
        const auto done = importer_.take(app::ExportedReview{
            .shop = shop, .finding = std::move(whole->finding), .mark = std::move(whole->mark)});
        return done ? done : skip(done, name);
    }

    struct Wanted {
        std::string what;
        std::vector<std::string> subjects;  // that should be there
    };

    // Page by page, where that fails one by one, then by name what lies behind the fault: at most
    // the rows of a damaged page are lost.
    template <class Row, class Read, class Get, class Put>
    Result<void> rows(const Wanted& wanted, const Read& read, const Get& get, const Put& put) {
        const auto take = [&](const Row& row) -> Result<void> {
            if (const auto done = put(row); !done)
                return skip(done, wanted.what + ", " + key_of(row));
            return {};
        };
        std::set<std::string> seen;
        const auto fault = TRY(walk<Row>(read, [&](const Row& row) -> Result<void> {
            seen.insert(key_of(row));
            return take(row);
        }));
        if (fault) lose(wanted.what + ": a page cannot be read; the rest was looked for by name");
        for (const std::string& subject : wanted.subjects) {
            if (seen.contains(subject)) continue;
            const Result<Row> row = get(subject);
            if (row)
                TRY(take(*row));
            else
                lose(wanted.what + ", " + subject);
        }
        return {};
    }

    // Whether it came to a row that cannot be read.
    template <class Row, class Read, class Take>
    Result<bool> walk(const Read& read, const Take& take) {
        std::string after;
        for (std::size_t at_once = app::kPageMax;;) {
            const Result<std::vector<Row>> page = read(after, at_once);
            if (!page && at_once == 1) return true;
            if (!page) {
                at_once = 1;
                continue;
            }
            for (const Row& row : *page) TRY(take(row));
            if (page->size() < at_once) return false;
            after = key_of(page->back());
        }
    }

    static const std::string& key_of(const app::Record& one) { return one.key; }
    static const std::string& key_of(const std::pair<PersonId, app::FoundKey>& one) {
        return one.first.value();
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
    for (const std::string& kind : work.kinds()) TRY(work.records(kind));
    for (const std::string& shop : work.shops_with_keys()) shops.try_emplace(ShopId{shop}, 0);
    for (const ShopId& shop : TRY(app::recorded_shops(to))) shops.try_emplace(shop, 0);
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
