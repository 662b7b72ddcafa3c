// pingli decide: what a rulebook's table says of facts, and why.

#include <algorithm>
#include <iostream>
#include <memory>
#include <system_error>

#include "cli/verbs.hpp"
#include "codec/decision_json.hpp"
#include "codec/facts_json.hpp"
#include "codec/rulebook_files.hpp"
#include "engines/rulebook_resources.hpp"
#include "rulebook/library.hpp"

namespace pingli::cli {

namespace fs = std::filesystem;

namespace {

struct Options {
    std::string rulebook;
    std::string table;
    std::string facts = "-";
    bool strict = false;
};

// The rulebooks that may judge, and the reference under which the library knows the one asked for.
struct Judge {
    rulebook::Library library;
    std::string reference;
};

bool is_path(const std::string& reference) {
    std::error_code ignored;
    return reference.contains('/') || reference.ends_with(".md") ||
           fs::is_regular_file(reference, ignored);
}

// A path pins that file; an id means all its versions. Nothing when problems were reported.
std::unique_ptr<Judge> load_judge(Context& context, const std::string& reference) {
    const auto root = find_data_root(context);
    if (!root) {
        report(context, root.error());
        return nullptr;
    }
    const auto resources = engines::rulebook_resources(*root);
    Problems problems;
    std::vector<rulebook::RulebookPtr> books;
    std::string name = reference;
    if (is_path(reference)) {
        if (auto book = codec::load_rulebook(reference, resources, problems)) {
            name = book->id + "@" + book->version;
            books.push_back(std::move(book));
        }
    } else {
        const fs::path folder = *root / "rulebooks" / reference.substr(0, reference.find('@'));
        std::error_code ignored;
        // An id that has no folder is the library's to name, with those that there are.
        books = codec::load_rulebooks(
            fs::is_directory(folder, ignored) ? folder : *root / "rulebooks", resources, problems);
    }
    // A faulty version could be the one in force: then none judges.
    if (!problems.empty()) {
        report(context, problems);
        return nullptr;
    }
    return std::make_unique<Judge>(Judge{.library = rulebook::Library{books}, .reference = name});
}

void decide(Context& context, const Options& options) {
    const auto judge = load_judge(context, options.rulebook);
    if (!judge) return;
    // A table that is not there is said once, not for every line.
    if (const auto probe = judge->library.decide(judge->reference, options.table, {}); !probe)
        return report(context, probe.error());
    const auto text = read_file(options.facts, codec::kFactsBytesMax);
    if (!text) return report(context, text.error());
    Problems problems;
    const std::string name = options.facts == "-" ? "standard input" : options.facts;
    const auto lines = codec::parse_facts_file(*text, name, problems);
    for (const codec::FactsLine& line : lines) {
        const auto decision = judge->library.decide(judge->reference, options.table, line.facts);
        if (!decision) return report(context, decision.error());
        context.out << codec::to_json(*decision) << '\n';
    }
    if (problems.empty()) return;
    for (const Problem& problem : problems) context.err << to_text(problem) << '\n';
    context.err << "pingli: " << problems.size() << " of " << problems.size() + lines.size()
                << " objects could not be read\n";
    if (options.strict || lines.empty()) context.status = kInputAtFault;
}

}  // namespace

void add_decide(CLI::App& app, Context& context) {
    CLI::App* verb =
        app.add_subcommand("decide", "Ask a rulebook's table about facts; answers in JSON");
    auto options = std::make_shared<Options>();
    verb->add_option("RULEBOOK", options->rulebook,
                     "An id (the version in force decides), ID@VERSION, or the path of a file")
        ->required();
    verb->add_option("TABLE", options->table, "The name of one of its tables")->required();
    verb->add_option("FACTS", options->facts,
                     "One JSON object of facts, or one a line; without it, standard input");
    verb->add_flag("--strict", options->strict, "Exit status 1 when a line could not be read");
    verb->callback([&context, options] { decide(context, *options); });
}

}  // namespace pingli::cli
