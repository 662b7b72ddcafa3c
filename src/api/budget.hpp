// How much was used of something in the window of time that runs: by a person, by a shop. Kept in
// memory: a restart begins anew. Thread-safe.

#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/time.hpp"

namespace pingli::api {

class Budget {
public:
    explicit Budget(Duration window) : window_(window) {}

    // Takes `amount` for `who` and says nothing, or takes nothing and says how much was used: more
    // than `limit` would be.
    std::optional<std::uint64_t> spend(const std::string& who, std::uint64_t amount,
                                       std::uint64_t limit, Instant now);
    // Of what was taken in the window that runs, so much was not used after all.
    void give_back(const std::string& who, std::uint64_t amount, Instant now);

private:
    struct Used {
        Instant until;
        std::uint64_t amount = 0;
    };
    void forget_old(Instant now);

    const Duration window_;
    std::mutex mutex_;
    std::map<std::string, Used> used_;
    std::size_t looked_at_ = 0;  // entries when old ones were dropped last
};

}  // namespace pingli::api
