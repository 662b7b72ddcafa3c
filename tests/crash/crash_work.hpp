// The work that is interrupted, and the check of what it left.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/event_store.hpp"

namespace pingli::crash {

struct Place {
    std::string technology;  // sqlite, sqlite-lossy, sqlite-nosync, postgres
    std::string address;     // a path, or what libpq takes
};
Result<std::unique_ptr<app::Store>> open(const Place& place, bool is_writer, std::uint64_t seed);

// Appends from several threads until it is killed. Each acknowledged change is a line of the log:
// its name, and the position and hash of its last event; "again" when a repeated request was
// answered as the first time. A change whose outcome is unknown is repeated until it is known.
[[noreturn]] void work(const Place& place, const std::string& log, std::int64_t round,
                       std::uint64_t seed);

struct Checked {
    std::int64_t events = 0;
    std::int64_t changes = 0;
    std::int64_t acknowledged = 0;
    std::string fault;  // empty: every acknowledged change is there, none by half or twice
};
Checked check(const Place& place, const std::string& log);

}  // namespace pingli::crash
