#include "server/clock_guard.hpp"

#include <algorithm>

namespace pingli::server {

namespace {

Duration size_of(Duration jump) {
    return jump < Duration::zero() ? -jump : jump;
}

std::string in_words(Duration jump) {
    return std::to_string(size_of(jump).count()) + " s " +
           (jump < Duration::zero() ? "back" : "ahead");
}

}  // namespace

ClockGuard::ClockGuard(Clocks clocks, ClockRules rules,
                       std::function<void(const std::string&)> note)
    : clocks_(std::move(clocks)),
      rules_(rules),
      note_(std::move(note)),
      wall_(clocks_.wall()),
      running_(clocks_.running()),
      last_(wall_) {}

Instant ClockGuard::expected(std::chrono::seconds running) const {
    return wall_ + (running - running_);
}

Instant ClockGuard::now() {
    std::string told;
    Instant believed;
    {
        const std::lock_guard lock{mutex_};
        const std::chrono::seconds running = clocks_.running();
        const Instant wall = clocks_.wall();
        const Instant on = expected(running);
        const Duration jump = wall - on;
        if (size_of(jump) <= rules_.jump_max) {
            if (is_doubted_) told = "clock: the wall clock agrees again";
            is_doubted_ = false;
            // A clock that is set a little back stands still until it is there again.
            wall_ = std::max(wall, last_);
            running_ = running;
            believed = wall_;
        } else if (!is_doubted_ || size_of(jump - jump_) > rules_.jump_max) {
            told = "clock: the wall clock jumped " + in_words(jump) +
                   "; it is believed when it has held for " +
                   std::to_string(rules_.believed_after.count()) + " s, or after a restart";
            is_doubted_ = true;
            jump_ = jump;
            doubted_since_ = running;
            believed = on;
        } else if (running - doubted_since_ < rules_.believed_after) {
            believed = on;
        } else {
            told = "clock: the wall clock held; it is believed now, " + in_words(jump);
            is_doubted_ = false;
            wall_ = wall;
            running_ = running;
            believed = wall;
        }
        last_ = believed;
    }
    if (!told.empty()) note_(told);
    return believed;
}

bool ClockGuard::is_doubted() const {
    const std::lock_guard lock{mutex_};
    return is_doubted_;
}

}  // namespace pingli::server
