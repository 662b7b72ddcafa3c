#include "store/compare.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/assert.hpp"
#include "store/table.hpp"

namespace pingli::store {

namespace {

constexpr int kTriesMax = 5;  // of a case that is just being written

Said words_for(std::string_view column) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kWords{
        {{"phase", "audit.phase"},
         {"outcome", "audit.outcome"},
         {"next_due_at", "audit.deadline"},
         {"assigned", "audit.person"},
         {"kind", "audit.kind"},
         {"opened_at", "audit.opening"},
         {"updated_at", "audit.change"},
         {"list", "audit.list"}}};
    const auto found = std::ranges::find(kWords, column, [](const auto& one) { return one.first; });
    PINGLI_ASSERT(found != kWords.end());  // each column of a queue row has its words
    return say(found->second);
}

// Shown each column with what a row has in it, it finds the first in which another row differs.
class Differing {
public:
    explicit Differing(std::vector<StoredValue> other) : other_(std::move(other)) {}
    template <class T>
    void operator()(const app::TableColumn& column, const T& value) {
        if (found_.empty() && stored(column, value) != other_.at(at_)) found_ = column.name;
        ++at_;
    }
    [[nodiscard]] std::string_view found() const { return found_; }

private:
    std::vector<StoredValue> other_;
    std::size_t at_ = 0;
    std::string_view found_;
};

// In words; empty: nowhere.
Said part_that_differs(const app::QueueRow& is, const app::QueueRow& should) {
    Differing differing{values_of<app::QueueRow>(should)};
    app::QueueRow::each(is, differing);
    if (!differing.found().empty()) return words_for(differing.found());
    return is.year != should.year ? say("audit.year") : Said{};
}

// Without its position: an entry stands at the last event of its change, and after a rebuild at its
// own.
using Entry = std::pair<CaseId, app::LedgerEntry>;

Said said_of(std::string_view code, const Entry& of) {
    const auto& [case_id, entry] = of;
    return say(code, entry.points, entry.ledger_class, entry.year, case_id.value());
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
            if (position <= head_.position) ++entries_[{entry.case_id, one}];
        return {};
    }

    Result<void> take(const app::LedgerLine& line) {
        if (line.position > head_.position) return take_late(line);
        const Entry entry{line.case_id, line.entry};
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
            differ(line.position, said_of("audit.ledger_ahead", {line.case_id, line.entry}));
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
