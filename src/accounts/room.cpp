#include "accounts/room.hpp"

#include <algorithm>

#include "accounts/limits.hpp"

namespace pingli::accounts {

namespace {

std::size_t owned_by(const Account& account) {
    return static_cast<std::size_t>(std::ranges::count_if(account.memberships, is_owner));
}

bool outgrows(std::size_t before, std::size_t after, std::size_t most) {
    return after > before && after > most;
}

}  // namespace

bool has_room_for(const Account& account, const Membership& place) {
    return account.memberships.size() < kPlacesMax &&
           (!is_owner(place) || owned_by(account) < kShopsOwnedMax);
}

bool has_outgrown(const Account& before, const Account& after) {
    return outgrows(before.memberships.size(), after.memberships.size(), kPlacesMax) ||
           outgrows(owned_by(before), owned_by(after), kShopsOwnedMax);
}

}  // namespace pingli::accounts
