// What one entry of the security log says, and how what can come without end is gathered.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace pingli::app {

struct SecurityEvent {
    std::string what;                  // log_in, person_added, personal_read, refused …
    std::string account{};             // id; empty: nobody who is known
    std::string whence{};              // the network of the address, or "terminal"
    std::vector<std::string> shops{};  // whose matter it is, by id; none: the server's alone
    std::string route{};               // "GET /api/v1/shops/{shop}/reviews"
    std::string about{};               // ids of the thing, or the status of a refusal
    bool is_allowed = true;
    std::int64_t count = 1;
    Instant at{};
    friend bool operator==(const SecurityEvent&, const SecurityEvent&) = default;
};

enum class Gather : std::uint8_t {
    Each,       // what gives or takes rights: always an entry of its own; the act itself is limited
    Kept,       // of one's own account: the same in a minute together, never without whose it was
    Alike,      // reads and refusals of who is known: the same in a minute together
    Strangers,  // the same of who is not known (at whosever door)
};

}  // namespace pingli::app
