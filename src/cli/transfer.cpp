// pingli export, import, rebuild: everything a store holds, line by line, out of one and into
// another, with the same hashes; the read models anew.

#include "app/transfer.hpp"

#include <chrono>
#include <fstream>
#include <functional>
#include <iostream>
#include <ostream>
#include <vector>

#include "app/head_line.hpp"
#include "app/security_batch.hpp"
#include "cli/opened_store.hpp"
#include "codec/export_frame.hpp"
#include "codec/export_json.hpp"
#include "server/rebuild.hpp"

namespace pingli::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLineBytesMax = 32 << 20;

struct Options {
    StoreChoice store;
    std::string file = "-";
    bool goes_on = false;
    bool leaves_no_entry = false;
};

// Before the first byte leaves: an export holds the keys of all persons.
Result<void> note_export(Context& context, const Options& options) {
    if (options.leaves_no_entry) {
        context.err << "pingli: the security log has no entry of this export\n";
        return {};
    }
    // An older schema is refused, and stays as it is.
    TRY(open_store(context, options.store, Need::Existing, Company::Reading));
    const auto noted = [&]() -> Result<void> {
        const auto store = TRY(open_store(context, options.store, Need::Existing, Company::Beside));
        return note_act(*store, {.what = "store_exported", .route = "pingli export"});
    }();
    if (noted) return {};
    return fail(noted.error().code,
                noted.error().context +
                    "; nothing was exported: an export is noted in the security log first "
                    "(--no-entry where nothing can be written, or PostgreSQL serves)");
}

Result<std::int64_t> write_lines(app::Store& store, std::ostream& out) {
    codec::ExportWriter frame;
    out << frame.begin() << '\n';
    TRY(app::export_store(store, [&](const app::ExportLine& line) -> Result<void> {
        const std::string text = codec::encode_export_line(line);
        frame.take(text);
        out << text << '\n';
        if (!out) return fail(ErrorCode::Unavailable, "export: writing failed");
        return {};
    }));
    const std::int64_t lines = frame.lines() + 1;
    out << frame.end() << '\n';
    out.flush();
    if (!out) return fail(ErrorCode::Unavailable, "export: writing failed");
    return lines;
}

Result<void> export_all(Context& context, const Options& options) {
    std::error_code fault;
    if (options.file != "-" && fs::exists(options.file, fault))
        return fail(ErrorCode::Invalid, options.file + ": exists; name a new file");
    TRY(note_export(context, options));
    const auto store = TRY(open_store(context, options.store, Need::Existing, Company::Reading));
    if (options.file == "-") {
        TRY(write_lines(*store, context.out));
        return {};
    }
    // Whole or not at all; it holds the secret keys of persons, so it is the owner's alone.
    const std::string unfinished = options.file + ".unfinished";
    std::ofstream out{unfinished, std::ios::binary | std::ios::trunc};
    if (!out) return fail(ErrorCode::Unavailable, unfinished + ": cannot be written");
    fs::permissions(unfinished, fs::perms::owner_read | fs::perms::owner_write, fault);
    const auto lines = write_lines(*store, out);
    out.close();
    if (!lines || !out) {
        fs::remove(unfinished, fault);
        return lines ? fail(ErrorCode::Unavailable, options.file + ": writing failed")
                     : std::unexpected(lines.error());
    }
    fs::rename(unfinished, options.file, fault);
    if (fault) return fail(ErrorCode::Unavailable, options.file + ": " + fault.message());
    context.err << "pingli: " << *lines << " lines\n";
    return {};
}

struct Read {
    std::int64_t lines = 0;
    codec::Wholeness wholeness{};
};

// Each line of what a store holds to `take`. Errors say at which line.
Result<Read> read_lines(std::istream& in, const std::string& name,
                        const std::function<Result<void>(std::string_view)>& take) {
    codec::ExportReader frame;
    std::vector<char> buffer(kLineBytesMax);
    std::int64_t number = 0;
    const auto at_line = [&](Error error) {
        error.context = name + ":" + std::to_string(number) + ": " + error.context;
        return std::unexpected(std::move(error));
    };
    while (in.getline(buffer.data(), static_cast<std::streamsize>(buffer.size()))) {
        ++number;
        const std::string_view text{buffer.data()};
        if (text.empty()) continue;
        auto is_held = frame.take(text);
        if (!is_held) return at_line(std::move(is_held.error()));
        if (!*is_held) continue;
        if (auto taken = take(text); !taken) return at_line(std::move(taken.error()));
    }
    if (!in.eof())
        return at_line({.code = ErrorCode::Invalid, .context = "the next line cannot be read"});
    auto wholeness = frame.finish();
    if (!wholeness) return at_line(std::move(wholeness.error()));
    return Read{.lines = number, .wholeness = *wholeness};
}

