#include "rulebook/build.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "rulebook/builder.hpp"

namespace pingli::rulebook {

namespace {

constexpr std::size_t kFoundMax = 60;  // code points of a found text that are shown

std::string shown(std::string_view text) {
    const std::string_view cut = utf8::slice(text, 0, kFoundMax);
    return std::string{cut} + (cut.size() < text.size() ? "…" : "");
}

// The heading's first word, in lower case and without a plural s, when it names what we read.
bool looks_like_ours(std::string_view heading) {
    constexpr std::array<std::string_view, 6> kWords{"fact",   "deadline", "result",
                                                     "clause", "table",    "example"};
    std::string word{heading.substr(0, heading.find(' '))};
    for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (word.ends_with('s')) word.pop_back();
    return std::ranges::find(kWords, word) != kWords.end();
}

}  // namespace

std::optional<std::string_view> after_arrow(std::string_view text) {
    if (!text.starts_with(kArrow)) return std::nullopt;
    return trim(text.substr(kArrow.size()));
}

RulebookPtr build(const WrittenRulebook& source, const Resources& resources, Problems& problems) {
    const std::size_t before = problems.size();
    auto book = Builder{source, resources, problems}.build();
    return problems.size() == before ? book : nullptr;
}

RulebookPtr Builder::build() {
    book_.file = source_.file;
    book_.sha256 = source_.sha256;
    sort_sections();
    read_front_matter();
    read_facts();
    read_clauses();
    read_deadlines();
    read_results();
    check_braces();
    find_judged_at();
    read_tables();
    make_keys();
    read_examples();
    return std::make_shared<const Rulebook>(std::move(book_));
}

void Builder::take_single(const WrittenSection& section, const WrittenSection*& place) {
    if (place != nullptr) report(section.heading, "heading", "this heading only once");
    place = &section;
}

void Builder::sort_sections() {
    for (const WrittenSection& section : source_.sections) {
        const std::string& heading = section.heading.text;
        if (heading == "Facts") {
            take_single(section, sections_.facts);
        } else if (heading == "Deadlines") {
            take_single(section, sections_.deadlines);
        } else if (heading == "Results") {
            take_single(section, sections_.results);
        } else if (heading.starts_with("Clause ")) {
            sections_.clauses.push_back(&section);
        } else if (heading.starts_with("Table ")) {
            sections_.tables.push_back(&section);
        } else if (heading.starts_with("Examples of ")) {
            sections_.examples.push_back(&section);
        } else if (looks_like_ours(heading) && !(section.tables.empty() && section.lists.empty())) {
            report(section.heading, "heading",
                   "Facts, Deadlines, Results, Clause ID · 中文 / English, Table NAME · 中文 / "
                   "English, Examples of NAME, or a heading that begins with another word");
        }
    }
    constexpr std::array<std::string_view, 2> kNeeded{"## Facts", "## Results"};
    const std::array<const WrittenSection*, 2> found{sections_.facts, sections_.results};
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i] == nullptr)
            report_line(0, "", "", "a heading “" + std::string{kNeeded[i]} + "” with a table");
    if (sections_.tables.empty())
        report_line(0, "", "", "at least one heading “## Table NAME · 中文 / English”");
}

void Builder::report(const Written& at, std::string_view field, std::string_view expected) {
    problems_.push_back({.file = source_.file,
                         .line = at.line,
                         .column = at.column,
                         .field = std::string{field},
                         .found = shown(at.text),
                         .expected = std::string{expected}});
}

void Builder::report(const Written& cell, std::string_view field, const CellFault& fault) {
    const std::string_view text = cell.text;
    const std::size_t at = std::min(fault.at, text.size());
    const std::string_view rest = text.substr(at);
    Written place{
        .text = std::string{rest.empty() ? text : rest},
        .line = cell.line,
        .column = cell.column + static_cast<std::uint32_t>(utf8::count(text.substr(0, at)))};
    report(place, field, fault.expected);
}

void Builder::report_line(std::uint64_t line, std::string_view field, std::string_view found,
                          std::string_view expected) {
    report(Written{.text = std::string{found}, .line = line, .column = 0}, field, expected);
}

const WrittenTable* Builder::only_table(const WrittenSection& section) {
    for (const Written& line : section.stray_rows)
        report(line, "",
               "a table: a blank line, the head, a line of dashes with as many cells as the head, "
               "then the rows without a blank line between");
    if (section.tables.empty()) {
        report(section.heading, "", "a table under this heading");
        return nullptr;
    }
    if (section.tables.size() > 1)
        report_line(section.tables[1].head.line, "", "a second table",
                    "one table under this heading");
    if (section.tables[0].rows.size() > kTableRowsMax) {
        report_line(section.tables[0].head.line, "",
                    std::to_string(section.tables[0].rows.size()) + " rows",
                    "at most " + std::to_string(kTableRowsMax));
        return nullptr;
    }
    return section.tables.data();
}

bool Builder::has_head(const WrittenTable& table, std::span<const std::string_view> names) {
    const auto& cells = table.head.cells;
    std::string expected = "the columns";
    for (const std::string_view name : names) expected += " | " + std::string{name};
    if (std::ranges::equal(cells, names, {}, &Written::text)) return true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i < names.size() && cells[i].text == names[i]) continue;
        report(cells[i], "", expected);
        return false;
    }
    report_line(table.head.line, "", std::to_string(cells.size()) + " columns", expected);
    return false;
}

bool Builder::is_whole(const WrittenTable& table, const WrittenRow& row,
                       const std::set<std::size_t>& may_be_empty) {
    const auto& head = table.head.cells;
    if (row.cells.size() != head.size()) {
        report_line(row.line, "", std::to_string(row.cells.size()) + " cells",
                    std::to_string(head.size()) + " cells, as the head of the table has");
        return false;
    }
    bool whole = true;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (!row.cells[i].text.empty() || may_be_empty.contains(i)) continue;
        report(
            Written{
                .text = "an empty cell", .line = row.cells[i].line, .column = row.cells[i].column},
            head[i].text, "something in it (“-” where any value will do)");
        whole = false;
    }
    return whole;
}

// "Clause A1 · 中文 / English": the name into `name`, the words returned.
Bilingual Builder::titled(const Written& heading, std::string_view kind, std::string& name) {
    constexpr std::string_view kDot = " · ";
    const std::string_view rest = std::string_view{heading.text}.substr(kind.size());
    const auto dot = rest.find(kDot);
    const auto words = dot == std::string_view::npos
                           ? std::nullopt
                           : parse_bilingual(rest.substr(dot + kDot.size()));
    name = std::string{trim(rest.substr(0, dot))};
    if (words && !name.empty()) return *words;
    report(heading, "heading", std::string{kind} + "NAME · 中文 / English");
    return {};
}

bool Builder::is_taken(const Written& name) {
    if (names_.insert(name.text).second) return false;
    report(name, "Name", "a name that is declared only once in this rulebook");
    return true;
}

}  // namespace pingli::rulebook
