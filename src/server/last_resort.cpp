#include "server/last_resort.hpp"

#include <condition_variable>
#include <cstdlib>
#include <mutex>

namespace pingli::server {

void LastResort::begin(std::chrono::milliseconds patience) {
    thread_ = std::jthread{[this, patience](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any over;
        std::unique_lock lock{mutex};
        over.wait_for(lock, stop, patience, [&] { return stop.stop_requested(); });
        if (stop.stop_requested()) return;
        say_("stopped; what was still at work was given up");
        std::_Exit(EXIT_SUCCESS);
    }};
}

}  // namespace pingli::server