Result<std::int64_t> take_lines(Context& context, app::Store& store, std::istream& in,
                                const std::string& name) {
    app::Importer importer{store};
    const Read read = TRY(read_lines(in, name, [&](std::string_view text) -> Result<void> {
        auto line = codec::decode_export_line(text);
        if (!line) return std::unexpected(std::move(line.error()));
        return importer.take(std::move(*line));
    }));
    if (auto finished = importer.finish(); !finished) {
        finished.error().context =
            name + ":" + std::to_string(read.lines) + ": " + finished.error().context;
        return std::unexpected(std::move(finished.error()));
    }
    if (read.wholeness == codec::Wholeness::Unknown)
        context.err << "pingli: warning: " << name
                    << " was written by an older version, without an end: that it is whole cannot "
                       "be shown\n";
    return read.lines;
}

// That it is whole is seen before anything is made of it, where it can be read twice.
Result<void> check_whole(std::ifstream& file, const std::string& name) {
    TRY(read_lines(file, name, [](std::string_view) { return Result<void>{}; }));
    file.clear();
    file.seekg(0);
    if (!file) return fail(ErrorCode::Unavailable, name + ": cannot be read");
    return {};
}

Result<void> rebuild_all(Context& context, app::Store& store) {
    const auto begin = std::chrono::steady_clock::now();
    const std::int64_t events = TRY(server::rebuild(store, now()));
    const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin);
    context.err << "pingli: read models rebuilt from " << events << " events in " << took.count()
                << " s\n";
    return {};
}

Result<void> import_all(Context& context, const Options& options) {
    std::ifstream file;
    if (options.file != "-") {
        file.open(options.file, std::ios::binary);
        if (!file)
            return fail(ErrorCode::NotFound, options.file + ": cannot be opened for reading");
        TRY(check_whole(file, options.file));
    }
    const auto store = TRY(open_store(context, options.store, Need::Any, Company::Alone));
    const bool is_empty = TRY(store->heads()).empty() && TRY(store->record_kinds()).empty();
    if (!is_empty && !options.goes_on)
        return fail(ErrorCode::Invalid,
                    "import: the store is not empty; --continue goes on with an import that was "
                    "interrupted");
    // Into one that is whole nothing is imported that makes it half a store: its chains stand.
    if (is_empty) TRY(app::mark_import(*store));
    const std::int64_t lines =
        TRY(take_lines(context, *store, options.file == "-" ? std::cin : file, options.file));
    context.err << "pingli: " << lines << " lines, every hash as it was\n";
    TRY(rebuild_all(context, *store));
    TRY(note_act(*store, {.what = "store_imported", .route = "pingli import"}));
    TRY(app::unmark_import(*store));
    const auto heads = TRY(store->heads());
    for (const app::Head& head : heads) context.out << to_line(head) << '\n';
    return {};
}

void answer(Context& context, const Result<void>& done) {
    if (!done) report(context, done.error());
}

}  // namespace

void add_export(CLI::App& app, Context& context) {
    CLI::App* verb = app.add_subcommand(
        "export", "Everything a store holds, as NDJSON: events, keys of persons, records");
    auto options = std::make_shared<Options>();
    add_store_options(*verb, options->store);
    verb->add_option("FILE", options->file, "A new file (default: standard output)");
    verb->add_flag("--no-entry", options->leaves_no_entry,
                   "Leave no entry in the security log: where nothing can be written, or while "
                   "the server is at work on PostgreSQL");
    verb->callback([&context, options] { answer(context, export_all(context, *options)); });
}

void add_import(CLI::App& app, Context& context) {
    CLI::App* verb =
        app.add_subcommand("import", "An export into an empty store, with the same hashes");
    auto options = std::make_shared<Options>();
    add_store_options(*verb, options->store);
    verb->add_option("FILE", options->file, "What export wrote (- for standard input)")->required();
    verb->add_flag("--continue", options->goes_on, "Go on with an import that was interrupted");
    verb->callback([&context, options] { answer(context, import_all(context, *options)); });
}

void add_rebuild(CLI::App& app, Context& context) {
    CLI::App* verb =
        app.add_subcommand("rebuild", "Queues, search and ledger anew, from the events");
    auto options = std::make_shared<Options>();
    add_store_options(*verb, options->store);
    verb->callback([&context, options] {
        const auto store = open_store(context, options->store, Need::Existing, Company::Alone);
        if (!store) return report(context, store.error());
        auto done = rebuild_all(context, **store);
        if (done) done = app::security::forget_index(**store);
        if (done) done = note_act(**store, {.what = "store_rebuilt", .route = "pingli rebuild"});
        answer(context, done);
    });
}

}  // namespace pingli::cli
