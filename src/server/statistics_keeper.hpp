// The figures of each shop as a read model: a record that holds them and up to which position of
// the chain they count. Brought up to date from the chain, case by case, so that they are exact at
// that position whatever happened to the program; `pingli rebuild` makes them anew.
//
// A little is done now and then, and what is left when somebody asks; never more than a second's
// worth at once, so the answer may be behind and says by how much.

#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "api/services.hpp"
#include "app/case_codec.hpp"
#include "server/rounds.hpp"

namespace pingli::server {

// What is kept.
std::string statistics_record(std::int64_t position, const views::Statistics& figures);

struct StatisticsOptions {
    std::function<Instant()> now;
    std::chrono::milliseconds every{10'000};
    std::chrono::milliseconds at_once{500};       // of a round
    std::chrono::milliseconds for_a_reader{800};  // before somebody is answered
    std::function<void(const std::string&)> note;
};

class StatisticsKeeper {
public:
    // All outlive it.
    StatisticsKeeper(app::Store& store, const app::CaseCodec& codec, StatisticsOptions options);
    StatisticsKeeper(const StatisticsKeeper&) = delete;
    StatisticsKeeper& operator=(const StatisticsKeeper&) = delete;
    ~StatisticsKeeper() = default;

    // Keeps up in a thread of its own until that is gone.
    [[nodiscard]] std::jthread keep_up();
    Result<api::ShopFigures> figures(const ShopId& shop);

private:
    Result<void> run_once();
    Result<api::ShopFigures> catch_up(const ShopId& shop, std::int64_t head,
                                      std::chrono::steady_clock::time_point until);
    Result<void> count_case(const ShopId& shop, const CaseId& case_id, std::int64_t from,
                            std::int64_t to, views::Statistics& figures);

    app::Store& store_;
    const app::CaseCodec& codec_;
    StatisticsOptions options_;
    FaultNotes faults_;    // of the rounds
    std::mutex counting_;  // one at a time
};

}  // namespace pingli::server
