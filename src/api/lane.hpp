// A lane of its own for work that takes a core and long: hashing a password. It waits in a queue
// here, so that a flood of log-ins keeps no worker from other requests. The queue has an end, in
// all and for each address; what does not fit is told to come again. Thread-safe.

#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "http/router.hpp"

namespace pingli::api {

struct LaneLimits {
    std::size_t at_once = 2;  // each hash takes most of a core and 19 MiB
    std::size_t waiting_max = 128;
    std::size_t waiting_per_address_max = 64;
};

class Lane {
public:
    using Job = std::move_only_function<void()>;
    explicit Lane(const LaneLimits& limits);
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;
    ~Lane();

    // Does not wait. False, and the job is dropped: the queue is full, in all or for the address.
    bool submit(const std::string& address, Job job);
    // Waits for what runs; what waits is dropped.
    void stop();

private:
    struct Waiting {
        std::string address;
        Job job;
    };
    void work();

    const LaneLimits limits_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Waiting> queue_;
    std::unordered_map<std::string, std::size_t> by_address_;  // of those that wait
    bool is_stopped_ = false;
    std::vector<std::thread> threads_;
};

// The handler, run in the lane; 503 with Retry-After when it is full. `lane` outlives the server.
http::LateHandler in_lane(Lane& lane, http::Handler handler);

}  // namespace pingli::api
