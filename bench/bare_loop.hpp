// The raw limit of a store: the rows that the product left in one database, written again into
// another by a plain loop, in groups, with the same sync. Nothing is read, decided, hashed, or
// folded meanwhile; every row is an insert of its own.

#pragma once

#include <string>
#include <vector>

#include "base/assert.hpp"
#include "bench/support.hpp"
#include "store/grams.hpp"
#include "store/migrations.hpp"
#include "store/postgres_connection.hpp"
#include "store/sqlite_database.hpp"
#include "store/sqlite_rows.hpp"

namespace pingli::bench {

// A column's form: i a whole number, t a text, b bytes; upper case may be null.
struct BareTable {
    const char* read;
    const char* insert;
    std::string_view forms;
};

struct BareRow {
    std::vector<std::string> cells;
    std::vector<bool> is_null;
};

inline constexpr std::array kSqliteTables{
    BareTable{"SELECT * FROM events ORDER BY shop, position",
              "INSERT INTO events VALUES (?,?,?,?,?,?,?)", "tititbb"},
    BareTable{"SELECT * FROM cases ORDER BY shop, first_position",
              "INSERT INTO cases VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", "ttiiiittttiiit"},
    BareTable{"SELECT * FROM answers", "INSERT INTO answers VALUES (?,?,?,?,?,?,?,?)", "tttttibi"},
    BareTable{"SELECT doc, shop, case_id, text FROM search_docs ORDER BY doc",
              "INSERT INTO search_docs (doc, shop, case_id, text, is_pending) VALUES (?,?,?,?,1)",
              "ittT"}};

// The index of words follows in transactions of its own, as it does in the product.
struct BareWords {
    static constexpr std::size_t kAtOnce = 500;
    std::vector<std::string> shop_tokens, grams;  // of each document, ready to be written

