// Erasing persons while the server runs, in the background, in slices with rests: no case changes
// during a slice, what is in memory is forgotten behind it, and the erasures of several shops take
// turns. What is left in free places of the database costs as much to clear away as the whole store
// is large, and everybody waits for it: so several erasures share one clearing, and after it comes
// a rest that is many times as long as it took. Thread-safe.

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
        // While one goes on, findings of the person may still come.
        std::function<bool(const ShopId&)> is_importing;
        std::function<void(const std::string&)> say;  // told why one failed
    };
    // `store` and `desk` outlive it.
    Eraser(app::Store& store, app::CaseDesk& desk, Options options);
    Eraser(const Eraser&) = delete;
    Eraser& operator=(const Eraser&) = delete;
    ~Eraser() { end(); }

    // Goes on with what was begun before and did not come to its end.
    Result<void> resume();
    // Noted when it returns. While somebody's keys are not gone yet, asking again is answered with
    // what goes on. Invalid as of `check`; Unavailable: kErasuresWaitingMax of the shop wait.
    Result<api::Erasing> start(ErasureWish wish);
    // The latest first.
    Result<std::vector<api::Erasing>> all(const ShopId& shop);
    // What goes on is finished; what waits goes on at the next start.
    void end();

private:
    using Steady = std::chrono::steady_clock;
    enum class Stage : std::uint8_t { Waits, Erases, Clears };
    struct Known {
        ErasureWish wish;
        Stage stage = Stage::Waits;
    };
    struct Work {
        PersonEraser eraser;
        bool is_looked_for = false;
        Steady::time_point not_before{};
    };
    enum class Step : std::uint8_t { More, KeysGone };

    void run();
    void take_waiting();  // under mutex_
    [[nodiscard]] bool is_to_clear() const { return !erased_.empty() || !cleared_.empty(); }
    [[nodiscard]] Steady::time_point due() const;
    void work_on_next();
    Result<Step> step(Work& work);
    Result<Step> step_alone(Work& work);
    Result<bool> alone(const std::function<Result<bool>()>& work);
    void failed(const ErasureWish& wish, const Error& why);
    void set_stage(const ErasureWish& wish, Stage stage);
    Result<bool> clear();
    void clear_away();
    void note_ends();
    void note_end_of(const ErasureWish& wish);
    [[nodiscard]] bool is_going_on(const ErasureWish& wish) const;

    app::Store& store_;
    app::CaseDesk& desk_;
    const Options options_;
    // Of the worker alone.
    std::deque<Work> works_;            // by turns
    std::vector<ErasureWish> erased_;   // what is left of them is to be cleared away
    std::vector<ErasureWish> cleared_;  // that is done, but for what readers still hold in the log
    Steady::time_point clears_at_{};
    Steady::time_point rests_till_{};
    Steady::duration took_{};
    std::mutex mutex_;  // guards what follows
    std::condition_variable changed_;
    std::deque<ErasureWish> waiting_;
    std::vector<Known> going_on_;  // with what waits
    bool is_over_ = false;
    std::jthread worker_;
};

}  // namespace pingli::server
