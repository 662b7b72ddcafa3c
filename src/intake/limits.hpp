// How much of a shop's files is taken. docs/operating.md lists these.

#pragma once

#include <cstddef>
#include <cstdint>

namespace pingli::intake {

// The longest line or record that is read; a longer one is reported and skipped.
constexpr std::size_t kRecordBytesMax = std::size_t{4} << 20U;
// More cells than any export has; a record with more is TooManyCells.
constexpr std::size_t kCellsMax = 512;
// The longest text of a cell that is taken; a longer one is a fault of its line.
constexpr std::size_t kCellBytesMax = std::size_t{1} << 20U;
constexpr std::size_t kIdBytesMax = 128;
constexpr std::size_t kJsonDepthMax = 64;

constexpr std::size_t kFilesMax = 100'000;
// A file that unpacks to more than the first and to more than so many times what was read of it
// holds no shop's tables (they shrink to a tenth or so): it would fill the disk.
constexpr std::uint64_t kUnpackedBytesFree = std::uint64_t{1} << 30U;
constexpr std::uint64_t kUnpackedTimesMax = 200;
// What one shop folder may unpack to, all its files together.
constexpr std::uint64_t kFolderUnpackedBytesMax = std::uint64_t{16} << 30U;
// What is unpacked of one file to show its beginning: a few of the longest records.
constexpr std::uint64_t kPreviewUnpackedBytesMax = std::uint64_t{16} << 20U;

// A conversation with more is cut there and the rest reported.
constexpr std::size_t kMessagesMax = 20'000;
// The largest text export of one chat.
constexpr std::size_t kChatTextBytesMax = std::size_t{32} << 20U;

// More rows of one key than any order has; the rest is not read, and reported.
constexpr std::size_t kRowsPerDossierMax = 20'000;
// Of one order, or of a buyer without one: what is judged together, so that work and memory grow
// with the files and not with their square. The rest is not read, and reported.
constexpr std::size_t kConversationsPerDossierMax = 500;
constexpr std::size_t kTurnsPerDossierMax = 20'000;
constexpr std::size_t kReviewsPerDossierMax = 200;
// A person with more orders keeps the latest of these.
constexpr std::size_t kOrdersPerPersonMax = 64;
// A part that does not fit in memory is refused: one order with that many rows is no order.
constexpr std::size_t kPartBytesMax = std::size_t{256} << 20U;

constexpr std::size_t kPreviewRowsMax = 5;
constexpr std::size_t kPreviewCellBytesMax = 200;
constexpr std::size_t kPreviewColumnsMax = 100;

}  // namespace pingli::intake
