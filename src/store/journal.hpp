// The store's journal (app::Journal): which rows it covers, their digests, and its chain. The hash
// of an entry is SHA-256 over, in the framing of store/hasher.hpp,
//
//   previous hash (zeros before the first) · position · table · scope · subject · digest
//
// Like the chain of events this is for ever.
//
// Not covered are records that come and go by the minute or are made from others: sessions, what
// waits to be sent, figures, the index of the security log, answers kept for repeated requests, the
// state of imports.

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/event_store.hpp"

namespace pingli::store {

inline constexpr std::string_view kKeyTable = "key";
inline constexpr std::string_view kRecordTable = "record";
inline constexpr std::string_view kReviewTable = "review";
inline constexpr std::string_view kMarkTable = "mark";
inline constexpr std::string_view kJournalTable = "journal";  // its first entry: here it began

struct JournalRow {
    std::string_view table;
    std::string scope;
    std::string subject;
    app::Hash digest{};  // zeros: the row is no more
};

struct JournalEnd {
    std::int64_t position = 0;
    app::Hash hash{};
};

// Moves `end` on; the entry as it is to be written.
app::JournalEntry next_entry(JournalEnd& end, JournalRow row);
app::Hash journal_hash(const app::Hash& previous, const app::JournalEntry& entry);

bool is_covered(std::string_view kind);  // of records
JournalRow journal_begin();
JournalRow row_of(const ShopId& shop, const PersonId& person, const app::FoundKey& key);
JournalRow row_of(const std::string& kind, const app::Record& record);
JournalRow removed_record(const std::string& kind, const std::string& key);
JournalRow row_of(const ShopId& shop, const app::ShelvedFinding& finding);
JournalRow row_of(const ShopId& shop, const app::ReviewKey& key, const app::ReviewMark& mark);

// Every row that the journal covers, as it is now: keys and reviews of the shop, or of all shops
// and the records too.
Result<void> each_covered_row(app::Store& store, const std::optional<ShopId>& only,
                              const std::function<Result<void>(JournalRow)>& note);

}  // namespace pingli::store
