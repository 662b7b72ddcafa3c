// The shelf of reviews of the PostgreSQL store.

#include "store/postgres_rows.hpp"
#include "store/postgres_store.hpp"
#include "store/postgres_table.hpp"
#include "store/shelf_statements.hpp"

namespace pingli::store {

namespace {

using postgres::Column;
using postgres::Parameters;
using postgres::Rows;

// A statement about findings of one shop.
Parameters about(const ShopId& shop, const postgres::Arrays& findings) {
    Parameters out;
    out << shop.value();
    findings.add_to(out);
    return out;
}

}  // namespace

Result<std::int64_t> PostgresStore::put_reviews(const ShopId& shop,
                                                const std::vector<app::ShelvedFinding>& findings,
                                                const std::vector<app::PersonKey>& new_keys) {
    TRY(app::check(findings));
    static const std::string put_again = postgres_put_again(table<ShelfTable>());
    static const std::string put_new = postgres_put_new(table<ShelfTable>());
    postgres::Arrays again;
    postgres::Arrays fresh;
    for (const app::ShelvedFinding& finding : findings) {
        const app::ReviewMark unmarked;
        again.add(values_of<app::ShelvedFinding>(finding));
        fresh.add(values_of<ShelfTable>(
            ShelfLineRef{.position = 0, .finding = finding, .mark = unmarked}, all_but_born));
    }
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
        TRY(db_.query(put_again.c_str(), about(shop, again)));
        const Rows added = TRY(db_.query(put_new.c_str(), about(shop, fresh)));
        TRY(transaction.commit());
        return added.affected();
    });
}

postgres::Call postgres::mark_call(const ShopId& shop, const app::MarkedReview& marked) {
    static const std::string sql =
        update_text(table<ShelfTable>(), mark_columns, Dialect::Postgres);
    Call call{.sql = sql.c_str(), .parameters = {}};
    for (const StoredValue& value : values_of<app::ReviewMark>(marked.mark))
        postgres::add(call.parameters, value);
    call.parameters << shop.value() << marked.key.kind << marked.key.id;
    return call;
}

Result<void> PostgresStore::put_mark(const ShopId& shop, const app::MarkedReview& marked) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(postgres::Transaction::begin(db_));
        const postgres::Call call = postgres::mark_call(shop, marked);
        const auto done = TRY(db_.run({&call, 1}));
        if (done.front().affected() == 0)
            return fail(ErrorCode::NotFound, "put_mark: no such finding");
        TRY(postgres::note(db_, {row_of(shop, marked.key, marked.mark)}));
        return transaction.commit();
    });
}

Result<std::vector<app::CauseCount>> PostgresStore::count_causes(const app::CauseQuery& query) {
    Parameters given;
    const SqlText sql = cause_counts(query, {}, postgres::numbered);
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
