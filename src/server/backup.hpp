// A data folder as it is at one moment, while the server runs, into another folder: the database,
// the files of exhibits, and MANIFEST with the heads of all chains and the hash of everything;
// checked page by page, link by link and file by file.

#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "app/event_store.hpp"
#include "server/manifest.hpp"
#include "store/options.hpp"

namespace pingli::server {

constexpr const char* kDatabaseFile = "pingli.db";  // in the data folder
constexpr const char* kFilesFolder = "files";       // of exhibits, in the data folder

struct BackupOptions {
    std::filesystem::path data;
    store::Fold fold;
    store::KeyWrap wrap = {};  // what the store is under; so is the copy
    std::function<Instant()> now;
    // Told of each step ("database", "checking", "files"); false ends it.
    std::function<bool(const char* step)> goes_on = {};
};

// `folder` must not exist: it is there when it is done, until then it is called
// FOLDER.unfinished. What is found to be not good (pages, chains, exhibits that were lost or
// changed) does not keep the rest from being written: it is named in the manifest's faults, and
// such a backup is not restored unless one asks for what is good of it. Of the store's technology:
// SQLite only (Invalid).
Result<Manifest> make_backup(app::Store& store, const BackupOptions& options,
                             const std::filesystem::path& folder);

struct CopiedFiles {
    std::vector<KeptFile> good;
    std::set<std::string> paths;    // of the good ones
    std::set<std::string> changed;  // paths
};
// The exhibits of options.data. Files are kept before the event that names them is, and are never
// changed: those that are there after the database was copied are all it needs. A file that is not
// what its name says is left behind; what else lies in the folder is none of ours.
Result<CopiedFiles> copy_files(const BackupOptions& options, const std::filesystem::path& to);

// What making and restoring one have in common.
Result<std::filesystem::path> begin_folder(const std::filesystem::path& wanted);
Result<void> finish_folder(const std::filesystem::path& folder,
                           const std::filesystem::path& wanted);
Result<void> copy_one(const std::filesystem::path& from, const std::filesystem::path& to);
// Faults of the pages, of every chain and of what the journal covers; `expected`: heads that each
// chain must pass.
Result<std::vector<std::string>> faults_of(app::Store& store,
                                           const std::vector<app::Head>& expected,
                                           const std::optional<app::Head>& journal);
// What was begun and cannot be finished is taken away.
template <class T>
Result<T> cleared_on_failure(Result<T> done, const std::filesystem::path& folder) {
    std::error_code ignored;
    if (!done) std::filesystem::remove_all(folder, ignored);
    return done;
}

}  // namespace pingli::server
