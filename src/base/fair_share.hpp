// How places that many want are shared out: workers, uploads, senders.

#pragma once

#include <algorithm>
#include <cstddef>

namespace pingli {

// May one who holds `held` places take another, with so many of all of them free? The first one to
// come gets half, the next one half of the rest, and so on: there is always a place for one more.
constexpr bool leaves_room(std::size_t held, std::size_t free) {
    return free > 0 && held < std::max<std::size_t>(1, free);
}

}  // namespace pingli
