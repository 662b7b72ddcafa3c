#include "http/worker_pool.hpp"

#include <optional>
#include <utility>

namespace pingli::http {

WorkerPool::WorkerPool(std::size_t threads, std::size_t queue_max) : line_(threads, queue_max) {
    threads_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
    stop();
}

bool WorkerPool::submit(const Share& share, Job job) {
    {
        const std::lock_guard lock{mutex_};
        if (is_stopped_ || !line_.add(share, std::move(job))) return false;
    }
    ready_.notify_one();
    return true;
}

void WorkerPool::stop() {
    std::deque<Job> dropped;  // not destroyed under the lock
    {
        const std::lock_guard lock{mutex_};
        is_stopped_ = true;
        dropped = line_.clear();
    }
    ready_.notify_all();
    for (std::thread& thread : threads_)
        if (thread.joinable()) thread.join();
}

void WorkerPool::work() {
    std::unique_lock lock{mutex_};
    while (true) {
        std::optional<WorkLine::Taken> taken;
        ready_.wait(lock, [&] { return is_stopped_ || (taken = line_.take()).has_value(); });
        if (!taken) return;
        // What ended just now may have left room for more than this one.
        if (line_.waiting() > 0) ready_.notify_one();
        lock.unlock();
        taken->job();
        taken->job = nullptr;  // What it holds may need long to let go.
        lock.lock();
        line_.finish(taken->share);
    }
}

}  // namespace pingli::http
