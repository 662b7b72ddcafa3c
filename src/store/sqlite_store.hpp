// The store in one SQLite file: one writer that commits in groups with full sync, readers beside it
// that never wait for it. One program at a time, but for those that say otherwise (Options).

#pragma once

#include <memory>

#include "store/file_lock.hpp"
#include "store/group_commit.hpp"
#include "store/options.hpp"
#include "store/plan.hpp"
#include "store/pool.hpp"
#include "store/sql_reads.hpp"
#include "store/sqlite_database.hpp"
#include "store/sqlite_table.hpp"

namespace pingli::store {

class SqliteStore final : public SqlReads<SqliteStore> {
    friend class SqlReads<SqliteStore>;

public:
    // Creates the file when there is none and brings an older schema up to date. Unavailable when
    // the folder cannot be written, the file has a second name or another program is at work,
    // Corrupt when the file is no database, from a newer program or has triggers of others.
    // Invalid when it is under another outer key.
    static Result<std::unique_ptr<SqliteStore>> open(const std::string& given, Options options);

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
    Result<bool> empty_log() override;
    Result<void> load(const ShopId& shop, const std::vector<app::StoredEvent>& events) override;
    Result<void> backup(const std::string& path) override;
    Result<std::vector<std::string>> check_pages(std::size_t faults_max) override;
    Result<std::vector<std::string>> record_kinds() override;

private:
    SqliteStore(std::string path, Options options, FileLock lock, sqlite::Database writer);
    using Changes = std::span<const app::Change* const>;
    using Results = std::vector<Result<app::Appended>>;

    // Of declared tables.
    template <class T>
    Result<Listed<typename T::Row>> page(const Listing& asked) {
        auto db = TRY(readers_.lease());
        return sqlite::page<T>(*db, asked);
    }
    template <class T>
    Result<std::vector<typename T::Row>> rows_that_fit(std::string_view scope,
                                                       const Filters& filters,
                                                       std::string_view order) {
        auto db = TRY(readers_.lease());
        return sqlite::rows_that_fit<T>(*db, scope, filters, order);
    }
    Result<std::vector<Counted>> count(const Table& table, std::string_view scope,
                                       const Filters& filters, std::span<const char* const> by);

    // On the writer's thread.
    Results write_group(Changes changes);
    Result<Results> try_group(Changes changes);
    bool index_some();
    Result<bool> try_index();
    template <class T>
    Result<T> on_writer(const std::function<Result<T>()>& job);
    // Of what was there before there was a journal.
    Result<void> begin_journal();
    // Of secrets that are under another outer key now.
    Result<void> forget_what_was_stored();
    Result<void> clear_what_was_left();

    std::string path_;
    Options options_;
    FileLock lock_;        // before all connections, since it must outlive them
    sqlite::Database db_;  // the writer's
    Pool<sqlite::Database> readers_;
    GroupCommit writer_;  // last: its thread uses the others
};

template <class T>
Result<T> SqliteStore::on_writer(const std::function<Result<T>()>& job) {
    std::optional<Result<T>> result;
    if (const auto cause = writer_.run([&] { result.emplace(job()); }))
        return fail(ErrorCode::Unavailable, "a fault of the program: " + *cause);
    return std::move(*result);
}

}  // namespace pingli::store
