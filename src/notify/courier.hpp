// Sends what waits in the hook book, from threads of its own, so that nothing else ever waits for
// a receiver. One delivery to a hook at a time; a hook that failed rests a while, so that those of
// others are not held up. At least once: a delivery may come twice with the same id when the
// program ends at the wrong moment.

#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "notify/hook_book.hpp"
#include "notify/sender.hpp"

namespace pingli::notify {

struct CourierOptions {
    Reach reach = Reach::PublicOnly;
    std::function<Instant()> now;
    std::function<std::uint32_t()> random;         // spreads further attempts
    std::function<void(const std::string&)> note;  // told of failures of our own
    std::size_t threads = 2;
    std::chrono::milliseconds look_every{1'000};  // real time
};

class Courier {
public:
    // `book` outlives it.
    Courier(HookBook& book, CourierOptions options);
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;
    ~Courier();  // Ends a delivery that is on its way; it is sent again at the next start.

private:
    void run();
    bool run_once(Sender& sender);
    std::optional<Place> claim(Instant now);
    void release(const std::string& hook, std::optional<Instant> rests_until);
    Result<bool> deliver(Sender& sender, const Place& place);
    Result<void> conclude(const Place& place, Delivery delivery, int status);
    Result<bool> is_failing(const Delivery& delivery);

    HookBook& book_;
    CourierOptions options_;
    std::mutex mutex_;
    std::condition_variable stopping_;
    std::atomic<bool> is_stopping_ = false;
    std::set<std::string> busy_;                  // guarded by mutex_
    std::map<std::string, Instant> rests_until_;  // guarded by mutex_
    std::vector<std::thread> threads_;
};

}  // namespace pingli::notify
