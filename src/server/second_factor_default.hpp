// Which rule of second factors holds when the server starts.

#pragma once

#include <string>

#include "accounts/accounts.hpp"
#include "app/event_store.hpp"
#include "server/serve.hpp"

namespace pingli::server {

// The operator's. Without one: in a data folder that began with this default, of leaders where
// others reach the server; of nobody on a machine of one's own, and in folders of before.
Result<accounts::SecondFactorRule> second_factor_rule(const ServeOptions& options,
                                                      app::Store& store,
                                                      accounts::Accounts& accounts, Instant now);

// A line for the operator.
std::string told_of(accounts::SecondFactorRule rule);

}  // namespace pingli::server
