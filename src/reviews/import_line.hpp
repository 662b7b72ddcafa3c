// The line of imports that wait or are at work. One of a shop is at work at a time, and of a person
// (who had it run, or who opened the shop) so many that others find a place; when there is room for
// another, those are next who were served longest ago, so that whoever sends much waits for
// himself, however many shops he has. Not thread-safe.

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

    enum class Room : std::uint8_t { Free, ShopHasEnough, PersonHasEnough, Full };
    // Whether one more may stand in it.
    [[nodiscard]] Room room_for(const ShopId& shop, const std::vector<UserId>& people) const;
    void add(JobPtr job) { jobs_.push_back(std::move(job)); }
    void remove(const JobPtr& job) { std::erase(jobs_, job); }
    // Null: it is not in the line.
    [[nodiscard]] JobPtr find(const ShopId& shop, const std::string& id) const;
    [[nodiscard]] std::size_t of_shop(const ShopId& shop) const;
    [[nodiscard]] std::size_t of_person(const UserId& person) const;
    // The next one, marked as running; null: none may run now.
    JobPtr next();

private:
    [[nodiscard]] bool may_run(const ImportJob& job) const;
    [[nodiscard]] std::uint64_t served(const ImportJob& job) const;

    std::deque<JobPtr> jobs_;  // in the order in which they came
    // The turn at which somebody was served last.
    std::map<ShopId, std::uint64_t> shops_served_;
    std::map<UserId, std::uint64_t> people_served_;
    std::uint64_t turn_ = 0;
};

}  // namespace pingli::reviews
