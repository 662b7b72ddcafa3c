// What the secrets of a PostgreSQL store are under, and how that is changed.

#pragma once

#include <string>

#include "store/key_wrap.hpp"
#include "store/postgres_connection.hpp"

namespace pingli::store::postgres {

// Its fingerprint; empty: none. Also of a database of before there were any.
Result<std::string> outer_key_of(Connection& db);

// Nothing that could be under a key was ever written.
Result<bool> is_unused(Connection& db);

// Every secret from under the one to under the other, and its fingerprint: all or nothing. The
// bytes of before stand in old rows until the tables are written anew.
// With `is_to_clear` that is kept, until it is said that nothing of it is left.
Result<void> rewrap(Connection& db, const KeyWrap& from, const KeyWrap& to, bool is_to_clear);
Result<bool> is_uncleared(Connection& db);
Result<void> note_cleared(Connection& db);

}  // namespace pingli::store::postgres
