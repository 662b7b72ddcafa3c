// Limits of the program as a whole.

#pragma once

#include <chrono>

namespace pingli::server {

// From SIGTERM on. What was begun is answered first (http::Limits::drain_for, shorter than this);
// what is still at work then is given up, as a pulled plug would, and the program ends.
constexpr std::chrono::milliseconds kEndWithin{28'000};

// For each piece of a file that is sent to a scanner, and for its answer.
constexpr std::chrono::seconds kScannerPatience{10};

// Entries of the security log that are noted are on disk within this.
constexpr std::chrono::milliseconds kSecurityFlushedEvery{1'000};

}  // namespace pingli::server
