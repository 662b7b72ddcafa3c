// Whether a reading is to go on. Looked at inside the engine, between turns and between the stages
// of a text, so that a long reading ends within milliseconds of being asked to. No clock: who asks
// has one.

#pragma once

#include <atomic>

namespace pingli::text {

class Going {
public:
    Going() = default;
    // `stop` outlives the readings; null means to go on to the end.
    explicit Going(const std::atomic<bool>* stop) : stop_(stop) {}
    [[nodiscard]] bool is_over() const {
        return stop_ != nullptr && stop_->load(std::memory_order_relaxed);
    }

private:
    const std::atomic<bool>* stop_ = nullptr;
};

}  // namespace pingli::text
