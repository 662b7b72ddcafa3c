// Imports: the files of a shop folder, uploaded, looked at, read and judged; what is found goes to
// the shelf. A few imports work at a time, each in a thread of its own and each of another shop;
// the others wait, and have their turn after a while (reviews/import_line.hpp). Each can be
// stopped. After a restart of the program those that were at work are stopped, and may be run
// again.
//
// Thread-safe. Files are removed a week after the import was made.

#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "app/event_store.hpp"
#include "app/key_ring.hpp"
#include "app/shops.hpp"
#include "engines/engines.hpp"
#include "intake/preview.hpp"
#include "reviews/import_files.hpp"
#include "reviews/import_line.hpp"
#include "reviews/import_record.hpp"
#include "reviews/limits.hpp"
#include "rulebook/library.hpp"

namespace pingli::reviews {

struct ImportsOptions {
    std::filesystem::path folder;   // in the data folder
    std::filesystem::path formats;  // of the program's data
    std::function<Instant()> now;
    app::Random random;
    app::Shops::LoadZone load_zone;
    // Told of each step that a person may want to see; quick.
    std::function<void(const ImportRecord&)> publish;
    std::function<void(const std::string&)> note;  // for the operator; no personal data
    std::chrono::milliseconds turn = kImportTurn;
};

class ImportJob;

class Imports {
public:
    // All outlive it.
    Imports(app::Store& store, app::Shops& shops, engines::Engines& engines,
            const rulebook::Library& library, ImportsOptions options);
    Imports(const Imports&) = delete;
    Imports& operator=(const Imports&) = delete;
    ~Imports() = default;
    // Asks running imports to stop and rejects new ones; does not wait.
    void stop_all();

    // What a program that ended left at work is stopped; then imports are run.
    Result<void> start();

    // Errors: NotFound, Conflict as VersionConflict (it is at work, or not as it must be),
    // TooLarge, Invalid, Unavailable.
    Result<ImportRecord> make(const ShopId& shop, const UserId& user, const std::string& id);
    Result<ImportRecord> find(const ShopId& shop, const std::string& id);
    Result<std::vector<ImportRecord>> list(const ShopId& shop);  // the newest first
    // Also while it runs its files can be looked at, but not changed.
    Result<std::vector<ImportedFile>> files(const ShopId& shop, const std::string& id);
    // As it was kept when the file came, or its columns were chosen; opens no file of the shop.
    // What needs more than `room` bytes, as previews are kept, is not shown; it has less
    // afterwards.
    intake::FilePreview preview(const ImportRecord& record, const std::string& name,
                                std::size_t& room);
    // Looks at its beginning, too.
    Result<void> add_file(const ShopId& shop, const std::string& id, const std::string& name,
                          const std::filesystem::path& from);
    Result<void> remove_file(const ShopId& shop, const std::string& id, const std::string& name);
    Result<ImportRecord> choose(const ShopId& shop, const std::string& id, const std::string& name,
                                const intake::FileChoice& choice);
    Result<ImportRecord> run(const ShopId& shop, const UserId& user, const std::string& id,
                             std::optional<Instant> as_of);
    // Whether one of the shop waits or works that was run then or before.
    [[nodiscard]] bool works_for(const ShopId& shop, Instant asked_by) const;
    Result<ImportRecord> stop(const ShopId& shop, const std::string& id);
    Result<void> remove(const ShopId& shop, const std::string& id);
    Result<ImportFiles::Problems> problems(const ShopId& shop, const std::string& id,
                                           std::uint64_t from, std::size_t limit);

private:
    using JobPtr = ImportLine::JobPtr;

    [[nodiscard]] ImportFiles files_of(const ShopId& shop, const std::string& id) const;
    Result<ImportRecord> load(const ShopId& shop, const std::string& id);
    Result<void> save(const ImportRecord& record);
    // In whose share an import of the shop stands that the user has run.
    std::vector<UserId> people_of(const ShopId& shop, const UserId& user);
    // Under mutex_: one more may stand in the line; why not.
    [[nodiscard]] Result<void> has_place(const ShopId& shop,
                                         const std::vector<UserId>& people) const;
    // Under mutex_: the record of one that is not at work.
    Result<ImportRecord> load_idle(const ShopId& shop, const std::string& id);
    // Takes the file unless, since `choice` was read, somebody chose otherwise; whether it did.
    Result<bool> take_file(const ShopId& shop, const std::string& id, const std::string& name,
                           const std::filesystem::path& from, const intake::FileChoice& choice,
                           const intake::FilePreview& preview);

    void work(const std::stop_token& stop);
    // Until it is taken out of line_ it is at work, whatever is kept of its end.
    ImportRecord run_job(ImportJob& job, const std::stop_token& stop);
    // Waits for the job's next turn, or until it is to stop, if others are to have theirs.
    void give_way(ImportJob& job, const std::stop_token& stop);
    void remove_old();

    app::Store& store_;
    app::Shops& shops_;
    engines::Engines& engines_;
    const rulebook::Library& library_;
    ImportsOptions options_;
    std::shared_ptr<const intake::Formats> formats_;
    mutable std::mutex mutex_;  // guards line_ and every change of an import that is not at work
    std::condition_variable_any has_work_;
    ImportLine line_;
    std::vector<std::jthread> workers_;  // last: they use the others
};

}  // namespace pingli::reviews
