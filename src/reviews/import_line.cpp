#include "reviews/import_line.hpp"

#include <algorithm>

#include "reviews/limits.hpp"

namespace pingli::reviews {

namespace {

bool is_for(const ImportJob& job, const UserId& person) {
    return std::ranges::find(job.people, person) != job.people.end();
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

bool ImportLine::may_run(const ImportJob& job) const {
    const auto running = [&](const auto& is_same) {
        return static_cast<std::size_t>(std::ranges::count_if(
            jobs_, [&](const JobPtr& one) { return one->is_running && is_same(*one); }));
    };
    if (job.is_running) return false;
    if (running([&](const ImportJob& one) { return one.shop == job.shop; }) > 0) return false;
    return std::ranges::all_of(job.people, [&](const UserId& person) {
        return running([&](const ImportJob& one) { return is_for(one, person); }) <
               kImportsAtOnceOfPersonMax;
    });
}

std::uint64_t ImportLine::served(const ImportJob& job) const {
    std::uint64_t last = turn_of(shops_served_, job.shop);
    for (const UserId& person : job.people) last = std::max(last, turn_of(people_served_, person));
    return last;
}

ImportLine::JobPtr ImportLine::next() {
    JobPtr next;
    std::uint64_t best = 0;
    for (const JobPtr& job : jobs_) {
        if (!may_run(*job)) continue;
        const std::uint64_t turn = served(*job);
        if (next && turn >= best) continue;
        next = job;
        best = turn;
    }
    if (!next) return next;
    next->is_running = true;
    shops_served_[next->shop] = ++turn_;
    for (const UserId& person : next->people) people_served_[person] = turn_;
    return next;
}

}  // namespace pingli::reviews
