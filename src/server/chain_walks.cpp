#include "server/chain_walks.hpp"

#include <algorithm>

#include "base/barrier.hpp"
#include "server/audit.hpp"

namespace pingli::server {

using api::JobState;

Result<api::ChainWalk> ChainWalks::start(const ShopId& shop, std::optional<app::Head> expected) {
    std::int64_t of = 0;
    for (const app::Head& head : TRY(store_.heads()))
        if (head.shop == shop) of = head.position;
    const std::lock_guard lock{mutex_};
    const auto is_running = [](const auto& entry) {
        return entry.second->walk.state == JobState::Running;
    };
    const auto mine = jobs_.find(shop);
    if (mine != jobs_.end() && is_running(*mine))
        return fail(ErrorCode::VersionConflict, "a walk of this chain is going on");
    if (is_over_ || std::ranges::count_if(jobs_, is_running) >= kWalksAtOnceMax)
        return fail(ErrorCode::Unavailable, "too many walks are going on");
    auto job = std::make_shared<Job>();
    job->walk.state = JobState::Running;
    job->walk.started_at = now_();
    job->walk.of = of;
    job->walk.expected = expected;
    const api::ChainWalk begun = job->walk;
    // One that has ended needs the lock no more: it is joined at once.
    jobs_[shop] = job;
    job->thread =
        std::jthread{[this, shop, expected = std::move(expected), &target = *job](
                         const std::stop_token& stop) { run(stop, shop, expected, target); }};
    return begun;
}

void ChainWalks::run(const std::stop_token& stop, const ShopId& shop,
                     const std::optional<app::Head>& expected, Job& job) {
    const auto walked = [&](std::int64_t done) {
        const std::lock_guard lock{mutex_};
        job.walk.done = done;
        return !stop.stop_requested();
    };
    auto verdict = Result<store::Verdict>{fail(ErrorCode::Corrupt, "a fault of the program")};
    const auto cause = guarded([&] {
        verdict = audit(store_, shop, expected, {.files = files_, .now = now_(), .walked = walked});
    });
    const bool is_stopped = stop.stop_requested();
    if (!verdict && !is_stopped)
        note_("walk of shop " + shop.value() + ": " +
              cause.value_or(without_words(verdict.error().context)));
    const std::lock_guard lock{mutex_};
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
    if (const auto at = jobs_.find(shop); at != jobs_.end()) at->second->thread.request_stop();
}

void ChainWalks::end() {
    std::map<ShopId, std::shared_ptr<Job>> jobs;
    {
        const std::lock_guard lock{mutex_};
        is_over_ = true;
        jobs.swap(jobs_);
    }
    for (const auto& [shop, job] : jobs) job->thread.request_stop();
}

}  // namespace pingli::server
