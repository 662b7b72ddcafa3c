// Audits of shops (server/audit.hpp) in the background: one of a shop at a time, the latest of each
// kept. Thread-safe; ends what goes on when it goes.

#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "api/office.hpp"

namespace pingli::server {

constexpr std::ptrdiff_t kWalksAtOnceMax = 2;

class ChainWalks {
public:
    // `store` outlives it; `files` is the folder of exhibits; `note` is told of failures, without
    // personal data.
    ChainWalks(app::Store& store, std::filesystem::path files, std::function<Instant()> now,
               std::function<void(const std::string&)> note)
        : store_(store), files_(std::move(files)), now_(std::move(now)), note_(std::move(note)) {}
    ChainWalks(const ChainWalks&) = delete;
    ChainWalks& operator=(const ChainWalks&) = delete;
    ~ChainWalks() { end(); }

    // VersionConflict: one is going on; Unavailable: kWalksAtOnceMax are.
    Result<api::ChainWalk> start(const ShopId& shop, std::optional<app::Head> expected);
    std::optional<api::ChainWalk> find(const ShopId& shop);
    void stop(const ShopId& shop);
    // Ends all; none starts any more.
    void end();

private:
    struct Job {
        api::ChainWalk walk;  // guarded by mutex_
        std::jthread thread;
    };
    void run(const std::stop_token& stop, const ShopId& shop,
             const std::optional<app::Head>& expected, Job& job);

    app::Store& store_;
    std::filesystem::path files_;
    std::function<Instant()> now_;
    std::function<void(const std::string&)> note_;
    std::mutex mutex_;
    std::map<ShopId, std::shared_ptr<Job>> jobs_;
    bool is_over_ = false;
};

}  // namespace pingli::server
