// From cells to sets of keys, from the sets to the parts of each domain, from the parts to masks.

#include <algorithm>
#include <limits>
#include <map>

#include "rulebook/builder.hpp"

namespace pingli::rulebook {

namespace {

using Literals = std::vector<const Value*>;

constexpr std::string_view kTooLong =
    "numbers of at most 18 digits, counted with the decimals of the longest one of this fact";

void add_literals(const Cell& cell, Literals& literals) {
    for (const Test& test : cell.tests) {
        literals.push_back(&test.low);
        if (test.comparison == Comparison::Between) literals.push_back(&test.high);
    }
}

// The domain first: its currency and its decimals come before those of the cells.
KeySpace make_space(const Domain& domain, const Literals& literals) {
    KeySpace space;
    space.type = domain.type;
    std::set<std::string> texts;
    for (const DomainWord& word : domain.words) texts.insert(word.value);
    for (const Value* literal : literals) {
        if (const auto* number = std::get_if<Decimal>(literal))
            space.scale = std::max(space.scale, number->decimals());
        if (const auto* money = std::get_if<Money>(literal); money && !space.currency)
            space.currency = money->currency;
        if (const auto* text = std::get_if<std::string>(literal); text && domain.words.empty())
            texts.insert(*text);
    }
    const bool is_text = domain.type == Type::Text || domain.type == Type::TextList;
    space.is_open_text = is_text && domain.words.empty();
    space.texts.assign(texts.begin(), texts.end());
    const auto last = static_cast<Key>(space.texts.size()) - (space.is_open_text ? 0 : 1);
    space.domain = KeySet{is_text ? KeySpan{.low = 0, .high = last} : natural_span(domain.type)};
    if (!domain.tests.is_any) space.domain = space.keys_of(domain.tests);
    return space;
}

bool lies_in(const KeySpace& space, const Value& value) {
    const auto key = space.key_of(value);
    return key && space.domain.contains(*key);
}

// A number too long beside the decimals of its column would share its key with others.
bool has_own_keys(const KeySpace& space, const Cell& cell) {
    Literals literals;
    add_literals(cell, literals);
    return std::ranges::all_of(literals, [&](const Value* literal) {
        const auto key = space.key_of(*literal);
        return !key || (*key > kKeyMin && *key < kKeyMax);
    });
}

}  // namespace

void Builder::make_keys() {
    for (FactIndex fact = 0; fact < book_.facts.size(); ++fact) make_key_space(fact);
    for (std::size_t i = 0; i < book_.outputs.size(); ++i) {
        Output& output = book_.outputs[i];
        Literals literals;
        add_literals(output.domain.tests, literals);
        output.domain.keys = make_space(output.domain, literals);
        if (output.type() == Type::TextList) continue;  // checked as it was read
        for (const Table& table : book_.tables) {
            const auto at = std::ranges::find(table.outputs, i);
            if (at == table.outputs.end()) continue;
            const auto place = static_cast<std::size_t>(at - table.outputs.begin());
            for (const Row& row : table.rows)
                if (type_of(row.results[place]) == output.type() && output.type() != Type::Number &&
                    !lies_in(output.domain.keys, row.results[place]))
                    report_line(row.line, output.name, to_literal(row.results[place], book_.zone),
                                "a value of its domain, " + output.domain.to_text());
        }
    }
    make_row_keys();
    for (FactIndex fact = 0; fact < book_.facts.size(); ++fact) make_partition(fact);
    for (Table& table : book_.tables) compile(table);
}

void Builder::make_key_space(FactIndex index) {
    Fact& fact = book_.facts[index];
    Literals literals;
    add_literals(fact.domain.tests, literals);
    for (const Table& table : book_.tables)
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            if (table.columns[i].fact == index)
                for (const Row& row : table.rows) add_literals(row.cells[i], literals);
    fact.domain.keys = make_space(fact.domain, literals);
    if (!has_own_keys(fact.domain.keys, fact.domain.tests))
        report(fact.written, "Domain", kTooLong);
    if (fact.domain.keys.domain.is_empty())
        report(fact.written, "Domain", "a domain that holds a value");
}

void Builder::make_row_keys() {
    for (std::size_t t = 0; t < book_.tables.size(); ++t) {
        Table& table = book_.tables[t];
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            Row& row = table.rows[r];
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                const Fact& fact = book_.facts[table.columns[i].fact];
                row.keys.push_back(fact.domain.keys.keys_of(row.cells[i]));
                check_cell_keys(row.cells[i], fact, cell_places_[t][r][i]);
            }
        }
    }
}

