// On whose account a request is served, for fairness: first the group (a shop), then the member in
// it (a person). Whoever waits is asked in turn, group by group and member by member, and nobody
// takes so much that nothing is left for the next one.

#pragma once

#include <compare>
#include <string>

#include "base/fair_share.hpp"

namespace pingli::http {

struct Share {
    std::string group;
    std::string member;
    friend auto operator<=>(const Share&, const Share&) = default;
};

}  // namespace pingli::http
