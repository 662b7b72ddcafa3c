#include "store/rebuilt.hpp"

namespace pingli::store {

CaseLineRef line_of(const RebuiltCase& made) {
    return {.case_id = made.case_id, .facts = made.facts, .row = made.rows.row};
}

std::vector<LedgerStoredRef> ledger_of(const RebuiltCase& made) {
    std::vector<LedgerStoredRef> lines;
    for (const auto& [position, entry] : made.rows.ledger)
        lines.push_back({.case_id = made.case_id,
                         .position = position,
                         .ordinal = static_cast<int>(lines.size()),
                         .entry = entry});
    return lines;
}

std::vector<NumberLine> CaseRebuilder::last_numbers() const {
    std::vector<NumberLine> lines;
    for (const auto& [year, last] : last_numbers_) lines.push_back({.year = year, .last = last});
    return lines;
}

Result<RebuiltCase> CaseRebuilder::make(const ShopId& shop,
                                        const std::vector<app::StoredEvent>& events) {
    if (events.empty()) return fail(ErrorCode::Corrupt, "rebuild: a case has no event");
    RebuiltCase made{.case_id = events.front().case_id,
                     .facts = {},
                     .rows = TRY(project_(shop, events)),
                     .folded = {},
                     .tokens = {},
                     .quads = {}};
    const int year = made.rows.row.year;
    made.facts = {.version = events.back().version,
                  .first_position = events.front().position,
                  .year = year,
                  .number = ++last_numbers_[year]};
    made.folded = searchable(fold_, made.rows.search_text);
    if (!made.folded.empty()) {
        made.tokens = tokens_(made.folded);
        made.quads = quad_text(made.folded);
    }
    events_read_ += std::ssize(events);
    return made;
}

}  // namespace pingli::store
