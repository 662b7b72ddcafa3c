// What every store is opened with.

#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "store/grams.hpp"
#include "store/key_wrap.hpp"

namespace pingli::store {

Instant system_now();

struct Options {
    Fold fold;  // required
    std::function<Instant()> now = system_now;
    std::string sqlite_vfs;  // for tests that lose writes; empty: the system's
    // Of SQLite: whether no other such program may be at work on the file. What only reads, or
    // changes a record or two, may stand beside the server. (Of PostgreSQL always so.)
    bool is_sole = true;
    // Nothing is written, not even a new schema: one of another version is refused (Invalid). May
    // stand beside the server, and where nothing can be written.
    bool is_read_only = false;
    // Of SQLite: a file that good rows are taken out of. Triggers and views that are not the
    // program's are dropped; without this a file that has such is refused, unless it is only read.
    // Where the file does not say any more which outer key it is under, `wrap` is believed.
    bool is_salvaged = false;
    std::size_t readers = 4;  // connections beside the writer's
    // How long a lost server is waited for before a call fails with Unavailable.
    std::chrono::milliseconds outage_max{10000};
    std::function<void(const std::string&)> note = {};  // faults, for the log; from the writer
    // The outer key that the store is under. Another, or none where there is one, is refused
    // (Invalid) before anything is written; a new store comes under it.
    KeyWrap wrap = {};
    // Brings what is under `wrap`, or under none, under this one: all at once, and nothing of
    // what was stored before is left. Without a key: under none any more.
    std::optional<KeyWrap> rewrap_to = {};
};

// What is only read is of today's schema, or it is said who brings it there.
std::unexpected<Error> older_schema(std::int64_t found, std::int64_t wanted);

}  // namespace pingli::store
