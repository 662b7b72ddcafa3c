// Work in two halves beside each other: a thread of its own makes parts, the caller's takes them in
// order. Neither runs further ahead than a few parts.

#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/result.hpp"

namespace pingli::store {

template <class Part>
class TwoHalves {
public:
    using Make = std::function<Result<std::optional<Part>>()>;  // nothing: that was the last
    using Take = std::function<Result<void>(Part)>;

    // Until the last part is taken, or either half fails.
    static Result<void> run(const Make& make, const Take& take) {
        TwoHalves halves;
        const std::jthread maker([&] { halves.fill(make); });
        for (;;) {
            auto part = halves.wait();
            Result<void> taken = !part    ? std::unexpected(part.error())
                                 : !*part ? Result<void>{}
                                          : take(std::move(**part));
            if (part && *part && taken) continue;
            halves.stop();
            return taken;
        }
    }

private:
    static constexpr std::size_t kAheadMax = 3;

    void fill(const Make& make) {
        for (bool is_last = false; !is_last;) {
            auto part = make();
            is_last = !part || !*part;
            std::unique_lock lock(mutex_);
            moved_.wait(lock, [this] { return parts_.size() < kAheadMax || is_stopped_; });
            if (is_stopped_) return;
            parts_.push_back(std::move(part));
            moved_.notify_all();
        }
    }
    Result<std::optional<Part>> wait() {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, [this] { return !parts_.empty(); });
        auto part = std::move(parts_.front());
        parts_.pop_front();
        moved_.notify_all();
        return part;
    }
    void stop() {
        const std::lock_guard lock(mutex_);
        is_stopped_ = true;
        moved_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable moved_;
    std::deque<Result<std::optional<Part>>> parts_;  // guarded by mutex_
    bool is_stopped_ = false;                        // guarded by mutex_
};

}  // namespace pingli::store
