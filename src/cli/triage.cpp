// pingli triage: a shop's exports to findings.

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/triage_shop.hpp"
#include "cli/findings_table.hpp"
#include "cli/progress.hpp"
#include "cli/triage_tools.hpp"
#include "cli/verbs.hpp"
#include "codec/finding_json.hpp"
#include "intake/shop_folder.hpp"
#include "report/report_writer.hpp"
#include "zones/zones.hpp"

namespace pingli::cli {

namespace {

constexpr std::uint64_t kProblemsPrintedMax = 100;

struct Options {
    std::string folder, out, as_of, rulebook, temporary;
    bool json = false, strict = false, survey = false;
};

// Prints the first problems, keeps the first few for the report, counts them all.
class ProblemBook {
public:
    explicit ProblemBook(std::ostream& err) : err_(err) {}
    void add(Problem problem) {
        ++count_;
        if (count_ <= kProblemsPrintedMax) err_ << to_text(problem) << '\n';
        if (count_ == kProblemsPrintedMax + 1)
            err_ << "… more lines at fault; only the first " << kProblemsPrintedMax
                 << " are shown\n";
        keep(std::move(problem));
    }
    void add(app::DossierFault fault) {
        if (count_ < kProblemsPrintedMax) err_ << "pingli triage: " << fault.cause << '\n';
        add(std::move(fault.problem));
    }
    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] const Problems& first() const { return first_; }

private:
    // A file that was not read is named, however many lines of others were at fault before it.
    void keep(Problem problem) {
        if (first_.size() < report::kProblemsShownMax) {
            first_.push_back(std::move(problem));
        } else if (problem.line == 0) {
            const auto line =
                std::ranges::find_if(first_, [](const Problem& kept) { return kept.line != 0; });
            if (line != first_.end()) *line = std::move(problem);
        }
    }

    std::ostream& err_;
    std::uint64_t count_ = 0;
    Problems first_;
};

// To standard output as lines of JSON, or as a table at the end; and into the report's folder.
class Outlet final : public app::FindingSink {
public:
    Outlet(std::ostream& out, Zone zone, std::optional<FindingsTable> table,
           std::optional<report::ReportWriter> writer)
        : out_(out), zone_(std::move(zone)), table_(std::move(table)), writer_(std::move(writer)) {}

