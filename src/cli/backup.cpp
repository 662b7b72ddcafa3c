// pingli backup and restore: a data folder as it is at one moment, while the server runs, into a
// folder; and back, checked file by file and link by link.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <ostream>

#include "base/sha256.hpp"
#include "cli/manifest.hpp"
#include "cli/opened_store.hpp"
#include "store/verify.hpp"

namespace pingli::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFileBytesMax = std::size_t{1} << 30;
constexpr std::size_t kManifestBytesMax = std::size_t{1} << 30;

struct Options {
    StoreChoice store;
    fs::path folder;
};

std::unexpected<Error> failed(const fs::path& path, const std::error_code& fault) {
    return fail(ErrorCode::Unavailable, path.string() + ": " + fault.message());
}

// All that was written to the disk that holds `folder`.
Result<void> sync_disk(const fs::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool is_synced = fd >= 0 && ::syncfs(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!is_synced) return fail(ErrorCode::Unavailable, folder.string() + ": cannot be synced");
    return {};
}

// A new folder of its owner only, to be renamed when it is whole.
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

Result<void> finish_folder(const fs::path& folder, const fs::path& wanted) {
    TRY(sync_disk(folder));
    std::error_code fault;
    fs::rename(folder, wanted, fault);
    if (fault) return failed(wanted, fault);
    return sync_disk(wanted);
}

Result<void> copy_one(const fs::path& from, const fs::path& to) {
    std::error_code fault;
    fs::create_directories(to.parent_path(), fault);
    if (!fault) fs::copy_file(from, to, fault);
    if (fault) return failed(to, fault);
    return {};
}

// Files are kept before the event that names them is, and are never changed: those that are there
// after the database was copied are all it needs.
Result<std::vector<KeptFile>> copy_files(const fs::path& data, const fs::path& to) {
    std::vector<KeptFile> files;
    std::error_code fault;
    if (!fs::exists(data / kFilesFolder, fault)) return files;
    auto entry = fs::recursive_directory_iterator{data / kFilesFolder, fault};
    for (; !fault && entry != fs::recursive_directory_iterator{}; entry.increment(fault)) {
        if (!entry->is_regular_file(fault)) continue;
        const fs::path path = entry->path().lexically_relative(data);
        TRY(copy_one(entry->path(), to / path));
        files.push_back({.path = path.generic_string(), .bytes = fs::file_size(to / path, fault)});
    }
    if (fault) return failed(data / kFilesFolder, fault);
    std::ranges::sort(files, {}, &KeptFile::path);
    return files;
}

// The copy of the database is checked as a whole; its heads go into the manifest.
Result<std::vector<app::Head>> checked_heads(const Context& context, const fs::path& folder,
                                             const std::vector<app::Head>* expected) {
    const auto store =
        TRY(open_store(context, {.data = folder, .database = {}}, Need::Existing, Company::Beside));
    const auto heads = TRY(store->heads());
    for (const app::Head& head : expected != nullptr ? *expected : heads) {
        const auto verdict = TRY(store::verify(*store, head.shop, head));
        if (!verdict.is_good())
            return fail(ErrorCode::Corrupt, "shop " + head.shop.value() + ": " +
                                                store::name_of(verdict.faults.front().kind) + ": " +
                                                verdict.faults.front().what);
    }
    return heads;
}

Result<void> write_manifest(const fs::path& folder, const Manifest& manifest) {
    std::ofstream out{folder / kManifest, std::ios::binary};
    out << to_text(manifest);
    out.close();
    if (!out) return fail(ErrorCode::Unavailable, (folder / kManifest).string() + ": not written");
    return {};
}

// What was begun and cannot be finished is taken away.
Result<Manifest> cleared_on_failure(Result<Manifest> done, const fs::path& folder) {
    std::error_code ignored;
    if (!done) fs::remove_all(folder, ignored);
    return done;
}

void print(Context& context, const Manifest& manifest, const fs::path& folder) {
    for (const app::Head& head : manifest.heads) context.out << to_line(head) << '\n';
    context.err << "pingli: " << manifest.heads.size() << " shops, " << manifest.files.size()
                << " files of exhibits in " << folder.string() << '\n';
}

