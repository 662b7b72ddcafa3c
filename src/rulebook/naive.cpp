#include "rulebook/naive.hpp"

#include <algorithm>
#include <compare>
#include <concepts>

namespace pingli::rulebook {

namespace {

// Of two values of one type; other types and currencies do not compare.
std::partial_ordering compare(const Value& left, const Value& right) {
    if (type_of(left) != type_of(right)) return std::partial_ordering::unordered;
    return std::visit(
        [&]<class T>(const T& a) -> std::partial_ordering {
            const T& b = std::get<T>(right);
            if constexpr (std::same_as<T, Money>) {
                if (a.currency != b.currency) return std::partial_ordering::unordered;
                return a.minor <=> b.minor;
            } else if constexpr (std::same_as<T, TimeOfDay>) {
                return a.since_midnight <=> b.since_midnight;
            } else if constexpr (std::same_as<T, TextList>) {
                return std::partial_ordering::unordered;
            } else {
                return a <=> b;
            }
        },
        left);
}

bool holds(const Test& test, const Value& value) {
    const auto low = compare(value, test.low);
    switch (test.comparison) {
        case Comparison::Equal:
            return low == 0;
        case Comparison::Less:
            return low < 0;
        case Comparison::LessOrEqual:
            return low <= 0;
        case Comparison::Greater:
            return low > 0;
        case Comparison::GreaterOrEqual:
            return low >= 0;
        case Comparison::Between: {
            const auto high = compare(value, test.high);
            return (test.has_low ? low >= 0 : low > 0) && (test.has_high ? high <= 0 : high < 0);
        }
    }
    return false;
}

bool holds(const Cell& cell, const Value& value) {
    const bool any =
        std::ranges::any_of(cell.tests, [&](const Test& test) { return holds(test, value); });
    return any != cell.is_negated;
}

bool lies_in(const Domain& domain, const Value& value) {
    if (type_of(value) != domain.type) return false;
    if (!domain.words.empty()) {
        const auto& text = std::get<std::string>(value);
        return std::ranges::find(domain.words, text, &DomainWord::value) != domain.words.end();
    }
    return domain.tests.is_any || holds(domain.tests, value);
}

Answer naive_row(const Rulebook& book, const Table& table, const Row& row,
                 const std::vector<std::optional<Value>>& values) {
    Answer answer = Answer::Yes;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const FactIndex fact = table.columns[i].fact;
        const Answer cell = naive_cell(row.cells[i], book.facts[fact], values[fact]);
        if (cell == Answer::No) return Answer::No;
        if (cell == Answer::Unknown) answer = Answer::Unknown;
    }
    return answer;
}

}  // namespace

Answer naive_cell(const Cell& cell, const Fact& fact, const std::optional<Value>& value) {
    if (cell.is_any) return Answer::Yes;
    if (!value || !lies_in(fact.domain, *value)) return Answer::Unknown;
    return holds(cell, *value) ? Answer::Yes : Answer::No;
}

Record naive_evaluate(const Rulebook& book, const Table& table,
                      const std::vector<std::optional<Value>>& values) {
    Record out;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const Answer answer = naive_row(book, table, table.rows[row], values);
        if (answer == Answer::Yes) out.fired.add(row);
        if (answer == Answer::Unknown) out.open.add(row);
        // Under `first` nothing below a row that fires can win.
        if (answer == Answer::Yes && table.hit == Hit::First) break;
    }
    if (table.hit == Hit::Collect) {
        out.outcome = out.open.is_empty() ? Outcome::Decided : Outcome::CannotTell;
        return out;
    }
    std::vector<std::size_t> can_win = out.fired.rows();
    for (const std::size_t row : out.open.rows()) can_win.push_back(row);
    if (can_win.empty()) {
        out.outcome = Outcome::NoRow;
        return out;
    }
    const auto& results = table.rows[can_win.front()].results;
    const bool agree = std::ranges::all_of(
        can_win, [&](std::size_t row) { return table.rows[row].results == results; });
    out.outcome = agree ? Outcome::Decided : Outcome::CannotTell;
    return out;
}

}  // namespace pingli::rulebook
