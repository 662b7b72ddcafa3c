#include "reviews/import_line.hpp"

#include <algorithm>
#include <functional>

#include "base/fair_share.hpp"
#include "reviews/limits.hpp"

namespace pingli::reviews {

namespace {

bool is_for(const ImportJob& job, const UserId& person) {
    return std::ranges::find(job.people, person) != job.people.end();
}

template <class Is>
std::size_t count_of(const std::deque<ImportLine::JobPtr>& jobs, const Is& is) {
    return static_cast<std::size_t>(std::ranges::count_if(
        jobs, [&](const ImportLine::JobPtr& job) { return std::invoke(is, *job); }));
}

template <class Id>
std::uint64_t turn_of(const std::map<Id, std::uint64_t>& served, const Id& who) {
    const auto found = served.find(who);
    return found == served.end() ? 0 : found->second;
}

}  // namespace

ImportLine::JobPtr ImportLine::find(const ShopId& shop, const std::string& id) const {
    const auto at = std::ranges::find_if(
        jobs_, [&](const JobPtr& job) { return job->shop == shop && job->id == id; });
    return at == jobs_.end() ? nullptr : *at;
}

std::size_t ImportLine::of_shop(const ShopId& shop) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(jobs_, [&](const JobPtr& job) { return job->shop == shop; }));
}

std::size_t ImportLine::of_person(const UserId& person) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(jobs_, [&](const JobPtr& job) { return is_for(*job, person); }));
}

bool ImportLine::has_of(const ShopId& shop, Instant asked_by) const {
    return std::ranges::any_of(
        jobs_, [&](const JobPtr& job) { return job->shop == shop && job->asked_at <= asked_by; });
}

ImportLine::Room ImportLine::room_for(const ShopId& shop, const std::vector<UserId>& people) const {
    if (jobs_.size() >= kImportsWaitingMax) return Room::Full;
    if (of_shop(shop) >= kImportsWaitingOfShopMax) return Room::ShopHasEnough;
    // At least 1: who has none in it finds a place while there is one.
    const std::size_t half = (kImportsWaitingMax - jobs_.size() + 1) / 2;
    const std::size_t most = std::min(kImportsWaitingOfPersonMax, half);
    const bool has_enough = std::ranges::any_of(
        people, [&](const UserId& person) { return of_person(person) >= most; });
    return has_enough ? Room::PersonHasEnough : Room::Free;
}

std::size_t ImportLine::working_of(const UserId& person) const {
    return count_of(jobs_,
                    [&](const ImportJob& one) { return one.has_turn && is_for(one, person); });
}

std::size_t ImportLine::begun_of(const UserId& person) const {
    return count_of(jobs_,
                    [&](const ImportJob& one) { return one.is_begun && is_for(one, person); });
}

// What was begun holds memory until it ends, also while others have their turn.
bool ImportLine::may_begin(const ImportJob& job) const {
    const std::size_t begun = count_of(jobs_, &ImportJob::is_begun);
    const bool has_shop_one = std::ranges::any_of(
        jobs_, [&](const JobPtr& one) { return one->is_begun && one->shop == job.shop; });
    if (begun >= kImportsBegunMax || has_shop_one) return false;
    return std::ranges::all_of(job.people, [&](const UserId& person) {
        const std::size_t held = begun_of(person);
        return held < kImportsAtOnceOfPersonMax && leaves_room(held, kImportsBegunMax - begun);
    });
}

bool ImportLine::may_work(const ImportJob& job) const {
    if (job.has_turn || count_of(jobs_, &ImportJob::has_turn) >= kImportsAtOnceMax) return false;
    if (!job.is_begun && !may_begin(job)) return false;
    return std::ranges::all_of(job.people, [&](const UserId& person) {
        return working_of(person) < kImportsAtOnceOfPersonMax;
    });
}

std::uint64_t ImportLine::served(const ImportJob& job) const {
    std::uint64_t last = turn_of(shops_served_, job.shop);
    for (const UserId& person : job.people) last = std::max(last, turn_of(people_served_, person));
    return last;
}

ImportLine::JobPtr ImportLine::next() const {
    JobPtr next;
    std::uint64_t best = 0;
    for (const JobPtr& job : jobs_) {
        if (!may_work(*job)) continue;
        const std::uint64_t turn = served(*job);
        if (next && turn >= best) continue;
        next = job;
        best = turn;
    }
    return next;
}

void ImportLine::serve(ImportJob& job) {
    job.is_begun = job.has_turn = true;
    shops_served_[job.shop] = ++turn_;
    for (const UserId& person : job.people) people_served_[person] = turn_;
}

ImportLine::JobPtr ImportLine::begin() {
    JobPtr job = next();
    if (!job || job->is_begun) return nullptr;
    serve(*job);
    return job;
}

bool ImportLine::resume(ImportJob& job) {
    const bool is_next = next().get() == &job;
    if (is_next) serve(job);
    return is_next;
}

bool ImportLine::give_way(ImportJob& job) {
    serve(job);  // just now: whoever else may work comes first
    job.has_turn = false;
    job.has_turn = next().get() == &job;
    return !job.has_turn;
}

}  // namespace pingli::reviews
