// Finds what web-hooks must send: approaching deadlines, and new events of a shop's chain
// (deadlines missed, cases opened, rulings given). Each is sent once, even across crashes: the hook
// book records how far the chain was read, and every delivery under an id derived from its content.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <thread>

#include "app/case_codec.hpp"
#include "app/case_desk.hpp"
#include "notify/hook_book.hpp"
#include "server/rounds.hpp"

namespace pingli::server {

struct HookFinderOptions {
    std::function<Instant()> now;
    std::chrono::milliseconds every{5'000};        // real time
    std::string base_url;                          // of the links in what is told
    std::function<void(const std::string&)> note;  // told of failures, without personal data
    notify::MayHave may_have = {};                 // asked in each round
};

class HookFinder {
public:
    // All outlive it.
    HookFinder(app::Store& store, app::CaseDesk& desk, const app::CaseCodec& codec,
               notify::HookBook& book, HookFinderOptions options);
    HookFinder(const HookFinder&) = delete;
    HookFinder& operator=(const HookFinder&) = delete;
    ~HookFinder() = default;

private:
    using Hooks = std::vector<notify::RegisteredHook>;  // of one shop, those that are on
    struct Told {                                       // what one delivery says
        notify::Topic topic{};
        Instant about;
        CaseId case_id;
        std::string clock;  // may be empty
        std::optional<Instant> due;
        Duration lead{0};
        std::string mark;  // of this and nothing else, within the topic
    };
    struct Looked {  // at a case whose clocks run
        std::int64_t version = 0;
        Instant again_at;
    };
    struct Running {
        const CaseId& case_id;
        const cases::Clock& clock;
    };
    struct Watch {
        std::string hooks;  // for which it holds
        std::map<CaseId, Looked> cases;
    };

    Result<void> run_once();
    void note_put_off(std::map<ShopId, Error> put_off);
    Result<void> read_chain(const ShopId& shop, const Hooks& hooks);
    Result<void> tell_event(const ShopId& shop, const Hooks& hooks, const app::StoredEvent& stored);
    Result<void> look_at_clocks(const ShopId& shop, const Hooks& hooks, Instant now);
    Result<Looked> look_at_case(const ShopId& shop, const Hooks& hooks, const app::CaseEntry& entry,
                                const Watch& before, Instant now);
    Result<void> tell_near(const ShopId& shop, const Hooks& hooks, const Running& running,
                           Instant now, Instant& again_at);
    Result<void> tell(const ShopId& shop, const notify::RegisteredHook& hook, const Told& told);
    Result<std::string> body_of(const ShopId& shop, const std::string& id, const Told& told);

    app::Store& store_;
    app::CaseDesk& desk_;
    const app::CaseCodec& codec_;
    notify::HookBook& book_;
    HookFinderOptions options_;
    std::map<ShopId, Watch> watches_;  // of the finder's thread
    std::map<ShopId, Error> put_off_;  // that waited in the last round, and why; noted once
    FaultNotes faults_;
    std::jthread thread_;  // last: it uses the others
};

}  // namespace pingli::server
