// Limits of the program as a whole.

#pragma once

#include <chrono>
#include <cstddef>

namespace pingli::server {

// From SIGTERM on. What was begun is answered first (http::Limits::drain_for, shorter than this);
// what is still at work then is given up, as a pulled plug would, and the program ends.
constexpr std::chrono::milliseconds kEndWithin{28'000};

// For all of a file that is sent to a scanner and for its answer, together.
constexpr std::chrono::seconds kScannerPatience{20};

// Entries of the security log that are noted are on disk within this.
constexpr std::chrono::milliseconds kSecurityFlushedEvery{1'000};

// Walks of chains (server/chain_walks.hpp), each of another person; what may wait for a place, and
// nobody has more than half of what the others leave.
constexpr std::size_t kWalksAtOnceMax = 2;
constexpr std::size_t kWalksWaitingMax = 100;
constexpr std::size_t kWalksWaitingOfPersonMax = 10;

// Erasing persons (server/eraser.hpp): what one shop may have waiting; how long a slice is in which
// nobody changes cases, and the rest behind it; how long others have the store to themselves
// between two clearings.
constexpr std::ptrdiff_t kErasuresWaitingMax = 200;
constexpr std::chrono::milliseconds kErasedAtOnce{10};
// What is made or noted before a slice, of the bytes of events that texts are made of; and what is
// done of it between two looks at the clock.
constexpr std::size_t kErasedTextBytesAhead = std::size_t{1} << 20U;
constexpr std::size_t kErasedTextBytesAtOnce = std::size_t{64} << 10U;
constexpr std::size_t kErasedFilesAhead = 100;
constexpr std::size_t kErasedKeysAtOnce = 50;
// So often a slice finds that cases have changed since their texts were made; then it makes them.
constexpr int kErasedTextsTries = 5;
constexpr int kErasingRest = 10;  // times what a slice took
constexpr std::chrono::seconds kImportAwaited{1};
constexpr std::chrono::seconds kClearingRestMin = std::chrono::minutes{5};
constexpr int kClearingRest = 100;  // times what the last one took
constexpr std::chrono::milliseconds kClearingTriedAgain{500};

}  // namespace pingli::server