// Each literal lies in the domain, and each interval holds a value.
void Builder::check_cell_keys(const Cell& cell, const Fact& fact, const Written& place) {
    const KeySpace& space = fact.domain.keys;
    if (!has_own_keys(space, cell)) {
        report(place, fact.name, kTooLong);
        return;
    }
    for (const Test& test : cell.tests) {
        const bool fits = lies_in(space, test.low) &&
                          (test.comparison != Comparison::Between || lies_in(space, test.high));
        if (!fits) {
            report(place, fact.name,
                   CellFault{.at = test.at,
                             .expected = "values of its domain, " + fact.domain.to_text()});
        } else if (space.keys_of(test).is_empty()) {
            report(place, fact.name,
                   CellFault{.at = test.at, .expected = "an interval that holds a value"});
        }
    }
}

void Builder::make_partition(FactIndex index) {
    Fact& fact = book_.facts[index];
    const KeySet& domain = fact.domain.keys.domain;
    std::vector<const KeySet*> sets;
    std::set<Key> cuts{std::numeric_limits<Key>::min()};
    const auto add_cuts = [&](const KeySet& keys) {
        for (const KeySpan& span : keys.spans()) {
            cuts.insert(span.low);
            cuts.insert(span.high + 1);
        }
    };
    add_cuts(domain);
    for (const Table& table : book_.tables)
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            if (table.columns[i].fact == index)
                for (const Row& row : table.rows) {
                    add_cuts(row.keys[i]);
                    sets.push_back(&row.keys[i]);
                }
    Partition parts;
    parts.readable = {0};
    std::map<std::vector<bool>, std::size_t> codes;  // by which cells let the segment through
    for (auto cut = cuts.begin(); cut != cuts.end(); ++cut) {
        std::size_t code = kUnknownCode;
        if (domain.contains(*cut)) {
            std::vector<bool> lets_through;
            for (const KeySet* keys : sets) lets_through.push_back(keys->contains(*cut));
            const auto next = std::next(cut);
            const Key last = next == cuts.end() ? kKeyMax : *next - 1;
            code = codes.try_emplace(std::move(lets_through), parts.readable.size()).first->second;
            if (code == parts.readable.size())
                parts.readable.push_back(
                    fact.domain.keys.representative({.low = *cut, .high = last}));
        }
        if (code > kPartsMax) {
            report(fact.written, "",
                   "a fact whose domain the tables cut into at most " + std::to_string(kPartsMax) +
                       " parts");
            return;
        }
        if (!parts.codes.empty() && parts.codes.back() == code) continue;
        parts.starts.push_back(*cut);
        parts.codes.push_back(static_cast<Code>(code));
    }
    fact.parts = std::move(parts);
}

// A deadline needs only deadlines above it, so one walk from the last to the first finds them all.
void Builder::find_deadlines(Table& table) {
    std::set<FactIndex> needed;
    for (const Column& column : table.columns) needed.insert(column.fact);
    for (std::size_t i = book_.deadlines.size(); i-- > 0;) {
        const Deadline& deadline = book_.deadlines[i];
        if (!needed.contains(deadline.due) && !needed.contains(deadline.kept)) continue;
        needed.insert({deadline.from, deadline.kept_by});
        table.deadlines.insert(table.deadlines.begin(), i);
    }
}

void Builder::compile(Table& table) {
    find_deadlines(table);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        Column& column = table.columns[i];
        const Partition& parts = book_.facts[column.fact].parts;
        column.by_code.resize(parts.size());
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            const Row& row = table.rows[r];
            column.by_code[kUnknownCode].possible.add(r);
            if (row.cells[i].is_any) column.by_code[kUnknownCode].sure.add(r);
            for (std::size_t code = 1; code < parts.size(); ++code) {
                if (!row.keys[i].contains(parts.readable[code])) continue;
                column.by_code[code].sure.add(r);
                column.by_code[code].possible.add(r);
            }
        }
        for (const Column::Masks& masks : column.by_code)
            column.small_by_code.push_back(
                {.sure = masks.sure.words[0], .possible = masks.possible.words[0]});
    }
    for (const Row& row : table.rows) {
        RowSet same;
        for (std::size_t r = 0; r < table.rows.size(); ++r)
            if (table.rows[r].results == row.results) same.add(r);
        table.same_results.push_back(same);
        table.small_same.push_back(same.words[0]);
    }
}

}  // namespace pingli::rulebook
