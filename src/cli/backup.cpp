// pingli backup and restore: a data folder as it is at one moment, while the server runs, into a
// folder; and back, checked file by file and link by link.

#include "server/backup.hpp"

#include <ostream>

#include "app/head_line.hpp"
#include "base/sha256.hpp"
#include "cli/opened_store.hpp"

namespace pingli::cli {

namespace fs = std::filesystem;

using server::begin_folder;
using server::checked_heads;
using server::cleared_on_failure;
using server::copy_one;
using server::finish_folder;
using server::kDatabaseFile;
using server::KeptFile;
using server::kManifest;
using server::Manifest;
using server::parse_manifest;

namespace {

constexpr std::size_t kFileBytesMax = std::size_t{1} << 30;
constexpr std::size_t kManifestBytesMax = std::size_t{1} << 30;

struct Options {
    StoreChoice store;
    fs::path folder;
};

void print(Context& context, const Manifest& manifest, const fs::path& folder) {
    for (const app::Head& head : manifest.heads) context.out << to_line(head) << '\n';
    context.err << "pingli: " << manifest.heads.size() << " shops, " << manifest.files.size()
                << " files of exhibits in " << folder.string() << '\n';
}

Result<void> back_up(Context& context, const Options& options) {
    std::error_code fault;
    if (fs::exists(options.folder, fault))
        return fail(ErrorCode::Invalid, options.folder.string() + ": exists; name a new folder");
    const auto store = TRY(open_store(context, options.store, Need::Existing, Company::Beside));
    const fs::path root = TRY(find_data_root(context));
    const server::BackupOptions how{
        .data = options.store.data, .fold = TRY(load_fold(root)), .now = now, .goes_on = {}};
    const auto manifest = TRY(server::make_backup(*store, how, options.folder));
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
    const fs::path root = TRY(find_data_root(context));
    const store::Fold fold = TRY(load_fold(root));
    const auto heads = TRY(checked_heads(folder, fold, &manifest.heads));
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
