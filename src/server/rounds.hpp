// Work that is done now and then, on a thread of its own, until that thread is gone.

#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace pingli::server {

// `round` runs at once and again `every` (real time) after each end. A round that has begun is
// finished before the thread ends; what it uses must outlive the thread.
inline std::jthread in_rounds(std::chrono::milliseconds every, std::function<void()> round) {
    return std::jthread{[every, round = std::move(round)](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any waiting;
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            round();
            waiting.wait_for(lock, stop, every, [] { return false; });
        }
    }};
}

}  // namespace pingli::server
