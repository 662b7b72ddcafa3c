// Declared tables (store/tables.hpp) in PostgreSQL: rows gathered to one statement, read and
// listed.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/listing.hpp"
#include "store/postgres_connection.hpp"
#include "store/table.hpp"
#include "store/table_text.hpp"

namespace pingli::store::postgres {

std::string numbered(int n);  // "$3"
void add(Parameters& parameters, const StoredValue& value);

// Rows as arrays, one a column.
class Arrays {
public:
    void add(const std::vector<StoredValue>& row);
    void add_to(Parameters& parameters) const;
    [[nodiscard]] bool empty() const { return columns_.empty(); }

private:
    std::vector<Column> columns_;
};

// Gathers rows of a table and makes one statement of them.
template <class T>
class Batch {
public:
    template <class Row>
    void add(const std::string& scope, const Row& row) {
        if (table<T>().has_scope()) scopes_.add(scope);
        rows_.add(values_of<T>(row));
    }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    [[nodiscard]] Call call(RowsAre rows) const {
        static const std::string fresh = insert_text(table<T>(), RowsAre::New, Dialect::Postgres);
        static const std::string any = insert_text(table<T>(), RowsAre::Any, Dialect::Postgres);
        Call call{.sql = (rows == RowsAre::New ? fresh : any).c_str(), .parameters = {}};
        if (table<T>().has_scope()) call.parameters << scopes_.literal();
        rows_.add_to(call.parameters);
        return call;
    }

private:
    Column scopes_;
    Arrays rows_;
};

struct FoundRow {
    const Rows& rows;
    int row;
    [[nodiscard]] std::int64_t integer(int column) const { return rows.integer(row, column); }
    [[nodiscard]] std::string text(int column) const { return rows.text(row, column); }
    [[nodiscard]] std::string bytes(int column) const { return rows.bytes(row, column); }
    [[nodiscard]] bool is_null(int column) const { return rows.is_null(row, column); }
};

template <class T>
Result<std::vector<typename T::Row>> read_rows(const Rows& rows, Wanted wanted = all_columns) {
    std::vector<typename T::Row> out;
    out.reserve(static_cast<std::size_t>(rows.size()));
    for (int i = 0; i < rows.size(); ++i)
        out.push_back(TRY(read_row<T>(FoundRow{rows, i}, wanted)));
    return out;
}

// Of page_text(), with one row more than the page takes when there is one.
template <class T>
Result<Listed<typename T::Row>> read_page(const Rows& rows, const Listing& asked) {
    Listed<typename T::Row> listed{.rows = TRY(read_rows<T>(rows, page_columns)), .next = {}};
    if (listed.rows.size() > asked.limit) {
        listed.rows.resize(asked.limit);
        listed.next = cursor_behind<T>(asked, listed.rows.back());
    }
    return listed;
}

std::vector<Counted> read_counted(const Rows& rows, const Table& table,
                                  std::span<const char* const> by);

}  // namespace pingli::store::postgres
