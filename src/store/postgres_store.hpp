// The store in a PostgreSQL database. One program writes to a database at a time: its writing
// connection holds an advisory lock. A lost connection is opened again; what was on its way to the
// disk then is looked up, so that a change is neither lost nor written twice.

#pragma once

#include <memory>

#include "store/group_commit.hpp"
#include "store/options.hpp"
#include "store/plan.hpp"
#include "store/pool.hpp"
#include "store/postgres_connection.hpp"
#include "store/postgres_table.hpp"
#include "store/sql_reads.hpp"

namespace pingli::store {

class PostgresStore final : public SqlReads<PostgresStore> {
    friend class SqlReads<PostgresStore>;

public:
    // `url` as libpq takes it: "postgres://user@host/database", "host=... dbname=...". Creates the
    // tables or brings older ones up to date. Unavailable when the server cannot be reached or
    // another program writes to the database; Invalid when it is under another outer key.
    static Result<std::unique_ptr<PostgresStore>> open(const std::string& url, Options options);

    void submit(app::Change change, Done done) override;
    Result<std::vector<app::StoredEvent>> read_shop(const ShopId& shop, std::int64_t from,
                                                    std::size_t limit) override;
    Result<std::vector<app::Head>> heads() override;

    Result<app::Page> search(const app::SearchQuery& query) override;
    Result<std::vector<int>> ledger_years(const ShopId& shop) override;

    Result<std::int64_t> put_reviews(const ShopId& shop,
                                     const std::vector<app::ShelvedFinding>& findings,
                                     const std::vector<app::PersonKey>& new_keys) override;
    Result<void> put_mark(const ShopId& shop, const app::MarkedReview& marked) override;
    Result<std::vector<app::CauseCount>> count_causes(const app::CauseQuery& query) override;

    Result<app::FoundKey> person_key(const ShopId& shop, const PersonId& person) override;
    Result<void> erase_persons(const ShopId& shop, const std::vector<PersonId>& persons) override;
    Result<std::vector<std::pair<PersonId, app::FoundKey>>> person_keys(
        const ShopId& shop, const PersonId& after) override;
    Result<void> put_person_key(const ShopId& shop, const PersonId& person,
                                const app::FoundKey& key) override;

    Result<void> write(const std::vector<app::RecordWrite>& all) override;
    Result<app::Record> get(const std::string& kind, const std::string& key, Instant now) override;
    Result<std::vector<app::Record>> list(const std::string& kind, const std::string& prefix,
                                          const std::string& after, std::size_t limit) override;
    Result<bool> remove(const std::string& kind, const std::string& key) override;
    Result<std::int64_t> purge(Instant now) override;

    Result<std::vector<app::JournalEntry>> journal(std::int64_t from, std::size_t limit) override;
    Result<app::Head> journal_head() override;
    Result<std::vector<ShopId>> shops() override;

    Result<std::int64_t> rebuild(const app::Project& project) override;
    Result<void> put_search_texts(
        const ShopId& shop, const std::vector<std::pair<CaseId, std::string>>& texts) override;
    Result<void> compact() override;
    Result<bool> empty_log() override { return true; }
    Result<void> load(const ShopId& shop, const std::vector<app::StoredEvent>& events) override;
    Result<void> backup(const std::string& path) override;
    Result<std::vector<std::string>> check_pages(std::size_t faults_max) override;
    Result<std::vector<std::string>> record_kinds() override;

private:
    PostgresStore(std::string url, Options options, postgres::Connection writer);
    using Changes = std::span<const app::Change* const>;
    using Results = std::vector<Result<app::Appended>>;

    // A reading statement; once more on a new connection when the first was lost. Its plan is made
    // once, or for each set of values: a frequent word is looked for in the order of cases, a rare
    // one in the index of tokens.
    enum class Planned : std::uint8_t { Once, EachTime };
    Result<postgres::Rows> read(const char* sql, const postgres::Parameters& parameters,
                                Planned planned = Planned::Once);

    // Of declared tables.
    template <class T>
    Result<Listed<typename T::Row>> page(const Listing& asked);
    template <class T>
    Result<std::vector<typename T::Row>> rows_that_fit(std::string_view scope,
                                                       const Filters& filters,
                                                       std::string_view order = {});
    Result<std::vector<Counted>> count(const Table& table, std::string_view scope,
                                       const Filters& filters, std::span<const char* const> by);

    // On the writer's thread.
    Results write_group(Changes changes);
    Result<Results> try_group(Changes changes, Plan& planned);
    Result<bool> is_there(const Plan& planned);
    Result<void> ensure_writer();
    template <class T>
    Result<T> on_writer(const std::function<Result<T>()>& job);
    // Of what was there before there was a journal.
    Result<void> begin_journal();
    // Of secrets that are under another outer key now.
    Result<void> forget_what_was_stored();
    Result<void> clear_what_was_left();

    std::string url_;
    Options options_;
    postgres::Connection db_;  // the writer's
    Pool<postgres::Connection> readers_;
    GroupCommit writer_;  // last: its thread uses the others
};

template <class T>
Result<Listed<typename T::Row>> PostgresStore::page(const Listing& asked) {
    postgres::Parameters parameters;
    const SqlText sql = page_text(table<T>(), asked, postgres::numbered);
    sql.bind(parameters);
    const postgres::Rows rows = TRY(read(sql.text(), parameters, Planned::EachTime));
    return postgres::read_page<T>(rows, asked);
}

template <class T>
Result<std::vector<typename T::Row>> PostgresStore::rows_that_fit(std::string_view scope,
                                                                  const Filters& filters,
                                                                  std::string_view order) {
    postgres::Parameters parameters;
    const SqlText sql = rows_text(table<T>(), scope, filters, order, postgres::numbered);
    sql.bind(parameters);
    const postgres::Rows rows = TRY(read(sql.text(), parameters));
    return postgres::read_rows<T>(rows);
}

template <class T>
Result<T> PostgresStore::on_writer(const std::function<Result<T>()>& job) {
    std::optional<Result<T>> result;
    const auto cause = writer_.run([&] {
        if (auto ready = ensure_writer(); !ready) {
            result.emplace(std::unexpected(ready.error()));
        } else {
            result.emplace(job());
        }
    });
    if (cause) return fail(ErrorCode::Unavailable, "a fault of the program: " + *cause);
    return std::move(*result);
}

}  // namespace pingli::store
