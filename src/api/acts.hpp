// Which requests the security log names: one table of routes, one place. What gives or takes rights
// has an entry of its own each time, so how often one account may do it is limited, and with it the
// number of entries. What takes away can be done as often as there is something to take.

#pragma once

#include <cstdint>
#include <string_view>

#include "app/security_event.hpp"
#include "http/request.hpp"

namespace pingli::api {

// Whose matter it is: the shop's of the path, all shops of the person, those of who comes in, the
// server's alone.
enum class Matter : std::uint8_t { Shop, Person, Door, Server };

struct Act {
    http::Method method{};
    std::string_view route;
    std::string_view what;
    Matter matter = Matter::Shop;
    app::Gather gather = app::Gather::Each;
};

// Nothing: the log says nothing of it, unless it is refused.
const Act* act_of(http::Method method, std::string_view route);
// Whether one account may do it kActsOfAPersonMax times only (api/limits.hpp).
bool is_limited(const Act& act);

}  // namespace pingli::api
