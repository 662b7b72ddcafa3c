// What follows from a declared row, said out for one that is small; and what must never change.

#include "store/table.hpp"

#include <gtest/gtest.h>

#include <set>

#include "store/hasher.hpp"
#include "store/journal.hpp"
#include "store/listing.hpp"
#include "store/migrations.hpp"
#include "store/sqlite_table.hpp"
#include "store/table_text.hpp"
#include "store/tables.hpp"
#include "support/filled_row.hpp"

namespace pingli::store {

namespace {

using support::filled;

// A projection as one would add it: this, and what puts its rows.
struct Visit {
    UserId who;
    int year = 0;
    std::int64_t place = 0;
    std::optional<Instant> left_at;
    std::optional<Instant> due_at;
    bool is_first = false;
    std::string words;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v({"who", ColumnIs::Key}, s.who);
        v({"place", ColumnIs::Born}, s.place);
        v({"year"}, s.year);
        v({"left_at"}, s.left_at);
        v({"due_at", ColumnIs::Put, ColumnKept::Due}, s.due_at);
        v({"is_first"}, s.is_first);
        v({"words", ColumnIs::Mark, ColumnKept::Sealed}, s.words);
    }
    friend bool operator==(const Visit&, const Visit&) = default;
};

struct VisitTable : ShopTable {
    using Row = Visit;
    static constexpr auto kName = "visits";
    static constexpr auto kPlace = "place";
    static constexpr std::array kIndexes{TableIndex{"visits_due", "shop, due_at, place", true}};
    template <class Self, class V>
    static void each(Self& s, V& v) {
        Visit::each(s, v);
    }
};

sqlite::Database in_memory() {
    return std::move(*sqlite::Database::open({.path = ":memory:", .vfs = {}, .is_writer = true}));
}

// Columns by name, type, whether they may be missing and their place in the key; indexes by what is
// in them.
std::set<std::string> schema_of(sqlite::Database& db, const Table& table) {
    std::set<std::string> all;
    auto rows = db.prepare(
        "SELECT 'column ' || name || ' ' || type || ' ' || \"notnull\" || ' ' || pk"
        " FROM pragma_table_info(?1) UNION ALL SELECT (s.sql LIKE 'CREATE UNIQUE%') || ' ' || "
        "s.name "
        "||"
        " ' ' || (SELECT group_concat(i.name, ', ') FROM pragma_index_info(s.name) i)"
        " FROM sqlite_schema s WHERE s.type = 'index' AND s.tbl_name = ?1 AND s.sql IS NOT NULL");
    EXPECT_TRUE(rows.has_value());
    *rows << std::string_view{table.name};
    while (rows->step().value_or(false)) all.insert(rows->text(0));
    EXPECT_FALSE(all.empty()) << table.name;
    return all;
}

template <class T>
void expect_as_declared(sqlite::Database& by_steps) {
    auto declared = in_memory();
    const auto made = declared.run(create_text(table<T>(), Dialect::Sqlite));
    ASSERT_TRUE(made.has_value()) << made.error().context;
    EXPECT_EQ(schema_of(by_steps, table<T>()), schema_of(declared, table<T>())) << T::kName;
}

}  // namespace

TEST(Table, SaysItsStatementsInBothDialects) {
    const Table& visits = table<VisitTable>();
    EXPECT_EQ(create_text(visits, Dialect::Sqlite),
              "CREATE TABLE visits (\n  shop TEXT NOT NULL,\n  who TEXT NOT NULL,\n"
              "  place INTEGER NOT NULL,\n  year INTEGER NOT NULL,\n  left_at INTEGER,\n"
              "  due_at INTEGER NOT NULL,\n  is_first INTEGER NOT NULL,\n  words BLOB NOT NULL,\n"
              "  PRIMARY KEY (shop, who)\n) STRICT, WITHOUT ROWID;\n"
              "CREATE UNIQUE INDEX visits_due ON visits (shop, due_at, place);\n");
    EXPECT_EQ(
        create_text(visits, Dialect::Postgres),
        "CREATE TABLE visits (\n  shop text COLLATE \"C\" NOT NULL,\n"
        "  who text COLLATE \"C\" NOT NULL,\n  place bigint NOT NULL,\n"
        "  year integer NOT NULL,\n  left_at bigint,\n  due_at bigint NOT NULL,\n"
        "  is_first bigint NOT NULL,\n  words bytea NOT NULL,\n  PRIMARY KEY (shop, who)\n);\n"
        "CREATE UNIQUE INDEX visits_due ON visits (shop, due_at, place);\n");
    EXPECT_EQ(insert_text(visits, RowsAre::New, Dialect::Sqlite),
              "INSERT INTO visits (shop, who, place, year, left_at, due_at, is_first, words)"
              " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    EXPECT_EQ(insert_text(visits, RowsAre::Any, Dialect::Postgres),
              "INSERT INTO visits (shop, who, place, year, left_at, due_at, is_first, words)"
              " SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::integer[],"
              " $5::bigint[], $6::bigint[], $7::bigint[], $8::bytea[])"
              " ON CONFLICT (shop, who) DO UPDATE SET year = excluded.year,"
              " left_at = excluded.left_at, due_at = excluded.due_at,"
              " is_first = excluded.is_first, words = excluded.words");
    EXPECT_EQ(update_text(visits, mark_columns, Dialect::Postgres),
              "UPDATE visits SET words = $1 WHERE shop = $2 AND who = $3");
    EXPECT_EQ(postgres_put_again(visits),
              "UPDATE visits r SET year = g.year, left_at = g.left_at, due_at = g.due_at,"
              " is_first = g.is_first FROM unnest($2::text[], $3::integer[], $4::bigint[],"
              " $5::bigint[], $6::bigint[]) WITH ORDINALITY AS g (who, year, left_at, due_at,"
              " is_first, ordinal) WHERE r.shop = $1 AND r.who = g.who");
    EXPECT_EQ(postgres_put_new(visits),
              "INSERT INTO visits (shop, who, place, year, left_at, due_at, is_first, words)"
              " SELECT $1::text, g.who, (SELECT coalesce(max(place), 0) FROM visits WHERE shop ="
              " $1) + row_number() OVER (ORDER BY g.ordinal), g.year, g.left_at, g.due_at,"
              " g.is_first, g.words FROM unnest($2::text[], $3::integer[], $4::bigint[],"
              " $5::bigint[], $6::bigint[], $7::bytea[]) WITH ORDINALITY AS g (who, year, left_at,"
              " due_at, is_first, words, ordinal) WHERE NOT EXISTS (SELECT 1 FROM visits r"
              " WHERE r.shop = $1 AND r.who = g.who)");
}

