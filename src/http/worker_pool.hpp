// A fixed number of threads and a queue with an end: what does not fit is refused at once. Fair: no
// shop and no person ever has more than its part of the threads and of the queue, however much is
// sent, and those that wait are taken in turn (http/work_line.hpp).

#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

#include "http/work_line.hpp"

namespace pingli::http {

class WorkerPool {
public:
    using Job = WorkLine::Job;
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
    void work();

    std::mutex mutex_;
    std::condition_variable ready_;
    WorkLine line_;
    bool is_stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace pingli::http
