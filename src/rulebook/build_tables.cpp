// The decision tables of a rulebook.

#include <algorithm>
#include <array>

#include "rulebook/asked.hpp"
#include "rulebook/builder.hpp"

namespace pingli::rulebook {

namespace {

constexpr std::array<Hit, 4> kHits{Hit::Unique, Hit::Any, Hit::First, Hit::Collect};

}  // namespace

void Builder::read_tables() {
    for (const WrittenSection* section : sections_.tables) read_table(*section);
    check_asked();
}

// A table that is there but faulty was told of already.
void Builder::check_asked() {
    for (const AskedTable& asked : asked_tables()) {
        if (asked.book != book_.id || book_.version < asked.since) continue;
        const std::string heading = "Table " + std::string{asked.table} + " ";
        if (std::ranges::none_of(sections_.tables, [&](const WrittenSection* section) {
                return section->heading.text.starts_with(heading);
            }))
            report_line(0, "table " + std::string{asked.table}, "",
                        "a heading “## " + heading + "· 中文 / English”, which the program asks");
    }
}

void Builder::read_table(const WrittenSection& section) {
    Table table;
    table.written = section.heading;
    table.title = titled(section.heading, "Table ", table.name);
    if (!is_name(table.name))
        report(section.heading, "heading", "a table's name: a-z first, then a-z, 0-9 and _");
    if (book_.find_table(table.name) != nullptr)
        report(section.heading, "heading", "each table only once");
    const bool has_hit = read_hit(section, table);
    const WrittenTable* written = only_table(section);
    bool has_note = false;
    if (!has_hit || written == nullptr || !read_table_head(*written, table, has_note)) return;
    if (written->rows.empty() || written->rows.size() > kRowsMax) {
        report_line(written->head.line, "table " + table.name,
                    std::to_string(written->rows.size()) + " rows",
                    "1 to " + std::to_string(kRowsMax) + " rows");
        return;
    }
    cell_places_.emplace_back();
    for (const WrittenRow& row : written->rows) read_row(*written, row, has_note, table);
    book_.tables.push_back(std::move(table));
}

bool Builder::read_hit(const WrittenSection& section, Table& table) {
    constexpr std::string_view kForm = "one item “- hit: unique”, any, first or collect";
    const WrittenItem* found = nullptr;
    for (const auto& list : section.lists) {
        const auto is_hit = [](const WrittenItem& item) { return item.key.text == "hit"; };
        if (std::ranges::none_of(list, is_hit)) continue;
        for (const WrittenItem& item : list) {
            if (found != nullptr || !is_hit(item)) {
                report(item.key.text.empty() ? item.value : item.key, "hit", kForm);
                return false;
            }
            found = &item;
        }
    }
    if (found == nullptr) {
        report(section.heading, "hit", kForm);
        return false;
    }
    const auto hit = std::ranges::find(kHits, found->value.text, [](Hit h) { return to_name(h); });
    if (hit == kHits.end()) {
        report(found->value, "hit", "unique, any, first or collect");
        return false;
    }
    table.hit = *hit;
    return true;
}

// "#", facts, "→ results", "Clause", perhaps "Note": in this order.
bool Builder::read_table_head(const WrittenTable& written, Table& table, bool& has_note) {
    const auto& cells = written.head.cells;
    const std::size_t problems = problems_.size();
    if (cells.size() > kColumnsMax) {
        report_line(written.head.line, "", std::to_string(cells.size()) + " columns",
                    "at most " + std::to_string(kColumnsMax));
        return false;
    }
    std::size_t at = 0;
    if (cells[at].text != "#") report(cells[at], "", "“#”, the column of row names, first");
    ++at;
    for (; at < cells.size() && cells[at].text != "Clause" && !after_arrow(cells[at].text); ++at) {
        const auto fact = book_.find_fact(cells[at].text);
        const bool twice =
            fact && std::ranges::find(table.columns, *fact, &Column::fact) != table.columns.end();
        if (!fact || twice)
            report(cells[at], "", twice ? "each fact only once" : "the name of a fact or deadline");
        table.columns.emplace_back().fact = fact.value_or(0);
    }
    for (; at < cells.size() && after_arrow(cells[at].text); ++at) {
        const auto name = *after_arrow(cells[at].text);
        const auto output = std::ranges::find(book_.outputs, name, &Output::name);
        const auto index = static_cast<std::size_t>(output - book_.outputs.begin());
        const bool twice = std::ranges::find(table.outputs, index) != table.outputs.end();
        if (output == book_.outputs.end() || twice)
            report(cells[at], "",
                   twice ? "each result only once" : "“→ ” and the name of a result");
        table.outputs.push_back(index);
    }
    if (table.outputs.empty())
        report_line(written.head.line, "", "no result column", "a column “→ name”");
    const bool has_clause = at < cells.size() && cells[at].text == "Clause";
    if (has_clause) ++at;
    has_note = has_clause && at < cells.size() && cells[at].text == "Note";
    if (has_note) ++at;
    if (!has_clause || at < cells.size())
        report(cells[std::min(at, cells.size() - 1)], "",
               "the columns “#”, facts, “→ results”, “Clause”, perhaps “Note”, in this order");
    return problems_.size() == problems;
}

void Builder::read_row(const WrittenTable& written, const WrittenRow& row, bool has_note,
                       Table& table) {
    std::set<std::size_t> may_be_empty;
    if (has_note) may_be_empty.insert(written.head.cells.size() - 1);
    if (!is_whole(written, row, may_be_empty)) return;
    Row out;
    out.name = row.cells[0].text;
    out.line = row.line;
    if (std::ranges::find(table.rows, out.name, &Row::name) != table.rows.end())
        report(row.cells[0], "#", "a row name that is given only once");
    read_row_cells(row, table, out);
    read_row_results(row, table, out);
    read_row_clauses(row.cells[1 + table.columns.size() + table.outputs.size()], out);
    if (has_note) out.note = row.cells.back().text;
    cell_places_.back().emplace_back(
        row.cells.begin() + 1,
        row.cells.begin() + 1 + static_cast<std::ptrdiff_t>(table.columns.size()));
    table.rows.push_back(std::move(out));
}

void Builder::read_row_cells(const WrittenRow& written, const Table& table, Row& row) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Fact& fact = book_.facts[table.columns[i].fact];
        const Written& text = written.cells[1 + i];
        auto cell = parse_cell(text.text, book_.zone);
        if (!cell) report(text, fact.name, cell.error());
        if (!cell || !suits(*cell, fact.domain, text, fact.name)) cell = any_cell();
        row.cells.push_back(std::move(*cell));
    }
}

