// The statements that follow from a declared table, for each dialect of SQL, and how a new table is
// made: the text of a step of the schema, which stands in store/migrations from then on.

#pragma once

#include <string>
#include <string_view>

#include "store/table.hpp"

namespace pingli::store {

enum class Dialect : std::uint8_t { Sqlite, Postgres };

// "kind, phase", each behind `prefix`.
std::string names_of(const Table& table, Wanted wanted, std::string_view prefix = "");
std::size_t count_of(const Table& table, Wanted wanted);

// Rows that are known to be new need no look for those before them, which is cheaper.
enum class RowsAre : std::uint8_t { New, Any };
// Scope and all columns: of one row as "?1", of many as one array a column.
std::string insert_text(const Table& table, RowsAre rows, Dialect dialect);
// Of one row: the wanted columns, then its scope and its key.
std::string update_text(const Table& table, Wanted wanted, Dialect dialect);
// Of many rows of one scope: the scope, then an array for each of put_and_key_columns. In the place
// of rows of the same key.
std::string postgres_put_again(const Table& table);
// The same with arrays for all_but_born: those that are new, behind all others.
std::string postgres_put_new(const Table& table);

std::string create_text(const Table& table, Dialect dialect);

}  // namespace pingli::store
