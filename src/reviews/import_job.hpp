// One import at work: it reads the files, judges every dossier and shelves what is found. How far
// it is can be seen from other threads.

#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <vector>

#include "app/event_store.hpp"
#include "app/key_ring.hpp"
#include "app/shops.hpp"
#include "app/triage_shop.hpp"
#include "engines/engines.hpp"
#include "facts/facts.hpp"
#include "reviews/import_files.hpp"
#include "reviews/import_record.hpp"
#include "rulebook/library.hpp"
#include "triage/tally.hpp"

namespace pingli::reviews {

struct JobTools {
    app::Store& store;
    app::Shops& shops;
    engines::Engines& engines;
    const rulebook::Library& library;
    std::filesystem::path formats;
    const app::Random& random;
    const std::function<Instant()>& now;
    const app::Shops::LoadZone& load_zone;
    const std::function<void(const std::string&)>& note;  // for the operator; no personal data
    // Changes what is seen of the job, and has people told.
    std::function<void(const std::function<void(ImportRecord&)>&)> step;
    // Between two pieces of work: lets those who wait have their turn, when it is their time.
    std::function<void()> give_way;
};

class ImportJob {
public:
    ImportJob(const ImportRecord& record, ImportFiles its_files, std::vector<UserId> for_whom,
              Instant when)
        : shop(record.shop),
          id(record.id),
          people(std::move(for_whom)),
          asked_at(when),
          files_(std::move(its_files)),
          record_(record) {}

    const ShopId shop;
    const std::string id;
    const std::vector<UserId> people;  // in whose share it stands
    const Instant asked_at;            // when it was run
    std::atomic<bool> stop = false;
    // Guarded by the line it stands in.
    bool is_begun = false;
    bool has_turn = false;  // it is at work; else, if it was begun, others are
    bool is_unwanted = false;

    [[nodiscard]] ImportRecord seen() const {
        const std::lock_guard lock(mutex_);
        return record_;
    }
    ImportRecord change(const std::function<void(ImportRecord&)>& how) {
        const std::lock_guard lock(mutex_);
        how(record_);
        return record_;
    }

    // In the job's own thread. What it found before it was stopped stays on the shelf.
    Result<void> read_and_judge(const JobTools& tools);

private:
    void read_to(std::uint64_t bytes, const JobTools& tools);
    void left_out(app::DossierFault fault, const JobTools& tools);
    void judged_to(const triage::Tally& tally, const JobTools& tools);

    ImportFiles files_;
    std::uint64_t told_percent_ = 0;  // of the reading
    std::uint64_t problems_ = 0;
    std::uint64_t faults_noted_ = 0;
    mutable std::mutex mutex_;  // guards record_
    ImportRecord record_;
};

}  // namespace pingli::reviews
