// What one person, and one shop, may take of what all share. Beyond it a request is refused with
// 429 and a problem of type quota-exceeded, which says what, how much is allowed and how much was
// used.

#pragma once

#include <cstddef>
#include <cstdint>

#include "base/time.hpp"

namespace pingli::api {

constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20U;

// Files of exhibits, in a day.
constexpr Duration kUploadsCountedFor = std::chrono::hours{24};
constexpr std::uint64_t kUploadBytesOfClaimantMax = 500 * kMebibyte;
constexpr std::uint64_t kUploadBytesOfPersonMax = 5'000 * kMebibyte;
constexpr std::uint64_t kUploadBytesOfShopMax = 20'000 * kMebibyte;
// And how many were begun: each costs a record and a place on the disk, however small it is.
constexpr std::uint64_t kUploadsOfClaimantMax = 500;
constexpr std::uint64_t kUploadsOfPersonMax = 5'000;
constexpr std::uint64_t kUploadsOfShopMax = 20'000;
// Files of imports, in a day: more than two of the largest imports. They are kept for a week.
constexpr std::uint64_t kImportBytesOfPersonMax = 10'000 * kMebibyte;
constexpr std::uint64_t kImportBytesOfShopMax = 20'000 * kMebibyte;
// What claimants write, in an hour; each command counts with so much more for what it leaves
// behind.
constexpr Duration kWordsCountedFor = std::chrono::hours{1};
constexpr std::uint64_t kWordBytesOfClaimantMax = 16 * kMebibyte;
constexpr std::uint64_t kCommandBytes = 4'096;

// Of one case, as it lies in memory, with the command that comes: what its customer has written
// into it, the shop, and shop and officers together, so that nobody's words shut out another's.
// Some more is kept for commands that move it.
constexpr std::uint64_t kCaseBytesOfClaimantMax = 8 * kMebibyte;
constexpr std::uint64_t kCaseBytesOfShopMax = 5 * kMebibyte;
constexpr std::uint64_t kCaseBytesOfOthersMax = 8 * kMebibyte;
constexpr std::uint64_t kCaseBytesReserved = kMebibyte / 4;

// One-time links, in the time that one is good for.
constexpr Duration kErasuresCountedFor = std::chrono::hours{1};
constexpr std::uint64_t kErasuresMax = 60;  // that a person asks for, that a shop does
constexpr Duration kLinksCountedFor = std::chrono::hours{48};
constexpr std::uint64_t kLinksOfAShopMax = 500;
constexpr std::uint64_t kLinksToAPersonMax = 20;

// What gives or takes rights, of one account in an hour: each time is an entry of the security log.
constexpr Duration kActsCountedFor = std::chrono::hours{1};
constexpr std::uint64_t kActsOfAPersonMax = 600;
// Of the own name, in an hour.
constexpr Duration kRenamesCountedFor = std::chrono::hours{1};
constexpr std::uint64_t kRenamesOfAPersonMax = 10;
constexpr std::uint64_t kNewPasswordsOfAPersonMax = 60;  // in the same time

// Open streams of events, of all that the hub has.
constexpr std::size_t kStreamsMax = 2'000;
constexpr std::size_t kStreamsOfAShopMax = 500;
constexpr std::size_t kStreamsOfAPersonMax = 20;

constexpr std::size_t kTokenNameBytesMax = 200;
constexpr std::size_t kSearchBytesMax = 200;  // of the words that are looked for

// Sessions and tokens whose account is known before a request is looked at (api/askers.hpp).
constexpr std::size_t kAskersRemembered = 20'000;

}  // namespace pingli::api
