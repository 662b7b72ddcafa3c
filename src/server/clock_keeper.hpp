// Regularly finds cases whose clock has run out and records it (X3), so that a missed deadline is
// an event of the case and not just a colour on a screen. Also deletes what has expired.

#pragma once

#include <functional>
#include <thread>

#include "app/case_desk.hpp"
#include "server/rounds.hpp"

namespace pingli::server {

class ClockKeeper {
public:
    // All outlive it. `note` receives failures, without personal data.
    ClockKeeper(app::Store& store, app::CaseDesk& desk, std::function<Instant()> now,
                std::chrono::seconds every, std::function<void(const std::string&)> note);
    ClockKeeper(const ClockKeeper&) = delete;
    ClockKeeper& operator=(const ClockKeeper&) = delete;
    ~ClockKeeper() = default;

private:
    void run_once();
    void run_shop(const ShopId& shop, Instant now);

    app::Store& store_;
    app::CaseDesk& desk_;
    std::function<Instant()> now_;
    std::function<void(const std::string&)> note_;
    FaultNotes faults_;
    std::jthread thread_;  // last: it uses the others
};

}  // namespace pingli::server
