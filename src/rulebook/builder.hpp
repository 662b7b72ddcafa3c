// The workshop behind build.hpp: one Builder a page. Its parts stand in build_*.cpp, one a subject.
// A step that finds a fault reports it and goes on, so that one run names them all.

#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rulebook/build.hpp"

namespace pingli::rulebook {

class Builder {
public:
    Builder(const WrittenRulebook& source, const Resources& resources, Problems& problems)
        : source_(source), resources_(resources), problems_(problems) {}

    RulebookPtr build();

private:
    struct Sections {
        const WrittenSection* facts = nullptr;
        const WrittenSection* deadlines = nullptr;
        const WrittenSection* results = nullptr;
        std::vector<const WrittenSection*> clauses, tables, examples;
    };

    // build.cpp
    void sort_sections();
    void take_single(const WrittenSection& section, const WrittenSection*& place);
    void report(const Written& at, std::string_view field, std::string_view expected);
    void report(const Written& cell, std::string_view field, const CellFault& fault);
    void report_line(std::uint64_t line, std::string_view field, std::string_view found,
                     std::string_view expected);
    const WrittenTable* only_table(const WrittenSection& section);
    bool has_head(const WrittenTable& table, std::span<const std::string_view> names);
    // Right number of cells, and none empty but those of the columns in `may_be_empty`.
    bool is_whole(const WrittenTable& table, const WrittenRow& row,
                  const std::set<std::size_t>& may_be_empty);
    Bilingual titled(const Written& heading, std::string_view kind, std::string& name);
    bool is_taken(const Written& name);

    // build_front.cpp
    void read_front_matter();
    void read_front_dates(const std::vector<std::pair<std::string, const Written*>>& values);
    void read_front_names(const std::vector<std::pair<std::string, const Written*>>& values);
    LocalDate read_date(const Written& value, std::string_view key);

    // build_names.cpp
    void read_facts();
    void read_fact(const WrittenRow& row);
    bool read_domain(const Written& type, const Written& written, bool may_be_list, Domain& domain);
    bool read_domain_words(const Written& written, Domain& domain);
    bool read_domain_tests(const Written& written, Domain& domain);
    void read_deadlines();
    void read_deadline(const WrittenRow& row);
    std::optional<FactIndex> find_moment(const Written& name, std::string_view field);
    void read_results();
    void read_clauses();
    void read_clause(const WrittenSection& section);
    void check_braces();
    std::optional<std::size_t> find_clause(std::string_view id) const;
    void find_judged_at();

    // build_tables.cpp
    void read_tables();
    void check_asked();
    void read_table(const WrittenSection& section);
    bool read_hit(const WrittenSection& section, Table& table);
    bool read_table_head(const WrittenTable& written, Table& table, bool& has_note);
    void read_row(const WrittenTable& written, const WrittenRow& row, bool has_note, Table& table);
    void read_row_cells(const WrittenRow& written, const Table& table, Row& row);
    void read_row_results(const WrittenRow& written, const Table& table, Row& row);
    void read_row_clauses(const Written& written, Row& row);
    bool suits(Cell& cell, const Domain& domain, const Written& written, std::string_view field);
    bool suits(Test& test, const Domain& domain, const Written& written, std::string_view field);
    bool read_results_cell(const Written& written, const Output& output,
                           std::vector<Value>& values);

    // build_examples.cpp
    void read_examples();
    void read_example_table(const WrittenSection& section);
    struct ExampleHead {
        std::vector<std::pair<std::size_t, FactIndex>> facts;      // column, fact
        std::vector<std::pair<std::size_t, std::size_t>> results;  // column, place in the table
        std::size_t missing = 0;
    };
    bool read_example_head(const WrittenTable& written, const Table& table, ExampleHead& head);
    void read_example(const WrittenRow& row, const ExampleHead& head, Table& table);
    void read_example_results(const WrittenRow& row, const ExampleHead& head, const Table& table,
                              Example& example);

    // build_keys.cpp
    void make_keys();
    void make_key_space(FactIndex fact);
    void make_row_keys();
    void check_cell_keys(const Cell& cell, const Fact& fact, const Written& place);
    void make_partition(FactIndex fact);
    void find_deadlines(Table& table);
    void compile(Table& table);

    const WrittenRulebook& source_;
    const Resources& resources_;
    Problems& problems_;
    Sections sections_;
    Rulebook book_;
    std::set<std::string, std::less<>> names_;  // of facts, deadlines and results
    // Where each cell of a decision table stands, for what is found out after all are read.
    std::vector<std::vector<std::vector<Written>>> cell_places_;  // [table][row][column]
};

constexpr std::string_view kArrow = "→";
// "→ name" without the arrow; nothing when there is none.
std::optional<std::string_view> after_arrow(std::string_view text);

}  // namespace pingli::rulebook
