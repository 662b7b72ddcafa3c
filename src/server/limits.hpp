// Limits of the program as a whole.

#pragma once

#include <chrono>

namespace pingli::server {

// From SIGTERM on. What was begun is answered first (http::Limits::drain_for, shorter than this);
// what is still at work then is given up, as a pulled plug would, and the program ends.
constexpr std::chrono::milliseconds kEndWithin{28'000};

}  // namespace pingli::server
