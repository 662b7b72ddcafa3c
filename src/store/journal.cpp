#include "store/journal.hpp"

#include <algorithm>
#include <array>

#include "store/cursor.hpp"
#include "store/hasher.hpp"
#include "store/table.hpp"

namespace pingli::store {

namespace {

constexpr std::array<std::string_view, 9> kNotCovered{"session",    "session_of",    "request",
                                                      "statistics", "import",        "hook_told",
                                                      "hook_queue", "hook_delivery", "security_of"};

std::string subject_of(const app::ReviewKey& key) {
    return key.kind + '/' + key.id;
}

void add(Hasher& hasher, const std::optional<Instant>& at) {
    hasher.number(at ? 1 : 0);
    hasher.number(at ? static_cast<std::uint64_t>(seconds(*at)) : 0);
}

// The columns of a row: first those that are texts or bytes, then the others, each in their order.
class ColumnAdding {
public:
    enum class Which : std::uint8_t { Texts, Others };
    ColumnAdding(Hasher& hasher, Which which) : hasher_(hasher), which_(which) {}
    template <class T>
    void operator()(const app::TableColumn& column, const T& value) {
        constexpr bool is_instant = std::is_convertible_v<T, std::optional<Instant>>;
        constexpr bool is_text = !is_instant && !std::is_integral_v<T>;
        if (is_text != (which_ == Which::Texts)) return;
        if (column.is_late && value == T{}) return;
        if (column.is_late) hasher_.framed(column.name);
        if constexpr (is_instant)
            add(hasher_, value);
        else if constexpr (is_text)
            add_text(stored(column, value));
        else
            hasher_.number(static_cast<std::uint64_t>(value));
    }

private:
    void add_text(const StoredValue& value) {
        if (const auto* const bytes = std::get_if<StoredBytes>(&value))
            hasher_.framed(bytes->bytes);
        else
            hasher_.framed(std::get<std::string_view>(value));
    }

    Hasher& hasher_;
    Which which_;
};

template <class Row>
void add_columns(Hasher& hasher, const Row& row) {
    using Which = ColumnAdding::Which;
    for (const Which which : {Which::Texts, Which::Others}) {
        ColumnAdding adding{hasher, which};
        Row::each(row, adding);
    }
}

}  // namespace

app::Hash journal_hash(const app::Hash& previous, const app::JournalEntry& entry) {
    Hasher hasher;
    hasher.hash(previous);
    hasher.number(static_cast<std::uint64_t>(entry.position));
    hasher.framed(entry.table);
    hasher.framed(entry.scope);
    hasher.framed(entry.subject);
    hasher.hash(entry.digest);
    return hasher.finish();
}

app::JournalEntry next_entry(JournalEnd& end, JournalRow row) {
    app::JournalEntry entry{.position = end.position + 1,
                            .table = std::string{row.table},
                            .scope = std::move(row.scope),
                            .subject = std::move(row.subject),
                            .digest = row.digest,
                            .hash = {}};
    entry.hash = journal_hash(end.hash, entry);
    end = {.position = entry.position, .hash = entry.hash};
    return entry;
}

bool is_covered(std::string_view kind) {
    return std::ranges::find(kNotCovered, kind) == kNotCovered.end();
}

JournalRow journal_begin() {
    return {.table = kJournalTable, .scope = {}, .subject = "begun", .digest = {}};
}

JournalRow row_of(const ShopId& shop, const PersonId& person, const app::FoundKey& key) {
    Hasher hasher;
    hasher.framed(shop.value());
    hasher.framed(person.value());
    hasher.number(key.state == app::KeyState::Held ? 1 : 0);
    if (key.state == app::KeyState::Held) hasher.framed(key.key);
    return {.table = kKeyTable,
            .scope = shop.value(),
            .subject = person.value(),
            .digest = hasher.finish()};
}

JournalRow row_of(const std::string& kind, const app::Record& record) {
    Hasher hasher;
    hasher.framed(kind);
    hasher.framed(record.key);
    hasher.framed(record.bytes);
    add(hasher, record.expires_at);
    return {.table = kRecordTable, .scope = kind, .subject = record.key, .digest = hasher.finish()};
}

JournalRow removed_record(const std::string& kind, const std::string& key) {
    return {.table = kRecordTable, .scope = kind, .subject = key, .digest = {}};
}

JournalRow row_of(const ShopId& shop, const app::ShelvedFinding& finding) {
    Hasher hasher;
    hasher.framed(shop.value());
    add_columns(hasher, finding);
    return {.table = kReviewTable,
            .scope = shop.value(),
            .subject = subject_of(finding.key),
            .digest = hasher.finish()};
}

JournalRow row_of(const ShopId& shop, const app::ReviewKey& key, const app::ReviewMark& mark) {
    Hasher hasher;
    for (const std::string* text : {&shop.value(), &key.kind, &key.id}) hasher.framed(*text);
    add_columns(hasher, mark);
    return {.table = kMarkTable,
            .scope = shop.value(),
            .subject = subject_of(key),
            .digest = hasher.finish()};
}

namespace {

using Note = std::function<Result<void>(JournalRow)>;

Result<void> note_keys(app::Store& store, const ShopId& shop, const Note& note) {
    for (PersonId after;;) {
        const auto keys = TRY(store.person_keys(shop, after));
        for (const auto& [person, key] : keys) TRY(note(row_of(shop, person, key)));
        if (keys.size() < app::kPageMax) return {};
        after = keys.back().first;
    }
}

Result<void> note_shelf(app::Store& store, const ShopId& shop, const Note& note) {
    app::ShelfQuery query;
    query.shop = shop;
    query.order = app::ShelfOrder::Newest;
    do {
        const auto page = TRY(store.reviews(query));
        for (const app::ShelfEntry& entry : page.entries) {
            const auto whole = TRY(store.review(shop, entry.finding.key));
            TRY(note(row_of(shop, whole.finding)));
            if (whole.mark.version > 0) TRY(note(row_of(shop, whole.finding.key, whole.mark)));
        }
        query.cursor = page.next;
    } while (!query.cursor.empty());
    return {};
}

Result<void> note_records(app::Store& store, const std::string& kind, const Note& note) {
    for (std::string after;;) {
        const auto records = TRY(store.list(kind, "", after, app::kPageMax));
        for (const app::Record& record : records) TRY(note(row_of(kind, record)));
        if (records.size() < app::kPageMax) return {};
        after = records.back().key;
    }
}

}  // namespace

Result<void> each_covered_row(app::Store& store, const std::optional<ShopId>& only,
                              const Note& note) {
    const auto shops = only ? std::vector<ShopId>{*only} : TRY(store.shops());
    for (const ShopId& shop : shops) {
        TRY(note_keys(store, shop, note));
        TRY(note_shelf(store, shop, note));
    }
    if (only) return {};
    const auto kinds = TRY(store.record_kinds());
    for (const std::string& kind : kinds)
        if (is_covered(kind)) TRY(note_records(store, kind, note));
    return {};
}

}  // namespace pingli::store
