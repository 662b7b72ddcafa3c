// How often something was tried by one key (an account, an address) in the time before now. In
// memory and bounded: when it is full, the key that was quiet longest is forgotten. Thread-safe.

#pragma once

#include <cstddef>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/time.hpp"

namespace pingli::accounts {

struct AttemptLimit {
    std::size_t attempts_max = 5;
    Duration window = std::chrono::minutes{15};
    std::size_t keys_max = 10'000;
};

class Attempts {
public:
    explicit Attempts(AttemptLimit limit) : limit_(limit) {}

    // When `key` may try again; nothing = now. `now` never goes back.
    std::optional<Instant> blocked_until(const std::string& key, Instant now);
    void count(const std::string& key, Instant now);
    void forget(const std::string& key);
    [[nodiscard]] std::size_t keys() const;

private:
    struct Tries {
        std::deque<Instant> at;  // at most attempts_max, the last ones
        std::list<std::string>::iterator place;
    };
    AttemptLimit limit_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Tries> tries_;
    std::list<std::string> by_age_;  // the quietest first
};

}  // namespace pingli::accounts
