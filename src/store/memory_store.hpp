// The store in memory, for tests and as the model that the others are compared with. The same
// contract; nothing survives the process.

#pragma once

#include <map>
#include <mutex>
#include <set>

#include "store/journal.hpp"
#include "store/listing.hpp"
#include "store/options.hpp"
#include "store/plan.hpp"
#include "store/tables.hpp"

namespace pingli::store {

class MemoryStore final : public app::Store {
public:
    explicit MemoryStore(Options options) : options_(std::move(options)) {}

    void submit(app::Change change, Done done) override;
    Result<std::vector<app::StoredEvent>> read_case(const ShopId& shop,
                                                    const CaseId& case_id) override;
    Result<std::vector<app::StoredEvent>> read_shop(const ShopId& shop, std::int64_t from,
                                                    std::size_t limit) override;
    Result<std::vector<app::Head>> heads() override;
    Result<std::optional<app::KeptAnswer>> kept_answer(const app::RequestKey& request,
                                                       Instant now) override;

    Result<app::Page> queue(const app::QueueQuery& query) override;
    Result<app::Page> search(const app::SearchQuery& query) override;
    Result<app::CaseEntry> find(const ShopId& shop, const CaseId& case_id) override;
    Result<app::CaseEntry> find_number(const ShopId& shop, const std::string& number) override;
    Result<std::vector<app::LedgerLine>> ledger(const ShopId& shop, int year) override;
    Result<std::vector<int>> ledger_years(const ShopId& shop) override;

    Result<std::int64_t> put_reviews(const ShopId& shop,
                                     const std::vector<app::ShelvedFinding>& findings,
                                     const std::vector<app::PersonKey>& new_keys) override;
    Result<void> put_mark(const ShopId& shop, const app::MarkedReview& marked) override;
    Result<app::ShelfPage> reviews(const app::ShelfQuery& query) override;
    Result<app::ShelfEntry> review(const ShopId& shop, const app::ReviewKey& key) override;
    Result<std::int64_t> count_cases(const app::QueueQuery& query) override;
    Result<std::vector<app::PhaseCount>> count_phases(const ShopId& shop) override;
    Result<std::vector<app::ShelfCount>> count_reviews(const app::ShelfQuery& query) override;
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
    Result<void> compact() override { return {}; }
    Result<bool> empty_log() override { return true; }
    Result<void> load(const ShopId& shop, const std::vector<app::StoredEvent>& events) override;
    Result<void> backup(const std::string& path) override;
    Result<std::vector<std::string>> check_pages(std::size_t faults_max) override;
    Result<std::vector<std::string>> record_kinds() override;

private:
    struct Row {
        app::QueueRow row;
        std::string folded;
    };
    void write(const Plan& plan);
    void note(JournalRow row);
    bool set_mark(const ShopId& shop, const app::MarkedReview& marked);
    [[nodiscard]] app::CaseEntry entry(const CaseKey& key) const;
    [[nodiscard]] CaseLineRef line(const CaseKey& key) const;
    template <class IsAsked>
    [[nodiscard]] Result<app::Page> page(const Listing& asked, const IsAsked& is_asked) const;
    [[nodiscard]] std::vector<Counted> count(const ShopId& shop, Filters filters,
                                             std::span<const char* const> by) const;

    Options options_;
    std::recursive_mutex mutex_;  // guards all below; a rebuild asks for keys meanwhile
    Known known_;
    std::map<ShopId, std::vector<app::StoredEvent>> events_;
    std::map<CaseKey, Row> rows_;
    std::map<ShopId, std::vector<app::LedgerLine>> ledger_;
    std::map<PersonKeyId, app::FoundKey> keys_;
    std::vector<app::JournalEntry> journal_;
    std::map<ShopId, std::map<app::ReviewKey, app::ShelfEntry>> shelf_;
    std::map<std::string, std::map<std::string, app::Record>> records_;
};

}  // namespace pingli::store
