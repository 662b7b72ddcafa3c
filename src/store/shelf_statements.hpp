// What a query asks of the shelf of reviews, as filters and orders of its table; and the counting
// of causes, which is a statement of its own.

#pragma once

#include <string_view>

#include "app/review_shelf.hpp"
#include "store/listing.hpp"
#include "store/tables.hpp"

namespace pingli::store {

Filters filters_of(const app::ShelfQuery& query);
Result<Listing> listing_of(const app::ShelfQuery& query);
app::ShelfPage page_of(Listed<app::ShelfEntry> listed);
Filters key_of(const app::ReviewKey& key);

// By what reviews are counted; a query's own of these are not asked.
inline constexpr std::array kShelfFacets{"verdict", "state", "is_reportable"};
std::vector<app::ShelfCount> shelf_counts(const std::vector<Counted>& counted);

// What a review counts for: none for no name, or for one that is not known.
Filters filters_of(const app::CauseQuery& query);
// Its column; empty: All and Week have none.
std::string_view name_column(app::CauseBy by);
// name, week, verdict, causes, count. `hint` stands behind the table's name when the index of
// facets is to be read.
SqlText cause_counts(const app::CauseQuery& query, std::string_view hint,
                     SqlText::Parameter parameter);

}  // namespace pingli::store
