#include "cli/triage_tools.hpp"

#include <chrono>
#include <string>
#include <utility>

#include "codec/rulebook_files.hpp"
#include "engines/rulebook_resources.hpp"
#include "engines/text_engine.hpp"
#include "engines/triage_rules.hpp"

namespace pingli::cli {

namespace {

namespace fs = std::filesystem;

std::vector<report::ClauseText> clauses_of(const rulebook::Rulebook& book) {
    std::vector<report::ClauseText> clauses;
    for (const rulebook::Clause& clause : book.clauses)
        clauses.push_back({.rulebook = book.id,
                           .version = book.version,
                           .id = clause.id,
                           .title = clause.title,
                           .words = clause.sentence,
                           .source = clause.source,
                           .confirm = clause.confirm || book.confirm});
    return clauses;
}

// The one that `pinned` names, a file or a version; else the one in force.
Result<engines::TriageRules> find_rules(const fs::path& root, Instant as_of,
                                        const std::string& pinned, Problems& problems) {
    const auto resources = engines::rulebook_resources(root);
    if (pinned.find('/') == std::string::npos && !pinned.ends_with(".md"))
        return engines::triage_rules(
            rulebook::Library{codec::load_rulebooks(root / "rulebooks" / engines::kTriageRulebook,
                                                    resources, problems)},
            as_of, pinned);
    const auto source = codec::load_rulebook(pinned, resources, problems);
    if (!source) return fail(ErrorCode::NotFound, pinned + ": no rulebook that can be used");
    return engines::TriageRules{.book = TRY(triage::Book::open(source)), .source = source};
}

}  // namespace

std::optional<text::Engine> load_text_engine(Context& context) {
    const auto root = find_data_root(context);
    if (!root) {
        report(context, root.error());
        return std::nullopt;
    }
    Problems problems;
    auto engine = engines::load_text_engine(*root, problems);
    if (engine) return std::move(*engine);
    report(context, problems);
    report(context, engine.error());
    return std::nullopt;
}

std::optional<replies::Templates> load_templates(Context& context) {
    const auto root = find_data_root(context);
    if (!root) {
        report(context, root.error());
        return std::nullopt;
    }
    auto templates = engines::load_templates(*root);
    if (templates) return std::move(*templates);
    report(context, templates.error());
    return std::nullopt;
}

std::optional<replies::PolicyBook> load_reply_policy(Context& context) {
    const auto root = find_data_root(context);
    if (!root) {
        report(context, root.error());
        return std::nullopt;
    }
    Problems problems;
    const rulebook::Library library{
        codec::load_rulebooks(*root / "rulebooks" / replies::kReplyRulebook,
                              engines::rulebook_resources(*root), problems)};
    auto book = replies::PolicyBook::in_force(
        library, std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    if (!problems.empty()) {
        report(context, problems);
        return std::nullopt;
    }
    if (book) return std::move(*book);
    report(context, book.error());
    return std::nullopt;
}

std::optional<TriageRules> load_triage_rules(Context& context, Instant as_of,
                                             const std::string& pinned) {
    const auto root = find_data_root(context);
    if (!root) {
        report(context, root.error());
        return std::nullopt;
    }
    Problems problems;
    auto rules = find_rules(*root, as_of, pinned, problems);
    if (!problems.empty()) report(context, problems);
    if (!rules) {
        report(context, rules.error());
        return std::nullopt;
    }
    context.status = kDone;
    return TriageRules{.book = std::move(rules->book), .clauses = clauses_of(*rules->source)};
}

}  // namespace pingli::cli