    Result<void> put(triage::Finding finding, const facts::Dossier& dossier) override {
        if (!table_) out_ << codec::to_json_line(finding, zone_) << '\n';
        if (writer_ && table_) TRY(writer_->put(finding, dossier));
        if (writer_ && !table_) return writer_->put(std::move(finding), dossier);
        return table_ ? table_->put(std::move(finding), dossier) : Result<void>{};
    }
    [[nodiscard]] std::optional<FindingsTable>& table() { return table_; }
    [[nodiscard]] std::optional<report::ReportWriter>& writer() { return writer_; }

private:
    std::ostream& out_;
    Zone zone_;
    std::optional<FindingsTable> table_;
    std::optional<report::ReportWriter> writer_;
};

Result<Instant> read_as_of(const std::string& text, const Zone& zone) {
    if (text.empty())
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (const auto time = parse_time(text)) return zone.to_instant(*time);
    if (const auto date = parse_date(text)) return zone.to_instant(LocalTime{*date});
    return fail(ErrorCode::Invalid, "--as-of: found “" + text +
                                        "”, expected a time such as 2026-06-05T12:00 or a date");
}

void print_survey(Context& context, const triage::Tally& tally) {
    context.err << "stars  positive  neutral  negative\n";
    for (std::size_t stars = 0; stars < tally.sentiment_by_stars.size(); ++stars) {
        const auto& row = tally.sentiment_by_stars.at(stars);
        if (row[0] + row[1] + row[2] == 0) continue;
        context.err << (stars == 0 ? std::string{"none"} : std::to_string(stars)) << "  " << row[0]
                    << "  " << row[1] << "  " << row[2] << '\n';
    }
    context.err << "with insults: " << tally.insulting
                << ", with personal data: " << tally.with_personal_data << '\n';
}

void print_reading(Context& context, const intake::Counts& counts, std::uint64_t problems,
                   const triage::Tally& tally) {
    context.err << "read " << counts.files << " files: " << tally.reviews << " reviews ("
                << tally.platform_defaults << " in the platform's own words, left out), "
                << tally.conversations << " conversations; " << problems << " problems, "
                << counts.bad_lines << " lines left out";
    if (counts.ignored_files > 0)
        context.err << ", " << counts.ignored_files << " files or folders not read";
    if (counts.duplicates > 0)
        context.err << "; " << counts.duplicates
                    << " rows said again what others say (exports that overlap?) and were joined";
    context.err << '\n';
}

struct Run {
    Context& context;
    const Options& options;
    ProblemBook problems;
    Progress progress;
    StopOnInterrupt stop;
};

intake::Options reading_options(Run& run, const std::filesystem::path& root) {
    return {.formats = root / "formats",
            .temporary = run.options.temporary,
            .memory_bytes = intake::kMemoryBytes,
            .load_zone = zones::load_zone,
            .on_problem = [&run](Problem problem) { run.problems.add(std::move(problem)); },
            .on_progress =
                [&run, begun = false](const intake::Progress& at) mutable {
                    if (!begun)
                        run.progress.begin({.zh = "读取", .en = "reading"}, at.bytes_total,
                                           ProgressUnit::Bytes);
                    begun = true;
                    run.progress.at(at.bytes_done);
                    return !run.stop.flag()->load(std::memory_order_relaxed);
                }};
}

Result<Outlet> open_outlet(Run& run, const facts::Shop& shop, Instant as_of,
                           std::vector<report::ClauseText> clauses) {
    std::optional<FindingsTable> table;
    if (!run.options.json)
        table.emplace(run.context.out, shop.zone, as_of, table_style_of(STDOUT_FILENO));
    std::optional<report::ReportWriter> writer;
    if (!run.options.out.empty())
        writer = TRY(report::ReportWriter::open(
            {.folder = run.options.out,
             .heading = {.shop = shop, .as_of = as_of, .program_version = PINGLI_VERSION},
             .clauses = std::move(clauses)}));
    return Outlet{run.context.out, shop.zone, std::move(table), std::move(writer)};
}

// Findings are out; now what is said at the end.
Result<void> finish(Run& run, Outlet& outlet, const app::TriageOutcome& outcome,
                    const intake::Counts& counts) {
    run.progress.clear();
    const std::uint64_t problems = run.problems.count();
    if (outlet.table()) outlet.table()->finish(outcome.tally, problems);
    if (outlet.writer()) {
        const auto written = TRY(outlet.writer()->finish({.tally = outcome.tally,
                                                          .problems = problems,
                                                          .first_problems = run.problems.first(),
                                                          .repeated_rows = counts.duplicates,
                                                          .files_not_read = counts.ignored_files,
                                                          .stopped = outcome.stopped}));
        run.context.err << "report: " << written.page.string() << " (" << written.shown << " of "
                        << written.findings << " findings shown, " << written.packs
                        << " draft packs)\n";
    }
    print_reading(run.context, counts, problems, outcome.tally);
    if (run.options.survey) print_survey(run.context, outcome.tally);
    if (outcome.stopped) run.context.err << "stopped before the end\n";
    if (outcome.stopped || outcome.faults > 0 || (problems > 0 && run.options.strict))
        run.context.status = kInputAtFault;
    return {};
}

Result<void> triage_folder(Run& run) {
    const auto root = TRY(find_data_root(run.context));
    const auto source =
        TRY(intake::open_shop_folder(run.options.folder, reading_options(run, root)));
    const facts::Shop& shop = source->shop();
    const Instant as_of = TRY(read_as_of(run.options.as_of, shop.zone));
    auto rules = load_triage_rules(run.context, as_of, run.options.rulebook);
    const auto engine = load_text_engine(run.context);
    const auto templates = load_templates(run.context);
    if (!rules || !engine || !templates) return {};  // Already told.

    Outlet outlet = TRY(open_outlet(run, shop, as_of, std::move(rules->clauses)));
    const triage::Judge judge{*engine, rules->book, *templates, shop, as_of};
    text::Scratch scratch{*engine};
    run.progress.begin({.zh = "判断", .en = "judging"}, 0);
    const auto outcome = TRY(app::triage_shop(
        *source, judge, scratch, outlet,
        {.survey = run.options.survey,
         .stop = run.stop.flag(),
         .on_progress = [&run](const triage::Tally& tally) { run.progress.at(tally.dossiers); },
         .on_fault = [&run](app::DossierFault fault) { run.problems.add(std::move(fault)); }}));
    return finish(run, outlet, outcome, source->counts());
}

}  // namespace

void add_triage(CLI::App& app, Context& context) {
    auto options = std::make_shared<Options>();
    CLI::App* const verb = app.add_subcommand(
        "triage", "Read a shop's exports: what each bad review is, and what to do until when");
    verb->add_option("SHOPDIR", options->folder, "Folder with the shop's exports")->required();
    verb->add_option("--out", options->out, "Write the report and draft packs into this folder");
    verb->add_option("--as-of", options->as_of, "Judge as of this time (default: now)");
    verb->add_option("--rulebook", options->rulebook,
                     "ID@VERSION or a file, instead of the version in force");
    verb->add_option("--temporary", options->temporary, "Folder for temporary files");
    verb->add_flag("--json", options->json, "One finding a line as JSON");
    verb->add_flag("--strict", options->strict, "Exit with 1 when any line is at fault");
    verb->add_flag("--survey", options->survey,
                   "Read every review in full and print polarity against stars");
    verb->callback([options, &context] {
        Run run{.context = context,
                .options = *options,
                .problems = ProblemBook{context.err},
                .progress = {context.err, STDERR_FILENO},
                .stop = {}};
        const auto done = triage_folder(run);
        run.progress.clear();
        if (!done) report(context, done.error());
    });
}

}  // namespace pingli::cli
