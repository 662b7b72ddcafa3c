#include "store/known_rows.hpp"

#include <algorithm>

namespace pingli::store {

namespace {

// Where the end of the journal cannot be read either, so many entries are looked for behind a
// fault: more than a page of the database holds.
constexpr std::int64_t kLookedForBehind = 1'000;
constexpr std::int64_t kTriedAgain = 100;  // page by page, after so many at most

std::string told(std::int64_t from, std::int64_t to) {
    const std::string at = std::to_string(from);
    return from == to ? at : at + " to " + std::to_string(to);
}

}  // namespace

class KnownRows::Reading {
public:
    Reading(app::Journal& journal, KnownRows& out) : journal_(journal), out_(out) {}

    void run() {
        const auto head = journal_.journal_head();
        knows_end_ = head.has_value();
        end_ = knows_end_ ? head->position : kLookedForBehind;
        while (next_ <= end_ && step()) {
        }
        if (hole_ > 0) note_hole(end_);
        if (!knows_end_) out_.faults_.emplace_back("the end of the journal cannot be read");
        if (!out_.is_empty()) return;
        out_.has_holes_ = true;
        out_.faults_.emplace_back("nothing of the journal can be read");
    }

private:
    // False: there is no more.
    bool step() {
        const auto entries = journal_.journal(next_, at_once_);
        if (!entries) {
            pass_over();
            return true;
        }
        std::ranges::for_each(*entries, [&](const app::JournalEntry& entry) { take(entry); });
        if (!knows_end_) end_ = next_ + kLookedForBehind;
        if (next_ % kTriedAgain == 0) at_once_ = app::kPageMax;
        return !entries->empty();
    }

    // Where a page fails, one by one: what cannot be read begins a hole, or makes it longer.
    void pass_over() {
        if (at_once_ == 1) {
            if (hole_ == 0) hole_ = next_;
            ++next_;
        }
        at_once_ = 1;
    }

    // Behind a hole it is not known what the hash of an entry stands on.
    void take(const app::JournalEntry& entry) {
        if (hole_ == 0 && entry.position > next_) hole_ = next_;
        const bool is_behind_hole = hole_ > 0;
        if (is_behind_hole) note_hole(entry.position - 1);
        const bool is_good = journal_hash(before_, entry) == entry.hash;
        if (!is_good && !is_behind_hole)
            out_.faults_.push_back("the journal was changed at position " +
                                   std::to_string(entry.position));
        out_.latest_[{entry.table, entry.scope}].insert_or_assign(
            entry.subject, is_good ? Digest{entry.digest} : Digest{});
        before_ = entry.hash;
        next_ = entry.position + 1;
    }

    void note_hole(std::int64_t to) {
        out_.has_holes_ = true;
        out_.faults_.push_back("the journal at position " + told(hole_, to) +
                               " cannot be read: what was changed there is not known");
        hole_ = 0;
    }

    app::Journal& journal_;
    KnownRows& out_;
    bool knows_end_ = false;
    std::int64_t end_ = 0;
    std::int64_t next_ = 1;  // not looked at yet
    std::int64_t hole_ = 0;  // its first position; 0: none
    std::size_t at_once_ = app::kPageMax;
    app::Hash before_{};  // the hash that the next entry stands on
};

KnownRows KnownRows::of(app::Journal& journal) {
    KnownRows known;
    Reading{journal, known}.run();
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
