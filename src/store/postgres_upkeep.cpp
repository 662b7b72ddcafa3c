// Rebuild and load of the PostgreSQL store.

#include <map>

#include "store/postgres_rows.hpp"
#include "store/postgres_store.hpp"

namespace pingli::store {

namespace {

using postgres::Connection;
using postgres::Parameters;
using postgres::Rows;

constexpr std::int64_t kCasesAtOnce = 1000;

// Writes the projections of one shop, in the order in which its cases began.
class Rebuilder {
public:
    Rebuilder(Connection& db, const Fold& fold, const app::Project& project)
        : db_(db), fold_(fold), project_(project) {}

    Result<void> shop(const ShopId& shop) {
        last_numbers_.clear();
        for (std::int64_t after = 0;;) {
            const Rows firsts =
                TRY(db_.query("SELECT case_id, position FROM events"
                              " WHERE shop = $1 AND version = 1 AND position > $2"
                              " ORDER BY position LIMIT $3",
                              std::move(Parameters{} << shop.value() << after << kCasesAtOnce)));
            if (firsts.size() == 0) break;
            TRY(some(shop, firsts));
            after = firsts.integer(firsts.size() - 1, 1);
        }
        postgres::NumberRows numbers;
        for (const auto& [year, last] : last_numbers_) numbers.add(shop, year, last);
        if (last_numbers_.empty()) return {};
        const postgres::Call call = numbers.call();
        TRY(db_.run({&call, 1}));
        return {};
    }
    [[nodiscard]] std::int64_t read() const { return read_; }

private:
    Result<void> some(const ShopId& shop, const Rows& firsts) {
        postgres::Column ids;
        for (int i = 0; i < firsts.size(); ++i) ids.add(firsts.text(i, 0));
        const Rows rows =
            TRY(db_.query("SELECT position, case_id, version, type, body, hash FROM events"
                          " WHERE shop = $1 AND case_id = ANY ($2::text[])"
                          " ORDER BY case_id, version",
                          std::move(Parameters{} << shop.value() << ids.literal())));
        std::map<CaseId, std::vector<app::StoredEvent>> cases;
        for (app::StoredEvent& event : TRY(postgres::read_events(rows)))
            cases[event.case_id].push_back(std::move(event));
        read_ += rows.size();
        postgres::CaseRows case_rows;
        postgres::SearchRows texts;
        postgres::LedgerRows ledger;
        for (int i = 0; i < firsts.size(); ++i) {
            const CaseId id{firsts.text(i, 0)};
            const auto& events = cases[id];
            if (events.empty()) return fail(ErrorCode::Corrupt, "rebuild: a case has no event");
            const app::CaseRows made = TRY(project_(shop, events));
            const CaseFacts facts{.version = events.back().version,
                                  .first_position = events.front().position,
                                  .year = made.row.year,
                                  .number = ++last_numbers_[made.row.year]};
            case_rows.add(shop, id, facts, made.row);
            const std::string folded = searchable(fold_, made.search_text);
            if (!folded.empty()) texts.add(shop, id, facts.first_position, folded);
            int ordinal = 0;
            for (const auto& [position, entry] : made.ledger)
                ledger.add({.shop = &shop,
                            .case_id = &id,
                            .position = position,
                            .ordinal = ordinal++,
                            .entry = &entry});
        }
        std::vector<postgres::Call> calls{case_rows.call()};
        if (!texts.empty()) calls.push_back(texts.call());
        if (!ledger.empty()) calls.push_back(ledger.call());
        TRY(db_.run(calls));
        return {};
    }

    Connection& db_;
    const Fold& fold_;
    const app::Project& project_;
    std::map<int, std::int64_t> last_numbers_;
    std::int64_t read_ = 0;
};

}  // namespace

Result<std::int64_t> PostgresStore::rebuild(const app::Project& project) {
    return on_writer<std::int64_t>([&]() -> Result<std::int64_t> {
        auto transaction = TRY(postgres::Transaction::begin(db_));
        // The index of tokens is made in one go at the end: many times faster than row by row.
        TRY(
            db_.script("TRUNCATE cases, numbers, ledger, search_docs;"
                       "DROP INDEX search_docs_grams"));
        Rebuilder rebuilder{db_, options_.fold, project};
        const Rows shops = TRY(db_.query("SELECT shop FROM heads ORDER BY shop"));
        for (int i = 0; i < shops.size(); ++i) TRY(rebuilder.shop(ShopId{shops.text(i, 0)}));
        TRY(
            db_.script("SET LOCAL maintenance_work_mem = '256MB';"
                       "CREATE INDEX search_docs_grams ON search_docs USING gin (shop, grams)"));
        TRY(transaction.commit());
        TRY(db_.script("ANALYZE cases; ANALYZE search_docs"));
        return rebuilder.read();
    });
}

Result<void> PostgresStore::load(const ShopId& shop, const std::vector<app::StoredEvent>& events) {
    return on_writer<void>([&]() -> Result<void> {
        auto transaction = TRY(postgres::Transaction::begin(db_));
        const Rows rows = TRY(db_.query("SELECT position, hash FROM heads WHERE shop = $1",
                                        std::move(Parameters{} << shop.value())));
        ChainEnd end;
        if (rows.size() > 0)
            end = {.position = rows.integer(0, 0),
                   .hash = TRY(postgres::read_hash(rows.bytes(0, 1)))};
        end = TRY(check_load(shop, events, end));
        if (events.empty()) return {};
        postgres::EventRows event_rows;
        for (const app::StoredEvent& e : events)
            event_rows.add(shop, e.position, e.case_id, e.version, {.type = e.type, .body = e.body},
                           e.hash);
        postgres::HeadRows head;
        head.add(shop, end);
        TRY(db_.run(std::vector<postgres::Call>{event_rows.call(), head.call()}));
        return transaction.commit();
    });
}

Result<void> PostgresStore::backup(const std::string&) {
    return fail(ErrorCode::Invalid,
                "backup: PostgreSQL has its own means (pg_dump, base backups); or export");
}

}  // namespace pingli::store
