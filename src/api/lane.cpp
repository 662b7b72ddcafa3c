#include "api/lane.hpp"

#include <utility>

#include "api/answers.hpp"

namespace pingli::api {

Lane::Lane(const LaneLimits& limits) : limits_(limits) {
    threads_.reserve(limits_.at_once);
    for (std::size_t i = 0; i < limits_.at_once; ++i) threads_.emplace_back([this] { work(); });
}

Lane::~Lane() {
    stop();
}

bool Lane::submit(const std::string& address, Job job) {
    {
        const std::lock_guard lock{mutex_};
        if (is_stopped_ || queue_.size() >= limits_.waiting_max) return false;
        std::size_t& of_address = by_address_[address];
        if (of_address >= limits_.waiting_per_address_max) return false;
        ++of_address;
        queue_.push_back({.address = address, .job = std::move(job)});
    }
    ready_.notify_one();
    return true;
}

void Lane::stop() {
    std::deque<Waiting> dropped;
    {
        const std::lock_guard lock{mutex_};
        is_stopped_ = true;
        dropped.swap(queue_);
        by_address_.clear();
    }
    ready_.notify_all();
    for (std::thread& thread : threads_)
        if (thread.joinable()) thread.join();
}

void Lane::work() {
    while (true) {
        Job job;
        {
            std::unique_lock lock{mutex_};
            ready_.wait(lock, [this] { return is_stopped_ || !queue_.empty(); });
            if (is_stopped_) return;
            const auto of_address = by_address_.find(queue_.front().address);
            if (--of_address->second == 0) by_address_.erase(of_address);
            job = std::move(queue_.front().job);
            queue_.pop_front();
        }
        job();
    }
}

http::LateHandler in_lane(Lane& lane, http::Handler handler) {
    return [&lane, handle = std::move(handler)](const std::shared_ptr<http::Request>& request,
                                                http::Responder responder) {
        // Held by both ends: a job that does not fit is dropped, and still to be answered.
        const auto waiting = std::make_shared<http::Responder>(std::move(responder));
        const bool is_taken = lane.submit(request->address, [request, waiting, &handle] {
            waiting->answer(http::answer_guarded(handle, *request));
        });
        if (!is_taken) waiting->answer(from_error({.code = ErrorCode::Unavailable, .context = {}}));
    };
}

}  // namespace pingli::api
