#include "store/compare.hpp"

#include <compare>
#include <map>

namespace pingli::store {

namespace {

constexpr int kTriesMax = 5;  // of a case that is just being written

Said part_that_differs(const app::QueueRow& is, const app::QueueRow& should) {
    if (is.phase != should.phase) return say("audit.phase");
    if (is.outcome != should.outcome) return say("audit.outcome");
    if (is.next_due_at != should.next_due_at) return say("audit.deadline");
    if (is.assigned != should.assigned) return say("audit.person");
    if (is.kind != should.kind) return say("audit.kind");
    if (is.opened_at != should.opened_at) return say("audit.opening");
    if (is.updated_at != should.updated_at) return say("audit.change");
    if (is.year != should.year) return say("audit.year");
    if (is.list != should.list) return say("audit.list");
    return {};
}

// Without its position: an entry stands at the last event of its change, and after a rebuild at its
// own.
struct Entry {
    std::string case_id;
    std::string ledger_class;
    int year = 0;
    std::int64_t points = 0;
    Instant at;
    std::string detail;
    friend auto operator<=>(const Entry&, const Entry&) = default;
};

Entry entry_of(const CaseId& case_id, const app::LedgerEntry& entry) {
    return {.case_id = case_id.value(),
            .ledger_class = entry.ledger_class,
            .year = entry.year,
            .points = entry.points,
            .at = entry.at,
            .detail = entry.detail};
}

Said said_of(std::string_view code, const Entry& entry) {
    return say(code, entry.points, entry.ledger_class, entry.year, entry.case_id);
}

class Comparison {
public:
    Comparison(app::Store& store, const app::Head& head, const app::Project& project,
               Verdict& verdict)
        : store_(store), head_(head), project_(project), verdict_(verdict) {}

    Result<void> one_case(const CaseId& case_id) {
        for (int tries = 0;; ++tries) {
            const auto entry = store_.find(head_.shop, case_id);
            if (!entry) return std::unexpected(entry.error());
            auto events = store_.read_case(head_.shop, case_id);
            if (!events) return {};  // The walk of the chain has said so.
            const std::int64_t version = events->back().version;
            if (version != entry->version && tries < kTriesMax) continue;
            return compare(*entry, *events);
        }
    }

    // After all cases.
    Result<void> ledger() {
        for (const int year : TRY(store_.ledger_years(head_.shop)))
            for (const app::LedgerLine& line : TRY(store_.ledger(head_.shop, year)))
                TRY(take(line));
        for (const auto& [entry, count] : entries_)
            for (int i = 0; i < count; ++i) differ(0, said_of("audit.ledger_lacks", entry));
        return {};
    }

private:
    Result<void> compare(const app::CaseEntry& entry, const std::vector<app::StoredEvent>& events) {
        const auto rows = project_(head_.shop, events);
        if (!rows && rows.error().code == ErrorCode::Unavailable)
            return std::unexpected(rows.error());
        const std::string& which = entry.case_id.value();
        if (!rows) {
            add_fault(verdict_, {.kind = FaultKind::Unreadable,
                                 .position = events.back().position,
                                 .what = say("audit.no_case", which, rows.error().context)});
            return {};
        }
        const Said part = part_that_differs(entry.row, rows->row);
        if (!part.empty())
            add_fault(verdict_, {.kind = FaultKind::IndexDiffers,
                                 .position = 0,
                                 .what = say("audit.queue", which, part)});
        for (const auto& [position, one] : rows->ledger)
            if (position <= head_.position) ++entries_[entry_of(entry.case_id, one)];
        return {};
    }

    Result<void> take(const app::LedgerLine& line) {
        if (line.position > head_.position) return take_late(line);
        const Entry entry = entry_of(line.case_id, line.entry);
        const auto found = entries_.find(entry);
        if (found == entries_.end())
            differ(line.position, said_of("audit.ledger_invents", entry));
        else if (--found->second == 0)
            entries_.erase(found);
        return {};
    }

    // Of a change that came since, or ahead of its chain.
    Result<void> take_late(const app::LedgerLine& line) {
        if (line.position <= latest_) return {};
        for (const app::Head& head : TRY(store_.heads()))
            if (head.shop == head_.shop) latest_ = head.position;
        if (line.position > latest_)
            differ(line.position,
                   said_of("audit.ledger_ahead", entry_of(line.case_id, line.entry)));
        return {};
    }

    void differ(std::int64_t position, Said what) {
        add_fault(
            verdict_,
            {.kind = FaultKind::LedgerDiffers, .position = position, .what = std::move(what)});
    }

    app::Store& store_;
    const app::Head& head_;
    const app::Project& project_;
    Verdict& verdict_;
    std::int64_t latest_ = 0;       // the chain's end, when it was last asked for
    std::map<Entry, int> entries_;  // that events made and the ledger has not shown yet
};

}  // namespace

Result<void> compare_rows(app::Store& store, const app::Head& head, const app::Project& project,
                          const std::function<bool()>& goes_on, Verdict& verdict) {
    Comparison comparison{store, head, project, verdict};
    app::QueueQuery query;
    query.shop = head.shop;
    query.order = app::QueueOrder::Newest;
    query.limit = app::kPageMax;
    do {
        auto page = TRY(store.queue(query));
        for (const app::CaseEntry& entry : page.entries) {
            if (goes_on && !goes_on()) return fail(ErrorCode::Unavailable, "stopped");
            TRY(comparison.one_case(entry.case_id));
        }
        query.cursor = std::move(page.next);
    } while (!query.cursor.empty());
    return comparison.ledger();
}

}  // namespace pingli::store
