// Limits of what the desk holds for all shops together: cases in memory, files without a case, the
// security log.

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

// The security log (app/security_log.hpp).
constexpr std::size_t kGatheredMax = 256;                // kinds of entry gathered at a time
constexpr std::size_t kGatheredStrangersMax = 64;        // of them, of who is not known
constexpr std::size_t kSecurityAccountDayMax = 5'000;    // entries of one account; more are counted
constexpr std::size_t kSecurityStrangersDayMax = 2'000;  // of all who are not known
constexpr std::size_t kSecuritySharesMax = 20'000;       // accounts a day
constexpr std::chrono::seconds kGatheredFor = std::chrono::minutes{1};
constexpr std::size_t kSecurityWaitingMax = 10'000;  // not yet on disk; more are counted only
constexpr std::size_t kSecurityTogetherMax = 200;    // entries of one record
constexpr std::size_t kSecurityBytesMax = 128;       // of each text of an entry
constexpr std::size_t kSecurityShopsMax = 50;        // of one entry
constexpr std::chrono::seconds kSecurityKeptFor = std::chrono::hours{24} * 400;
constexpr std::size_t kSecurityReadMax = 500;  // records looked through for one page

}  // namespace pingli::app
