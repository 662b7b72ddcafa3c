// Erasing persons while the server runs, in the background, in slices with rests: no case changes
// during a slice, what is in memory is forgotten behind it, and the erasures of several shops take
// turns. What is left in free places of the database costs as much to clear away as the whole store
// is large, and everybody waits for it: so several erasures share one clearing, and after it comes
// a rest that is many times as long as it took. Thread-safe.

#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "api/office.hpp"
#include "app/case_desk.hpp"
#include "server/erase.hpp"

namespace pingli::server {

class Eraser {
public:
    struct Options {
        std::function<Instant()> now;
        // While an import goes on that was asked for by then, findings of the person may still
        // come. What is asked for later is of after the erasure.
        std::function<bool(const ShopId&, Instant asked_by)> is_importing;
        std::function<void(const std::string&)> say;  // told why one failed
    };
    // All but the options outlive it.
    Eraser(app::Store& store, app::CaseDesk& desk, app::UploadedFiles& files, Options options);
    Eraser(const Eraser&) = delete;
    Eraser& operator=(const Eraser&) = delete;
    ~Eraser() { end(); }

    // Goes on with what was begun before and did not come to its end.
    Result<void> resume();
    // Noted when it returns. While somebody's keys are not gone yet, asking again is answered with
    // what goes on. Invalid as of `check`; Unavailable: kErasuresWaitingMax of the shop wait.
    Result<api::Erasing> start(ErasureWish wish);
    // Of before that time, or the latest.
    Result<api::ErasingPage> page(const ShopId& shop, std::optional<Instant> before,
                                  std::size_t limit);
    // What goes on is finished; what waits goes on at the next start.
    void end();

private:
    using Steady = std::chrono::steady_clock;
    enum class Stage : std::uint8_t { Waits, Erases, Clears };
    struct Known {
        ErasureWish wish;
        Stage stage = Stage::Waits;
    };
    struct Wait {
        ErasureWish wish;
        // What an earlier wish took, or this one before the program ended, is not cleared away.
        bool is_to_clear = false;
    };
    struct Work {
        PersonEraser eraser;
        bool is_to_clear = false;
        bool is_looked_for = false;
        bool has_all = false;  // no import brings more, and what they brought was looked for
        Steady::time_point not_before{};
    };
    enum class Step : std::uint8_t { More, KeysGone };

    // The wish has its time and its place among what goes on, or what goes on of the same person.
    Result<std::optional<api::Erasing>> take_place(ErasureWish& wish);
    void run();
    void take_waiting();  // under mutex_
    [[nodiscard]] bool is_to_clear() const { return !erased_.empty() || !cleared_.empty(); }
    [[nodiscard]] Steady::time_point due() const;
    void work_on_next();
    Result<Step> step(Work& work);
    Result<Step> await_imports(Work& work);
    Result<bool> alone(const std::function<Result<bool>()>& work);
    void failed(const ErasureWish& wish, const Error& why);
    void set_stage(const ErasureWish& wish, Stage stage);
    Result<bool> clear();
    void clear_away();
    void note_ends();
    void note_end_of(const ErasureWish& wish);
    void forget(const ErasureWish& wish);
    // By their times: no two of a shop have the same.
    [[nodiscard]] std::set<Instant> going_on(const ShopId& shop);

    app::Store& store_;
    app::CaseDesk& desk_;
    app::UploadedFiles& files_;
    const Options options_;
    std::mutex starting_;  // one is noted after the other
    // Of the worker alone.
    std::deque<Work> works_;            // by turns
    std::vector<ErasureWish> erased_;   // what is left of them is to be cleared away
    std::vector<ErasureWish> cleared_;  // that is done, but for what readers still hold in the log
    Steady::time_point clears_at_{};
    Steady::time_point rests_till_{};
    Steady::duration took_{};
    std::mutex mutex_;  // guards what follows; nothing is asked of the store under it
    std::condition_variable changed_;
    std::vector<Wait> waiting_;
    std::vector<Known> going_on_;  // with what waits
    bool is_over_ = false;
    std::jthread worker_;
};

}  // namespace pingli::server
