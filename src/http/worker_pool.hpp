// A fixed number of threads and a queue with an end: what does not fit is refused at once.

#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace pingli::http {

class WorkerPool {
public:
    using Job = std::move_only_function<void()>;
    WorkerPool(std::size_t threads, std::size_t queue_max);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    ~WorkerPool();

    // False, and the job is dropped, when the queue is full or the pool has stopped.
    bool submit(Job job);
    // Waits for the jobs that run; those that wait are dropped. Not from a job.
    void stop();

private:
    void work();

    std::size_t queue_max_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Job> queue_;
    bool is_stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace pingli::http
