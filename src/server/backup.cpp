#include "server/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "server/exhibit_files.hpp"
#include "server/open_store.hpp"
#include "server/witness.hpp"
#include "store/verify.hpp"
#include "store/verify_journal.hpp"

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

constexpr std::size_t kPageFaultsMax = 20;

// Of the files that were copied: those that are not what they should be, and those that events name
// and that are not there.
Result<void> add_file_faults(app::Store& copy, const CopiedFiles& files, Manifest& manifest) {
    std::set<std::string> unnamed = files.changed;
    for (const app::Head& head : manifest.heads)
        TRY(each_named_file(copy, head.shop, [&](const NamedFile& named) -> Result<void> {
            const std::string path =
                (kFilesFolder / vault::FolderVault::place_of(head.shop, named.file.sha256))
                    .generic_string();
            if (files.paths.contains(path)) return {};
            unnamed.erase(path);
            const bool is_changed = files.changed.contains(path);
            manifest.faults.push_back(
                english(told(named, say(is_changed ? "audit.file_changed" : "audit.file_lost"))));
            return {};
        }));
    for (const std::string& path : unnamed)
        manifest.faults.push_back(path + ": was changed; no event names it");
    return {};
}

Result<void> write_manifest(const fs::path& folder, const Manifest& manifest) {
    std::ofstream out{folder / kManifest, std::ios::binary};
    out << to_text(manifest);
    out.close();
    if (!out) return fail(ErrorCode::Unavailable, (folder / kManifest).string() + ": not written");
    return {};
}

// What is being erased from the store, and not cleared away there yet.
Result<void> leave_no_copy(const fs::path& database, const store::Options& how) {
    const auto copy = TRY(open_store("sqlite:" + database.string(), how));
    TRY(copy->compact());
    TRY(copy->empty_log());
    return {};
}

Result<Manifest> fill_backup(app::Store& store, const BackupOptions& options,
                             const fs::path& folder) {
    TRY(step(options, "database"));
    const fs::path file = folder / kDatabaseFile;
    TRY(store.backup(file.string()));
    TRY(step(options, "checking"));
    Manifest manifest;
    manifest.made_at = format_instant(options.now(), std::chrono::seconds{0});
    manifest.outer_key = options.wrap.fingerprint();
    {
        store::Options how;
        how.fold = options.fold;
        how.wrap = options.wrap;
        const auto cleared = leave_no_copy(file, how);
        how.is_read_only = true;
        const auto copy = TRY(open_store("sqlite:" + file.string(), std::move(how)));
        auto heads = copy->heads();
        if (heads) manifest.heads = std::move(*heads);
        if (auto journal = copy->journal_head(); journal && journal->position > 0) {
            journal->shop = kJournalName;
            manifest.journal = std::move(*journal);
        }
        manifest.faults = TRY(faults_of(*copy, manifest.heads, std::nullopt));
        if (!cleared) manifest.faults.push_back("clearing away: " + cleared.error().context);
        if (!heads) manifest.faults.push_back("the heads of the chains: " + heads.error().context);
        auto files = TRY(copy_files(options, folder));
        if (const auto named = add_file_faults(*copy, files, manifest); !named)
            manifest.faults.push_back("what exhibits there are: " + named.error().context);
        manifest.files = std::move(files.good);
    }
    const auto digest = TRY(vault::digest_of(file));
    manifest.database = {.bytes = digest.bytes, .sha256 = digest.sha256};
    TRY(write_manifest(folder, manifest));
    return manifest;
}

}  // namespace

Result<CopiedFiles> copy_files(const BackupOptions& options, const fs::path& to) {
    const fs::path& data = options.data;
    CopiedFiles files;
    std::error_code fault;
    if (!fs::exists(data / kFilesFolder, fault)) return files;
    auto entry = fs::recursive_directory_iterator{data / kFilesFolder, fault};
    for (; !fault && entry != fs::recursive_directory_iterator{}; entry.increment(fault)) {
        const std::string name = entry->path().filename();
        if (entry->is_symlink(fault) || !entry->is_regular_file(fault) || !vault::is_hash(name))
            continue;
        TRY(step(options, "files"));
        const fs::path path = entry->path().lexically_relative(data);
        TRY(copy_one(entry->path(), to / path));
        const auto digest = TRY(vault::digest_of(to / path));
        if (digest.sha256 == name) {
            files.paths.insert(path.generic_string());
            files.good.push_back({.path = path.generic_string(), .bytes = digest.bytes});
            continue;
        }
        files.changed.insert(path.generic_string());
        fs::remove(to / path, fault);
    }
    if (fault) return failed(data / kFilesFolder, fault);
    std::ranges::sort(files.good, {}, &KeptFile::path);
    return files;
}

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
    if (!fault)
        fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write,
                        fs::perm_options::replace, fault);
    if (fault) return failed(to, fault);
    return {};
}

Result<std::vector<std::string>> faults_of(app::Store& store,
                                           const std::vector<app::Head>& expected,
                                           const std::optional<app::Head>& journal) {
    std::vector<std::string> faults;
    const auto pages = store.check_pages(kPageFaultsMax);
    if (!pages) faults.push_back("the database's pages: " + pages.error().context);
    if (pages)
        for (const std::string& page : *pages) faults.push_back("the database's pages: " + page);
    for (const app::Head& head : expected) {
        const std::string shop = "shop " + head.shop.value() + ": ";
        const auto verdict = store::verify(store, head.shop, head);
        if (!verdict && verdict.error().code == ErrorCode::Unavailable)
            return std::unexpected(verdict.error());
        if (!verdict) faults.push_back(shop + verdict.error().context);
        if (!verdict) continue;
        for (const store::Fault& fault : verdict->faults)
            faults.push_back(shop + store::name_of(fault.kind) + ": " + english(fault.what));
        if (verdict->further_faults > 0)
            faults.push_back(shop + std::to_string(verdict->further_faults) + " further faults");
    }
    store::JournalAsked asked;
    if (journal) asked.position = journal->position;
    if (journal) asked.hash = journal->hash;
    const auto rows = store::verify_journal(store, asked);
    if (!rows) faults.push_back("keys, records and the shelf: " + rows.error().context);
    if (rows)
        for (const store::Fault& fault : rows->faults)
            faults.push_back(std::string{store::name_of(fault.kind)} + ": " + english(fault.what));
    return faults;
}

Result<Manifest> make_backup(app::Store& store, const BackupOptions& options,
                             const fs::path& folder) {
    const fs::path unfinished = TRY(begin_folder(folder));
    auto manifest = TRY(cleared_on_failure(fill_backup(store, options, unfinished), unfinished));
    TRY(finish_folder(unfinished, folder));
    return manifest;
}

}  // namespace pingli::server
