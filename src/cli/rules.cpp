// pingli rules check: proves rulebooks free of gaps, overlaps and rows without use, or shows cases.

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <system_error>
#include <vector>

#include "cli/verbs.hpp"
#include "codec/rulebook_files.hpp"
#include "engines/rulebook_resources.hpp"
#include "rulebook/check.hpp"

namespace pingli::cli {

namespace fs = std::filesystem;

namespace {

struct Colours {
    const char* good = "";
    const char* bad = "";
    const char* weak = "";
    const char* off = "";
};

Colours colours() {
    if (isatty(STDOUT_FILENO) == 0 || std::getenv("NO_COLOR") != nullptr) return {};
    return {.good = "\x1b[32m", .bad = "\x1b[31m", .weak = "\x1b[2m", .off = "\x1b[0m"};
}

std::string counted(std::size_t count, const std::string& thing) {
    return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

std::string summary_of(const rulebook::Rulebook& book) {
    std::size_t rows = 0;
    std::size_t examples = 0;
    for (const rulebook::Table& table : book.tables) {
        rows += table.rows.size();
        examples += table.examples.size();
    }
    return counted(book.tables.size(), "table") + ", " + counted(rows, "row") + ", " +
           counted(examples, "example");
}

struct Checked {
    fs::path path;
    rulebook::RulebookPtr book;
    Problems problems;
};

// Versions are judged among all that stand beside the checked files, so that a file that is checked
// alone is still known to be the first of its id or not.
void check_versions(std::vector<Checked>& files, const rulebook::Resources& resources) {
    std::vector<rulebook::RulebookPtr> books;
    std::set<fs::path> folders;
    std::set<fs::path> seen;
    std::error_code ignored;
    for (const Checked& file : files) {
        const fs::path full = fs::weakly_canonical(file.path, ignored);
        seen.insert(full);
        folders.insert(full.parent_path());
        if (file.book) books.push_back(file.book);
    }
    for (const fs::path& folder : folders) {
        const auto siblings = codec::find_rulebooks(folder);
        if (!siblings) continue;
        for (const fs::path& path : *siblings) {
            Problems not_ours;
            if (!seen.insert(fs::weakly_canonical(path, ignored)).second) continue;
            if (auto book = codec::load_rulebook(path, resources, not_ours))
                books.push_back(std::move(book));
        }
    }
    Problems problems;
    rulebook::check_versions(books, problems);
    for (Problem& problem : problems)
        for (Checked& file : files)
            if (file.path == problem.file) file.problems.push_back(std::move(problem));
}

void print(Context& context, const Checked& file) {
    const Colours colour = colours();
    for (const Problem& problem : file.problems) context.out << to_text(problem) << '\n';
    if (file.problems.empty())
        context.out << colour.good << "ok" << colour.off << "    " << file.path.string() << "  "
                    << colour.weak << summary_of(*file.book) << colour.off << '\n';
    else
        context.out << colour.bad << "FAULT" << colour.off << " " << file.path.string() << "  "
                    << counted(file.problems.size(), "fault") << '\n';
}

void check(Context& context, std::vector<std::string> paths) {
    const auto root = find_data_root(context);
    if (!root) return report(context, root.error());
    if (paths.empty()) paths.push_back((*root / "rulebooks").string());
    std::vector<Checked> files;
    for (const std::string& path : paths) {
        auto found = codec::find_rulebooks(path);
        if (!found) {
            report(context, found.error());
            continue;
        }
        for (fs::path& file : *found)
            files.push_back({.path = std::move(file), .book = nullptr, .problems = {}});
    }
    const auto resources = engines::rulebook_resources(*root);
    for (Checked& file : files) {
        file.book = codec::load_rulebook(file.path, resources, file.problems);
        if (file.book) rulebook::check_book(file.book, file.problems);
    }
    check_versions(files, resources);
    std::size_t faults = 0;
    for (const Checked& file : files) {
        print(context, file);
        faults += file.problems.size();
    }
    if (files.size() > 1)
        context.out << counted(files.size(), "rulebook") << ", " << counted(faults, "fault")
                    << '\n';
    if (faults > 0) context.status = kInputAtFault;
}

}  // namespace

void add_rules(CLI::App& app, Context& context) {
    CLI::App* rules = app.add_subcommand("rules", "Work on rulebooks");
    rules->require_subcommand(1);
    CLI::App* verb = rules->add_subcommand(
        "check", "Prove rulebooks free of gaps, overlaps and rows without use, or show cases");
    auto paths = std::make_shared<std::vector<std::string>>();
    verb->add_option("PATH", *paths, "Files or folders; without any, the shipped rulebooks");
    verb->callback([&context, paths] { check(context, *paths); });
}

}  // namespace pingli::cli
