#include "server/chain_walks.hpp"

#include <algorithm>
#include <utility>

#include "base/barrier.hpp"
#include "base/fair_share.hpp"
#include "server/audit.hpp"
#include "server/limits.hpp"

namespace pingli::server {

using api::JobState;

Result<api::ChainWalk> ChainWalks::start(const ShopId& shop, const UserId& by,
                                         std::optional<app::Head> expected) {
    std::int64_t of = 0;
    for (const app::Head& head : TRY(store_.heads()))
        if (head.shop == shop) of = head.position;
    const std::lock_guard lock{mutex_};
    const auto mine = jobs_.find(shop);
    if (mine != jobs_.end() && mine->second->walk.state == JobState::Running)
        return fail(ErrorCode::VersionConflict, "a walk of this chain is going on");
    if (is_over_ || !has_place(by))
        return fail(ErrorCode::Unavailable, "too many walks are waiting");
    auto job = std::make_shared<Job>();
    job->by = by;
    job->asked = ++clock_;
    job->walk.state = JobState::Running;
    job->walk.started_at = now_();
    job->walk.of = of;
    job->walk.expected = std::move(expected);
    job->is_waiting = true;
    api::ChainWalk begun = job->walk;
    // One that has ended needs the lock no more: it is joined at once.
    jobs_[shop] = std::move(job);
    begin_next();
    return begun;
}

bool ChainWalks::has_place(const UserId& by) const {
    std::size_t waiting = 0;
    std::size_t of_person = 0;
    for (const auto& [shop, job] : jobs_) {
        if (!job->is_waiting) continue;
        ++waiting;
        if (job->by == by) ++of_person;
    }
    return of_person < kWalksWaitingOfPersonMax &&
           leaves_room(of_person, kWalksWaitingMax - std::min(waiting, kWalksWaitingMax));
}

// Who comes anew counts as served when it came: going and coming back is no advantage.
ChainWalks::Jobs::iterator ChainWalks::next() {
    auto best = jobs_.end();
    std::pair<std::uint64_t, std::uint64_t> best_rank;
    for (auto at = jobs_.begin(); at != jobs_.end(); ++at) {
        const Job& job = *at->second;
        if (!job.is_waiting || at_work_.contains(job.by)) continue;
        const auto served = served_.find(job.by);
        const std::pair rank{served == served_.end() ? job.asked : served->second, job.asked};
        if (best != jobs_.end() && rank >= best_rank) continue;
        best = at;
        best_rank = rank;
    }
    return best;
}

void ChainWalks::begin_next() {
    while (!is_over_ && at_work_.size() < kWalksAtOnceMax) {
        const auto at = next();
        if (at == jobs_.end()) return;
        Job& job = *at->second;
        job.is_waiting = false;
        at_work_.insert(job.by);
        served_[job.by] = ++clock_;
        job.thread = std::jthread{
            [this, shop = at->first, &job](const std::stop_token& stop) { run(stop, shop, job); }};
    }
}

void ChainWalks::finish(const UserId& by) {
    at_work_.erase(by);
    forget_turn(by);
    begin_next();
}

// Of who has nothing at work or in line any more.
void ChainWalks::forget_turn(const UserId& by) {
    const bool has_more = std::ranges::any_of(jobs_, [&](const auto& entry) {
        return entry.second->is_waiting && entry.second->by == by;
    });
    if (!has_more && !at_work_.contains(by)) served_.erase(by);
}

void ChainWalks::run(const std::stop_token& stop, const ShopId& shop, Job& job) {
    const auto walked = [&](std::int64_t done) {
        const std::lock_guard lock{mutex_};
        job.walk.done = done;
        return !stop.stop_requested();
    };
    auto verdict = Result<store::Verdict>{fail(ErrorCode::Corrupt, "a fault of the program")};
    const auto cause = guarded([&] {
        verdict = audit(store_, shop, job.walk.expected,
                        {.files = files_, .now = now_(), .walked = walked});
    });
    const bool is_stopped = stop.stop_requested();
    if (!verdict && !is_stopped)
        note_("walk of shop " + shop.value() + ": " +
              cause.value_or(without_words(verdict.error().context)));
    const std::lock_guard lock{mutex_};
    finish(job.by);
    api::ChainWalk& walk = job.walk;
    walk.ended_at = now_();
    walk.state = JobState::Done;
    if (!verdict) {
        walk.state = is_stopped ? JobState::Stopped : JobState::Failed;
        return;
    }
    walk.done = verdict->head.position;
    walk.of = std::max(walk.of, walk.done);
    walk.head = verdict->head;
    walk.events = verdict->events;
    walk.cases = verdict->cases;
    walk.files = verdict->files;
    walk.rows = verdict->rows;
    walk.further_faults = verdict->further_faults;
    for (const store::Fault& fault : verdict->faults) {
        std::string kind = store::name_of(fault.kind);
        std::ranges::replace(kind, ' ', '_');
        walk.faults.push_back({.kind = kind, .position = fault.position, .what = fault.what});
    }
}

std::optional<api::ChainWalk> ChainWalks::find(const ShopId& shop) {
    const std::lock_guard lock{mutex_};
    const auto at = jobs_.find(shop);
    if (at == jobs_.end()) return std::nullopt;
    return at->second->walk;
}

void ChainWalks::stop(const ShopId& shop) {
    const std::lock_guard lock{mutex_};
    const auto at = jobs_.find(shop);
    if (at == jobs_.end()) return;
    Job& job = *at->second;
    job.thread.request_stop();
    if (!std::exchange(job.is_waiting, false)) return;
    job.walk.state = JobState::Stopped;
    job.walk.ended_at = now_();
    forget_turn(job.by);
}

void ChainWalks::end() {
    Jobs jobs;
    {
        const std::lock_guard lock{mutex_};
        is_over_ = true;
        jobs.swap(jobs_);
    }
    for (const auto& [shop, job] : jobs) job->thread.request_stop();
}

}  // namespace pingli::server
