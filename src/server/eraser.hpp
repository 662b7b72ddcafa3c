// Erasing persons while the server runs, in the background. What is of one shop alone is done at
// once: no case changes while the person's own are erased, and what is in memory is forgotten. What
// is left of it in free places of the database costs as much to clear away as the whole store is
// large, and everybody waits for it: so several erasures share one clearing, and after it comes a
// rest that is many times as long as it took. Thread-safe.

#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "api/office.hpp"
#include "app/case_desk.hpp"
#include "server/erase.hpp"

namespace pingli::server {

class Eraser {
public:
    struct Options {
        std::filesystem::path files;  // where those of exhibits lie
        std::function<Instant()> now;
        std::function<void(const std::string&)> say;  // told why one failed
    };
    // `store` and `desk` outlive it.
    Eraser(app::Store& store, app::CaseDesk& desk, Options options);
    Eraser(const Eraser&) = delete;
    Eraser& operator=(const Eraser&) = delete;
    ~Eraser() { end(); }

    // Goes on with what was begun before and did not come to its end.
    Result<void> resume();
    // What is going on of the same person is answered again, and what was done just now with
    // nothing said since. Invalid as of `check`; Unavailable: kErasuresWaitingMax of the shop wait.
    Result<api::Erasing> start(ErasureWish wish);
    // The latest first.
    Result<std::vector<api::Erasing>> all(const ShopId& shop);
    // What goes on is finished; what waits goes on at the next start.
    void end();

private:
    using Steady = std::chrono::steady_clock;

    void run();
    void erase(const ErasureWish& wish);
    Result<void> search_anew(PersonEraser& one);
    Result<bool> clear();
    void clear_away();
    void note_ends();
    [[nodiscard]] bool is_going_on(const ErasureWish& wish) const;
    Result<std::optional<ErasureNote>> done_just_now(const ErasureWish& wish);

    app::Store& store_;
    app::CaseDesk& desk_;
    const Options options_;
    // Of the worker alone.
    std::vector<PersonEraser> erased_;  // what is left of them is to be cleared away
    std::size_t cleared_ = 0;           // of them, but for what readers still hold in the log
    Steady::time_point clears_at_{};
    Steady::duration took_{};
    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    std::deque<ErasureWish> waiting_;
    std::vector<ErasureWish> going_on_;  // with what waits
    std::vector<ErasureWish> failed_;    // since the start, the latest of each person
    bool is_over_ = false;
    std::jthread worker_;
};

}  // namespace pingli::server
