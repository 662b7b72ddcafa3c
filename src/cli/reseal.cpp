// pingli reseal: a data folder anew under other keys, checked; the one before stays as it is.

#include "server/reseal.hpp"

#include <ostream>

#include "app/head_line.hpp"
#include "app/transfer.hpp"
#include "cli/opened_store.hpp"
#include "cli/progress.hpp"
#include "server/audit.hpp"
#include "server/backup.hpp"
#include "server/random.hpp"
#include "server/rebuild.hpp"

namespace pingli::cli {

namespace fs = std::filesystem;

namespace {

struct Options {
    StoreChoice from;
    StoreChoice to;
};

// What the old heads were stays known: evidence that was given out names them.
Result<void> note_heads(app::Store& store, const server::Resealed& done) {
    for (const app::Head& head : done.before)
        TRY(note_act(store,
                     {.what = "sealed_anew",
                      .shops = {head.shop.value()},
                      .route = "pingli reseal",
                      .about = std::to_string(head.position) + ' ' + app::to_hex(head.hash)}));
    return {};
}

Result<void> check(Context& context, app::Store& store, const fs::path& data) {
    for (const app::Head& head : TRY(store.heads())) {
        const auto verdict = TRY(server::audit(store, head.shop, head,
                                               {.files = data / server::kFilesFolder,
                                                .with_journal = true,
                                                .now = now(),
                                                .walked = {}}));
        for (const store::Fault& fault : verdict.faults)
            context.err << "pingli: shop " << head.shop.value() << ": "
                        << store::name_of(fault.kind) << ": " << english(fault.what) << '\n';
        if (!verdict.faults.empty())
            return fail(ErrorCode::Corrupt,
                        "reseal: what was written does not hold; the folder before is as it was");
        context.out << to_line(head) << '\n';
    }
    return {};
}

Result<void> write_all(Context& context, const Options& options, const StoreChoice& to) {
    const auto from = TRY(open_store(context, options.from, Need::Existing, Company::Alone));
    const auto store = TRY(open_store(context, to, Need::Any, Company::Alone));
    const StopOnInterrupt stop;
    Progress progress{context.err, 2};
    progress.begin({.zh = "重新加密", .en = "sealing"}, 0);
    const auto done = TRY(server::reseal(
        *from, *store, {.random = server::fill_random, .goes_on = [&](std::int64_t events) {
                            progress.at(static_cast<std::uint64_t>(events));
                            return !stop.flag()->load();
                        }}));
    TRY(server::copy_files({.data = options.from.data,
                            .fold = {},
                            .wrap = {},
                            .now = now,
                            .goes_on = [&](const char*) { return !stop.flag()->load(); }},
                           to.data));
    TRY(server::rebuild(*store, now()));
    progress.clear();
    TRY(note_heads(*store, done));
    TRY(check(context, *store, to.data));
    TRY(app::unmark_import(*store));
    context.err << "pingli: " << done.events
                << " events sealed under new keys. The folder before holds the old keys still: "
                   "take it away when nobody needs it.\n";
    return {};
}

Result<void> reseal(Context& context, const Options& options) {
    std::error_code fault;
    if (fs::exists(options.to.data, fault))
        return fail(ErrorCode::Invalid, options.to.data.string() + ": exists; name a new folder");
    const fs::path folder = TRY(server::begin_folder(options.to.data));
    StoreChoice to = options.to;
    to.data = folder;
    if (to.outer_key_file.empty()) to.outer_key_file = options.from.outer_key_file;
    return server::cleared_on_failure(
        [&]() -> Result<void> {
            TRY(write_all(context, options, to));
            return server::finish_folder(folder, options.to.data);
        }(),
        folder);
}

}  // namespace

void add_reseal(CLI::App& app, Context& context) {
    CLI::App* verb = app.add_subcommand(
        "reseal", "A data folder anew under other keys of persons, while no server runs on it");
    auto options = std::make_shared<Options>();
    add_store_options(*verb, options->from);
    verb->add_option("FOLDER", options->to.data, "A new data folder")->required();
    verb->add_option(
        "--to-database", options->to.database,
        "An empty database, as with --database; without it, the SQLite file in FOLDER");
    verb->add_option("--to-outer-key-file", options->to.outer_key_file,
                     "The outer key of the new one; without it, that of the one before");
    verb->callback([&context, options] {
        if (const auto done = reseal(context, *options); !done) report(context, done.error());
    });
}

}  // namespace pingli::cli
