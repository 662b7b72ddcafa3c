#include "cli/triage_tools.hpp"

#include <string>
#include <utility>

#include "cli/rulebooks.hpp"
#include "codec/rulebook_files.hpp"
#include "codec/templates_toml.hpp"
#include "rulebook/library.hpp"

namespace pingli::cli {

namespace {

namespace fs = std::filesystem;

rulebook::RulebookPtr pick(const rulebook::Library& library, Instant as_of,
                           const std::string& pinned) {
    const std::size_t at = pinned.find('@');
    if (at != std::string::npos)
        return library.find(std::string_view{pinned}.substr(0, at),
                            std::string_view{pinned}.substr(at + 1));
    const auto versions = library.versions(kTriageRulebook);
    if (versions.empty()) return nullptr;
    const auto today = std::chrono::floor<std::chrono::days>(versions.back()->zone.to_local(as_of));
    return library.in_force(kTriageRulebook, today);
}

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

}  // namespace

std::optional<replies::Templates> load_templates(Context& context) {
    const auto root = find_data_root(context);
    if (!root) {
        report(context, root.error());
        return std::nullopt;
    }
    std::array<std::string, 3> bytes;
    constexpr std::array kFiles{"replies.toml", "drafts.toml", "words.toml"};
    for (std::size_t i = 0; i < kFiles.size(); ++i) {
        auto read = read_file(*root / "templates" / kFiles.at(i), codec::kTemplatesBytesMax);
        if (!read) {
            report(context, read.error());
            return std::nullopt;
        }
        bytes.at(i) = std::move(*read);
    }
    auto templates =
        codec::parse_templates({.replies = bytes[0], .drafts = bytes[1], .words = bytes[2]});
    if (templates) return std::move(*templates);
    report(context, templates.error());
    return std::nullopt;
}

std::optional<TriageRules> load_triage_rules(Context& context, Instant as_of,
                                             const std::string& pinned) {
    const auto root = find_data_root(context);
    if (!root) {
        report(context, root.error());
        return std::nullopt;
    }
    const auto resources = rulebook_resources(*root);
    const bool is_path = pinned.find('/') != std::string::npos || pinned.ends_with(".md");
    const fs::path where = is_path ? fs::path{pinned} : *root / "rulebooks" / kTriageRulebook;
    Problems problems;
    std::vector<rulebook::RulebookPtr> books;
    if (is_path) {
        if (auto book = codec::load_rulebook(where, resources, problems)) books.push_back(book);
    } else {
        books = codec::load_rulebooks(where, resources, problems);
    }
    if (!problems.empty()) report(context, problems);
    const rulebook::RulebookPtr book = is_path ? (books.empty() ? nullptr : books.front())
                                               : pick(rulebook::Library{books}, as_of, pinned);
    if (!book) {
        report(context, Error{.code = ErrorCode::NotFound,
                              .context = "no version of the rulebook " +
                                         (pinned.empty() ? kTriageRulebook : pinned) +
                                         " holds at that time; see pingli rules check"});
        return std::nullopt;
    }
    auto opened = triage::Book::open(book);
    if (!opened) {
        report(context, opened.error());
        return std::nullopt;
    }
    context.status = kDone;
    return TriageRules{.book = std::move(*opened), .clauses = clauses_of(*book)};
}

}  // namespace pingli::cli
