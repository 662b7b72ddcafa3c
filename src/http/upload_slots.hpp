// Inside of http only: places for uploads that are going on. One share takes at most its part of
// them (http/share.hpp), a member at most Limits::uploads_of_one_max; when all are taken, the
// slowest of the group that has most of them is sent away for one who has fewer. Thread-safe.

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>

#include "http/share.hpp"

namespace pingli::http {

class UploadSlots {
public:
    using Clock = std::chrono::steady_clock;
    UploadSlots(std::size_t all, std::size_t of_one) : all_max_(all), of_one_max_(of_one) {}

    class Slot {
    public:
        Slot(UploadSlots& slots, Share share, Clock::time_point since, std::function<void()> evict)
            : slots_(slots), share_(std::move(share)), since_(since), evict_(std::move(evict)) {}
        Slot(const Slot&) = delete;
        Slot& operator=(const Slot&) = delete;
        ~Slot() { slots_.give_back(*this); }
        void count(std::size_t bytes) { bytes_ += bytes; }

    private:
        friend class UploadSlots;
        UploadSlots& slots_;
        Share share_;
        Clock::time_point since_;
        std::function<void()> evict_;
        std::atomic<std::uint64_t> bytes_ = 0;
        bool is_evicted_ = false;  // its place is another's by now
    };

    // Null: there is no place for this share. `evict` may be called once, from another thread, and
    // must only pass it on: the sender is too slow and others wait.
    std::unique_ptr<Slot> take(const Share& share, std::function<void()> evict,
                               Clock::time_point now = Clock::now());
    [[nodiscard]] std::size_t taken() const;

private:
    std::size_t held(const std::string& group, const std::string* member) const;
    Slot* slowest_of_largest(Clock::time_point now, std::size_t more_than) const;
    void give_back(Slot& slot);

    const std::size_t all_max_;
    const std::size_t of_one_max_;
    mutable std::mutex mutex_;
    std::list<Slot*> slots_;
};

}  // namespace pingli::http
