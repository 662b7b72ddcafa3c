#include "cases/evolve.hpp"

#include "cases/moment.hpp"

namespace pingli::cases {

Case evolve(Case c, const Event& event) {
    if (c.version == 0) c.opened_at = event.at;
    ++c.version;
    c.updated_at = std::max(c.updated_at, event.at);
    std::visit([&](const auto& what) { apply(c, what, event); }, event.what);
    return c;
}

Case replay(std::span<const Event> events) {
    Case c;
    for (const Event& event : events) c = evolve(std::move(c), event);
    return c;
}

}  // namespace pingli::cases
