// On whose account a request is served, for fairness: first the group (a shop), then the member in
// it (a person). Whoever waits is asked in turn, group by group and member by member, and nobody
// takes so much that nothing is left for the next one.

#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <string>

namespace pingli::http {

struct Share {
    std::string group;
    std::string member;
    friend auto operator<=>(const Share&, const Share&) = default;
};

// May one who holds `held` places take another, with so many of all of them free? The first one to
// come gets half, the next one half of the rest, and so on: there is always a place for one more.
constexpr bool leaves_room(std::size_t held, std::size_t free) {
    return free > 0 && held < std::max<std::size_t>(1, free);
}

}  // namespace pingli::http
