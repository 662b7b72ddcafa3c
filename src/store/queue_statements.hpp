// What a query asks of the queue of cases and of the ledger, as filters and orders of their tables.

#pragma once

#include "app/event_store.hpp"
#include "store/listing.hpp"
#include "store/tables.hpp"

namespace pingli::store {

Filters filters_of(const app::QueueQuery& query);
Result<Listing> listing_of(const app::QueueQuery& query);
Result<Listing> listing_of(const app::SearchQuery& query);
Filters key_of(const CaseId& case_id);
Filters key_of(const UserId& user, const std::string& request_key);
Filters number_is(const std::pair<int, std::int64_t>& number);
app::Page page_of(Listed<CaseLine> listed);
inline constexpr std::array kByPhase{"phase"};
std::vector<app::PhaseCount> phases_of(const std::vector<Counted>& counted);

// Of a year, in the order of its entries.
Filters year_is(int year);
inline constexpr std::string_view kLedgerOrder = "position, ordinal";
std::vector<app::LedgerLine> lines_of(std::vector<LedgerStored> stored);

}  // namespace pingli::store
