// Sends what waits in the hook book, from threads of its own, so that nothing else ever waits for
// a receiver. One delivery to a hook at a time; a hook that failed pauses, longer with each
// failure, and one account (Delivery::account) never has all threads, so that it cannot delay
// others. At least once: a delivery can repeat, with the same id, after a crash.

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
    std::function<void(const std::string&)> note;  // receives failures of our own
    std::size_t threads = kCourierThreads;
    std::chrono::milliseconds look_every{1'000};  // real time
    MayHave may_have = {};                        // asked before each is sent
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
    void note_fault(const std::string& cause);
    std::optional<Place> claim(Instant now);
    // Under mutex_: whether its hook, and its account, may have a delivery on its way now.
    [[nodiscard]] bool may_begin(const Place& place, Instant now) const;
    void begin(const Place& place);
    void release(const Place& place, Instant now, bool is_well);
    Result<bool> deliver(Sender& sender, const Place& place);
    Result<void> conclude(const Place& place, Delivery delivery, int status);
    Result<bool> is_failing(const Delivery& delivery);

    HookBook& book_;
    CourierOptions options_;
    std::mutex mutex_;
    std::condition_variable stopping_;
    std::atomic<bool> is_stopping_ = false;
    std::set<std::string> busy_;  // guarded by mutex_
    struct Rest {
        Instant until;
        Duration length{};
    };
    std::map<std::string, Rest> rests_;           // of hooks; guarded by mutex_
    std::map<std::string, std::size_t> at_work_;  // by account; guarded by mutex_
    std::vector<std::thread> threads_;
};

}  // namespace pingli::notify
