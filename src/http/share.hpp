// On whose account a request is served, for fairness: a group (a shop) and a member (a person).
// Both are counted, the group over all its members and the member over all groups, so that neither
// many hands in one shop nor many shops in one hand get more than their part.

#pragma once

#include <compare>
#include <string>

#include "base/fair_share.hpp"

namespace pingli::http {

struct Share {
    std::string group;
    std::string member;  // the same person has the same name in every group
    friend auto operator<=>(const Share&, const Share&) = default;
};

}  // namespace pingli::http