    void add(const BareRow& document) {
        shop_tokens.push_back(store::sqlite::shop_token(document.cells[1]));
        grams.push_back(store::gram_text(document.cells[3]));
    }
    void index(store::sqlite::Database& db, std::size_t from, std::size_t to) const {
        PINGLI_ASSERT(db.run("BEGIN IMMEDIATE").has_value());
        for (std::size_t i = from; i < to; ++i) {
            if (!grams[i].empty()) {
                auto add =
                    db.prepare("INSERT INTO search (rowid, shop, grams) VALUES (?, ?, ?)").value();
                add << static_cast<std::int64_t>(i + 1) << shop_tokens[i] << grams[i];
                PINGLI_ASSERT(add.run().has_value());
            }
            auto done = db.prepare("UPDATE search_docs SET is_pending = 0 WHERE doc = ?").value();
            done << static_cast<std::int64_t>(i + 1);
            PINGLI_ASSERT(done.run().has_value());
        }
        PINGLI_ASSERT(db.run("COMMIT").has_value());
    }
};

inline std::vector<BareRow> read_rows(store::sqlite::Database& db, const BareTable& table) {
    std::vector<BareRow> rows;
    auto query = db.prepare(table.read).value();
    while (query.step().value()) {
        BareRow& row = rows.emplace_back();
        for (std::size_t i = 0; i < table.forms.size(); ++i) {
            row.cells.push_back(query.text(static_cast<int>(i)));
            row.is_null.push_back(query.is_null(static_cast<int>(i)));
        }
    }
    return rows;
}

inline void insert_row(store::sqlite::Database& db, const BareTable& table, const BareRow& row) {
    auto query = db.prepare(table.insert).value();
    for (std::size_t i = 0; i < table.forms.size(); ++i) {
        const std::string& cell = row.cells[i];
        if (row.is_null[i])
            query << nullptr;
        else if (table.forms[i] == 'i')
            query << std::int64_t{std::stoll(cell)};
        else if (table.forms[i] == 'b')
            query.blob(std::string_view{cell});
        else
            query << std::string_view{cell};
    }
    PINGLI_ASSERT(query.run().has_value());
}

// Commands a second: the rows that `commands` commands left at `from`, into a new file `to`,
// `group` commands a transaction.
inline double bare_sqlite(const std::string& from, const std::string& to, std::size_t commands,
                          std::size_t group) {
    using store::sqlite::Database;
    std::vector<std::vector<BareRow>> rows;
    {
        auto db = Database::open({.path = from, .vfs = {}, .is_writer = false}).value();
        for (const BareTable& table : kSqliteTables) rows.push_back(read_rows(db, table));
    }
    BareWords words;
    for (const BareRow& document : rows.back()) words.add(document);
    auto db = Database::open({.path = to, .vfs = {}, .is_writer = true}).value();
    for (const store::Migration& migration : store::sqlite_migrations())
        PINGLI_ASSERT(db.run(migration.sql).has_value());
    const auto begin = Clock::now();
    std::size_t indexed = 0;
    for (std::size_t at = 0; at < commands; at += group) {
        const std::size_t end = std::min(at + group, commands);
        PINGLI_ASSERT(db.run("BEGIN IMMEDIATE").has_value());
        for (std::size_t t = 0; t < rows.size(); ++t)
            for (std::size_t i = rows[t].size() * at / commands;
                 i < rows[t].size() * end / commands; ++i)
                insert_row(db, kSqliteTables[t], rows[t][i]);
        PINGLI_ASSERT(db.run("INSERT OR REPLACE INTO heads VALUES ('s', 1, zeroblob(32));"
                             "INSERT OR REPLACE INTO numbers VALUES ('s', 2026, 1); COMMIT")
                          .has_value());
        const std::size_t written = words.grams.size() * end / commands;
        if (written - indexed < BareWords::kAtOnce && end < commands) continue;
        words.index(db, indexed, written);
        indexed = written;
    }
    return static_cast<double>(commands) / seconds_since(begin);
}

inline constexpr std::array kPostgresTables{
    BareTable{"SELECT * FROM events ORDER BY shop, position",
              "INSERT INTO events VALUES ($1,$2,$3,$4,$5,$6,$7)", "tttttbb"},
    BareTable{"SELECT * FROM cases ORDER BY shop, first_position",
              "INSERT INTO cases VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)",
              "tttttttttttttt"},
    BareTable{"SELECT * FROM answers", "INSERT INTO answers VALUES ($1,$2,$3,$4,$5,$6,$7,$8)",
              "ttttttbt"},
    BareTable{"SELECT * FROM search_docs ORDER BY shop, first_position",
              "INSERT INTO search_docs VALUES ($1,$2,$3,$4,$5)", "ttttt"}};

// The same with PostgreSQL: a group is one journey of prepared inserts.
inline double bare_postgres(const std::string& from, const std::string& to, std::size_t commands,
                            std::size_t group) {
    using store::postgres::Call;
    using store::postgres::Connection;
    std::vector<std::vector<Call>> calls;
    auto source = Connection::open(from).value();
    for (const BareTable& table : kPostgresTables) {
        const auto rows = source.query(table.read).value();
        std::vector<Call>& of_table = calls.emplace_back();
        for (int row = 0; row < rows.size(); ++row) {
            Call& call = of_table.emplace_back(Call{.sql = table.insert, .parameters = {}});
            for (std::size_t i = 0; i < table.forms.size(); ++i)
                if (rows.is_null(row, static_cast<int>(i)))
                    call.parameters << nullptr;
                else if (table.forms[i] == 'b')
                    call.parameters.bytes(rows.bytes(row, static_cast<int>(i)));
                else
                    call.parameters << rows.text(row, static_cast<int>(i));
        }
    }
    auto db = Connection::open(to).value();
    for (const store::Migration& migration : store::postgres_migrations())
        PINGLI_ASSERT(db.script(migration.sql).has_value());
    const auto begin = Clock::now();
    for (std::size_t at = 0; at < commands; at += group) {
        const std::size_t end = std::min(at + group, commands);
        std::vector<Call> journey{{.sql = "BEGIN", .parameters = {}}};
        for (auto& of_table : calls)
            for (std::size_t i = of_table.size() * at / commands;
                 i < of_table.size() * end / commands; ++i)
                journey.push_back(std::move(of_table[i]));
        journey.push_back({.sql = "INSERT INTO heads VALUES ('s', 1, decode(repeat('00', 32),"
                                  " 'hex')) ON CONFLICT (shop) DO UPDATE SET position = 1",
                           .parameters = {}});
        journey.push_back({.sql = "INSERT INTO numbers VALUES ('s', 2026, 1)"
                                  " ON CONFLICT (shop, year) DO UPDATE SET last = 1",
                           .parameters = {}});
        journey.push_back({.sql = "COMMIT", .parameters = {}});
        PINGLI_ASSERT(db.run(journey).has_value());
    }
    return static_cast<double>(commands) / seconds_since(begin);
}

// "host=A user=B dbname=C", as --database takes it.
inline std::string as_url(const std::string& words) {
    const auto value = [&](const char* name) { return value_after(words + ' ', name); };
    return "postgres://" + value("user=") + "@/" + value("dbname=") + "?host=" + value("host=");
}

}  // namespace pingli::bench
