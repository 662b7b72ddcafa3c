#include "store/table_text.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"

namespace pingli::store {

namespace {

using app::ColumnIs;
using app::ColumnKept;

// "a, b, c"
class Commas {
public:
    std::string& next() {
        if (!text_.empty()) text_ += ", ";
        return text_;
    }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

std::string name_of(FieldType type, Dialect dialect) {
    static constexpr std::array<std::array<const char*, 2>, 4> kNames{
        {{"TEXT", "text"}, {"BLOB", "bytea"}, {"INTEGER", "integer"}, {"INTEGER", "bigint"}}};
    return kNames.at(static_cast<std::size_t>(type)).at(static_cast<std::size_t>(dialect));
}

std::string parameter(int n, Dialect dialect) {
    return (dialect == Dialect::Sqlite ? "?" : "$") + std::to_string(n);
}

// "$2::text[], $3::bigint[]": the wanted columns as arrays, from parameter `first`.
std::string arrays(const Table& table, Wanted wanted, int first) {
    Commas out;
    for (const TableField& field : table.fields)
        if (wanted(field.column))
            out.next() += parameter(first++, Dialect::Postgres) +
                          "::" + name_of(field.type, Dialect::Postgres) + "[]";
    return out.text();
}

// The columns of the key, the scope first.
std::string key_of(const Table& table) {
    Commas key;
    if (table.has_scope()) key.next() += table.scope;
    for (const TableField& field : table.fields)
        if (field.column.is == ColumnIs::Key) key.next() += field.column.name;
    return key.text();
}

std::string on_conflict(const Table& table) {
    Commas set;
    for (const auto& [column, type, is_nullable] : table.fields)
        if (column.is == ColumnIs::Put || column.is == ColumnIs::Mark)
            set.next() += std::string{column.name} + " = excluded." + column.name;
    return " ON CONFLICT (" + key_of(table) + ") DO UPDATE SET " + set.text();
}

std::string given(const Table& table, Wanted wanted) {
    return " FROM unnest(" + arrays(table, wanted, 2) + ") WITH ORDINALITY AS g (" +
           names_of(table, wanted) + ", ordinal)";
}

// Of a row and what is given for it.
std::string same_key(const Table& table) {
    std::string text = std::string{" WHERE r."} + table.scope + " = $1";
    for (const TableField& field : table.fields)
        if (field.column.is == ColumnIs::Key)
            text += std::string{" AND r."} + field.column.name + " = g." + field.column.name;
    return text;
}

}  // namespace

std::size_t Table::at(std::string_view column) const {
    const auto found = std::ranges::find_if(fields, [&](const TableField& field) {
        return std::string_view{field.column.name} == column;
    });
    PINGLI_ASSERT(found != fields.end());  // A name that is misspelt.
    return static_cast<std::size_t>(found - fields.begin());
}

std::string names_of(const Table& table, Wanted wanted, std::string_view prefix) {
    Commas names;
    for (const TableField& field : table.fields)
        if (wanted(field.column)) names.next().append(prefix).append(field.column.name);
    return names.text();
}

std::size_t count_of(const Table& table, Wanted wanted) {
    return static_cast<std::size_t>(std::ranges::count_if(
        table.fields, [&](const TableField& field) { return wanted(field.column); }));
}

std::string insert_text(const Table& table, RowsAre rows, Dialect dialect) {
    const std::string scope = table.has_scope() ? std::string{table.scope} + ", " : "";
    std::string text = std::string{"INSERT INTO "} + table.name + " (" + scope +
                       names_of(table, all_columns) + ")";
    if (dialect == Dialect::Postgres) {
        text += " SELECT * FROM unnest(";
        if (table.has_scope()) text += "$1::text[], ";
        text += arrays(table, all_columns, table.has_scope() ? 2 : 1) + ")";
    } else {
        Commas values;
        const int count = static_cast<int>(table.fields.size()) + (table.has_scope() ? 1 : 0);
        for (int n = 1; n <= count; ++n) values.next() += parameter(n, dialect);
        text += " VALUES (" + values.text() + ")";
    }
    return rows == RowsAre::New ? text : text + on_conflict(table);
}

std::string update_text(const Table& table, Wanted wanted, Dialect dialect) {
    int n = 0;
    Commas set;
    for (const auto& [column, type, is_nullable] : table.fields)
        if (wanted(column))
            set.next() += std::string{column.name} + " = " + parameter(++n, dialect);
    std::string text = std::string{"UPDATE "} + table.name + " SET " + set.text() + " WHERE " +
                       table.scope + " = " + parameter(++n, dialect);
    for (const auto& [column, type, is_nullable] : table.fields)
        if (column.is == ColumnIs::Key)
            text += std::string{" AND "} + column.name + " = " + parameter(++n, dialect);
    return text;
}

std::string postgres_put_again(const Table& table) {
    Commas set;
    for (const TableField& field : table.fields)
        if (field.column.is == ColumnIs::Put)
            set.next() += std::string{field.column.name} + " = g." + field.column.name;
    return std::string{"UPDATE "} + table.name + " r SET " + set.text() +
           given(table, put_and_key_columns) + same_key(table);
}

std::string postgres_put_new(const Table& table) {
    const std::string name{table.name};
    Commas values;
    for (const TableField& field : table.fields)
        if (field.column.is == ColumnIs::Born)
            values.next() += "(SELECT coalesce(max(" + std::string{table.place} + "), 0) FROM " +
                             name + " WHERE " + table.scope +
                             " = $1) + row_number() OVER (ORDER BY g.ordinal)";
        else
            values.next() += std::string{"g."} + field.column.name;
    return "INSERT INTO " + name + " (" + table.scope + ", " + names_of(table, all_columns) +
           ") SELECT $1::text, " + values.text() + given(table, all_but_born) +
           " WHERE NOT EXISTS (SELECT 1 FROM " + name + " r" + same_key(table) + ")";
}

// Long columns last: a page does not read them.
std::string create_text(const Table& table, Dialect dialect) {
    const bool is_sqlite = dialect == Dialect::Sqlite;
    const std::string text =
        name_of(FieldType::Text, dialect) + (is_sqlite ? "" : " COLLATE \"C\"");
    std::string columns;
    const auto add = [&](const TableField& field) {
        columns += std::string{"  "} + field.column.name + " " +
                   (field.type == FieldType::Text ? text : name_of(field.type, dialect)) +
                   (field.is_nullable ? "" : " NOT NULL") + ",\n";
    };
    if (table.has_scope()) columns += std::string{"  "} + table.scope + " " + text + " NOT NULL,\n";
    for (const bool is_aside : {false, true})
        for (const TableField& field : table.fields)
            if (page_columns(field.column) != is_aside) add(field);
    std::string made = std::string{"CREATE TABLE "} + table.name + " (\n" + columns +
                       "  PRIMARY KEY (" + key_of(table) + ")\n)";
    if (is_sqlite) made += table.is_wide ? " STRICT" : " STRICT, WITHOUT ROWID";
    made += ";\n";
    for (const TableIndex& index : table.indexes)
        made += std::string{index.is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX "} +
                index.name + " ON " + table.name + " (" + index.columns + ");\n";
    return made;
}

}  // namespace pingli::store
