// pingli rehearse: the ruling on the evidence at hand, and what further evidence would change it.

#include <chrono>
#include <memory>
#include <ostream>

#include "cases/rehearsal.hpp"
#include "cli/verbs.hpp"
#include "codec/case_json.hpp"
#include "codec/rulebook_files.hpp"
#include "engines/rulebook_resources.hpp"

namespace pingli::cli {

namespace {

constexpr std::size_t kCaseBytesMax = std::size_t{16} << 20;

struct Options {
    std::string file = "-";
    std::string as_of;
};

void rehearse(Context& context, const Options& options) {
    Instant now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (!options.as_of.empty()) {
        const auto written = parse_time(options.as_of);
        if (!written || !written->offset) {
            context.status = kWrongUsage;
            context.err << "--as-of: expected a time as 2026-05-12T10:00:00+08:00\n";
            return;
        }
        now = Instant{written->local.time_since_epoch()} - *written->offset;
    }
    const auto text = read_file(options.file, kCaseBytesMax);
    if (!text) return report(context, text.error());
    auto read = codec::parse_case(*text);
    if (!read) {
        read.error().context = options.file + ": " + read.error().context;
        return report(context, read.error());
    }
    const auto root = find_data_root(context);
    if (!root) return report(context, root.error());
    Problems problems;
    const auto books =
        codec::load_rulebooks(*root / "rulebooks", engines::rulebook_resources(*root), problems);
    if (!problems.empty()) return report(context, problems);
    const rulebook::Library library{books};
    const cases::Rules rules{.library = &library, .totals = {}};
    const cases::Case c = cases::prepare_for_rehearsal(std::move(*read), rules, now);
    std::string out;
    codec::JsonWriter json{out};
    codec::write_rehearsal(json, cases::rehearse(c, rules, now));
    context.out << out << "\n";
}

}  // namespace

void add_rehearse(CLI::App& app, Context& context) {
    const auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand(
        "rehearse", "The ruling on the evidence at hand, and what would change it");
    verb->add_option("CASE", options->file, "A case with its evidence (JSON; - for standard input)")
        ->capture_default_str();
    verb->add_option("--as-of", options->as_of, "Judge as of this time (default: now)");
    verb->callback([options, &context] { rehearse(context, *options); });
}

}  // namespace pingli::cli
