#include "server/machine_clocks.hpp"

#include <time.h>

namespace pingli::server {

Instant system_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

// Never set, and goes on while the machine sleeps.
std::chrono::seconds running_seconds() {
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::seconds{time.tv_sec};
}

}  // namespace pingli::server
