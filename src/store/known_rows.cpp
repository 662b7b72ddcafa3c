#include "store/known_rows.hpp"

#include <algorithm>

namespace pingli::store {

namespace {

// Where the end of the journal cannot be read either, so many entries are looked for behind a
// fault: more than a page of the database holds.
constexpr std::int64_t kLookedForBehind = 1'000;

std::string told(std::int64_t from, std::int64_t to) {
    const std::string at = std::to_string(from);
    return from == to ? at : at + " to " + std::to_string(to);
}

}  // namespace

void KnownRows::take(const app::JournalEntry& entry, bool is_good) {
    auto& rows = latest_[{entry.table, entry.scope}];
    if (!is_good)
        rows.insert_or_assign(entry.subject, std::nullopt);
    else
        rows.insert_or_assign(entry.subject, entry.digest);
}

void KnownRows::note_hole(std::int64_t from, std::int64_t to) {
    has_holes_ = true;
    faults_.push_back("the journal at position " + told(from, to) +
                      " cannot be read: what was changed there is not known");
}

KnownRows KnownRows::of(app::Store& store) {
    KnownRows known;
    const auto head = store.journal_head();
    std::int64_t end = head ? head->position : kLookedForBehind;
    app::Hash before{};
    bool knows_before = true;  // the hash that the next entry stands on
    std::int64_t next = 1;     // not looked at yet
    std::int64_t hole = 0;     // its first position; 0: none
    for (std::size_t at_once = app::kPageMax; next <= end;) {
        const auto entries = store.journal(next, at_once);
        if (entries && entries->empty()) break;
        if (!entries) {
            if (at_once == 1) {
                if (hole == 0) hole = next;
                ++next;
            }
            at_once = 1;
            continue;
        }
        for (const app::JournalEntry& entry : *entries) {
            if (hole == 0 && entry.position > next) hole = next;
            if (hole > 0) {
                known.note_hole(hole, entry.position - 1);
                knows_before = false;
                hole = 0;
            }
            // Behind a hole what its hash stands on is not known: the next one shows it.
            const bool is_good = !knows_before || journal_hash(before, entry) == entry.hash;
            if (!is_good)
                known.faults_.push_back("the journal was changed at position " +
                                        std::to_string(entry.position));
            known.take(entry, knows_before && is_good);
            before = entry.hash;
            knows_before = true;
            next = entry.position + 1;
        }
        if (!head) end = next + kLookedForBehind;
        if (at_once == 1 && entries->front().position % 100 == 0) at_once = app::kPageMax;
    }
    if (hole > 0) known.note_hole(hole, end);
    if (!head) known.faults_.emplace_back("the end of the journal cannot be read");
    if (known.is_empty()) {
        known.has_holes_ = true;
        known.faults_.emplace_back("nothing of the journal can be read");
    }
    return known;
}

Vouched KnownRows::vouched(const JournalRow& row) const {
    const auto rows = latest_.find({std::string{row.table}, row.scope});
    const auto nothing = has_holes_ ? Vouched::Unknown : Vouched::No;
    if (rows == latest_.end()) return nothing;
    const auto found = rows->second.find(row.subject);
    if (found == rows->second.end()) return nothing;
    if (!found->second) return Vouched::Unknown;
    return *found->second == row.digest ? Vouched::Yes : Vouched::No;
}

std::vector<std::string> KnownRows::subjects(std::string_view table,
                                             const std::string& scope) const {
    std::vector<std::string> out;
    const auto rows = latest_.find({std::string{table}, scope});
    if (rows == latest_.end()) return out;
    for (const auto& [subject, digest] : rows->second)
        if (digest != app::Hash{}) out.push_back(subject);
    return out;
}

std::vector<std::string> KnownRows::scopes(std::string_view table) const {
    std::vector<std::string> out;
    for (const auto& [place, rows] : latest_)
        if (place.first == table) out.push_back(place.second);
    return out;
}

}  // namespace pingli::store
