#include "app/transfer.hpp"

#include <algorithm>
#include <utility>

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

Result<void> export_store(Store& store, const Sink& sink) {
    const auto heads = TRY(store.heads());
    for (const Head& head : heads) {
        TRY(export_events(store, head, sink));
        TRY(export_keys(store, head.shop, sink));
    }
    const auto kinds = TRY(store.record_kinds());
    for (const std::string& kind : kinds)
        if (kind != kStatisticsKind && kind != kRequestKind) TRY(export_records(store, kind, sink));
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
