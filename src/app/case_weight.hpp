// How much memory a case takes while it is held, about: what its texts and lists have asked for.
// The cost is that of walking the case once.

#pragma once

#include <cstddef>

#include "cases/case.hpp"

namespace pingli::app {

std::size_t weight_of(const cases::Case& state);
// What its customer has written into it: what was claimed, handed in and said.
std::size_t weight_of_customers(const cases::Case& state);

}  // namespace pingli::app
