// Inside of http only: room that is taken for a while, counted in whatever is scarce: uploads that
// go on, bytes of answers that wait for slow readers. A member has at most its limit over all
// groups, a group about half (http/share.hpp); when there is no room left, the slowest of those who
// have most are sent away for one who has less. Thread-safe.

#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "http/share.hpp"

namespace pingli::http {

class FairRoom {
public:
    using Clock = std::chrono::steady_clock;
    FairRoom(std::uint64_t all, std::uint64_t of_one) : all_max_(all), of_one_max_(of_one) {}

    class Place {
    public:
        Place(FairRoom& room, Share share, std::uint64_t amount, Clock::time_point since,
              std::function<void()> evict)
            : room_(room),
              share_(std::move(share)),
              amount_(amount),
              since_(since),
              evict_(std::move(evict)) {}
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        ~Place() { room_.give_back(*this); }
        // What has been moved by now: who is slow is told by it.
        void count(std::size_t bytes) { bytes_ += bytes; }

    private:
        friend class FairRoom;
        FairRoom& room_;
        Share share_;
        std::uint64_t amount_;
        Clock::time_point since_;
        std::function<void()> evict_;
        std::atomic<std::uint64_t> bytes_ = 0;
        bool is_evicted_ = false;  // its room is another's by now
    };

    // Null: there is no room for this share. The first of a member may be larger than its limit;
    // what is larger than half of all counts as half. `evict` may be called once, from another
    // thread, and must only pass it on: it is too slow and others wait.
    std::unique_ptr<Place> take(const Share& share, std::uint64_t amount,
                                std::function<void()> evict, Clock::time_point now = Clock::now());
    [[nodiscard]] std::uint64_t taken() const;

private:
    struct Held {
        std::uint64_t group = 0;
        std::uint64_t member = 0;
        [[nodiscard]] std::uint64_t most() const { return std::max(group, member); }
    };
    using Places = std::vector<Place*>;
    [[nodiscard]] Held held_by(const Share& share) const;
    // Who must go so that so much becomes free, for one who then has so much; nothing: nobody has
    // more than that.
    [[nodiscard]] std::optional<Places> to_go(std::uint64_t wanted, std::uint64_t more_than,
                                              Clock::time_point now) const;
    void give_back(Place& place);

    const std::uint64_t all_max_;
    const std::uint64_t of_one_max_;
    mutable std::mutex mutex_;
    std::list<Place*> places_;
    std::uint64_t taken_ = 0;
};

}  // namespace pingli::http
