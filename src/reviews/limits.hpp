// What imports and the shelf take of what all share. docs/operating.md lists these.

#pragma once

#include <cstddef>
#include <cstdint>

#include "base/time.hpp"

namespace pingli::reviews {

// Of one import.
constexpr std::size_t kImportFilesMax = 2'000;
constexpr std::uint64_t kImportBytesMax = std::uint64_t{4} << 30U;
constexpr std::size_t kImportNameBytesMax = 200;
constexpr std::size_t kProblemsKeptMax = 10'000;
constexpr std::size_t kProblemsWaitingBytesMax = std::size_t{64} << 10U;
constexpr std::uint64_t kJobFaultsNotedMax = 20;                   // in the operator's log
constexpr std::size_t kPreviewBytesMax = std::size_t{256} << 10U;  // as it is kept
constexpr std::size_t kPreviewsBytesMax = std::size_t{8} << 20U;   // shown together
constexpr int kPreviewTriesMax = 3;  // when somebody else chooses at the same time

// Of a shop, and of all of them.
constexpr Duration kImportFilesKeptFor = std::chrono::days{7};
constexpr Duration kImportKeptFor = std::chrono::days{365};
constexpr std::size_t kImportsWithFilesMax = 20;  // of a shop
constexpr std::size_t kImportsListedMax = 50;
// Places in the line, those at work counted. Nobody has more than half of what the others leave.
constexpr std::size_t kImportsWaitingMax = 100;         // of all shops
constexpr std::size_t kImportsWaitingOfShopMax = 10;    // of one shop
constexpr std::size_t kImportsWaitingOfPersonMax = 10;  // of one person in all shops
constexpr std::size_t kImportsAtOnceMax = 3;            // each of another shop
constexpr std::size_t kImportsAtOnceOfPersonMax = 2;    // so that one more finds a place
// While others wait, one works for so long and then lets the next one have its turn. So many are
// begun, at work or between two turns, and share the memory.
constexpr std::chrono::seconds kImportTurn{5};
constexpr std::size_t kImportsBegunMax = 12;
constexpr std::size_t kImportRowsBytesMax =
    (std::size_t{192} << 20U) / kImportsBegunMax;  // of one in memory; the rest is on the disk

// Of the shelf.
constexpr std::size_t kDraftBytesMax = std::size_t{8} << 10U;
constexpr std::size_t kExcerptBytesMax = 240;
constexpr std::size_t kShelvedTogether = 64;
constexpr int kShelvingTriesMax = 5;  // somebody else may have made a person's key just then
constexpr int kMarkTriesMax = 5;      // when others mark it at the same time
constexpr std::size_t kDeedsMax = 200;
constexpr std::size_t kDeedsBroughtOverAtOnce = 50;  // each answer's sealed bytes in one event
// Who takes up again so soon what he left himself has undone it.
constexpr Duration kUndoneWithin = std::chrono::minutes{10};

}  // namespace pingli::reviews
