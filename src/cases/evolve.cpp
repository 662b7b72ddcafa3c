#include "cases/evolve.hpp"

#include "base/assert.hpp"

namespace pingli::cases {

namespace {

template <class E, class K>
concept OfKind =
    requires(Case& c, K& own, const E& e, const Event& event) { E::apply(c, own, e, event); };

// What belongs to another kind of case changes nothing of this one: decide makes no such event.
template <class E>
void apply(Case& c, const E& e, const Event& event) {
    if constexpr (requires { E::apply(c, e, event); })
        E::apply(c, e, event);
    else
        std::visit(
            [&]<class K>(K& own) {
                if constexpr (OfKind<E, K>) E::apply(c, own, e, event);
            },
            c.own);
}

}  // namespace

Case evolve(Case c, const Event& event) {
    if (c.version == 0) c.opened_at = event.at;
    ++c.version;
    c.updated_at = std::max(c.updated_at, event.at);
    const std::size_t ruled = c.rulings.size();
    const std::size_t entered = c.entries.size();
    std::visit([&](const auto& what) { apply(c, what, event); }, event.what);
    // Nothing takes back what was ruled or entered.
    PINGLI_ASSERT(c.rulings.size() >= ruled && c.entries.size() >= entered);
    return c;
}

Case replay(std::span<const Event> events) {
    Case c;
    for (const Event& event : events) c = evolve(std::move(c), event);
    PINGLI_ASSERT(c.version == std::ssize(events));
    return c;
}

}  // namespace pingli::cases
