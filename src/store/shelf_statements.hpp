// The statements that read and count the shelf of reviews, for each technology of SQL.

#pragma once

#include <string_view>

#include "app/review_shelf.hpp"
#include "store/cursor.hpp"
#include "store/sql_text.hpp"

namespace pingli::store {

// Without the body, which a page does not show.
#define PINGLI_SHELF_COLUMNS                                                       \
    "kind, id, position, verdict, is_reportable, ground, due_at, made_at, causes," \
    " put_at, version, state, state_at, state_by, case_id, list, words, deeds,"    \
    " sku, courier, agent, import_id"

constexpr int kShelfBodyColumn = 22;  // behind them, where it is asked for

// Where an entry stands in an order.
Cursor place_of(app::ShelfOrder order, const app::ShelfEntry& entry);

// A page and one row more, when there is one.
SqlText shelf_page(const app::ShelfQuery& query, const Cursor& from, SqlText::Parameter parameter);
// verdict, state, is_reportable, count. `hint` stands behind the table's name when the index of
// facets is to be read.
SqlText shelf_counts(const app::ShelfQuery& query, std::string_view hint,
                     SqlText::Parameter parameter);
// name, week, verdict, causes, count.
SqlText cause_counts(const app::CauseQuery& query, std::string_view hint,
                     SqlText::Parameter parameter);

}  // namespace pingli::store
