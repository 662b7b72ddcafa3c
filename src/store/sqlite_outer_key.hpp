// What the secrets of a SQLite store are under, and how that is changed.

#pragma once

#include <string>

#include "store/key_wrap.hpp"
#include "store/sqlite_database.hpp"

namespace pingli::store::sqlite {

// Its fingerprint; empty: none. Also of a database of before there were any.
Result<std::string> outer_key_of(Database& db);

// Nothing that could be under a key was ever written.
Result<bool> is_unused(Database& db);

// Every secret from under the one to under the other, and its fingerprint: all or nothing. The
// bytes of before may still stand in free pages and in the log.
// With `is_to_clear` that is kept, until it is said that nothing of it is left.
Result<void> rewrap(Database& db, const KeyWrap& from, const KeyWrap& to, bool is_to_clear);
Result<bool> is_uncleared(Database& db);
Result<void> note_cleared(Database& db);

}  // namespace pingli::store::sqlite
