// Who made a web-hook speaks for it: it ends with their right in the shop, as their sessions,
// tokens and feeds do, however that right ended.

#pragma once

#include <functional>

#include "accounts/accounts.hpp"
#include "notify/hook_book.hpp"

namespace pingli::server {

// `accounts` outlives what is returned.
notify::MayHave hook_rights(accounts::Accounts& accounts, std::function<Instant()> now);

}  // namespace pingli::server
