#include "app/case_rows.hpp"

#include "views/queue.hpp"

namespace pingli::app {

QueueRow queue_row(const cases::Case& c, int year, const CaseCodec& codec) {
    const views::QueueRow row = views::queue_row(c);
    return {.kind = std::string{to_name(row.kind)},
            .phase = std::string{to_name(row.phase)},
            .outcome = row.outcome,
            .assigned = row.assigned ? row.assigned->value() : std::string{},
            .next_due_at = row.next_due_at,
            .opened_at = row.opened_at,
            .updated_at = row.updated_at,
            .year = year,
            .list = codec.list_entry(row)};
}

std::optional<LedgerEntry> ledger_entry(const cases::Event& event, const CaseCodec& codec) {
    const cases::PointsEntry* entry = nullptr;
    if (const auto* entered = std::get_if<cases::PointsEntered>(&event.what))
        entry = &entered->entry;
    if (const auto* reversed = std::get_if<cases::PointsReversed>(&event.what))
        entry = &reversed->entry;
    if (entry == nullptr) return std::nullopt;
    return LedgerEntry{.ledger_class = entry->points_class,
                       .year = static_cast<int>(entry->year),
                       .points = entry->points,
                       .at = event.at,
                       .detail = codec.ledger_detail(*entry)};
}

}  // namespace pingli::app
