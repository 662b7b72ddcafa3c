// The clocks of the machine.

#pragma once

#include <chrono>

#include "base/time.hpp"

namespace pingli::server {

Instant system_now();                    // the wall clock; anybody may set it
std::chrono::seconds running_seconds();  // since some start; never set

}  // namespace pingli::server
