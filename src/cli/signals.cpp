// pingli signals: what each conversation, review or reply draft says, as labels.

#include <iostream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/barrier.hpp"
#include "cli/triage_tools.hpp"
#include "cli/verbs.hpp"
#include "codec/signals_json.hpp"
#include "intake/lines.hpp"
#include "replies/check.hpp"
#include "replies/compose.hpp"

namespace pingli::cli {

namespace {

constexpr std::size_t kInputBytesMax = std::size_t{1} << 30;  // from standard input

struct Options {
    std::string kind;
    std::string file = "-";
    bool strict = false;
};

// The answer to a line, or what is wrong with it.
using Answer = std::expected<std::string, Problem>;

Answer answer_conversation(const text::Engine& engine, text::Scratch& scratch,
                           std::string_view line) {
    const auto item = codec::parse_conversation(line);
    if (!item) return std::unexpected{item.error()};
    std::vector<text::Turn> turns;
    turns.reserve(item->turns.size());
    for (const auto& turn : item->turns)
        turns.push_back(
            {.who = turn.who, .at = turn.at, .text = turn.text, .gap_after = turn.gap_after});
    return codec::to_json_line(item->id, engine.conversation(turns, scratch));
}

Answer answer_review(const text::Engine& engine, text::Scratch& scratch, std::string_view line) {
    const auto item = codec::parse_review(line);
    if (!item) return std::unexpected{item.error()};
    const text::ReviewText review{
        .stars = item->stars, .text = item->text, .followup = item->followup};
    return codec::to_json_line(item->id, engine.review(review, scratch));
}

// Measured against the default policy and no records: what they would allow is the shop's to know.
Answer answer_reply(const text::Engine& engine, text::Scratch& scratch,
                    const replies::Templates& templates, const replies::PolicyBook& book,
                    std::string_view line) {
    const auto item = codec::parse_reply(line);
    if (!item) return std::unexpected{item.error()};
    const auto signals = engine.reply({.context = item->context, .draft = item->draft}, scratch);
    const text::ReviewText buyer{.stars = std::nullopt, .text = item->context, .followup = {}};
    const auto situation =
        replies::read_situation(item->context, engine.review(buyer, scratch), facts::Policy{});
    return codec::to_json_line(item->id, signals,
                               replies::check(templates, book, item->draft, signals, situation));
}

void run(Context& context, const Options& options) {
    std::string all;  // of standard input
    std::optional<intake::LineReader> lines;
    if (options.file == "-") {
        auto bytes = read_file("-", kInputBytesMax);
        if (!bytes) return report(context, bytes.error());
        all = std::move(*bytes);
        lines.emplace(intake::ByteSource::from_memory(all));
    } else {
        auto source = intake::ByteSource::open(options.file);
        if (!source)
            return report(context,
                          {.code = source.error().code,
                           .context = options.file + ": expected " + source.error().context});
        lines.emplace(std::move(*source));
    }
    const auto engine = load_text_engine(context);
    if (!engine) return;
    text::Scratch scratch{*engine};
    std::optional<replies::Templates> templates;
    std::optional<replies::PolicyBook> book;
    if (options.kind == "replies") {
        templates = load_templates(context);
        book = load_reply_policy(context);
        if (!templates || !book) return;
    }
    const auto read_and_answer = [&](std::string_view text) {
        if (templates && book) return answer_reply(*engine, scratch, *templates, *book, text);
        return options.kind == "reviews" ? answer_review(*engine, scratch, text)
                                         : answer_conversation(*engine, scratch, text);
    };
    // A fault of the program costs its line, not the rest of the file.
    const auto answer = [&](std::string_view text) {
        Answer out;
        if (auto cause = guarded([&] { out = read_and_answer(text); })) {
            context.err << "pingli signals: " << *cause << '\n';
            Problem problem;
            problem.expected = std::string{"what the program can read; this was left out"};
            out = std::unexpected{std::move(problem)};
        }
        return out;
    };
    std::size_t good = 0;
    std::size_t bad = 0;
    const auto refuse = [&](Problem problem, std::uint64_t line) {
        problem.file = options.file;
        problem.line = line;
        context.err << to_text(problem) << '\n';
        ++bad;
    };
    intake::Line line;
    while (true) {
        const auto more = lines->next(line);
        if (!more) return report(context, more.error());
        if (!*more) break;
        if (line.fault != intake::RecordFault::None) {
            Problem problem;
            problem.expected = intake::expected_of(line.fault);
            refuse(std::move(problem), line.number);
            continue;
        }
        if (line.text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const Answer out = answer(line.text);
        if (!out) {
            refuse(out.error(), line.number);
            continue;
        }
        context.out << *out << '\n';
        ++good;
    }
    if (bad > 0) context.err << "pingli signals: " << bad << " lines left out\n";
    if (bad > 0 && (options.strict || good == 0)) context.status = kInputAtFault;
}

}  // namespace

void add_signals(CLI::App& app, Context& context) {
    auto options = std::make_shared<Options>();
    CLI::App* const verb = app.add_subcommand(
        "signals", "What conversations, reviews or reply drafts say: labels with their reasons");
    verb->add_option("--kind", options->kind, "conversations, reviews or replies")
        ->required()
        ->check(CLI::IsMember({"conversations", "reviews", "replies"}));
    verb->add_option("FILE", options->file, "NDJSON, “-” is standard input")->capture_default_str();
    verb->add_flag("--strict", options->strict, "Exit with 1 when any line is at fault");
    verb->callback([options, &context] { run(context, *options); });
}

}  // namespace pingli::cli
