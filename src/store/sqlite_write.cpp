// The writer of the SQLite store: groups of changes, and the search index that follows them.

#include "store/sqlite_rows.hpp"
#include "store/sqlite_store.hpp"

namespace pingli::store {

namespace {

constexpr std::int64_t kIndexedAtOnceMax = 500;

using sqlite::Database;

Result<void> know_shop(Database& db, const ShopId& shop, Known& known) {
    if (known.shops.contains(shop)) return {};
    if (const auto end = TRY(sqlite::find_row<HeadTable>(db, shop.value(), {})))
        known.shops[shop] = *end;
    return {};
}

Result<void> know_case(Database& db, const CaseKey& key, Known& known) {
    if (known.cases.contains(key)) return {};
    if (!app::is_case(key.second)) {  // No projection holds its version.
        auto last =
            TRY(db.prepare("SELECT version FROM events WHERE shop = ? AND case_id = ?"
                           " ORDER BY version DESC LIMIT 1"));
        last << key.first.value() << key.second.value();
        if (TRY(last.step())) known.cases[key] = {.version = last.integer(0)};
        return {};
    }
    auto query =
        TRY(db.prepare("SELECT version, first_position, year, number FROM cases"
                       " WHERE shop = ? AND case_id = ?"));
    query << key.first.value() << key.second.value();
    if (TRY(query.step()))
        known.cases[key] = {.version = query.integer(0),
                            .first_position = query.integer(1),
                            .year = static_cast<int>(query.integer(2)),
                            .number = query.integer(3)};
    return {};
}

Result<void> know_number(Database& db, const YearKey& key, Known& known) {
    if (known.last_numbers.contains(key)) return {};
    auto query = TRY(db.prepare("SELECT last FROM numbers WHERE shop = ? AND year = ?"));
    query << key.first.value() << key.second;
    if (TRY(query.step())) known.last_numbers[key] = query.integer(0);
    return {};
}

Result<void> know(Database& db, const app::Change& change, Known& known) {
    TRY(know_shop(db, change.shop, known));
    TRY(know_case(db, {change.shop, change.case_id}, known));
    if (change.row && change.expected_version == 0)
        TRY(know_number(db, {change.shop, change.row->year}, known));
    if (change.request) {
        const AnswerKey key{change.shop, change.request->user, change.request->key};
        if (!known.answers.contains(key))
            if (auto row = TRY(sqlite::find_answer(db, change.shop, change.request->user,
                                                   change.request->key)))
                known.answers[key] = std::move(*row);
    }
    for (const app::PersonKey& key : change.new_keys) {
        auto query = TRY(db.prepare("SELECT 1 FROM person_keys WHERE shop = ? AND person = ?"));
        query << change.shop.value() << key.person.value();
        if (TRY(query.step())) known.persons.insert({change.shop, key.person});
    }
    return {};
}

Result<void> write_events(Database& db, const Plan& plan) {
    for (const EventRow& row : plan.events)
        TRY(sqlite::put<EventTable>(db, RowsAre::New, row.change->shop.value(), line_of(row)));
    return {};
}

Result<void> wait_for_index(Database& db, const CaseRow& row, const Fold& fold) {
    const bool is_new = row.facts.version > 0 && row.search_text == nullptr;
    if (is_new) {  // A place in the order of cases, even without text.
        auto query =
            TRY(db.prepare("INSERT INTO search_docs (shop, case_id) VALUES (?, ?)"
                           " ON CONFLICT (shop, case_id) DO NOTHING"));
        query << row.shop->value() << row.case_id->value();
        return query.run();
    }
    const std::string folded = searchable(fold, *row.search_text);
    auto query = TRY(
        db.prepare("INSERT INTO search_docs (shop, case_id, text, is_pending) VALUES (?, ?, ?, 1)"
                   " ON CONFLICT (shop, case_id) DO UPDATE SET"
                   " old_text = iif(is_pending, old_text, text), text = excluded.text,"
                   " is_pending = 1"));
    query << row.shop->value() << row.case_id->value() << folded;
    return query.run();
}

Result<void> write_cases(Database& db, const Plan& plan, const Fold& fold) {
    for (const CaseRow& row : plan.cases) {
        if (row.row != nullptr) {
            const CaseLineRef line{.case_id = *row.case_id, .facts = row.facts, .row = *row.row};
            TRY(sqlite::put<CaseTable>(db, RowsAre::Any, row.shop->value(), line));
        } else {
            auto query =
                TRY(db.prepare("UPDATE cases SET version = ? WHERE shop = ? AND case_id = ?"));
            query << row.facts.version << row.shop->value() << row.case_id->value();
            TRY(query.run());
        }
        if (row.row != nullptr || row.search_text != nullptr) TRY(wait_for_index(db, row, fold));
    }
    return {};
}

Result<void> write_answers(Database& db, const Plan& plan) {
    for (const AnswerRow& row : plan.answers)
        TRY(sqlite::put<AnswerTable>(db, RowsAre::Any, row.shop->value(), line_of(row)));
    return {};
}

Result<void> write_plan(Database& db, const Plan& plan, const Known& known,
                        const Options& options) {
    TRY(write_events(db, plan));
    for (const ShopId& shop : plan.shops)
        TRY(sqlite::put<HeadTable>(db, RowsAre::Any, shop.value(), known.shops.at(shop)));
    for (const YearKey& key : plan.numbers) {
        const NumberLine line{.year = key.second, .last = known.last_numbers.at(key)};
        TRY(sqlite::put<NumberTable>(db, RowsAre::Any, key.first.value(), line));
    }
    TRY(write_cases(db, plan, options.fold));
    for (const KeyRow& row : plan.keys)
        TRY(sqlite::put_key(db, options.wrap, *row.shop, row.key->person,
                            {.state = app::KeyState::Held, .key = row.key->key}));
    TRY(write_answers(db, plan));
    for (const MarkRow& row : plan.marks) TRY(sqlite::set_mark(db, *row.shop, *row.marked));
    for (const LedgerRow& row : plan.ledger)
        TRY(sqlite::put<LedgerTable>(db, RowsAre::New, row.shop->value(), line_of(row)));
    return {};
}

}  // namespace

SqliteStore::Results SqliteStore::write_group(Changes changes) {
    auto results = try_group(changes);
    if (results) return std::move(*results);
    return Results(changes.size(), std::unexpected(results.error()));
}

Result<SqliteStore::Results> SqliteStore::try_group(Changes changes) {
    auto transaction = TRY(sqlite::Transaction::begin(db_));
    Known known;
    for (const app::Change* change : changes) TRY(know(db_, *change, known));
    Plan planned = plan(changes, known, options_.now());
    if (planned.writes()) {
        TRY(write_plan(db_, planned, known, options_));
        TRY(transaction.commit());
    }
    return std::move(planned.results);
}

bool SqliteStore::index_some() {
    const auto has_more = try_index();
    return !has_more || *has_more;  // After a failure, again later.
}

Result<bool> SqliteStore::try_index() {
    auto transaction = TRY(sqlite::Transaction::begin(db_));
    struct Document {
        std::int64_t doc;
        std::string shop, text, old_text;
        bool has_old;
    };
    std::vector<Document> documents;
    {
        auto query =
            TRY(db_.prepare("SELECT doc, shop, text, old_text FROM search_docs"
                            " WHERE is_pending = 1 ORDER BY doc LIMIT ?"));
        query << kIndexedAtOnceMax;
        while (TRY(query.step()))
            documents.push_back({.doc = query.integer(0),
                                 .shop = query.text(1),
                                 .text = query.text(2),
                                 .old_text = query.text(3),
                                 .has_old = !query.is_null(3)});
    }
    if (documents.empty()) return false;
    for (const Document& d : documents) {
        if (d.has_old) TRY(sqlite::index_document(db_, d.doc, d.shop, d.old_text, true));
        TRY(sqlite::index_document(db_, d.doc, d.shop, d.text, false));
        auto done = TRY(
            db_.prepare("UPDATE search_docs SET is_pending = 0, old_text = NULL WHERE doc = ?"));
        done << d.doc;
        TRY(done.run());
    }
    TRY(transaction.commit());
    return std::ssize(documents) == kIndexedAtOnceMax;
}

}  // namespace pingli::store
