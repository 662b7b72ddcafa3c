// The writer of the PostgreSQL store: a group takes two journeys, one that reads what its changes
// touch and one that writes all rows and commits.

#include <algorithm>

#include "store/postgres_rows.hpp"
#include "store/postgres_store.hpp"

namespace pingli::store {

namespace {

using postgres::Call;
using postgres::Column;
using postgres::Rows;

// Pairs or triples of names as the parameters of one statement.
class Keys {
public:
    explicit Keys(const char* sql) : sql_(sql) {}
    void add(std::initializer_list<std::string_view> names) {
        std::size_t at = 0;
        for (const std::string_view name : names) columns_[at++].add(name);
        width_ = at;
    }
    [[nodiscard]] bool empty() const { return width_ == 0; }
    [[nodiscard]] Call call(std::size_t width) const {
        Call call{.sql = sql_, .parameters = {}};
        for (std::size_t i = 0; i < width; ++i) call.parameters << columns_[i].literal();
        return call;
    }

private:
    const char* sql_;
    std::array<Column, 3> columns_;
    std::size_t width_ = 0;
};

std::vector<Call> reading_calls(std::span<const app::Change* const> changes) {
    Keys heads("SELECT shop, position, hash FROM heads WHERE shop = ANY ($1::text[])");
    Keys cases(
        "SELECT shop, case_id, version, first_position, year, number"
        " FROM unnest($1::text[], $2::text[]) AS k (shop, case_id)"
        " JOIN cases USING (shop, case_id)");
    // Whose version no projection holds.
    Keys streams(
        "SELECT k.shop, k.stream, max(e.version) FROM unnest($1::text[], $2::text[])"
        " AS k (shop, stream) JOIN events e ON e.shop = k.shop AND e.case_id = k.stream"
        " GROUP BY 1, 2");
    Keys numbers(
        "SELECT shop, year, last FROM unnest($1::text[], $2::integer[]) AS k (shop, year)"
        " JOIN numbers USING (shop, year)");
    Keys answers(
        "SELECT user_id, key, route, body_hash, status, body, kept_until, shop"
        " FROM unnest($1::text[], $2::text[], $3::text[]) AS k (shop, user_id, key)"
        " JOIN answers USING (shop, user_id, key)");
    Keys persons(
        "SELECT shop, person FROM unnest($1::text[], $2::text[]) AS k (shop, person)"
        " JOIN person_keys USING (shop, person)");
    for (const app::Change* change : changes) {
        const std::string& shop = change->shop.value();
        if (!check(*change)) continue;  // Refused by the plan; nothing of it may reach the server.
        heads.add({shop});
        (app::is_case(change->case_id) ? cases : streams).add({shop, change->case_id.value()});
        if (change->row && change->expected_version == 0)
            numbers.add({shop, std::to_string(change->row->year)});
        if (change->request)
            answers.add({shop, change->request->user.value(), change->request->key});
        for (const app::PersonKey& key : change->new_keys) persons.add({shop, key.person.value()});
    }
    std::vector<Call> calls{{.sql = "BEGIN", .parameters = {}},
                            heads.call(1),
                            cases.call(2),
                            numbers.call(2),
                            answers.call(3),
                            persons.call(2),
                            {.sql = postgres::kJournalEnd, .parameters = {}}};
    if (!streams.empty()) calls.push_back(streams.call(2));
    return calls;
}

Result<Known> read_known(const std::vector<Rows>& all) {
    Known known;
    const Rows& heads = all[1];
    for (int i = 0; i < heads.size(); ++i)
        known.shops[ShopId{heads.text(i, 0)}] = {
            .position = heads.integer(i, 1), .hash = TRY(postgres::read_hash(heads.bytes(i, 2)))};
    const Rows& cases = all[2];
    for (int i = 0; i < cases.size(); ++i)
        known.cases[{ShopId{cases.text(i, 0)}, CaseId{cases.text(i, 1)}}] = {
            .version = cases.integer(i, 2),
            .first_position = cases.integer(i, 3),
            .year = static_cast<int>(cases.integer(i, 4)),
            .number = cases.integer(i, 5)};
    const Rows& numbers = all[3];
    for (int i = 0; i < numbers.size(); ++i)
        known.last_numbers[{ShopId{numbers.text(i, 0)}, static_cast<int>(numbers.integer(i, 1))}] =
            numbers.integer(i, 2);
    const Rows& answers = all[4];
    const int shop_of_answer = static_cast<int>(table<AnswerTable>().fields.size());
    int at = 0;
    for (AnswerLine& line : TRY(postgres::read_rows<AnswerTable>(answers))) {
        AnswerKey key{ShopId{answers.text(at++, shop_of_answer)}, line.user, line.key};
        known.answers[std::move(key)] = kept_of(std::move(line));
    }
    const Rows& persons = all[5];
    for (int i = 0; i < persons.size(); ++i)
        known.persons.insert({ShopId{persons.text(i, 0)}, PersonId{persons.text(i, 1)}});
    known.journal = TRY(postgres::read_journal_end(all[6]));
    constexpr std::size_t kStreams = 7;  // where there are any
    for (int i = 0; all.size() > kStreams && i < all[kStreams].size(); ++i) {
        const Rows& streams = all[kStreams];
        known.cases[{ShopId{streams.text(i, 0)}, CaseId{streams.text(i, 1)}}] = {
            .version = streams.integer(i, 2)};
    }
    return known;
}

Call moved_versions(const Plan& plan, bool& is_any) {
    Column shop;
    Column case_id;
    Column version;
    is_any = false;
    for (const CaseRow& row : plan.cases) {
        if (row.row != nullptr) continue;
        is_any = true;
        shop.add(row.shop->value());
        case_id.add(row.case_id->value());
        version.add(row.facts.version);
    }
    Call call{.sql =
                  "UPDATE cases SET version = k.version"
                  " FROM unnest($1::text[], $2::text[], $3::bigint[]) AS k (shop, case_id,"
                  " version) WHERE cases.shop = k.shop AND cases.case_id = k.case_id",
              .parameters = {}};
    call.parameters << shop.literal() << case_id.literal() << version.literal();
    return call;
}

Call new_keys(const Plan& plan, const KeyWrap& wrap) {
    Column shop;
    Column person;
    Column key;
    for (const KeyRow& row : plan.keys) {
        shop.add(row.shop->value());
        person.add(row.key->person.value());
        key.add_bytes(wrap.wrapped(*row.shop, row.key->person, row.key->key));
    }
    Call call{.sql =
                  "INSERT INTO person_keys (shop, person, key)"
                  " SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[])",
              .parameters = {}};
    call.parameters << shop.literal() << person.literal() << key.literal();
    return call;
}

// Of keys and of marks.
Call noted_rows(const Plan& plan, JournalEnd end) {
    postgres::Batch<JournalTable> entries;
    for (const KeyRow& row : plan.keys)
        entries.add({},
                    next_entry(end, row_of(*row.shop, row.key->person,
                                           {.state = app::KeyState::Held, .key = row.key->key})));
    for (const MarkRow& row : plan.marks)
        entries.add({}, next_entry(end, row_of(*row.shop, row.marked->key, row.marked->mark)));
    return entries.call(RowsAre::New);
}

Call new_answers(const Plan& plan) {
    postgres::Batch<AnswerTable> answers;
    for (const AnswerRow& row : plan.answers) answers.add(row.shop->value(), line_of(row));
    const bool are_new = std::ranges::all_of(plan.answers, &AnswerRow::is_new);
    return answers.call(are_new ? RowsAre::New : RowsAre::Any);
}

std::vector<Call> writing_calls(const Plan& plan, const Known& known, const Options& options) {
    postgres::Batch<EventTable> events;
    for (const EventRow& row : plan.events) events.add(row.change->shop.value(), line_of(row));
    postgres::Batch<HeadTable> heads;
    for (const ShopId& shop : plan.shops) heads.add(shop.value(), known.shops.at(shop));
    postgres::Batch<NumberTable> numbers;
    for (const YearKey& key : plan.numbers)
        numbers.add(key.first.value(),
                    NumberLine{.year = key.second, .last = known.last_numbers.at(key)});
    postgres::Batch<CaseTable> new_cases;
    postgres::Batch<CaseTable> cases;
    postgres::SearchRows new_texts;
    postgres::SearchRows texts;
    for (const CaseRow& row : plan.cases) {
        if (row.row != nullptr)
            (row.is_new ? new_cases : cases)
                .add(row.shop->value(),
                     CaseLineRef{.case_id = *row.case_id, .facts = row.facts, .row = *row.row});
        if (row.search_text == nullptr) continue;
        const std::string folded = searchable(options.fold, *row.search_text);
        (row.is_new ? new_texts : texts)
            .add(*row.shop, *row.case_id, row.facts.first_position,
                 {.folded = folded, .tokens = postgres::SearchRows::tokens_of(folded)});
    }
    postgres::Batch<LedgerTable> ledger;
    for (const LedgerRow& row : plan.ledger) ledger.add(row.shop->value(), line_of(row));
    bool is_any_moved = false;
    Call moved = moved_versions(plan, is_any_moved);

    std::vector<Call> calls{events.call(RowsAre::New), heads.call(RowsAre::Any)};
    if (!plan.numbers.empty()) calls.push_back(numbers.call(RowsAre::Any));
    if (!new_cases.empty()) calls.push_back(new_cases.call(RowsAre::New));
    if (!cases.empty()) calls.push_back(cases.call(RowsAre::Any));
    if (is_any_moved) calls.push_back(std::move(moved));
    if (!new_texts.empty()) calls.push_back(new_texts.call(RowsAre::New));
    if (!texts.empty()) calls.push_back(texts.call(RowsAre::Any));
    if (!plan.keys.empty()) calls.push_back(new_keys(plan, options.wrap));
    for (const MarkRow& row : plan.marks)
        calls.push_back(postgres::mark_call(*row.shop, *row.marked));
    if (!plan.keys.empty() || !plan.marks.empty()) calls.push_back(noted_rows(plan, known.journal));
    if (!plan.answers.empty()) calls.push_back(new_answers(plan));
    if (!ledger.empty()) calls.push_back(ledger.call(RowsAre::New));
    calls.push_back({.sql = "COMMIT", .parameters = {}});
    return calls;
}

}  // namespace

PostgresStore::Results PostgresStore::write_group(Changes changes) {
    Plan planned;
    auto results = try_group(changes, planned);
    // Lost on the way: after the new connection has the lock, the old one has ended, with its
    // commit or without.
    if (!results && db_.is_lost()) {
        const auto there = is_there(planned);
        if (!there) return Results(changes.size(), std::unexpected(there.error()));
        if (*there) return std::move(planned.results);
        planned = {};
        results = try_group(changes, planned);
    }
    if (!results) {
        db_.roll_back();
        return Results(changes.size(), std::unexpected(results.error()));
    }
    return std::move(*results);
}

Result<PostgresStore::Results> PostgresStore::try_group(Changes changes, Plan& planned) {
    TRY(ensure_writer());
    const auto rows = TRY(db_.run(reading_calls(changes)));
    Known known = TRY(read_known(rows));
    planned = plan(changes, known, options_.now());
    if (!planned.writes()) {
        db_.roll_back();
        return std::move(planned.results);
    }
    TRY(db_.run(writing_calls(planned, known, options_)));
    return std::move(planned.results);
}

// Whether the last event of the plan is on the disk, and so all of its transaction.
Result<bool> PostgresStore::is_there(const Plan& planned) {
    TRY(ensure_writer());
    if (!planned.writes()) return false;
    const EventRow& last = planned.events.back();
    const auto rows = TRY(
        db_.query("SELECT hash FROM events WHERE shop = $1 AND position = $2",
                  std::move(postgres::Parameters{} << last.change->shop.value() << last.position)));
    return rows.size() == 1 && rows.bytes(0, 0) == view(last.hash);
}

}  // namespace pingli::store
