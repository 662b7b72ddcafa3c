// The shelf of reviews of the SQLite store.

#include "store/shelf_statements.hpp"
#include "store/sqlite_rows.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_table.hpp"

namespace pingli::store {

namespace {

using sqlite::Database;

// Rows of reviews are long; the planner does not know how much it saves not to read them.
constexpr std::string_view kFacets = " INDEXED BY reviews_facets";

Result<void> put_new_key(Database& db, const KeyWrap& wrap, const ShopId& shop,
                         const app::PersonKey& key) {
    const std::string stored = wrap.wrapped(shop, key.person, key.key);
    auto query =
        TRY(db.prepare("INSERT INTO person_keys (shop, person, key) VALUES (?, ?, ?)"
                       " ON CONFLICT (shop, person) DO NOTHING"));
    query << shop.value() << key.person.value();
    query.blob(stored);
    TRY(query.run());
    if (db.changes() == 0)
        return fail(ErrorCode::VersionConflict, "put_reviews: a person has a key already");
    return sqlite::note(db,
                        row_of(shop, key.person, {.state = app::KeyState::Held, .key = key.key}));
}

// In the place of what was put before. Whether there is such a row.
Result<bool> put_again(Database& db, const ShopId& shop, const app::ShelvedFinding& finding) {
    static const std::string sql = update_text(table<ShelfTable>(), put_columns, Dialect::Sqlite);
    auto query = TRY(db.prepare(sql.c_str()));
    sqlite::bind_all(query, values_of<app::ShelvedFinding>(finding, put_columns));
    query << shop.value() << finding.key.kind << finding.key.id;
    TRY(query.run());
    return db.changes() > 0;
}

Result<std::int64_t> last_position(Database& db, const ShopId& shop) {
    auto query = TRY(db.prepare("SELECT max(position) FROM reviews WHERE shop = ?"));
    query << shop.value();
    return TRY(query.step()) ? query.integer(0) : 0;
}

}  // namespace

Result<std::int64_t> SqliteStore::put_reviews(const ShopId& shop,
                                              const std::vector<app::ShelvedFinding>& findings,
                                              const std::vector<app::PersonKey>& new_keys) {
    TRY(app::check(findings));
    return on_writer<std::int64_t>([&]() -> Result<std::int64_t> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        for (const app::PersonKey& key : new_keys) TRY(put_new_key(db_, options_.wrap, shop, key));
        const std::int64_t before = TRY(last_position(db_, shop));
        std::int64_t added = 0;
        for (const app::ShelvedFinding& finding : findings) {
            TRY(sqlite::note(db_, row_of(shop, finding)));
            if (TRY(put_again(db_, shop, finding))) continue;
            const app::ReviewMark unmarked;
            const ShelfLineRef line{
                .position = before + ++added, .finding = finding, .mark = unmarked};
            TRY(sqlite::put<ShelfTable>(db_, RowsAre::New, shop.value(), line));
        }
        TRY(transaction.commit());
        return added;
    });
}

Result<bool> sqlite::set_mark(Database& db, const ShopId& shop, const app::MarkedReview& marked) {
    static const std::string sql = update_text(table<ShelfTable>(), mark_columns, Dialect::Sqlite);
    const auto& [key, mark] = marked;
    auto query = TRY(db.prepare(sql.c_str()));
    sqlite::bind_all(query, values_of<app::ReviewMark>(mark));
    query << shop.value() << key.kind << key.id;
    TRY(query.run());
    if (db.changes() == 0) return false;
    TRY(sqlite::note(db, row_of(shop, key, mark)));
    return true;
}

Result<void> SqliteStore::put_mark(const ShopId& shop, const app::MarkedReview& marked) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        if (!TRY(sqlite::set_mark(db_, shop, marked)))
            return fail(ErrorCode::NotFound, "put_mark: no such finding");
        return transaction.commit();
    });
}

Result<std::vector<app::CauseCount>> SqliteStore::count_causes(const app::CauseQuery& query) {
    auto db = TRY(readers_.lease());
    const SqlText sql = cause_counts(query, kFacets, sqlite::question_mark);
    auto rows = TRY(db->prepare(sql.text()));
    sql.bind(rows);
    std::vector<app::CauseCount> counts;
    while (TRY(rows.step()))
        counts.push_back({.name = rows.text(0),
                          .week = rows.integer(1),
                          .verdict = rows.text(2),
                          .causes = rows.integer(3),
                          .count = rows.integer(4)});
    return counts;
}

}  // namespace pingli::store
