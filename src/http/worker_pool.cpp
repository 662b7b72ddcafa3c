#include "http/worker_pool.hpp"

#include <utility>

namespace pingli::http {

namespace {

// Calls `look` for each entry, beginning behind the key `last` and once around, until it says yes.
template <class Map, class Look>
void around(Map& map, const std::string& last, Look look) {
    const auto begin = map.upper_bound(last);
    for (auto at = begin; at != map.end(); ++at)
        if (look(*at)) return;
    for (auto at = map.begin(); at != begin; ++at)
        if (look(*at)) return;
}

}  // namespace

WorkerPool::WorkerPool(std::size_t threads, std::size_t queue_max)
    : threads_max_(threads), queue_max_(queue_max) {
    threads_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() {
    stop();
}

bool WorkerPool::submit(const Share& share, Job job) {
    {
        const std::lock_guard lock{mutex_};
        if (is_stopped_ || waiting_ >= queue_max_) return false;
        Group& group = groups_[share.group];
        Member& member = group.members[share.member];
        const std::size_t half = std::max<std::size_t>(1, queue_max_ / 2);
        const bool has_room = leaves_room(group.waiting, queue_max_ - waiting_) &&
                              leaves_room(member.waiting.size(), half - group.waiting);
        if (!has_room) {
            forget_if_idle(share);
            return false;
        }
        member.waiting.push_back(std::move(job));
        ++group.waiting;
        ++waiting_;
    }
    ready_.notify_one();
    return true;
}

void WorkerPool::stop() {
    std::map<std::string, Group, std::less<>> dropped;  // not destroyed under the lock
    {
        const std::lock_guard lock{mutex_};
        is_stopped_ = true;
        for (auto& [name, group] : groups_)
            for (auto& [person, member] : group.members)
                dropped[name].members[person].waiting.swap(member.waiting);
        waiting_ = 0;
    }
    ready_.notify_all();
    for (std::thread& thread : threads_)
        if (thread.joinable()) thread.join();
}

std::optional<WorkerPool::Taken> WorkerPool::take() {
    std::optional<Taken> taken;
    if (waiting_ == 0) return taken;
    around(groups_, last_, [&](auto& entry) {
        auto& [name, group] = entry;
        if (group.waiting > 0 && leaves_room(group.running, threads_max_ - running_))
            taken = take_of(name, group);
        return taken.has_value();
    });
    return taken;
}

std::optional<WorkerPool::Taken> WorkerPool::take_of(const std::string& name, Group& group) {
    std::optional<Taken> taken;
    const std::size_t half = std::max<std::size_t>(1, threads_max_ / 2);
    around(group.members, group.last, [&](auto& entry) {
        auto& [person, member] = entry;
        const std::size_t free = half > group.running ? half - group.running : 1;
        if (member.waiting.empty() || !leaves_room(member.running, free)) return false;
        taken = Taken{.share = {.group = name, .member = person},
                      .job = std::move(member.waiting.front())};
        member.waiting.pop_front();
        ++member.running;
        return true;
    });
    if (!taken) return taken;
    --waiting_;
    --group.waiting;
    ++group.running;
    ++running_;
    group.last = taken->share.member;
    last_ = name;
    return taken;
}

void WorkerPool::finish(const Share& share) {
    Group& group = groups_.find(share.group)->second;
    --group.members.find(share.member)->second.running;
    --group.running;
    --running_;
    forget_if_idle(share);
}

void WorkerPool::forget_if_idle(const Share& share) {
    const auto group = groups_.find(share.group);
    const auto member = group->second.members.find(share.member);
    if (member->second.running == 0 && member->second.waiting.empty())
        group->second.members.erase(member);
    if (group->second.members.empty()) groups_.erase(group);
}

void WorkerPool::work() {
    std::unique_lock lock{mutex_};
    while (true) {
        std::optional<Taken> taken;
        ready_.wait(lock, [&] { return is_stopped_ || (taken = take()).has_value(); });
        if (!taken) return;
        lock.unlock();
        taken->job();
        taken->job = nullptr;  // What it holds may need long to let go.
        lock.lock();
        finish(taken->share);
    }
}

}  // namespace pingli::http
