// Whether an account has room for one more place: kPlacesMax in all, kShopsOwnedMax as an owner.
// Pure.

#pragma once

#include "accounts/account.hpp"

namespace pingli::accounts {

bool has_room_for(const Account& account, const Membership& place);

}  // namespace pingli::accounts
