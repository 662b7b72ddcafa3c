// Declared tables (store/tables.hpp) in SQLite: rows written, found, listed and counted.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/listing.hpp"
#include "store/sqlite_database.hpp"
#include "store/table.hpp"
#include "store/table_text.hpp"

namespace pingli::store::sqlite {

// What they borrow must outlive the query's use.
void bind_all(Query& query, const std::vector<StoredValue>& values);
std::string question_mark(int n);

// Any: in the place of one with the same key, but for what is never changed.
template <class T, class Row>
Result<void> put(Database& db, RowsAre rows, const std::string& scope, const Row& row) {
    static const std::string fresh = insert_text(table<T>(), RowsAre::New, Dialect::Sqlite);
    static const std::string any = insert_text(table<T>(), RowsAre::Any, Dialect::Sqlite);
    auto query = TRY(db.prepare((rows == RowsAre::New ? fresh : any).c_str()));
    if (table<T>().has_scope()) query << scope;
    bind_all(query, values_of<T>(row));
    return query.run();
}

template <class T>
Result<std::vector<typename T::Row>> read_rows(Query& query) {
    std::vector<typename T::Row> rows;
    while (TRY(query.step())) rows.push_back(TRY(read_row<T>(query)));
    return rows;
}

template <class T>
Result<std::vector<typename T::Row>> rows_that_fit(Database& db, std::string_view scope,
                                                   const Filters& filters,
                                                   std::string_view order = {}) {
    const SqlText sql = rows_text(table<T>(), scope, filters, order, question_mark);
    auto query = TRY(db.prepare(sql.text()));
    sql.bind(query);
    return read_rows<T>(query);
}

template <class T>
Result<std::optional<typename T::Row>> find_row(Database& db, std::string_view scope,
                                                const Filters& key) {
    auto found = TRY(rows_that_fit<T>(db, scope, key));
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

template <class T>
Result<Listed<typename T::Row>> page(Database& db, const Listing& asked) {
    const SqlText sql = page_text(table<T>(), asked, question_mark);
    auto query = TRY(db.prepare(sql.text()));
    sql.bind(query);
    Listed<typename T::Row> listed;
    while (TRY(query.step())) {
        if (listed.rows.size() == asked.limit) {
            listed.next = cursor_behind<T>(asked, listed.rows.back());
            break;
        }
        listed.rows.push_back(TRY(read_row<T>(query, page_columns)));
    }
    return listed;
}

Result<std::vector<Counted>> count(Database& db, const Table& table, const SqlText& sql,
                                   std::span<const char* const> by);

}  // namespace pingli::store::sqlite
