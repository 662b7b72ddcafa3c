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
Result<void> rewrap(Connection& db, const KeyWrap& from, const KeyWrap& to);

}  // namespace pingli::store::postgres