Result<Manifest> fill_backup(const Context& context, app::Store& store, const fs::path& data,
                             const fs::path& folder) {
    TRY(store.backup((folder / kDatabaseFile).string()));
    Manifest manifest;
    manifest.made_at = format_instant(now(), std::chrono::seconds{0});
    manifest.heads = TRY(checked_heads(context, folder, nullptr));
    manifest.files = TRY(copy_files(data, folder));
    TRY(write_manifest(folder, manifest));
    return manifest;
}

Result<void> back_up(Context& context, const Options& options) {
    std::error_code fault;
    if (fs::exists(options.folder, fault))
        return fail(ErrorCode::Invalid, options.folder.string() + ": exists; name a new folder");
    const auto store = TRY(open_store(context, options.store, Need::Existing, Company::Beside));
    const fs::path folder = TRY(begin_folder(options.folder));
    const auto manifest =
        TRY(cleared_on_failure(fill_backup(context, *store, options.store.data, folder), folder));
    TRY(finish_folder(folder, options.folder));
    print(context, manifest, options.folder);
    return {};
}

Result<void> restore_file(const fs::path& backup, const fs::path& to, const KeptFile& file) {
    TRY(copy_one(backup / file.path, to / file.path));
    const std::string bytes = TRY(read_file(to / file.path, kFileBytesMax));
    if (bytes.size() != file.bytes || sha256_hex(bytes) != fs::path{file.path}.filename())
        return fail(ErrorCode::Corrupt, (backup / file.path).string() + ": was changed");
    return {};
}

Result<Manifest> fill_data(const Context& context, const fs::path& backup, const fs::path& folder) {
    const std::string text = TRY(read_file(backup / kManifest, kManifestBytesMax));
    Manifest manifest = TRY(parse_manifest(text));
    TRY(copy_one(backup / kDatabaseFile, folder / kDatabaseFile));
    const auto heads = TRY(checked_heads(context, folder, &manifest.heads));
    if (heads != manifest.heads)
        return fail(ErrorCode::Corrupt, "the database is not the one of the manifest");
    for (const KeptFile& file : manifest.files) TRY(restore_file(backup, folder, file));
    return manifest;
}

Result<void> restore(Context& context, const Options& options) {
    const fs::path& data = options.store.data;
    std::error_code fault;
    if (fs::exists(data, fault) && !fs::is_empty(data, fault))
        return fail(ErrorCode::Invalid,
                    data.string() + ": holds data already; nothing is overwritten");
    const fs::path folder = TRY(begin_folder(data));
    const auto manifest =
        TRY(cleared_on_failure(fill_data(context, options.folder, folder), folder));
    fs::remove(data, fault);  // The empty folder, if there was one.
    TRY(finish_folder(folder, data));
    print(context, manifest, data);
    context.err << "pingli: as of " << manifest.made_at
                << "; keys of persons too: erase again who was erased since\n";
    return {};
}

}  // namespace

void add_backup(CLI::App& app, Context& context) {
    CLI::App* verb = app.add_subcommand(
        "backup", "A copy of the data folder as it is now, while the server runs (SQLite)");
    auto options = std::make_shared<Options>();
    add_store_options(*verb, options->store);
    verb->add_option("FOLDER", options->folder, "A new folder for the copy")->required();
    verb->callback([&context, options] {
        if (const auto done = back_up(context, *options); !done) report(context, done.error());
    });
}

void add_restore(CLI::App& app, Context& context) {
    CLI::App* verb = app.add_subcommand("restore", "A new data folder from a backup");
    auto options = std::make_shared<Options>();
    verb->add_option("FOLDER", options->folder, "What backup made")->required();
    verb->add_option("--data", options->store.data, "A data folder that is not there yet, or empty")
        ->required();
    verb->callback([&context, options] {
        if (const auto done = restore(context, *options); !done) report(context, done.error());
    });
}

}  // namespace pingli::cli
