// The examples of a rulebook: cases with what must come out of them.

#include <algorithm>
#include <optional>

#include "rulebook/builder.hpp"

namespace pingli::rulebook {

namespace {

constexpr std::string_view kHeading = "Examples of ";

}  // namespace

void Builder::read_examples() {
    for (const WrittenSection* section : sections_.examples) read_example_table(*section);
}

void Builder::read_example_table(const WrittenSection& section) {
    const std::string_view name =
        trim(std::string_view{section.heading.text}.substr(kHeading.size()));
    const auto table = std::ranges::find(book_.tables, name, &Table::name);
    if (table == book_.tables.end()) {
        const bool is_written = std::ranges::any_of(sections_.tables, [&](const auto* other) {
            return other->heading.text.starts_with("Table " + std::string{name} + " ");
        });
        // A table that is there but faulty has been reported already.
        if (!is_written) report(section.heading, "heading", "Examples of a table of this rulebook");
        return;
    }
    if (!table->examples.empty())
        report(section.heading, "heading", "the examples of a table only once");
    const WrittenTable* written = only_table(section);
    ExampleHead head;
    if (written == nullptr || !read_example_head(*written, *table, head)) return;
    std::set<std::size_t> may_be_empty;
    for (std::size_t i = 1; i < written->head.cells.size(); ++i) may_be_empty.insert(i);
    for (const WrittenRow& row : written->rows)
        if (is_whole(*written, row, may_be_empty)) read_example(row, head, *table);
}

bool Builder::read_example_head(const WrittenTable& written, const Table& table,
                                ExampleHead& head) {
    const auto& cells = written.head.cells;
    const std::size_t problems = problems_.size();
    std::set<std::string_view> seen;
    if (cells[0].text != "Case") report(cells[0], "", "“Case”, the column of case names, first");
    for (std::size_t i = 1; i < cells.size(); ++i) {
        const Written& cell = cells[i];
        if (!seen.insert(cell.text).second) report(cell, "", "each column only once");
        const auto arrow = after_arrow(cell.text);
        if (!arrow) {
            const auto fact = book_.find_fact(cell.text);
            if (fact && book_.facts[*fact].kind == FactKind::Input)
                head.facts.emplace_back(i, *fact);
            else
                report(cell, "",
                       "the name of a fact under ## Facts, “→ ” and a result of the "
                       "table, or “→ missing”");
        } else if (*arrow == "missing") {
            head.missing = i;
        } else {
            const auto at = std::ranges::find_if(table.outputs, [&](std::size_t output) {
                return book_.outputs[output].name == *arrow;
            });
            if (at == table.outputs.end())
                report(cell, "", "“→ ” and the name of a result column of the table");
            head.results.emplace_back(i, static_cast<std::size_t>(at - table.outputs.begin()));
        }
    }
    if (head.missing == 0) report_line(written.head.line, "", "no such column", "“→ missing”");
    for (std::size_t i = 0; i < table.outputs.size(); ++i)
        if (std::ranges::find(head.results, i, &std::pair<std::size_t, std::size_t>::second) ==
            head.results.end())
            report_line(written.head.line, "", "no such column",
                        "“→ " + book_.outputs[table.outputs[i]].name + "”");
    return problems_.size() == problems;
}

void Builder::read_example(const WrittenRow& row, const ExampleHead& head, Table& table) {
    Example example;
    example.name = row.cells[0].text;
    example.line = row.line;
    if (std::ranges::find(table.examples, example.name, &Example::name) != table.examples.end())
        report(row.cells[0], "Case", "a case name that is given only once");
    for (const auto& [column, index] : head.facts) {
        const Written& cell = row.cells[column];
        if (cell.text.empty()) continue;
        const Fact& fact = book_.facts[index];
        auto literal = parse_literal(cell.text, book_.zone);
        if (!literal) {
            report(cell, fact.name, literal.error());
            continue;
        }
        auto value = convert(std::move(*literal), fact.type());
        const auto key = value ? fact.domain.keys.key_of(*value) : std::nullopt;
        if (!key || !fact.domain.keys.domain.contains(*key))
            report(cell, fact.name, "a value of its domain, " + fact.domain.to_text());
        else
            example.facts.emplace_back(index, std::move(*value));
    }
    std::string_view rest = row.cells[head.missing].text;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const std::string_view name = trim(rest.substr(0, comma));
        if (const auto fact = book_.find_fact(name);
            !fact || book_.facts[*fact].kind != FactKind::Input)
            report(row.cells[head.missing], "→ missing",
                   "names of facts under ## Facts, with commas between");
        example.missing.emplace_back(name);
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    }
    read_example_results(row, head, table, example);
    table.examples.push_back(std::move(example));
}

// Where facts are missing the results stay empty. A collect table has in each result cell one
// value for each row that fires, in order.
void Builder::read_example_results(const WrittenRow& row, const ExampleHead& head,
                                   const Table& table, Example& example) {
    example.results.resize(table.outputs.size());
    for (const auto& [column, place] : head.results) {
        const Written& cell = row.cells[column];
        const Output& output = book_.outputs[table.outputs[place]];
        if (cell.text.empty()) {
            if (example.missing.empty() && table.hit != Hit::Collect)
                report(Written{.text = "an empty cell", .line = cell.line, .column = cell.column},
                       "→ " + output.name, "a result, or names under “→ missing”");
            continue;
        }
        if (!example.missing.empty() && table.hit != Hit::Collect) {
            report(cell, "→ " + output.name, "an empty cell where facts are missing");
            continue;
        }
        static_cast<void>(read_results_cell(cell, output, example.results[place]));
    }
}

}  // namespace pingli::rulebook
