// The read models that decide (queue, numbers, ledger of points) against what the events say, both
// ways: what is missing, what was changed, what was put in, what is ahead of its chain.

#pragma once

#include "app/event_store.hpp"
#include "store/verify.hpp"

namespace pingli::store {

// Case by case, so that memory does not grow with them. Of what is appended meanwhile nothing is
// said: rows are compared with the events that they were made from. `goes_on` false: Unavailable.
Result<void> compare_rows(app::Store& store, const app::Head& head, const app::Project& project,
                          const std::function<bool()>& goes_on, Verdict& verdict);

}  // namespace pingli::store
