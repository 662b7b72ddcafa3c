// Inside of http only: jobs that wait and jobs that run, without the threads. Who may have how much
// of both is decided here (http/share.hpp), and who is next.
//
// A group has at most about half of the workers and of the line, a member a quarter of each,
// whatever groups it turns up in; and nobody more than leaves room for one more. Of those who wait
// the one is next whose group and member were both served longest ago: before anybody's turn each
// other member and each other group has at most one. Now and then it is whoever has waited longest,
// so that a member busy elsewhere is not for ever behind its colleagues here.

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "http/share.hpp"

namespace pingli::http {

class WorkLine {
public:
    using Job = std::move_only_function<void()>;
    struct Taken {
        Share share;
        Job job;
    };
    static constexpr std::uint64_t kOldestEvery = 8;  // turns

    WorkLine(std::size_t threads, std::size_t waiting_max)
        : threads_max_(threads), waiting_max_(waiting_max) {}
    WorkLine(const WorkLine&) = delete;  // its parts point at each other
    WorkLine& operator=(const WorkLine&) = delete;

    // False, and the job is dropped, when there is no place for it, for this share or for all.
    bool add(const Share& share, Job job);
    // The next one that may run; it does, until finish(). Nothing: none may.
    std::optional<Taken> take();
    void finish(const Share& share);
    [[nodiscard]] std::size_t waiting() const { return waiting_; }
    // Those that wait leave; to be destroyed wherever that may take its time.
    std::deque<Job> clear();

private:
    // What is counted of one group, or of one member, over all its lines.
    struct Party {
        std::size_t waiting = 0;
        std::size_t running = 0;
        std::uint64_t served = 0;  // when; of one that just came, when it came
    };
    using Parties = std::map<std::string, Party, std::less<>>;
    struct Waiting {
        Job job;
        std::uint64_t since = 0;
    };
    struct Line {  // of one member in one group
        std::deque<Waiting> waiting;
        std::size_t running = 0;
        Party* group = nullptr;
        Party* member = nullptr;
    };
    using Lines = std::map<Share, Line>;

    Line& line_of(const Share& share);
    [[nodiscard]] bool has_place(const Line& line) const;
    [[nodiscard]] bool may_run(const Line& line) const;
    void forget_if_idle(Lines::iterator at);

    const std::size_t threads_max_;
    const std::size_t waiting_max_;
    Lines lines_;      // with jobs
    Parties groups_;   // with lines
    Parties members_;  // likewise
    std::uint64_t clock_ = 0;
    std::uint64_t turns_ = 0;
    std::size_t waiting_ = 0;
    std::size_t running_ = 0;
};

}  // namespace pingli::http
