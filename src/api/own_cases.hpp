// The cases that customers opened: their queue, who may not read the shop's.

#pragma once

#include "api/query.hpp"
#include "api/services.hpp"

namespace pingli::api {

// Of one customer; what was opened before the last so many is found by its address alone.
constexpr std::size_t kOwnCasesMax = 1'000;

// Before the case is opened: one that was not opened in the end is passed over.
Result<void> note_own_case(const Services& services, const ShopId& shop, const UserId& user,
                           const CaseId& case_id);
// Newest first, all at once: those that fit the query.
Result<app::Page> own_cases(const Services& services, const UserId& user,
                            const app::QueueQuery& query);

}  // namespace pingli::api
