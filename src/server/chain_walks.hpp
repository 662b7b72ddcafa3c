// Audits of shops (server/audit.hpp) in the background: one per shop at a time, the latest result
// of each is kept. A few run at once, each for another person; the others wait, and the person who
// was served longest ago is next. Thread-safe. The destructor stops running audits.

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "api/office.hpp"

namespace pingli::server {

class ChainWalks {
public:
    // `store` outlives it; `files` is the folder of exhibits; `note` receives failures, without
    // personal data.
    ChainWalks(app::Store& store, std::filesystem::path files, std::function<Instant()> now,
               std::function<void(const std::string&)> note)
        : store_(store), files_(std::move(files)), now_(std::move(now)), note_(std::move(note)) {}
    ChainWalks(const ChainWalks&) = delete;
    ChainWalks& operator=(const ChainWalks&) = delete;
    ~ChainWalks() { end(); }

    // Started or queued; both are Running. VersionConflict: the shop has one already; Unavailable:
    // too many are waiting, in all or of this person.
    Result<api::ChainWalk> start(const ShopId& shop, const UserId& by,
                                 std::optional<app::Head> expected);
    std::optional<api::ChainWalk> find(const ShopId& shop);
    void stop(const ShopId& shop);
    // Stops all audits and rejects new ones.
    void end();

private:
    struct Job {
        UserId by;
        std::uint64_t asked = 0;
        api::ChainWalk walk;      // guarded by mutex_, as is the next
        bool is_waiting = false;  // in line
        std::jthread thread;
    };
    using Jobs = std::map<ShopId, std::shared_ptr<Job>>;
    void run(const std::stop_token& stop, const ShopId& shop, Job& job);
    // All under mutex_.
    [[nodiscard]] bool has_place(const UserId& by) const;
    [[nodiscard]] Jobs::iterator next();
    void begin_next();
    void finish(const UserId& by);
    void forget_turn(const UserId& by);

    app::Store& store_;
    std::filesystem::path files_;
    std::function<Instant()> now_;
    std::function<void(const std::string&)> note_;
    std::mutex mutex_;
    Jobs jobs_;
    std::set<UserId> at_work_;
    std::map<UserId, std::uint64_t> served_;  // when, those who are at work or in line
    std::uint64_t clock_ = 0;
    bool is_over_ = false;
};

}  // namespace pingli::server
