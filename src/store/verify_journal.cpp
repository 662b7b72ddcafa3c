#include "store/verify_journal.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <set>
#include <unordered_map>

#include "store/hasher.hpp"

namespace pingli::store {

namespace {

// Halves of hashes: enough to tell rows apart that nobody chose to look alike.
using RowId = std::uint64_t;
using Short = std::array<unsigned char, 16>;

RowId id_of(std::string_view table, std::string_view scope, std::string_view subject) {
    Hasher hasher;
    hasher.framed(table);
    hasher.framed(scope);
    hasher.framed(subject);
    const app::Hash hash = hasher.finish();
    RowId id = 0;
    std::memcpy(&id, hash.data(), sizeof(id));
    return id;
}

Short short_of(const app::Hash& hash) {
    Short half{};
    std::copy_n(hash.begin(), half.size(), half.begin());
    return half;
}

FaultKind kind_of(std::string_view table) {
    if (table == kKeyTable) return FaultKind::KeyDiffers;
    return table == kRecordTable ? FaultKind::RecordDiffers : FaultKind::ShelfDiffers;
}

Said row_of(std::string_view table, const std::string& scope, const std::string& subject) {
    if (table == kKeyTable) return say("audit.row_key", subject, scope);
    if (table == kRecordTable) return say("audit.row_record", scope, subject);
    if (table == kMarkTable) return say("audit.row_mark", subject, scope);
    return say("audit.row_finding", subject, scope);
}

class JournalWalk {
public:
    JournalWalk(app::Store& store, const JournalAsked& asked) : store_(store), asked_(asked) {}

    Result<JournalAudit> run() {
        TRY(each_entry(1, [&](const app::JournalEntry& entry) { step(entry); }));
        if (asked_.position && *asked_.position > out_.head.position)
            fault(FaultKind::JournalDiffers, out_.head.position + 1,
                  say("audit.journal_ends", *asked_.position));
        TRY(each_covered_row(store_, asked_.only, [&](const JournalRow& row) -> Result<void> {
            if (asked_.goes_on && !asked_.goes_on()) return fail(ErrorCode::Unavailable, "stopped");
            compare(row);
            return {};
        }));
        TRY(forget_what_moved());
        for (auto& [id, found] : suspects_) out_.faults.push_back(std::move(found));
        if (!latest_.empty()) TRY(name_lost());
        return std::move(out_);
    }

private:
    template <class Seen>
    Result<void> each_entry(std::int64_t from, const Seen& seen) {
        for (;;) {
            const auto entries = TRY(store_.journal(from, app::kPageMax));
            for (const app::JournalEntry& entry : entries) seen(entry);
            if (entries.size() < app::kPageMax) return {};
            from = entries.back().position + 1;
            if (asked_.goes_on && !asked_.goes_on()) return fail(ErrorCode::Unavailable, "stopped");
        }
    }

    [[nodiscard]] bool is_asked(const app::JournalEntry& entry) const {
        if (entry.table == kJournalTable) return false;
        return !asked_.only || (entry.table != kRecordTable && entry.scope == asked_.only->value());
    }

    void step(const app::JournalEntry& entry) {
        app::Head& at = out_.head;
        if (entry.position != at.position + 1)
            fault(FaultKind::JournalDiffers, at.position + 1,
                  say("audit.journal_lost", entry.position));
        else if (journal_hash(at.hash, entry) != entry.hash)
            fault(FaultKind::JournalDiffers, entry.position,
                  say("audit.journal_changed", entry.position));
        at.position = entry.position;
        at.hash = entry.hash;
        if (asked_.position == entry.position && asked_.hash != entry.hash)
            fault(FaultKind::JournalDiffers, entry.position,
                  say("audit.journal_other", entry.position));
        if (!is_asked(entry)) return;
        const RowId id = id_of(entry.table, entry.scope, entry.subject);
        if (entry.digest == app::Hash{})
            latest_.erase(id);
        else
            latest_.insert_or_assign(id, short_of(entry.digest));
    }

    void compare(const JournalRow& row) {
        ++out_.rows;
        const RowId id = id_of(row.table, row.scope, row.subject);
        const auto found = latest_.find(id);
        const bool is_known = found != latest_.end();
        const bool is_same = is_known && found->second == short_of(row.digest);
        if (is_known) latest_.erase(found);
        if (is_same) return;
        suspects_.insert_or_assign(
            id, Fault{.kind = kind_of(row.table),
                      .position = 0,
                      .what = say(is_known ? "audit.row_changed" : "audit.row_added",
                                  row_of(row.table, row.scope, row.subject))});
    }

    // Rows that were written while the others were compared.
    Result<void> forget_what_moved() {
        return each_entry(out_.head.position + 1, [&](const app::JournalEntry& entry) {
            const RowId id = id_of(entry.table, entry.scope, entry.subject);
            suspects_.erase(id);
            latest_.erase(id);
        });
    }

    Result<void> name_lost() {
        std::set<RowId> named;
        return each_entry(1, [&](const app::JournalEntry& entry) {
            if (!is_asked(entry)) return;
            const RowId id = id_of(entry.table, entry.scope, entry.subject);
            if (!latest_.contains(id) || !named.insert(id).second) return;
            fault(kind_of(entry.table), 0,
                  say("audit.row_lost", row_of(entry.table, entry.scope, entry.subject)));
        });
    }

    void fault(FaultKind kind, std::int64_t position, Said what) {
        out_.faults.push_back({.kind = kind, .position = position, .what = std::move(what)});
    }

    app::Store& store_;
    const JournalAsked& asked_;
    std::unordered_map<RowId, Short> latest_;  // of rows that were not seen yet
    std::map<RowId, Fault> suspects_;
    JournalAudit out_;
};

}  // namespace

Result<JournalAudit> verify_journal(app::Store& store, const JournalAsked& asked) {
    return JournalWalk{store, asked}.run();
}

}  // namespace pingli::store
