// The steps from an empty database to today's schema, in order; forward only. The n-th has number n
// from 1, and a database remembers the last it has taken.

#pragma once

#include <span>

namespace pingli::store {

struct Migration {
    const char* name;  // "0001-events"
    const char* sql;
};

std::span<const Migration> sqlite_migrations();
std::span<const Migration> postgres_migrations();

}  // namespace pingli::store
