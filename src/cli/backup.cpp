// pingli backup and restore: a data folder as it is at one moment, while the server runs, into a
// folder; and back, checked file by file and link by link.

#include "server/backup.hpp"

#include <ostream>

#include "app/head_line.hpp"
#include "cli/opened_store.hpp"
#include "cli/outer_key.hpp"
#include "server/restore.hpp"

namespace pingli::cli {

namespace fs = std::filesystem;

namespace {

struct Options {
    StoreChoice store;
    fs::path folder;
    bool salvages = false;
};

void print(Context& context, const server::Manifest& manifest, const fs::path& folder) {
    for (const app::Head& head : manifest.heads) context.out << to_line(head) << '\n';
    context.err << "pingli: " << manifest.heads.size() << " shops, " << manifest.files.size()
                << " files of exhibits in " << folder.string() << '\n';
}

// What is at fault makes the verb fail, whatever else was done.
void print_faults(Context& context, const std::vector<std::string>& faults) {
    for (const std::string& fault : faults) context.err << "pingli: " << fault << '\n';
    if (!faults.empty()) context.status = kInputAtFault;
}

Result<void> back_up(Context& context, const Options& options) {
    std::error_code fault;
    if (fs::exists(options.folder, fault))
        return fail(ErrorCode::Invalid, options.folder.string() + ": exists; name a new folder");
    const auto store = TRY(open_store(context, options.store, Need::Existing, Company::Beside));
    const fs::path root = TRY(find_data_root(context));
    const server::BackupOptions how{.data = options.store.data,
                                    .fold = TRY(load_fold(root)),
                                    .wrap = TRY(read_outer_key(options.store.outer_key_file)),
                                    .now = now};
    const auto manifest = TRY(server::make_backup(*store, how, options.folder));
    TRY(note_act(*store, {.what = "backup_made", .route = "pingli backup"}));
    print(context, manifest, options.folder);
    print_faults(context, manifest.faults);
    if (!manifest.faults.empty())
        context.err << "pingli: THE BACKUP IS INCOMPLETE: " << manifest.faults.size()
                    << " faults, above and in its MANIFEST; what is good is in it, and `restore "
                       "--salvage` brings that back\n";
    return {};
}

// In the log of the new folder, which goes on from that of the backup.
Result<void> note_restored(Context& context, const Options& options) {
    const auto store = TRY(open_store(context, options.store, Need::Existing, Company::Beside));
    return note_act(*store, {.what = "store_restored",
                             .route = "pingli restore",
                             .about = options.salvages ? "salvage" : ""});
}

Result<void> restore(Context& context, const Options& options) {
    const fs::path& data = options.store.data;
    std::error_code fault;
    if (fs::is_regular_file(options.folder, fault))
        return fail(
            ErrorCode::Invalid,
            options.folder.string() +
                ": expected a folder; unpack the file first (tar -xf) and name what is in it");
    const fs::path root = TRY(find_data_root(context));
    const store::Fold fold = TRY(load_fold(root));
    const store::KeyWrap wrap = TRY(read_outer_key(options.store.outer_key_file));
    const auto done = TRY(server::restore(
        options.folder, data,
        {.fold = fold,
         .wrap = wrap,
         .now = now(),
         .wanted = options.salvages ? server::Wanted::WhatIsGood : server::Wanted::All}));
    print(context, done.manifest, data);
    print_faults(context, done.lost);
    TRY(note_restored(context, options));
    context.err << "pingli: as of "
                << (done.manifest.made_at.empty() ? "a time not known" : done.manifest.made_at)
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
    add_outer_key_option(*verb, options->store.outer_key_file);
    verb->add_flag("--salvage", options->salvages,
                   "Of a damaged or incomplete backup what is good; names the rest, exit status 1");
    verb->callback([&context, options] {
        if (const auto done = restore(context, *options); !done) report(context, done.error());
    });
}

}  // namespace pingli::cli
