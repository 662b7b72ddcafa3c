#include "simulate/simulate.hpp"

#include <cstdint>
#include <memory>
#include <string>

#include "cli/verbs.hpp"

namespace pingli::cli {

namespace {

constexpr std::size_t kPhrasesBytesMax = 16U << 20U;

struct Wanted {
    simulate::Options options;
    std::string folder;
    std::string profile = "shop";
    std::string encoding = "utf-8";
    std::string reviews = "csv";
};

Result<simulate::Phrases> load_phrases(Context& context) {
    const auto root = TRY(find_data_root(context));
    const auto path = root / "templates" / "simulate" / "phrases.tsv";
    const std::string bytes = TRY(read_file(path, kPhrasesBytesMax));
    Problems problems;
    auto phrases = simulate::Phrases::parse(path.string(), bytes, problems);
    if (!problems.empty()) report(context, problems);
    return phrases;
}

Result<void> run_simulate(Context& context, const Wanted& wanted) {
    simulate::Options options = wanted.options;
    options.profile = *simulate::parse_profile(wanted.profile);
    options.encoding = wanted.encoding == "gb18030" ? simulate::TextEncoding::Gb18030
                                                    : simulate::TextEncoding::Utf8;
    options.reviews =
        wanted.reviews == "json" ? simulate::ReviewForm::Json : simulate::ReviewForm::Csv;
    const auto phrases = TRY(load_phrases(context));
    const auto summary = TRY(simulate::simulate(options, phrases, wanted.folder));
    context.err << wanted.folder << ": " << summary.orders << " orders, " << summary.reviews
                << " reviews, " << summary.chats
                << " chats; read it as of 2026-06-05T12:00:00+08:00\n";
    return {};
}

}  // namespace

void add_simulate(CLI::App& app, Context& context) {
    CLI::App* verb = app.add_subcommand(
        "simulate", "Make a shop folder with planted, labelled trouble (truth.ndjson)");
    auto wanted = std::make_shared<Wanted>();
    verb->add_option("--orders", wanted->options.orders, "How many orders")
        ->required()
        ->check(CLI::Range(std::uint64_t{1}, simulate::kOrdersMax));
    verb->add_option("--seed", wanted->options.seed, "The same seed gives the same bytes")
        ->capture_default_str();
    verb->add_option("--out", wanted->folder, "Folder to write")->required();
    verb->add_option("--profile", wanted->profile, "shop: much trouble; bench: a large shop")
        ->check(CLI::IsMember({"shop", "bench"}))
        ->capture_default_str();
    verb->add_option("--encoding", wanted->encoding, "Of orders.csv and reviews.csv")
        ->check(CLI::IsMember({"utf-8", "gb18030"}))
        ->capture_default_str();
    verb->add_option("--reviews", wanted->reviews, "As a table, or as answers of the platform")
        ->check(CLI::IsMember({"csv", "json"}))
        ->capture_default_str();
    verb->callback([wanted, &context] {
        const auto done = run_simulate(context, *wanted);
        if (!done) report(context, done.error());
    });
}

}  // namespace pingli::cli
