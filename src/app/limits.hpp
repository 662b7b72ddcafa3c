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

// The security log (app/security_log.hpp). Gathered are reads, refusals, and what one does to the
// own account; what gives or takes rights is no noise and has none of these limits.
constexpr std::size_t kGatheredMax = 2'048;            // kinds of entry gathered at a time
constexpr std::size_t kGatheredOfAccountMax = 64;      // of them, of one account
constexpr std::size_t kGatheredStrangersMax = 64;      // of them, of all who are not known
constexpr std::size_t kGatheredRestsMax = 8;           // more of an account, where less is said
constexpr std::size_t kSecurityAccountDayMax = 5'000;  // entries of one account; then less is said
constexpr std::size_t kSecurityStrangersDayMax = 2'000;  // of all who are not known
constexpr std::size_t kSecuritySharesMax = 20'000;       // accounts a day
constexpr std::chrono::seconds kGatheredFor = std::chrono::minutes{1};
constexpr std::size_t kSecurityWaitingMax = 10'000;       // not yet on disk; more are counted only
constexpr std::size_t kSecurityTogetherMax = 200;         // entries of one record
constexpr std::size_t kSecurityBytesMax = 128;            // of each text of an entry
constexpr std::size_t kSecurityShopsMax = 1'000;          // of one entry; of more there are several
constexpr std::size_t kSecurityShopsTogetherMax = 2'000;  // of one record
// So many shops of what is gathered count as one entry of an account's day.
constexpr std::size_t kSecurityShopsOfShare = 50;
constexpr std::chrono::seconds kSecurityKeptFor = std::chrono::hours{24} * 400;
constexpr std::size_t kSecurityReadMax = 500;  // records looked through for one page
// Of logs that are older than the index of shops, at a time: batches looked at, records written.
constexpr std::size_t kSecurityIndexedAtOnce = 100;
constexpr std::size_t kSecurityIndexWritesMax = 2'000;

}  // namespace pingli::app
