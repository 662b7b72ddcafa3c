// Backups that people ask for over HTTP: made in the background, one at a time, kept as tar files
// in a folder of the data, the latest few. Thread-safe.

#pragma once

#include <mutex>
#include <thread>

#include "api/office.hpp"
#include "server/backup.hpp"

namespace pingli::server {

class BackupKeeper {
public:
    // `store` outlives it. Backups are in `data`/backups. `say` receives why one failed.
    BackupKeeper(app::Store& store, BackupOptions options,
                 std::function<void(const std::string&)> say);
    BackupKeeper(const BackupKeeper&) = delete;
    BackupKeeper& operator=(const BackupKeeper&) = delete;
    ~BackupKeeper() { end(); }

    // VersionConflict: one is running; Unavailable: the folder cannot be written.
    Result<api::Backup> start();
    std::vector<api::Backup> all();  // the latest first
    [[nodiscard]] bool is_busy();
    Result<std::filesystem::path> file(const std::string& id);
    Result<void> remove(const std::string& id);
    // Stops a running backup and rejects new ones.
    void end();

private:
    [[nodiscard]] std::filesystem::path path_of(const std::string& id, const char* ending) const;
    Result<void> make(const std::string& id, const std::stop_token& stop);
    void run(const std::string& id, const std::stop_token& stop);
    void note(const std::string& id, const std::function<void(api::Backup&)>& change);
    void load();
    void drop_oldest();

    app::Store& store_;
    BackupOptions options_;
    std::function<void(const std::string&)> say_;
    std::filesystem::path folder_;
    std::mutex mutex_;
    std::vector<api::Backup> backups_;  // the oldest first
    std::jthread worker_;
    bool is_over_ = false;
};

}  // namespace pingli::server
