#include "store/tables.hpp"

#include <utility>

namespace pingli::store {

EventLineRef line_of(const EventRow& row) {
    return {.position = row.position,
            .case_id = row.change->case_id,
            .version = row.version,
            .type = row.event->type,
            .body = row.event->body,
            .hash = row.hash};
}

app::CaseEntry entry_of(CaseLine line) {
    line.row.year = line.facts.year;
    return {.case_id = std::move(line.case_id),
            .version = line.facts.version,
            .number = format_number(line.facts.year, line.facts.number),
            .row = std::move(line.row)};
}

app::LedgerLine line_of(LedgerStored stored) {
    return {.case_id = std::move(stored.case_id),
            .position = stored.position,
            .entry = std::move(stored.entry)};
}

LedgerStoredRef line_of(const LedgerRow& row) {
    return {.case_id = *row.case_id,
            .position = row.position,
            .ordinal = row.ordinal,
            .entry = *row.entry};
}

AnswerLineRef line_of(const AnswerRow& row) {
    return {.user = row.request->user,
            .key = row.request->key,
            .route = row.request->route,
            .body_hash = row.request->body_hash,
            .answer = row.answer,
            .kept_until = row.request->kept_until};
}

KeptRow kept_of(AnswerLine line) {
    return {.route = std::move(line.route),
            .body_hash = std::move(line.body_hash),
            .answer = std::move(line.answer),
            .kept_until = line.kept_until};
}

}  // namespace pingli::store
