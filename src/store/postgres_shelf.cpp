// The shelf of reviews of the PostgreSQL store.

#include "store/cursor.hpp"
#include "store/postgres_rows.hpp"
#include "store/postgres_store.hpp"
#include "store/shelf_statements.hpp"

namespace pingli::store {

namespace {

using postgres::Column;
using postgres::Parameters;
using postgres::Rows;

std::string numbered(int n) {
    return "$" + std::to_string(n);
}

app::ShelfEntry read_entry(const Rows& rows, int i) {
    app::ShelfEntry entry;
    app::ShelvedFinding& finding = entry.finding;
    int at = 0;
    finding.key = {.kind = rows.text(i, at), .id = rows.text(i, at + 1)};
    at += 2;
    entry.position = rows.integer(i, at++);
    finding.verdict = rows.text(i, at++);
    finding.is_reportable = rows.integer(i, at++) != 0;
    finding.ground = rows.text(i, at++);
    finding.due_at = due_instant(rows.integer(i, at++));
    finding.made_at = instant(rows.integer(i, at++));
    finding.causes = rows.integer(i, at++);
    finding.put_at = instant(rows.integer(i, at++));
    entry.mark.version = rows.integer(i, at++);
    entry.mark.state = rows.text(i, at++);
    if (!rows.is_null(i, at)) entry.mark.at = instant(rows.integer(i, at));
    ++at;
    entry.mark.by = UserId{rows.text(i, at++)};
    entry.mark.case_id = CaseId{rows.text(i, at++)};
    finding.list = rows.text(i, at++);
    finding.words = rows.bytes(i, at++);
    entry.mark.deeds = rows.bytes(i, at++);
    finding.sku = rows.text(i, at++);
    finding.courier = rows.text(i, at++);
    finding.agent = rows.text(i, at++);
    finding.import_id = rows.text(i, at);
    return entry;
}

// Findings as the columns of one statement.
struct FindingColumns {
    explicit FindingColumns(const std::vector<app::ShelvedFinding>& findings) {
        for (const app::ShelvedFinding& finding : findings) {
            kind.add(finding.key.kind);
            id.add(finding.key.id);
            verdict.add(finding.verdict);
            is_reportable.add(std::int64_t{finding.is_reportable ? 1 : 0});
            ground.add(finding.ground);
            due_at.add(due_seconds(finding.due_at));
            made_at.add(seconds(finding.made_at));
            causes.add(finding.causes);
            put_at.add(seconds(finding.put_at));
            sku.add(finding.sku);
            courier.add(finding.courier);
            agent.add(finding.agent);
            import_id.add(finding.import_id);
            list.add(finding.list);
            words.add_bytes(finding.words);
            body.add_bytes(finding.body);
        }
    }
    [[nodiscard]] Parameters parameters(const ShopId& shop) const {
        Parameters out;
        out << shop.value();
        for (const Column* column :
             {&kind, &id, &verdict, &is_reportable, &ground, &due_at, &made_at, &causes, &put_at,
              &sku, &courier, &agent, &import_id, &list, &words, &body})
            out << column->literal();
        return out;
    }
    Column kind, id, verdict, is_reportable, ground, due_at, made_at, causes, put_at, sku, courier,
        agent, import_id, list, words, body;
};

#define PINGLI_GIVEN_REVIEWS                                                                     \
    " FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[],"                 \
    " $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::text[], $12::text[],"        \
    " $13::text[], $14::text[], $15::text[], $16::bytea[], $17::bytea[]) WITH ORDINALITY AS g"   \
    " (kind, id, verdict, is_reportable, ground, due_at, made_at, causes, put_at, sku, courier," \
    " agent, import_id, list, words, body, ordinal)"

// Those that are new, behind all others.
constexpr const char* kInsert =
    "INSERT INTO reviews (shop, kind, id, position, verdict, is_reportable, ground, due_at,"
    " made_at, causes, put_at, version, state, state_at, state_by, case_id, sku, courier, agent,"
    " import_id, list, words, deeds, body) SELECT $1::text, g.kind, g.id,"
    " (SELECT coalesce(max(position), 0) FROM reviews WHERE shop = $1)"
    " + row_number() OVER (ORDER BY g.ordinal), g.verdict, g.is_reportable,"
    " g.ground, g.due_at, g.made_at, g.causes, g.put_at, 0, 'new', NULL, '', '', g.sku,"
    " g.courier, g.agent, g.import_id, g.list, g.words, '', g.body" PINGLI_GIVEN_REVIEWS
    " WHERE NOT EXISTS (SELECT 1 FROM reviews r WHERE r.shop = $1 AND r.kind = g.kind"
    " AND r.id = g.id)";
constexpr const char* kUpdate =
    "UPDATE reviews r SET verdict = g.verdict, is_reportable = g.is_reportable,"
    " ground = g.ground, due_at = g.due_at, made_at = g.made_at, causes = g.causes,"
    " put_at = g.put_at, sku = g.sku, courier = g.courier, agent = g.agent,"
    " import_id = g.import_id, list = g.list, words = g.words, body = g.body" PINGLI_GIVEN_REVIEWS
    " WHERE r.shop = $1 AND r.kind = g.kind AND r.id = g.id";

}  // namespace

Result<std::int64_t> PostgresStore::put_reviews(const ShopId& shop,
                                                const std::vector<app::ShelvedFinding>& findings,
                                                const std::vector<app::PersonKey>& new_keys) {
    TRY(app::check(findings));
    const FindingColumns columns{findings};
    Column persons;
    Column keys;
    for (const app::PersonKey& key : new_keys) {
        persons.add(key.person.value());
        keys.add_bytes(options_.wrap.wrapped(shop, key.person, key.key));
    }
    return on_writer<std::int64_t>([&]() -> Result<std::int64_t> {
        auto transaction = TRY(postgres::Transaction::begin(db_));
        Parameters given;
        given << shop.value() << persons.literal() << keys.literal();
        const Rows made =
            TRY(db_.query("INSERT INTO person_keys (shop, person, key)"
                          " SELECT $1::text, * FROM unnest($2::text[], $3::bytea[])"
                          " ON CONFLICT (shop, person) DO NOTHING",
                          std::move(given)));
        if (made.affected() != std::ssize(new_keys))
            return fail(ErrorCode::VersionConflict, "put_reviews: a person has a key already");
        std::vector<JournalRow> noted;
        for (const app::PersonKey& key : new_keys)
            noted.push_back(
                row_of(shop, key.person, {.state = app::KeyState::Held, .key = key.key}));
        for (const app::ShelvedFinding& finding : findings) noted.push_back(row_of(shop, finding));
        TRY(postgres::note(db_, std::move(noted)));
        TRY(db_.query(kUpdate, columns.parameters(shop)));
        const Rows added = TRY(db_.query(kInsert, columns.parameters(shop)));
        TRY(transaction.commit());
        return added.affected();
    });
}

Result<void> PostgresStore::mark_review(const ShopId& shop, const app::ReviewKey& key,
                                        const app::ReviewMark& mark) {
    return on_writer<void>([&]() -> Result<void> {
        Parameters given;
        given << mark.version << mark.state;
        if (mark.at) {
            given << seconds(*mark.at);
        } else {
            given << nullptr;
        }
        given << mark.by.value() << mark.case_id.value();
        given.bytes(mark.deeds);
        given << shop.value() << key.kind << key.id << mark.version - 1;
        auto transaction = TRY(postgres::Transaction::begin(db_));
        const Rows done =
            TRY(db_.query("UPDATE reviews SET version = $1, state = $2, state_at = $3,"
                          " state_by = $4, case_id = $5, deeds = $6"
                          " WHERE shop = $7 AND kind = $8 AND id = $9 AND version = $10",
                          std::move(given)));
        if (done.affected() > 0) {
            TRY(postgres::note(db_, {row_of(shop, key, mark)}));
            return transaction.commit();
        }
        Parameters asked;
        asked << shop.value() << key.kind << key.id;
        const Rows found =
            TRY(db_.query("SELECT version FROM reviews WHERE shop = $1 AND kind = $2 AND id = $3",
                          std::move(asked)));
        if (found.size() == 0) return fail(ErrorCode::NotFound, "mark_review: no such finding");
        return fail(ErrorCode::VersionConflict, "mark_review: it was marked in the meantime");
    });
}

Result<app::ShelfPage> PostgresStore::reviews(const app::ShelfQuery& query) {
    TRY(check_limit(query.limit));
    const char letter = order_letter(query.order);
    const Cursor from = TRY(parse_cursor(letter, query.cursor));
    Parameters given;
    const SqlText sql = shelf_page(query, from, numbered);
    sql.bind(given);
    const Rows rows = TRY(read(sql.text(), given, Planned::EachTime));
    app::ShelfPage page;
    for (int i = 0; i < rows.size(); ++i) {
        if (page.entries.size() == query.limit) {
            page.next = format_cursor(letter, place_of(query.order, page.entries.back()));
            break;
        }
        page.entries.push_back(read_entry(rows, i));
    }
    return page;
}

Result<app::ShelfEntry> PostgresStore::review(const ShopId& shop, const app::ReviewKey& key) {
    Parameters given;
    given << shop.value() << key.kind << key.id;
    const Rows rows = TRY(read("SELECT " PINGLI_SHELF_COLUMNS
                               ", body FROM reviews WHERE shop = $1 AND kind = $2 AND id = $3",
                               given));
    if (rows.size() == 0) return fail(ErrorCode::NotFound, "review: no such finding");
    app::ShelfEntry entry = read_entry(rows, 0);
    entry.finding.body = rows.bytes(0, kShelfBodyColumn);
    return entry;
}

Result<std::vector<app::ShelfCount>> PostgresStore::count_reviews(const app::ShelfQuery& query) {
    Parameters given;
    const SqlText sql = shelf_counts(query, {}, numbered);
    sql.bind(given);
    const Rows rows = TRY(read(sql.text(), given, Planned::EachTime));
    std::vector<app::ShelfCount> counts;
    for (int i = 0; i < rows.size(); ++i)
        counts.push_back({.verdict = rows.text(i, 0),
                          .state = rows.text(i, 1),
                          .is_reportable = rows.integer(i, 2) != 0,
                          .count = rows.integer(i, 3)});
    return counts;
}

Result<std::vector<app::CauseCount>> PostgresStore::count_causes(const app::CauseQuery& query) {
    Parameters given;
    const SqlText sql = cause_counts(query, {}, numbered);
    sql.bind(given);
    const Rows rows = TRY(read(sql.text(), given, Planned::EachTime));
    std::vector<app::CauseCount> counts;
    for (int i = 0; i < rows.size(); ++i)
        counts.push_back({.name = rows.text(i, 0),
                          .week = rows.integer(i, 1),
                          .verdict = rows.text(i, 2),
                          .causes = rows.integer(i, 3),
                          .count = rows.integer(i, 4)});
    return counts;
}

}  // namespace pingli::store
