// The statements that read and count the queue of cases, for each technology of SQL.

#pragma once

#include "app/event_store.hpp"
#include "store/cursor.hpp"
#include "store/sql_text.hpp"

namespace pingli::store {

#define PINGLI_CASE_COLUMNS                                                           \
    "c.case_id, c.version, c.year, c.number, c.kind, c.phase, c.outcome, c.assigned," \
    " c.next_due_at, c.opened_at, c.updated_at, c.list, c.first_position"

constexpr int kPositionColumn = 12;
constexpr const char* kCountPhases =
    "SELECT phase, count(*) FROM cases WHERE shop = $1 GROUP BY phase ORDER BY phase";

// By what a row is sorted.
std::int64_t sort_value(app::QueueOrder order, const app::QueueRow& row, std::int64_t position);

// A page and one row more, when there is one.
SqlText queue_page(const app::QueueQuery& query, const Cursor& from, SqlText::Parameter parameter);
SqlText queue_count(const app::QueueQuery& query, SqlText::Parameter parameter);

}  // namespace pingli::store
