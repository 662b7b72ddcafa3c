// How a stored row is declared, once. The struct of the row shows each of its columns to a visitor:
//
//   template <class Self, class V>
//   static void each(Self& s, V& v) {
//       v({"kind", ColumnIs::Key}, s.kind);
//       v({"due_at", ColumnIs::Put, ColumnKept::Due}, s.due_at);
//
// and from this list follow the statements of both dialects of SQL, how a row is written and read,
// pages and counts, the twin in memory, the export, and the digest that the journal keeps of the
// row (store/table.hpp). The type of a column is that of its member. No column may be forgotten: a
// test writes and reads a row in which each has a value of its own, in every store.
//
// A column is added by a step of the schema and a line there. In a row that the journal covers it
// is late: rows that were digested before it came have nothing in it and keep their digest.

#pragma once

#include <cstdint>

namespace pingli::app {

enum class ColumnIs : std::uint8_t {
    Key,   // by these a row is found
    Born,  // written when the row comes, and never again
    Put,   // in the place of what was there each time the row is put
    Mark,  // written by a statement of their own, as what a person does with a review
};

enum class ColumnKept : std::uint8_t {
    Plain,
    Bytes,        // exact bytes
    Sealed,       // the same, personal: under a person's key before it comes here
    SealedAside,  // and long: pages go without
    Due,          // an instant that may be missing, which stands behind all others then
};

struct TableColumn {
    const char* name;
    ColumnIs is = ColumnIs::Put;
    ColumnKept kept = ColumnKept::Plain;
    const char* exported = nullptr;  // its name in an export; null: the same
    bool is_late = false;            // enters the digest, with its name, where it holds something
};

}  // namespace pingli::app
