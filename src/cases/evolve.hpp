// evolve: (case, event) -> case. Pure and total: it accepts every event in every state, refuses
// nothing, and never changes what an earlier ruling says.

#pragma once

#include <span>

#include "cases/case.hpp"

namespace pingli::cases {

Case evolve(Case c, const Event& event);
Case replay(std::span<const Event> events);

}  // namespace pingli::cases
