#include "store/group_commit.hpp"

#include <chrono>
#include <iterator>
#include <utility>

#include "base/assert.hpp"
#include "base/barrier.hpp"

namespace pingli::store {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLaterAfter{200};
constexpr std::chrono::milliseconds kMoreAfter{50};  // when not all of it was done
constexpr int kLaterAtStopMax = 100;

}  // namespace

GroupCommit::GroupCommit(Write write, Later later, Note note)
    : write_(std::move(write)),
      later_(std::move(later)),
      note_(std::move(note)),
      thread_([this] { work(); }) {}

GroupCommit::~GroupCommit() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    wake_.notify_all();
}

void GroupCommit::submit(app::Change change, app::EventStore::Done done) {
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.size() < kWaitingChangesMax && !is_stopping_) {
            waiting_.push_back({.change = std::move(change), .done = std::move(done)});
            done = nullptr;
        }
    }
    if (done) {
        done(fail(ErrorCode::Unavailable, "append: too many changes wait"));
        return;
    }
    wake_.notify_one();
}

std::optional<std::string> GroupCommit::run(const std::function<void()>& work) {
    Job job{.work = work};
    std::unique_lock lock(mutex_);
    jobs_.push_back(&job);
    wake_.notify_one();
    job_done_.wait(lock, [&] { return job.is_done; });
    return std::move(job.cause);
}

void GroupCommit::work() {
    bool has_later = true;  // Something may be left from before the start.
    auto later_at = SteadyClock::now() + kLaterAfter;
    std::unique_lock lock(mutex_);
    const auto is_due = [&] { return !waiting_.empty() || !jobs_.empty() || is_stopping_; };
    for (;;) {
        if (has_later) {
            wake_.wait_until(lock, later_at, is_due);
        } else {
            wake_.wait(lock, is_due);
        }
        if (!jobs_.empty()) {
            run_job(lock);
        } else if (!waiting_.empty()) {
            std::deque<Waiting> group = take_group();
            lock.unlock();
            write_group(group);
            lock.lock();
            if (!has_later) later_at = SteadyClock::now() + kLaterAfter;
            has_later = true;
        } else if (is_stopping_) {
            lock.unlock();
            for (int i = 0; has_later && i < kLaterAtStopMax; ++i) has_later = do_later();
            return;
        }
        if (has_later && SteadyClock::now() >= later_at) {
            lock.unlock();
            has_later = do_later();
            later_at = SteadyClock::now() + kMoreAfter;
            lock.lock();
        }
    }
}

void GroupCommit::run_job(std::unique_lock<std::mutex>& lock) {
    Job& job = *jobs_.front();
    jobs_.pop_front();
    lock.unlock();
    auto cause = guarded(job.work);
    note("a job of the writer", cause);
    lock.lock();
    job.cause = std::move(cause);
    job.is_done = true;
    job_done_.notify_all();
}

std::deque<GroupCommit::Waiting> GroupCommit::take_group() {
    std::deque<Waiting> group;
    while (!waiting_.empty() && group.size() < kGroupChangesMax) {
        group.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
    }
    return group;
}

void GroupCommit::write_group(std::deque<Waiting>& group) {
    std::vector<const app::Change*> changes;
    changes.reserve(group.size());
    for (const Waiting& waiting : group) changes.push_back(&waiting.change);
    auto results = write_(changes);
    PINGLI_ASSERT(results.size() == group.size());
    for (std::size_t i = 0; i < group.size(); ++i) {
        note("whoever waited for a change", guarded([&] { group[i].done(std::move(results[i])); }));
    }
}

bool GroupCommit::do_later() {
    bool has_more = false;
    if (later_) note("what may lag", guarded([&] { has_more = later_(); }));
    return has_more;
}

void GroupCommit::note(std::string_view whose, const std::optional<std::string>& cause) {
    if (cause && note_) note_("fault: " + std::string{whose} + ": " + *cause);
}

}  // namespace pingli::store
