#include "reviews/import_job.hpp"

#include <algorithm>
#include <utility>

#include "engines/triage_rules.hpp"
#include "intake/shop_folder.hpp"
#include "reviews/limits.hpp"
#include "reviews/shelver.hpp"

namespace pingli::reviews {

namespace {

constexpr std::uint64_t kPercent = 100;

// The shop as the server knows it, for folders without a shop.toml.
Result<facts::Shop> shop_of(const ShopId& id, const JobTools& tools) {
    const app::ShopRecord record = TRY(tools.shops.find(id, tools.now()));
    facts::Shop shop;
    shop.id = id.value();
    shop.name = record.name;
    shop.platform = facts::parse_platform(record.platform).value_or(facts::Platform::Other);
    shop.zone = TRY(tools.load_zone(record.zone));
    for (const app::OwnNumberRecord& number : record.numbers) shop.numbers.push_back(number.number);
    return shop;
}

void count(const intake::Counts& counts, ImportCounts& out) {
    out.rows = counts.rows;
    out.bad_lines = counts.bad_lines;
    out.bad_fields = counts.bad_fields;
    out.bad_files = counts.bad_files;
    out.duplicates = counts.duplicates;
    out.unmatched = counts.unmatched;
    out.ignored_files = counts.ignored_files;
}

void count(const triage::Tally& tally, ImportCounts& out) {
    const auto of = [&](triage::Verdict verdict) {
        return tally.by_verdict.at(static_cast<std::size_t>(verdict));
    };
    out.reviews = tally.reviews;
    out.conversations = tally.conversations;
    out.findings = tally.findings;
    out.malicious = of(triage::Verdict::Malicious);
    out.unclear = of(triage::Verdict::Unclear);
    out.genuine = of(triage::Verdict::Genuine);
    out.reportable = tally.reportable;
}

// Ends the judging between two findings when it is to stop.
class StoppableSink final : public app::FindingSink {
public:
    StoppableSink(Shelver& shelver, const std::atomic<bool>& stop)
        : shelver_(shelver), stop_(stop) {}
    Result<void> put(triage::Finding finding, const facts::Dossier& dossier) override {
        if (stop_) return fail(ErrorCode::Unavailable, "stopped");
        return shelver_.put(std::move(finding), dossier);
    }

private:
    Shelver& shelver_;
    const std::atomic<bool>& stop_;
};

// Between two dossiers others have their turn.
class GivingWay final : public app::DossierSource {
public:
    GivingWay(app::DossierSource& source, const std::function<void()>& give_way)
        : source_(source), give_way_(give_way) {}
    [[nodiscard]] const facts::Shop& shop() const override { return source_.shop(); }
    Result<bool> next(facts::Dossier& out) override {
        give_way_();
        return source_.next(out);
    }

private:
    app::DossierSource& source_;
    const std::function<void()>& give_way_;
};

// Where the program keeps its work is nobody's business outside.
Error told_of(const Error& error, const std::filesystem::path& folder) {
    const std::string name = folder.string();
    const Said told = with_texts(said_of(error), [&](std::string text) {
        for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at))
            text.replace(at, name.size(), "the files");
        return text;
    });
    return fail(error.code, told).error();
}

}  // namespace

void ImportJob::read_to(std::uint64_t bytes, const JobTools& tools) {
    const std::uint64_t total = std::max<std::uint64_t>(1, seen().progress.bytes_total);
    const std::uint64_t percent = bytes * kPercent / total;
    const auto note = [&](ImportRecord& record) {
        record.progress.bytes_done = std::min(bytes, total);
        record.problems = problems_;
    };
    if (percent == told_percent_) {
        change(note);
        return;
    }
    told_percent_ = percent;
    tools.step(note);
}

void ImportJob::judged_to(const triage::Tally& tally, const JobTools& tools) {
    tools.step([&](ImportRecord& record) {
        record.progress.dossiers_done = tally.dossiers;
        auto& total = record.progress.dossiers_total;
        if (total) total = std::max(*total, tally.dossiers);
        record.problems = problems_;
        count(tally, record.counts);
    });
}

// The file's owner is told where, the operator why.
void ImportJob::left_out(app::DossierFault fault, const JobTools& tools) {
    ++problems_;
    files_.add_problem(fault.problem);
    if (++faults_noted_ <= kJobFaultsNotedMax)
        tools.note("import " + id + ": " + fault.problem.file + ":" +
                   std::to_string(fault.problem.line) + " could not be judged: " + fault.cause);
}

Result<void> ImportJob::read_and_judge(const JobTools& tools) {
    TRY(files_.make());
    TRY(files_.begin_problems());
    const ImportRecord begun = seen();
    auto opened = intake::open_shop_folder(
        files_.files(),
        {.formats = tools.formats,
         .temporary = files_.temporary(),
         .memory_bytes = kImportRowsBytesMax,
         .choices = begun.choices,
         .shop = TRY(shop_of(shop, tools)),
         .load_zone = [&](std::string_view name) { return tools.load_zone(std::string{name}); },
         .on_problem =
             [&](const Problem& problem) {
                 ++problems_;
                 files_.add_problem(problem);
             },
         .on_progress =
             [&](const intake::Progress& at) {
                 read_to(at.bytes_done, tools);
                 tools.give_way();
                 return !stop.load();
             }});
    files_.end_problems();
    if (!opened) return std::unexpected(told_of(opened.error(), files_.files()));
    intake::ShopFolder& source = **opened;
    const std::uint64_t orders = source.counts().of(intake::FileKind::Orders);
    tools.step([&](ImportRecord& record) {
        record.state = ImportState::Judging;
        record.progress.bytes_done = record.progress.bytes_total;
        if (orders > 0) record.progress.dossiers_total = orders;
        record.problems = problems_;
        count(source.counts(), record.counts);
    });
    const auto loaded = TRY(tools.engines.get());
    const Instant as_of = begun.as_of.value_or(tools.now());
    const auto rules = TRY(engines::triage_rules(tools.library, as_of));
    const triage::Judge judge{loaded->engine, rules.book, loaded->templates, source.shop(), as_of};
    text::Scratch scratch{loaded->engine};
    Shelver shelver{tools.store,
                    tools.random,
                    {.shop = shop, .import_id = id, .put_at = tools.now()},
                    source.shop()};
    StoppableSink sink{shelver, stop};
    GivingWay in_turns{source, tools.give_way};
    auto judged = app::triage_shop(
        in_turns, judge, scratch, sink,
        {.survey = false,
         .stop = &stop,
         .on_progress = [&](const triage::Tally& tally) { judged_to(tally, tools); },
         .on_fault = [&](app::DossierFault fault) { left_out(std::move(fault), tools); }});
    files_.end_problems();
    const auto shelved = shelver.finish();
    change([&](ImportRecord& record) {
        record.counts.new_findings = static_cast<std::uint64_t>(shelver.added());
        count(source.counts(), record.counts);
        record.problems = problems_;
        if (judged && !judged->stopped)
            record.progress.dossiers_total = record.progress.dossiers_done;
    });
    if (!judged) return std::unexpected(told_of(judged.error(), files_.files()));
    return shelved;
}

}  // namespace pingli::reviews
