#include "app/transfer.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/assert.hpp"

namespace pingli::app {

namespace {

using Sink = std::function<Result<void>(const ExportLine&)>;

Result<void> export_events(Store& store, const Head& head, const Sink& sink) {
    TRY(sink(head));
    for (std::int64_t from = 1; from <= head.position;) {
        const auto left = static_cast<std::size_t>(head.position - from + 1);
        auto events = TRY(store.read_shop(head.shop, from, std::min(left, kPageMax)));
        if (events.empty())
            return fail(ErrorCode::Corrupt, "export: the chain ends before its head");
        PINGLI_ASSERT(events.front().position >= from && events.size() <= left);
        from = events.back().position + 1;
        for (StoredEvent& event : events)
            TRY(sink(ExportedEvent{.shop = head.shop, .event = std::move(event)}));
    }
    return {};
}

Result<void> export_keys(Store& store, const ShopId& shop, const Sink& sink) {
    for (PersonId after;;) {
        const auto keys = TRY(store.person_keys(shop, after));
        for (const auto& [person, found] : keys)
            TRY(sink(ExportedKey{
                .shop = shop,
                .person = person,
                .key = found.state == KeyState::Held ? std::optional{found.key} : std::nullopt}));
        if (keys.size() < kPageMax) return {};
        after = keys.back().first;
    }
}

// Each read as a whole, which a page is not.
Result<void> export_reviews(Store& store, const ShopId& shop, const Sink& sink) {
    ShelfQuery query;
    query.shop = shop;
    query.order = ShelfOrder::Newest;
    do {
        const auto page = TRY(store.reviews(query));
        for (const ShelfEntry& entry : page.entries) {
            auto whole = TRY(store.review(shop, entry.finding.key));
            TRY(sink(ExportedReview{
                .shop = shop, .finding = std::move(whole.finding), .mark = std::move(whole.mark)}));
        }
        query.cursor = page.next;
    } while (!query.cursor.empty());
    return {};
}

// Those with events, and those that have their reviews only.
Result<std::set<ShopId>> shops_of(Store& store, const std::vector<Head>& heads) {
    auto shops = TRY(recorded_shops(store));
    for (const Head& head : heads) shops.insert(head.shop);
    return shops;
}

// It takes the place of one that is there.
Result<void> take_review(Store& store, const ExportedReview& line) {
    TRY(store.put_reviews(line.shop, {line.finding}, {}));
    const auto there = TRY(store.review(line.shop, line.finding.key));
    if (there.mark.version >= line.mark.version) return {};
    return store.put_mark(line.shop, {.key = line.finding.key, .mark = line.mark});
}

const std::string kMarkKey = "mark";

bool stays_behind(std::string_view kind) {
    return kind == kStatisticsKind || kind == kRequestKind || kind == kImportUnderWayKind;
}

Result<void> export_records(Store& store, const std::string& kind, const Sink& sink) {
    for (std::string after;;) {
        const auto records = TRY(store.list(kind, "", after, kPageMax));
        for (const Record& record : records)
            TRY(sink(ExportedRecord{.kind = kind, .record = record}));
        if (records.size() < kPageMax) return {};
        after = records.back().key;
    }
}

}  // namespace

Result<std::set<ShopId>> recorded_shops(Records& records) {
    std::set<ShopId> shops;
    for (std::string after;;) {
        const auto page = TRY(records.list(kShopKind, "", after, kPageMax));
        for (const Record& record : page) shops.insert(ShopId{record.key});
        if (page.size() < kPageMax) return shops;
        after = page.back().key;
    }
}

Result<bool> is_import_under_way(Records& records) {
    const auto mark = records.get(kImportUnderWayKind, kMarkKey, Instant::min());
    if (!mark && mark.error().code == ErrorCode::NotFound) return false;
    if (!mark) return std::unexpected{mark.error()};
    return true;
}

Result<void> mark_import(Records& records) {
    return records.put(kImportUnderWayKind, {.key = kMarkKey, .bytes = "yes"}, Put::Always);
}

Result<void> unmark_import(Records& records) {
    TRY(records.remove(kImportUnderWayKind, kMarkKey));
    return {};
}

Result<void> refuse_half_import(Records& records) {
    // Of a damaged store it cannot be known; who looks at what is left is not kept from it.
    if (!is_import_under_way(records).value_or(false)) return {};
    return fail(
        ErrorCode::Invalid,
        "this store was not written to its end: go on with `pingli import FILE --continue`, or "
        "import or reseal into a new one");
}

Result<void> export_store(Store& store, const Sink& sink) {
    const auto heads = TRY(store.heads());
    for (const Head& head : heads) TRY(export_events(store, head, sink));
    const auto shops = TRY(shops_of(store, heads));
    for (const ShopId& shop : shops) {
        TRY(export_keys(store, shop, sink));
        TRY(export_reviews(store, shop, sink));
    }
    const auto kinds = TRY(store.record_kinds());
    for (const std::string& kind : kinds)
        if (!stays_behind(kind)) TRY(export_records(store, kind, sink));
    return {};
}

Result<void> Importer::take(ExportLine line) {
    if (auto* const exported = std::get_if<ExportedEvent>(&line)) {
        if (exported->shop != shop_ || events_.size() >= kPageMax) TRY(flush());
        shop_ = exported->shop;
        events_.push_back(std::move(exported->event));
        return {};
    }
    if (const auto* const head = std::get_if<Head>(&line)) heads_.push_back(*head);
    if (const auto* const key = std::get_if<ExportedKey>(&line))
        return store_.put_person_key(
            key->shop, key->person,
            {.state = key->key ? KeyState::Held : KeyState::Erased, .key = key->key.value_or("")});
    if (const auto* const review = std::get_if<ExportedReview>(&line))
        return take_review(store_, *review);
    if (const auto* const record = std::get_if<ExportedRecord>(&line))
        return store_.put(record->kind, record->record, Put::Always);
    return {};
}

// Events that the store has already are passed over; that they are the same, the next hash shows.
Result<void> Importer::flush() {
    if (events_.empty()) return {};
    const auto heads = TRY(store_.heads());
    const auto head = std::ranges::find(heads, shop_, &Head::shop);
    if (head != heads.end())
        std::erase_if(events_,
                      [&](const StoredEvent& event) { return event.position <= head->position; });
    TRY(store_.load(shop_, events_));
    events_.clear();
    return {};
}

Result<void> Importer::finish() {
    TRY(flush());
    const auto stored = TRY(store_.heads());
    for (const Head& head : heads_)
        if (std::ranges::find(stored, head) == stored.end())
            return fail(ErrorCode::Corrupt,
                        "import: shop " + head.shop.value() + " does not end at the export's head");
    return {};
}

}  // namespace pingli::app
