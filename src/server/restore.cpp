#include "server/restore.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "server/backup.hpp"
#include "server/exhibit_files.hpp"
#include "server/open_store.hpp"
#include "server/salvage.hpp"

namespace pingli::server {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kManifestBytesMax = std::uintmax_t{1} << 30;
constexpr const char* kDamagedFile = "damaged.db";  // while what is good of it is taken out

Result<std::string> read_manifest(const fs::path& file) {
    std::error_code fault;
    const auto bytes = fs::file_size(file, fault);
    std::ifstream in{file, std::ios::binary};
    if (fault || !in) return fail(ErrorCode::NotFound, file.string() + ": cannot be opened");
    if (bytes > kManifestBytesMax)
        return fail(ErrorCode::Corrupt, file.string() + ": is no manifest");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::unexpected<Error> changed(const fs::path& file) {
    return fail(ErrorCode::Corrupt, file.string() + ": was changed since the backup was made");
}

Result<void> take_file(const fs::path& backup, const fs::path& to, const KeptFile& file) {
    const fs::path from = backup / file.path;
    std::error_code fault;
    if (!fs::is_regular_file(from, fault))
        return fail(ErrorCode::Corrupt, from.string() + ": is not there");
    TRY(copy_one(from, to / file.path));
    const auto digest = TRY(vault::digest_of(to / file.path));
    if (digest.bytes != file.bytes || digest.sha256 != fs::path{file.path}.filename()) {
        fs::remove(to / file.path, fault);
        return changed(from);
    }
    return {};
}

Result<void> take_database(const fs::path& backup, const fs::path& to, const Manifest& manifest) {
    const fs::path from = backup / kDatabaseFile;
    std::error_code fault;
    if (!fs::is_regular_file(from, fault))
        return fail(ErrorCode::Corrupt, from.string() + ": there is no database");
    TRY(copy_one(from, to));
    if (!manifest.database) return {};
    const auto digest = TRY(vault::digest_of(to));
    if (digest.bytes != manifest.database->bytes || digest.sha256 != manifest.database->sha256)
        return changed(from);
    return {};
}

Result<std::unique_ptr<app::Store>> open(const fs::path& file, const RestoreOptions& options) {
    store::Options how;
    how.fold = options.fold;
    how.wrap = options.wrap;
    return open_store("sqlite:" + file.string(), std::move(how));
}

// Those that events name and that did not come.
Result<std::vector<std::string>> missing_files(app::Store& store,
                                               const std::vector<KeptFile>& files) {
    std::set<std::string> there;
    for (const KeptFile& file : files) there.insert(file.path);
    std::vector<std::string> missing;
    for (const app::Head& head : TRY(store.heads()))
        TRY(each_named_file(store, head.shop, [&](const NamedFile& named) -> Result<void> {
            const fs::path path =
                kFilesFolder / vault::FolderVault::place_of(head.shop, named.file.sha256);
            if (!there.contains(path.generic_string()))
                missing.push_back(english(told(named, say("audit.file_not_kept"))));
            return {};
        }));
    return missing;
}

std::unexpected<Error> refused(const std::vector<std::string>& faults) {
    std::string what = faults.front();
    if (faults.size() > 1) what += " (and " + std::to_string(faults.size() - 1) + " more)";
    return fail(ErrorCode::Corrupt, what + "; --salvage brings back what is good");
}

Result<Restored> take_all(const fs::path& backup, const fs::path& folder,
                          const RestoreOptions& options) {
    const std::string text = TRY(read_manifest(backup / kManifest));
    Manifest manifest = TRY(parse_manifest(text));
    TRY(store::check_outer_key(manifest.outer_key, options.wrap));
    if (!manifest.faults.empty()) return refused(manifest.faults);
    TRY(take_database(backup, folder / kDatabaseFile, manifest));
    for (const KeptFile& file : manifest.files) TRY(take_file(backup, folder, file));
    const auto store = TRY(open(folder / kDatabaseFile, options));
    if (const auto faults = TRY(faults_of(*store, manifest.heads, manifest.journal));
        !faults.empty())
        return refused(faults);
    if (TRY(store->heads()) != manifest.heads)
        return fail(ErrorCode::Corrupt, "the database is not the one of the manifest");
    if (const auto missing = TRY(missing_files(*store, manifest.files)); !missing.empty())
        return refused(missing);
    return Restored{.manifest = std::move(manifest), .lost = {}};
}

// Files that are what their names say, whether the manifest knows them or not.
Result<std::vector<KeptFile>> take_good_files(const fs::path& backup, const fs::path& folder) {
    std::vector<KeptFile> files;
    std::error_code fault;
    auto entry = fs::recursive_directory_iterator{backup / kFilesFolder, fault};
    for (; !fault && entry != fs::recursive_directory_iterator{}; entry.increment(fault)) {
        if (!entry->is_regular_file(fault) || !vault::is_hash(entry->path().filename())) continue;
        const KeptFile file{.path = entry->path().lexically_relative(backup).generic_string(),
                            .bytes = entry->file_size(fault)};
        const auto taken = take_file(backup, folder, file);
        if (taken) files.push_back(file);
        if (!taken && taken.error().code == ErrorCode::Unavailable)
            return std::unexpected(taken.error());
    }
    std::ranges::sort(files, {}, &KeptFile::path);
    return files;
}

Result<std::vector<std::string>> take_good_rows(const fs::path& folder, const Manifest& manifest,
                                                const RestoreOptions& options) {
    const fs::path damaged = folder / kDamagedFile;
    std::error_code fault;
    fs::rename(folder / kDatabaseFile, damaged, fault);
    std::vector<std::string> lost;
    {
        store::Options how;
        how.fold = options.fold;
        how.wrap = options.wrap;
        how.is_salvaged = true;
        how.is_read_only = true;  // It is looked at as it is, unless its schema is an older one.
        auto from = open_store("sqlite:" + damaged.string(), std::move(how));
        if (!from) {
            store::Options older;
            older.fold = options.fold;
            older.wrap = options.wrap;
            older.is_salvaged = true;
            from = open_store("sqlite:" + damaged.string(), std::move(older));
        }
        if (!from)
            return fail(ErrorCode::Corrupt,
                        "nothing of the database can be read: " + from.error().context);
        const auto to = TRY(open(folder / kDatabaseFile, options));
        lost = TRY(salvage(**from, *to, manifest.heads, options.now));
    }
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(damaged.string() + ending, fault);
    return lost;
}

Result<Restored> take_what_is_good(const fs::path& backup, const fs::path& folder,
                                   const RestoreOptions& options) {
    Restored out;
    const auto text = read_manifest(backup / kManifest);
    const auto parsed =
        text ? parse_manifest(*text) : Result<Manifest>{std::unexpected(text.error())};
    if (parsed) out.manifest = *parsed;
    if (parsed) TRY(store::check_outer_key(parsed->outer_key, options.wrap));
    if (!parsed)
        out.lost.push_back((backup / kManifest).string() +
                           ": cannot be relied on; what it said "
                           "of heads and files is not known");
    const auto taken = take_database(backup, folder / kDatabaseFile, out.manifest);
    if (!taken && taken.error().code == ErrorCode::Unavailable)
        return std::unexpected(taken.error());
    if (!taken) out.lost.push_back(taken.error().context);
    bool is_good = taken.has_value();
    if (is_good) {
        const auto store = open(folder / kDatabaseFile, options);
        if (store) {
            const auto faults = faults_of(**store, out.manifest.heads, out.manifest.journal);
            is_good = faults && faults->empty() && (*store)->heads().has_value();
        } else {
            is_good = false;
        }
    }
    if (!is_good)
        for (std::string& one : TRY(take_good_rows(folder, out.manifest, options)))
            out.lost.push_back("lost: " + std::move(one));
    out.manifest.files = TRY(take_good_files(backup, folder));
    const auto store = TRY(open(folder / kDatabaseFile, options));
    for (std::string& one : TRY(missing_files(*store, out.manifest.files)))
        out.lost.push_back("lost: " + std::move(one));
    out.manifest.heads = TRY(store->heads());
    return out;
}

}  // namespace

Result<Restored> restore(const fs::path& backup, const fs::path& data,
                         const RestoreOptions& options) {
    std::error_code fault;
    if (fs::exists(data, fault) && !fs::is_empty(data, fault))
        return fail(ErrorCode::Invalid,
                    data.string() + ": holds data already; nothing is overwritten");
    const fs::path folder = TRY(begin_folder(data));
    auto done = TRY(cleared_on_failure(options.wanted == Wanted::All
                                           ? take_all(backup, folder, options)
                                           : take_what_is_good(backup, folder, options),
                                       folder));
    fs::remove(data, fault);  // The empty folder, if there was one.
    TRY(finish_folder(folder, data));
    return done;
}

}  // namespace pingli::server
