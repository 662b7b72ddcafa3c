#include "reviews/import_line.hpp"

#include <algorithm>

namespace pingli::reviews {

ImportLine::JobPtr ImportLine::find(const ShopId& shop, const std::string& id) const {
    const auto at = std::ranges::find_if(
        jobs_, [&](const JobPtr& job) { return job->shop == shop && job->id == id; });
    return at == jobs_.end() ? nullptr : *at;
}

std::size_t ImportLine::of_shop(const ShopId& shop) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(jobs_, [&](const JobPtr& job) { return job->shop == shop; }));
}

ImportLine::JobPtr ImportLine::next() {
    const auto is_at_work = [&](const ShopId& shop) {
        return std::ranges::any_of(
            jobs_, [&](const JobPtr& job) { return job->is_running && job->shop == shop; });
    };
    JobPtr next;
    std::uint64_t best = 0;
    for (const JobPtr& job : jobs_) {
        if (is_at_work(job->shop)) continue;
        const auto served = served_.find(job->shop);
        const std::uint64_t turn = served == served_.end() ? 0 : served->second;
        if (next && turn >= best) continue;
        next = job;
        best = turn;
    }
    if (!next) return next;
    next->is_running = true;
    served_[next->shop] = ++turn_;
    return next;
}

}  // namespace pingli::reviews
