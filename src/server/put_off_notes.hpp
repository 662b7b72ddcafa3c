// For the operator: requests that were put off with 503, by load or while the store does not
// answer. They are no faults of the program; they come by thousands, so they are counted and told
// of in one line a second at most.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <utility>

namespace pingli::server {

class PutOffNotes {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr int kStatus = 503;
    static constexpr std::chrono::seconds kToldEvery{1};

    explicit PutOffNotes(std::function<void(const std::string&)> say,
                         std::function<Clock::time_point()> now = Clock::now)
        : say_(std::move(say)), now_(std::move(now)) {}

    // `request`: its method and route, nobody's words.
    void note(const std::string& request, const std::string& cause) {
        std::string line;
        {
            const std::lock_guard lock{mutex_};
            ++untold_;
            const auto at = now_();
            if (at < free_at_) return;
            free_at_ = at + kToldEvery;
            line = "put off (503): " + request + ": " + cause;
            if (untold_ > 1)
                line += " (and " + std::to_string(untold_ - 1) + " more since the last such line)";
            untold_ = 0;
        }
        say_(line);
    }

private:
    std::function<void(const std::string&)> say_;
    std::function<Clock::time_point()> now_;
    std::mutex mutex_;
    std::uint64_t untold_ = 0;
    Clock::time_point free_at_ = Clock::time_point::min();
};

}  // namespace pingli::server
