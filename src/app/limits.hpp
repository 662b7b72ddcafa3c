// Limits of what the desk holds in memory for all shops together.

#pragma once

#include <cstddef>

namespace pingli::app {

constexpr std::size_t kCachedCasesMax = 10'000;
constexpr std::size_t kCachedBytesMax = std::size_t{64} << 20U;

}  // namespace pingli::app
