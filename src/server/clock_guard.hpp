// The time the server uses: that of the wall clock, as long as it agrees with a monotonic clock. A
// jump of the wall clock is ignored until it has lasted a while, so that a wrongly set clock makes
// no deadline missed, nothing expire and no data deleted. A restart accepts it at once.
// Thread-safe.

#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>

#include "base/time.hpp"

namespace pingli::server {

struct ClockRules {
    Duration jump_max = std::chrono::minutes{5};      // more between two looks is a jump
    Duration believed_after = std::chrono::hours{1};  // that long it must hold
};

class ClockGuard {
public:
    struct Clocks {
        std::function<Instant()> wall;
        std::function<std::chrono::seconds()> running;  // since whenever; counts sleep too
    };
    // `note` receives each jump, and when it is accepted.
    ClockGuard(Clocks clocks, ClockRules rules, std::function<void(const std::string&)> note);

    // Goes back only when a jump back was accepted.
    Instant now();
    [[nodiscard]] bool is_doubted() const;

private:
    Instant expected(std::chrono::seconds running) const;

    Clocks clocks_;
    ClockRules rules_;
    std::function<void(const std::string&)> note_;
    mutable std::mutex mutex_;
    // Guarded by mutex_, as what follows: what was right when both were looked at last.
    Instant wall_;
    std::chrono::seconds running_;
    Instant last_;  // what was told
    // While it is doubted: by how much it jumped, and since when.
    bool is_doubted_ = false;
    Duration jump_{};
    std::chrono::seconds doubted_since_{};
};

}  // namespace pingli::server