TEST(Table, GivesBackTheRowsThatWerePutInPages) {
    auto db = in_memory();
    ASSERT_TRUE(db.run(create_text(table<VisitTable>(), Dialect::Sqlite)).has_value());
    for (int seed = 1; seed <= 3; ++seed)
        ASSERT_TRUE(
            sqlite::put<VisitTable>(db, RowsAre::Any, "s", filled<Visit>(seed)).has_value());
    Visit again = filled<Visit>(1);
    again.left_at = std::nullopt;
    again.due_at = std::nullopt;
    ASSERT_TRUE(sqlite::put<VisitTable>(db, RowsAre::Any, "s", again).has_value());
    const ListOrder due{.letter = 'd', .column = "due_at", .rises = true};
    const auto first = sqlite::page<VisitTable>(db, *listing("s", {}, due, "", 2));
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(first->rows, (std::vector<Visit>{filled<Visit>(2), filled<Visit>(3)}));
    const auto last = sqlite::page<VisitTable>(db, *listing("s", {}, due, first->next, 2));
    ASSERT_TRUE(last.has_value());
    EXPECT_EQ(last->rows, std::vector<Visit>{again});
    EXPECT_EQ(last->next, "");
}

TEST(Table, IsWhatTheStepsOfTheSchemaHaveMade) {
    auto db = in_memory();
    for (const Migration& step : sqlite_migrations()) ASSERT_TRUE(db.run(step.sql).has_value());
    expect_as_declared<EventTable>(db);
    expect_as_declared<HeadTable>(db);
    expect_as_declared<CaseTable>(db);
    expect_as_declared<NumberTable>(db);
    expect_as_declared<LedgerTable>(db);
    expect_as_declared<ShelfTable>(db);
    expect_as_declared<AnswerTable>(db);
    expect_as_declared<JournalTable>(db);
}

// Journals that are written hold these digests: said out once more, by hand.
TEST(Table, DigestsRowsAsItAlwaysDid) {
    const auto at = [](Hasher& hasher, const std::optional<Instant>& when) {
        hasher.number(when ? 1 : 0);
        hasher.number(when ? static_cast<std::uint64_t>(seconds(*when)) : 0);
    };
    const ShopId shop{"s"};
    auto finding = filled<app::ShelvedFinding>(1);
    auto mark = filled<app::ReviewMark>(2);
    for (int i = 0; i < 2; ++i) {
        Hasher of_finding;
        for (const std::string* text : std::initializer_list<const std::string*>{
                 &shop.value(), &finding.key.kind, &finding.key.id, &finding.verdict,
                 &finding.ground, &finding.sku, &finding.courier, &finding.agent,
                 &finding.import_id, &finding.list, &finding.words, &finding.body})
            of_finding.framed(*text);
        of_finding.number(finding.is_reportable ? 1 : 0);
        at(of_finding, finding.due_at);
        at(of_finding, finding.made_at);
        of_finding.number(static_cast<std::uint64_t>(finding.causes));
        at(of_finding, finding.put_at);
        EXPECT_EQ(row_of(shop, finding).digest, of_finding.finish());
        Hasher of_mark;
        for (const std::string* text : std::initializer_list<const std::string*>{
                 &shop.value(), &finding.key.kind, &finding.key.id, &mark.state, &mark.by.value(),
                 &mark.case_id.value(), &mark.deeds})
            of_mark.framed(*text);
        of_mark.number(static_cast<std::uint64_t>(mark.version));
        at(of_mark, mark.at);
        EXPECT_EQ(row_of(shop, finding.key, mark).digest, of_mark.finish());
        finding.due_at = std::nullopt;
        mark.at = std::nullopt;
    }
}

}  // namespace pingli::store
