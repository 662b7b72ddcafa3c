// The rules of accounts as the server has them: what new passwords must not be made of is read from
// the program's data (passwords/README.md), the names of one's shops from the store.

#pragma once

#include <filesystem>
#include <functional>

#include "accounts/accounts.hpp"
#include "app/shops.hpp"

namespace pingli::server {

// `shops` outlives the accounts. Fails when the data cannot be read.
Result<accounts::AccountRules> account_rules(const std::filesystem::path& folder, app::Shops& shops,
                                             std::function<Instant()> now);

}  // namespace pingli::server
