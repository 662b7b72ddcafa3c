// The one writer of a database: a thread that takes all waiting changes as one group, has them
// written in one transaction, and then tells each waiting caller. While one group is on its way to
// the disk the next one gathers, so that groups grow with the load.

#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/event_store.hpp"

namespace pingli::store {

constexpr std::size_t kGroupChangesMax = 256;
constexpr std::size_t kWaitingChangesMax = 8192;

class GroupCommit {
public:
    // Writes a group and returns one result a change. Runs on the writer's thread.
    using Write =
        std::function<std::vector<Result<app::Appended>>(std::span<const app::Change* const>)>;
    // Work that may lag: called on the writer's thread some time after a group, and again as long
    // as it says that more is left.
    using Later = std::function<bool()>;
    // Told of what a waiting caller throws when it is told, and of what `Later` throws: the writer
    // goes on. What is thrown while a group is written ends the program, since nobody knows then
    // what is on the disk.
    using Note = std::function<void(const std::string&)>;

    GroupCommit(Write write, Later later, Note note);
    GroupCommit(const GroupCommit&) = delete;
    GroupCommit& operator=(const GroupCommit&) = delete;
    // Writes what waits, does what may lag, then ends the thread.
    ~GroupCommit();

    void submit(app::Change change, app::EventStore::Done done);
    // Runs `work` on the writer's thread, between groups, and waits for it. What it throws stays
    // with it: the cause, or nothing when it came to its end.
    std::optional<std::string> run(const std::function<void()>& work);

private:
    struct Waiting {
        app::Change change;
        app::EventStore::Done done;
    };
    struct Job {
        const std::function<void()>& work;
        std::optional<std::string> cause = {};  // guarded by mutex_
        bool is_done = false;                   // guarded by mutex_
    };
    void work();
    // With mutex_ held; a job runs without it.
    void run_job(std::unique_lock<std::mutex>& lock);
    std::deque<Waiting> take_group();
    void write_group(std::deque<Waiting>& group);
    bool do_later();  // false: nothing is left, or it failed and waits for the next group
    void note(std::string_view whose, const std::optional<std::string>& cause);

    Write write_;
    Later later_;
    Note note_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Waiting> waiting_;  // guarded by mutex_
    std::deque<Job*> jobs_;        // guarded by mutex_
    std::condition_variable job_done_;
    bool is_stopping_ = false;  // guarded by mutex_
    std::jthread thread_;       // last: it uses the others
};

}  // namespace pingli::store
