// Whether an account has room for one more place: kPlacesMax in all, kShopsOwnedMax as an owner.
// Pure.

#pragma once

#include "accounts/account.hpp"

namespace pingli::accounts {

bool has_room_for(const Account& account, const Membership& place);
// Of one that was changed: it has more than it had, and more than there is room for.
bool has_outgrown(const Account& before, const Account& after);

}  // namespace pingli::accounts
