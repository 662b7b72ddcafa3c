// What every store is opened with.

#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "base/time.hpp"
#include "store/grams.hpp"

namespace pingli::store {

Instant system_now();

struct Options {
    Fold fold;  // required
    std::function<Instant()> now = system_now;
    std::string sqlite_vfs;  // for tests that lose writes; empty: the system's
    // Of SQLite: whether no other such program may be at work on the file. What only reads, or
    // changes a record or two, may stand beside the server. (Of PostgreSQL always so.)
    bool is_sole = true;
    std::size_t readers = 4;  // connections beside the writer's
    // How long a lost server is waited for before a call fails with Unavailable.
    std::chrono::milliseconds outage_max{10000};
};

}  // namespace pingli::store
