// Whether the tables, indexes, triggers and views of a database are those that the program's own
// steps make: a trigger or a view that somebody else put there would act on each thing that is
// written or read, and no chain tells.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/sqlite_database.hpp"

namespace pingli::store::sqlite {

struct SchemaFault {
    std::string type, name, table;  // "trigger", "evil", "records"
    enum class Kind : std::uint8_t { Foreign, Changed, Missing } kind = Kind::Foreign;
};
std::string told(const SchemaFault& fault);

// Against what the first `version` steps make.
Result<std::vector<SchemaFault>> schema_faults(Database& db, std::int64_t version);

// Corrupt when something is foreign or changed, with its name.
Result<void> refuse_foreign(Database& db, std::int64_t version);

// Of a copy that good rows are taken from: triggers and views that are foreign are dropped.
Result<void> drop_foreign(Database& db, std::int64_t version);

}  // namespace pingli::store::sqlite
