// Many at work at a time, or one alone: who wants to be alone lets nobody in any more and waits for
// those inside.

#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <utility>

#include "base/assert.hpp"

namespace pingli::app {

class Quiet {
    struct State {
        std::mutex mutex;
        std::condition_variable changed;
        std::size_t inside = 0;
        bool is_closed = false;
    };

public:
    // Leaves when it goes; may move to another thread before.
    class Pass {
    public:
        Pass() = default;
        Pass(Pass&& other) noexcept
            : state_(std::exchange(other.state_, nullptr)), is_alone_(other.is_alone_) {}
        Pass& operator=(Pass&& other) noexcept {
            std::swap(state_, other.state_);
            std::swap(is_alone_, other.is_alone_);
            return *this;
        }
        ~Pass() {
            if (state_ == nullptr) return;
            const std::lock_guard lock{state_->mutex};
            PINGLI_ASSERT(is_alone_ ? state_->is_closed && state_->inside == 0
                                    : state_->inside > 0);
            if (is_alone_)
                state_->is_closed = false;
            else
                --state_->inside;
            state_->changed.notify_all();
        }
        explicit operator bool() const { return state_ != nullptr; }

    private:
        friend class Quiet;
        Pass(State* state, bool is_alone) : state_(state), is_alone_(is_alone) {}
        State* state_ = nullptr;
        bool is_alone_ = false;
    };

    // False after `wait_for`.
    Pass enter(std::chrono::milliseconds wait_for) {
        std::unique_lock lock{state_->mutex};
        if (!state_->changed.wait_for(lock, wait_for, [this] { return !state_->is_closed; }))
            return {};
        ++state_->inside;
        return {state_.get(), false};
    }
    // False after `wait_for` for each of: another who is alone, those inside.
    Pass alone(std::chrono::milliseconds wait_for) {
        std::unique_lock lock{state_->mutex};
        if (!state_->changed.wait_for(lock, wait_for, [this] { return !state_->is_closed; }))
            return {};
        state_->is_closed = true;
        if (state_->changed.wait_for(lock, wait_for, [this] { return state_->inside == 0; }))
            return {state_.get(), true};
        state_->is_closed = false;
        state_->changed.notify_all();
        return {};
    }

private:
    std::unique_ptr<State> state_ = std::make_unique<State>();
};

}  // namespace pingli::app
