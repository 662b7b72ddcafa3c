// The statements that read pages of the shelf of reviews: one for each order and set of filters,
// made once, since statements are kept under their addresses.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/review_shelf.hpp"
#include "store/cursor.hpp"

namespace pingli::store {

// Without the body, which a page does not show.
#define PINGLI_SHELF_COLUMNS                                                       \
    "kind, id, position, verdict, is_reportable, ground, due_at, made_at, causes," \
    " put_at, version, state, state_at, state_by, case_id, list, words, deeds"

constexpr int kShelfBodyColumn = 18;  // behind them, where it is asked for

// Where an entry stands in an order.
Cursor place_of(app::ShelfOrder order, const app::ShelfEntry& entry);

class ShelfStatements {
public:
    // `parameter(n)` is how the technology writes its n-th parameter, from 1. In order: shop; kind,
    // verdict, ground, state, reportable, causes as far as the query has them; value and position
    // of the cursor; limit.
    explicit ShelfStatements(std::string (*parameter)(int));
    [[nodiscard]] const char* get(const app::ShelfQuery& query) const;
    // Binds the filters with `out << value`.
    template <class Out>
    static void bind_filters(Out& out, const app::ShelfQuery& query) {
        for (const auto* filter : {&query.kind, &query.verdict, &query.ground, &query.state})
            if (*filter) out << std::string_view{**filter};
        if (query.is_reportable) out << std::int64_t{*query.is_reportable ? 1 : 0};
        if (query.causes != 0) out << query.causes;
    }

private:
    std::vector<std::string> sql_;
};

}  // namespace pingli::store
