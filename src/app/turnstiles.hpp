// One change of a case at a time: who comes later waits. A fixed number of turnstiles is shared by
// all cases, so two cases may wait for each other's change now and then, never for longer.

#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <semaphore>
#include <string>
#include <utility>

namespace pingli::app {

class Turnstiles {
public:
    // Opens its turnstile when it goes; may move to another thread before.
    class Turn {
    public:
        Turn() = default;
        explicit Turn(std::binary_semaphore* gate) : gate_(gate) {}
        Turn(Turn&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        Turn& operator=(Turn&& other) noexcept {
            std::swap(gate_, other.gate_);
            return *this;
        }
        ~Turn() {
            if (gate_ != nullptr) gate_->release();
        }
        explicit operator bool() const { return gate_ != nullptr; }

    private:
        std::binary_semaphore* gate_ = nullptr;
    };

    // False after `wait_for`.
    Turn enter(const std::string& key, std::chrono::milliseconds wait_for) {
        Gate& gate = (*gates_)[std::hash<std::string>{}(key) % kGates];
        return gate.semaphore.try_acquire_for(wait_for) ? Turn{&gate.semaphore} : Turn{};
    }

private:
    static constexpr std::size_t kGates = 4096;
    struct Gate {
        std::binary_semaphore semaphore{1};
    };
    std::unique_ptr<std::array<Gate, kGates>> gates_ = std::make_unique<std::array<Gate, kGates>>();
};

}  // namespace pingli::app
