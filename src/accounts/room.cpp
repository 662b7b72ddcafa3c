#include "accounts/room.hpp"

#include <algorithm>
#include <utility>

#include "accounts/limits.hpp"

namespace pingli::accounts {

bool has_room_for(const Account& account, const Membership& place) {
    const auto owned = std::ranges::count_if(account.memberships, is_owner);
    return account.memberships.size() < kPlacesMax &&
           (!is_owner(place) || std::cmp_less(owned, kShopsOwnedMax));
}

}  // namespace pingli::accounts
