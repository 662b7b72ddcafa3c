// A fixed number of threads and a queue with an end: what does not fit is refused at once. Fair:
// one share never has more than about half of the threads and of the queue, however much it sends,
// and those that wait are taken in turn (http/share.hpp).

#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "http/share.hpp"

namespace pingli::http {

class WorkerPool {
public:
    using Job = std::move_only_function<void()>;
    WorkerPool(std::size_t threads, std::size_t queue_max);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    ~WorkerPool();

    // False, and the job is dropped, when the queue is full, for this share or for all, or the pool
    // has stopped.
    bool submit(const Share& share, Job job);
    // Waits for the jobs that run; those that wait are dropped. Not from a job.
    void stop();

private:
    struct Member {
        std::deque<Job> waiting;
        std::size_t running = 0;
    };
    struct Group {
        std::map<std::string, Member, std::less<>> members;
        std::string last;  // the member that was served last
        std::size_t waiting = 0;
        std::size_t running = 0;
    };
    struct Taken {
        Share share;
        Job job;
    };
    void work();
    std::optional<Taken> take();  // under mutex_, as are the next two
    std::optional<Taken> take_of(const std::string& name, Group& group);
    void finish(const Share& share);
    void forget_if_idle(const Share& share);

    const std::size_t threads_max_;
    const std::size_t queue_max_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::map<std::string, Group, std::less<>> groups_;  // those with jobs
    std::string last_;                                  // the group that was served last
    std::size_t waiting_ = 0;
    std::size_t running_ = 0;
    bool is_stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace pingli::http
