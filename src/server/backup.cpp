#include "server/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "server/open_store.hpp"
#include "store/verify.hpp"

namespace pingli::server {

namespace fs = std::filesystem;

namespace {

std::unexpected<Error> failed(const fs::path& path, const std::error_code& fault) {
    return fail(ErrorCode::Unavailable, path.string() + ": " + fault.message());
}

// All that was written to the disk that holds `folder`.
Result<void> sync_disk(const fs::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_CLOEXEC);
    const bool is_synced = fd >= 0 && ::syncfs(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!is_synced) return fail(ErrorCode::Unavailable, folder.string() + ": cannot be synced");
    return {};
}

Result<void> step(const BackupOptions& options, const char* name) {
    if (options.goes_on && !options.goes_on(name))
        return fail(ErrorCode::Unavailable, "the backup was stopped");
    return {};
}

// Files are kept before the event that names them is, and are never changed: those that are there
// after the database was copied are all it needs.
Result<std::vector<KeptFile>> copy_files(const BackupOptions& options, const fs::path& to) {
    const fs::path& data = options.data;
    std::vector<KeptFile> files;
    std::error_code fault;
    if (!fs::exists(data / kFilesFolder, fault)) return files;
    auto entry = fs::recursive_directory_iterator{data / kFilesFolder, fault};
    for (; !fault && entry != fs::recursive_directory_iterator{}; entry.increment(fault)) {
        if (!entry->is_regular_file(fault)) continue;
        TRY(step(options, "files"));
        const fs::path path = entry->path().lexically_relative(data);
        TRY(copy_one(entry->path(), to / path));
        files.push_back({.path = path.generic_string(), .bytes = fs::file_size(to / path, fault)});
    }
    if (fault) return failed(data / kFilesFolder, fault);
    std::ranges::sort(files, {}, &KeptFile::path);
    return files;
}

Result<void> write_manifest(const fs::path& folder, const Manifest& manifest) {
    std::ofstream out{folder / kManifest, std::ios::binary};
    out << to_text(manifest);
    out.close();
    if (!out) return fail(ErrorCode::Unavailable, (folder / kManifest).string() + ": not written");
    return {};
}

Result<Manifest> fill_backup(app::Store& store, const BackupOptions& options,
                             const fs::path& folder) {
    TRY(step(options, "database"));
    TRY(store.backup((folder / kDatabaseFile).string()));
    TRY(step(options, "checking"));
    Manifest manifest;
    manifest.made_at = format_instant(options.now(), std::chrono::seconds{0});
    manifest.heads = TRY(checked_heads(folder, options.fold, nullptr));
    manifest.files = TRY(copy_files(options, folder));
    TRY(write_manifest(folder, manifest));
    return manifest;
}

}  // namespace

Result<fs::path> begin_folder(const fs::path& wanted) {
    std::error_code fault;
    fs::path folder = wanted.lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();
    folder += ".unfinished";
    fs::remove_all(folder, fault);
    fs::create_directories(folder, fault);
    if (fault) return failed(folder, fault);
    fs::permissions(folder, fs::perms::owner_all, fs::perm_options::replace, fault);
    return folder;
}

Result<void> finish_folder(const fs::path& unfinished, const fs::path& folder) {
    TRY(sync_disk(unfinished));
    std::error_code fault;
    fs::rename(unfinished, folder, fault);
    if (fault) return failed(folder, fault);
    return sync_disk(folder);
}

Result<void> copy_one(const fs::path& from, const fs::path& to) {
    std::error_code fault;
    fs::create_directories(to.parent_path(), fault);
    if (!fault) fs::copy_file(from, to, fault);
    if (fault) return failed(to, fault);
    return {};
}

Result<std::vector<app::Head>> checked_heads(const fs::path& folder, const store::Fold& fold,
                                             const std::vector<app::Head>* expected) {
    const fs::path file = folder / kDatabaseFile;
    std::error_code fault;
    if (!fs::is_regular_file(file, fault))
        return fail(ErrorCode::NotFound, file.string() + ": there is no database");
    store::Options options;
    options.fold = fold;
    options.is_sole = false;
    const auto store = TRY(open_store("sqlite:" + file.string(), std::move(options)));
    auto heads = TRY(store->heads());
    for (const app::Head& head : expected != nullptr ? *expected : heads) {
        const auto verdict = TRY(store::verify(*store, head.shop, head));
        if (!verdict.is_good())
            return fail(ErrorCode::Corrupt, "shop " + head.shop.value() + ": " +
                                                store::name_of(verdict.faults.front().kind) + ": " +
                                                verdict.faults.front().what);
    }
    return heads;
}

Result<Manifest> cleared_on_failure(Result<Manifest> done, const fs::path& folder) {
    std::error_code ignored;
    if (!done) fs::remove_all(folder, ignored);
    return done;
}

Result<Manifest> make_backup(app::Store& store, const BackupOptions& options,
                             const fs::path& folder) {
    const fs::path unfinished = TRY(begin_folder(folder));
    auto manifest = TRY(cleared_on_failure(fill_backup(store, options, unfinished), unfinished));
    TRY(finish_folder(unfinished, folder));
    return manifest;
}

}  // namespace pingli::server
