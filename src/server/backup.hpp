// A data folder as it is at one moment, while the server runs, into another folder: the database,
// the files of exhibits, and MANIFEST with the heads of all chains; checked link by link.

#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "app/event_store.hpp"
#include "server/manifest.hpp"
#include "store/options.hpp"

namespace pingli::server {

constexpr const char* kDatabaseFile = "pingli.db";  // in the data folder
constexpr const char* kFilesFolder = "files";       // of exhibits, in the data folder

struct BackupOptions {
    std::filesystem::path data;
    store::Fold fold;
    std::function<Instant()> now;
    // Told of each step ("database", "checking", "files"); false ends it.
    std::function<bool(const char* step)> goes_on;
};

// `folder` must not exist: it is there when it is whole, until then it is called
// FOLDER.unfinished. Of the store's technology: SQLite only (Invalid).
Result<Manifest> make_backup(app::Store& store, const BackupOptions& options,
                             const std::filesystem::path& folder);

// What making and restoring one have in common.
Result<std::filesystem::path> begin_folder(const std::filesystem::path& wanted);
Result<void> finish_folder(const std::filesystem::path& folder,
                           const std::filesystem::path& wanted);
Result<void> copy_one(const std::filesystem::path& from, const std::filesystem::path& to);
// The heads of the database in `folder`, every chain walked; `expected`: these and no others.
Result<std::vector<app::Head>> checked_heads(const std::filesystem::path& folder,
                                             const store::Fold& fold,
                                             const std::vector<app::Head>* expected);
// What was begun and cannot be finished is taken away.
Result<Manifest> cleared_on_failure(Result<Manifest> done, const std::filesystem::path& folder);

}  // namespace pingli::server
