// Work that is done now and then, on a thread of its own, until that thread is gone.

#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "base/barrier.hpp"

namespace pingli::server {

using NoteLine = std::function<void(const std::string&)>;  // for the operator; no personal data

// What one thing throws that is done again and again is noted, once as long as it stays the same.
class FaultNotes {
public:
    explicit FaultNotes(NoteLine note) : note_(std::move(note)) {}
    void guard(const std::string& of, const std::function<void()>& work) {
        const auto cause = guarded(work);
        if (!cause) {
            last_.erase(of);
        } else if (std::exchange(last_[of], *cause) != *cause) {
            note_(of + ": a fault of the program: " + *cause);
        }
    }

private:
    NoteLine note_;
    std::map<std::string, std::string> last_;
};

// `round` of the name `of` runs at once and again `every` (real time) after each end, also when it
// threw. A round that has begun is finished before the thread ends; what it uses must outlive the
// thread.
inline std::jthread in_rounds(std::chrono::milliseconds every, std::string of, NoteLine note,
                              std::function<void()> round) {
    return std::jthread{[every, of = std::move(of), notes = FaultNotes{std::move(note)},
                         round = std::move(round)](const std::stop_token& stop) mutable {
        std::mutex mutex;
        std::condition_variable_any waiting;
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            notes.guard(of, round);
            waiting.wait_for(lock, stop, every, [] { return false; });
        }
    }};
}

}  // namespace pingli::server
