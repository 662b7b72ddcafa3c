// Limits of what the desk holds for all shops together: cases in memory, files without a case.

#pragma once

#include <chrono>
#include <cstddef>

#include "base/time.hpp"

namespace pingli::app {

constexpr std::size_t kCachedCasesMax = 10'000;
constexpr std::size_t kCachedBytesMax = std::size_t{64} << 20U;

// Uploaded files that no case holds: kept so long to be handed in; then they can be handed in no
// more, and so long after that, far longer than any command runs, their bytes go.
constexpr Duration kFileWithoutCaseKeptFor = std::chrono::hours{72};
constexpr Duration kFileGoesFor = std::chrono::hours{1};

}  // namespace pingli::app
