// The line of imports that wait or are at work. One of a shop is at work at a time; when there is
// room for another, the shop that was served longest ago is next, so that whoever sends much waits
// for himself. Not thread-safe.

#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>

#include "reviews/import_job.hpp"

namespace pingli::reviews {

class ImportLine {
public:
    using JobPtr = std::shared_ptr<ImportJob>;

    void add(JobPtr job) { jobs_.push_back(std::move(job)); }
    void remove(const JobPtr& job) { std::erase(jobs_, job); }
    // Null: it is not in the line.
    [[nodiscard]] JobPtr find(const ShopId& shop, const std::string& id) const;
    [[nodiscard]] std::size_t size() const { return jobs_.size(); }
    [[nodiscard]] std::size_t of_shop(const ShopId& shop) const;
    // The next one, marked as running; null: none may run now.
    JobPtr next();

private:
    std::deque<JobPtr> jobs_;                 // in the order in which they came
    std::map<ShopId, std::uint64_t> served_;  // the turn at which a shop was served last
    std::uint64_t turn_ = 0;
};

}  // namespace pingli::reviews
