// The shelf of reviews of the SQLite store.

#include "store/cursor.hpp"
#include "store/shelf_statements.hpp"
#include "store/sqlite_rows.hpp"
#include "store/sqlite_store.hpp"

namespace pingli::store {

namespace {

using sqlite::Database;
using sqlite::Query;

// Rows of reviews are long; the planner does not know how much it saves not to read them.
constexpr std::string_view kFacets = " INDEXED BY reviews_facets";

std::string question_mark(int) {
    return "?";
}

app::ShelfEntry read_entry(const Query& row) {
    app::ShelfEntry entry;
    app::ShelvedFinding& finding = entry.finding;
    int at = 0;
    finding.key = {.kind = row.text(at), .id = row.text(at + 1)};
    at += 2;
    entry.position = row.integer(at++);
    finding.verdict = row.text(at++);
    finding.is_reportable = row.integer(at++) != 0;
    finding.ground = row.text(at++);
    finding.due_at = due_instant(row.integer(at++));
    finding.made_at = instant(row.integer(at++));
    finding.causes = row.integer(at++);
    finding.put_at = instant(row.integer(at++));
    entry.mark.version = row.integer(at++);
    entry.mark.state = row.text(at++);
    if (!row.is_null(at)) entry.mark.at = instant(row.integer(at));
    ++at;
    entry.mark.by = UserId{row.text(at++)};
    entry.mark.case_id = CaseId{row.text(at++)};
    finding.list = row.text(at++);
    finding.words = row.text(at++);
    entry.mark.deeds = row.text(at++);
    finding.sku = row.text(at++);
    finding.courier = row.text(at++);
    finding.agent = row.text(at++);
    finding.import_id = row.text(at);
    return entry;
}

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

Result<bool> update(Database& db, const ShopId& shop, const app::ShelvedFinding& finding) {
    auto query =
        TRY(db.prepare("UPDATE reviews SET verdict = ?, is_reportable = ?, ground = ?, due_at = ?,"
                       " made_at = ?, causes = ?, put_at = ?, sku = ?, courier = ?, agent = ?,"
                       " import_id = ?, list = ?, words = ?, body = ?"
                       " WHERE shop = ? AND kind = ? AND id = ?"));
    query << finding.verdict << std::int64_t{finding.is_reportable ? 1 : 0} << finding.ground
          << due_seconds(finding.due_at) << seconds(finding.made_at) << finding.causes
          << seconds(finding.put_at) << finding.sku << finding.courier << finding.agent
          << finding.import_id << finding.list;
    query.blob(finding.words).blob(finding.body);
    query << shop.value() << finding.key.kind << finding.key.id;
    TRY(query.run());
    return db.changes() > 0;
}

Result<void> insert(Database& db, const ShopId& shop, std::int64_t position,
                    const app::ShelvedFinding& finding) {
    auto query =
        TRY(db.prepare("INSERT INTO reviews (shop, kind, id, position, verdict, is_reportable,"
                       " ground, due_at, made_at, causes, put_at, version, state, state_at,"
                       " state_by, case_id, sku, courier, agent, import_id, list, words, deeds,"
                       " body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 'new', NULL, '', '',"
                       " ?, ?, ?, ?, ?, ?, x'', ?)"));
    query << shop.value() << finding.key.kind << finding.key.id << position << finding.verdict
          << std::int64_t{finding.is_reportable ? 1 : 0} << finding.ground
          << due_seconds(finding.due_at) << seconds(finding.made_at) << finding.causes
          << seconds(finding.put_at) << finding.sku << finding.courier << finding.agent
          << finding.import_id << finding.list;
    query.blob(finding.words).blob(finding.body);
    return query.run();
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
            if (TRY(update(db_, shop, finding))) continue;
            TRY(insert(db_, shop, before + ++added, finding));
        }
        TRY(transaction.commit());
        return added;
    });
}

Result<void> SqliteStore::mark_review(const ShopId& shop, const app::ReviewKey& key,
                                      const app::ReviewMark& mark) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(sqlite::Transaction::begin(db_));
        auto query =
            TRY(db_.prepare("UPDATE reviews SET version = ?, state = ?, state_at = ?, state_by = ?,"
                            " case_id = ?, deeds = ?"
                            " WHERE shop = ? AND kind = ? AND id = ? AND version = ?"));
        query << mark.version << mark.state;
        if (mark.at) {
            query << seconds(*mark.at);
        } else {
            query << nullptr;
        }
        query << mark.by.value() << mark.case_id.value();
        query.blob(mark.deeds);
        query << shop.value() << key.kind << key.id << mark.version - 1;
        TRY(query.run());
        if (db_.changes() > 0) {
            TRY(sqlite::note(db_, row_of(shop, key, mark)));
            return transaction.commit();
        }
        auto found =
            TRY(db_.prepare("SELECT version FROM reviews WHERE shop = ? AND kind = ? AND id = ?"));
        found << shop.value() << key.kind << key.id;
        if (!TRY(found.step())) return fail(ErrorCode::NotFound, "mark_review: no such finding");
        return fail(ErrorCode::VersionConflict, "mark_review: it was marked in the meantime");
    });
}

Result<app::ShelfPage> SqliteStore::reviews(const app::ShelfQuery& query) {
    TRY(check_limit(query.limit));
    const char letter = order_letter(query.order);
    const Cursor from = TRY(parse_cursor(letter, query.cursor));
    auto db = TRY(readers_.lease());
    const SqlText sql = shelf_page(query, from, question_mark);
    auto rows = TRY(db->prepare(sql.text()));
    sql.bind(rows);
    app::ShelfPage page;
    while (TRY(rows.step())) {
        if (page.entries.size() == query.limit) {
            page.next = format_cursor(letter, place_of(query.order, page.entries.back()));
            break;
        }
        page.entries.push_back(read_entry(rows));
    }
    return page;
}

Result<app::ShelfEntry> SqliteStore::review(const ShopId& shop, const app::ReviewKey& key) {
    auto db = TRY(readers_.lease());
    auto row = TRY(db->prepare("SELECT " PINGLI_SHELF_COLUMNS
                               ", body FROM reviews WHERE shop = ? AND kind = ? AND id = ?"));
    row << shop.value() << key.kind << key.id;
    if (!TRY(row.step())) return fail(ErrorCode::NotFound, "review: no such finding");
    app::ShelfEntry entry = read_entry(row);
    entry.finding.body = row.text(kShelfBodyColumn);
    return entry;
}

Result<std::vector<app::ShelfCount>> SqliteStore::count_reviews(const app::ShelfQuery& query) {
    auto db = TRY(readers_.lease());
    const SqlText sql = shelf_counts(query, kFacets, question_mark);
    auto rows = TRY(db->prepare(sql.text()));
    sql.bind(rows);
    std::vector<app::ShelfCount> counts;
    while (TRY(rows.step()))
        counts.push_back({.verdict = rows.text(0),
                          .state = rows.text(1),
                          .is_reportable = rows.integer(2) != 0,
                          .count = rows.integer(3)});
    return counts;
}

Result<std::vector<app::CauseCount>> SqliteStore::count_causes(const app::CauseQuery& query) {
    auto db = TRY(readers_.lease());
    const SqlText sql = cause_counts(query, kFacets, question_mark);
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
