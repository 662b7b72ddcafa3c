// How many tries by one key failed lately, and how long the next has to wait: the first few wait
// for nothing, each later one longer than the one before. Nothing is ever shut for good, and right
// tries cost nothing. In memory and bounded: when it is full, the key that was quiet longest is
// forgotten. Time is an argument and may jump: no wait is longer than `longest_wait`. Not
// thread-safe.

#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/time.hpp"

namespace pingli::accounts {

struct BackoffLimit {
    std::size_t free_max = 5;  // failures that cost no wait
    Duration first_wait = std::chrono::seconds{30};
    Duration longest_wait = std::chrono::minutes{15};
    Duration forgotten_after = std::chrono::hours{1};  // without a failure
    std::size_t keys_max = 10'000;
};

class Backoff {
public:
    explicit Backoff(BackoffLimit limit) : limit_(limit) {}

    // When `key` may try again; nothing = now. Tries that are under way count as failed ones, so
    // that many at once are not all let through. With `free_max`, fewer are free.
    std::optional<Instant> blocked_until(const std::string& key, Instant now,
                                         std::optional<std::size_t> free_max = std::nullopt);
    void begin(const std::string& key);  // a try, which one of the next two ends
    void fail(const std::string& key, Instant now);
    void take_back(const std::string& key);
    void forget_failures(const std::string& key);
    [[nodiscard]] std::size_t failures(const std::string& key, Instant now) const;
    [[nodiscard]] std::size_t keys() const { return tries_.size(); }

private:
    struct Tries {
        std::size_t failed = 0;
        std::size_t under_way = 0;
        Instant failed_at;
        std::list<std::string>::iterator place;
    };
    Tries& of(const std::string& key);
    void drop_idle(const std::string& key);
    [[nodiscard]] bool is_over(const Tries& tries, Instant now) const;
    [[nodiscard]] Duration wait_after(std::size_t failures_over) const;

    BackoffLimit limit_;
    std::unordered_map<std::string, Tries> tries_;
    std::list<std::string> by_age_;  // the quietest first
};

}  // namespace pingli::accounts
