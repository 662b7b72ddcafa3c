// The line of imports that wait or are at work. A few work at a time, one of a shop and so many of
// a person (who had it run, or who opened the shop). Whose turn it is is who was served longest
// ago, whether it waits to be begun or was begun and gave its turn away; so whoever sends much
// waits for himself, however many shops he has, and those who fill all places together, each with
// an import of hours, hold up nobody for longer than their turns. Not thread-safe.

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
    // Whether one of the shop stands in it that was asked for then or before.
    [[nodiscard]] bool has_of(const ShopId& shop, Instant asked_by) const;
    // The next one to be begun, which has its turn now; null: it is no such one's turn.
    JobPtr begin();
    // The job, which was begun, has its turn again; false: not yet.
    bool resume(ImportJob& job);
    // Takes the turn from the job when there is somebody to have it instead; whether there was.
    bool give_way(ImportJob& job);

private:
    [[nodiscard]] JobPtr next() const;
    [[nodiscard]] bool may_work(const ImportJob& job) const;
    [[nodiscard]] bool may_begin(const ImportJob& job) const;
    [[nodiscard]] std::size_t working_of(const UserId& person) const;
    [[nodiscard]] std::size_t begun_of(const UserId& person) const;
    [[nodiscard]] std::uint64_t served(const ImportJob& job) const;
    void serve(ImportJob& job);

    std::deque<JobPtr> jobs_;  // in the order in which they came
    // The turn at which somebody was served last.
    std::map<ShopId, std::uint64_t> shops_served_;
    std::map<UserId, std::uint64_t> people_served_;
    std::uint64_t turn_ = 0;
};

}  // namespace pingli::reviews
