// Who looks at what just now, so that two people on one incident see each other before either
// records anything. In memory, one place a person and shop: after a restart all say it again.
// Thread-safe.

#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace pingli::api {

// Who has not said it again for so long has gone; the desk says it twice as often.
constexpr Duration kPresentFor = std::chrono::seconds{60};
constexpr std::size_t kPresenceBytesMax = 200;

class Presence {
public:
    struct Seen {
        std::vector<UserId> others;  // at the same incident
        bool has_changed = false;    // whoever listens should look again
    };
    // `about`: the incident; empty: nothing any more.
    Seen look(const ShopId& shop, const UserId& who, const std::string& about, Instant now);

private:
    struct Place {
        std::string about;
        Instant until;
    };
    std::mutex mutex_;
    std::map<std::pair<ShopId, UserId>, Place> places_;  // guarded by mutex_
};

}  // namespace pingli::api