bool Builder::suits(Cell& cell, const Domain& domain, const Written& written,
                    std::string_view field) {
    return std::ranges::all_of(cell.tests,
                               [&](Test& test) { return suits(test, domain, written, field); });
}

// The literals become values of the fact's type.
bool Builder::suits(Test& test, const Domain& domain, const Written& written,
                    std::string_view field) {
    const bool orders = test.comparison != Comparison::Equal;
    const bool has_order =
        domain.type != Type::Boolean && !(domain.type == Type::Text && domain.words.empty());
    if (orders && !has_order) {
        report(written, field,
               CellFault{.at = test.at, .expected = "values only: this fact has no order"});
        return false;
    }
    const auto fit = [&](Value& literal) {
        auto value = convert(literal, domain.type);
        if (value) literal = std::move(*value);
        return value.has_value();
    };
    if (fit(test.low) && (test.comparison != Comparison::Between || fit(test.high))) return true;
    report(written, field,
           CellFault{.at = test.at, .expected = "a value of type " + domain.to_text()});
    return false;
}

void Builder::read_row_results(const WrittenRow& written, const Table& table, Row& row) {
    for (std::size_t i = 0; i < table.outputs.size(); ++i) {
        const Output& output = book_.outputs[table.outputs[i]];
        std::vector<Value> values;
        const Written& text = written.cells[1 + table.columns.size() + i];
        if (!read_results_cell(text, output, values)) {
            row.results.emplace_back(false);
            continue;
        }
        if (values.size() == 1) {
            row.results.push_back(std::move(values.front()));
            continue;
        }
        if (output.type() != Type::TextList)
            report(text, output.name, "one value (several only for a list of text)");
        TextList list;
        for (Value& value : values)
            if (auto* part = std::get_if<TextList>(&value))
                list.insert(list.end(), part->begin(), part->end());
        row.results.emplace_back(std::move(list));
    }
}

// Values of the output's type and in its domain; a list of text comes as lists of one.
bool Builder::read_results_cell(const Written& written, const Output& output,
                                std::vector<Value>& values) {
    auto literals = parse_literals(written.text, book_.zone);
    if (!literals) {
        report(written, output.name, literals.error());
        return false;
    }
    for (Value& literal : *literals) {
        auto value = convert(literal, output.type());
        if (!value) {
            report(written, output.name, "a value of type " + output.domain.to_text());
            return false;
        }
        const auto& words = output.domain.words;
        const auto* text = std::get_if<std::string>(&literal);
        if (text != nullptr && !words.empty() &&
            std::ranges::find(words, *text, &DomainWord::value) == words.end()) {
            report(written, output.name, "a value of its domain, " + output.domain.to_text());
            return false;
        }
        values.push_back(std::move(*value));
    }
    return true;
}

void Builder::read_row_clauses(const Written& written, Row& row) {
    std::string_view rest = written.text;
    while (true) {
        const auto comma = rest.find(',');
        const auto clause = find_clause(trim(rest.substr(0, comma)));
        const bool twice = clause && std::ranges::find(row.clauses, *clause) != row.clauses.end();
        if (!clause || twice)
            report(written, "Clause", "ids of clauses of this rulebook, such as A1 or A1, A2");
        if (clause) row.clauses.push_back(*clause);
        if (comma == std::string_view::npos) return;
        rest = rest.substr(comma + 1);
    }
}

}  // namespace pingli::rulebook
