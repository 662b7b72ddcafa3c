// Whether PostgreSQL would do something on its own with our tables: triggers, rules and policies
// that somebody put there (the program's steps make none), a view in the place of a table. Columns
// and indexes are not compared: an upgrade of PostgreSQL writes them anew in its own words.

#pragma once

#include <string>
#include <vector>

#include "store/postgres_connection.hpp"

namespace pingli::store::postgres {

// A row each, its only column the name: "trigger evil on records".
extern const char* const kForeign;
std::string told_foreign(const std::string& name);

// Corrupt when there is any, with the name of the first.
Result<void> refuse_foreign(Connection& db);

}  // namespace pingli::store::postgres
