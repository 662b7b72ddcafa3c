#include "rulebook/decide.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "rulebook/why.hpp"

namespace pingli::rulebook {

namespace {

// Makes the parts of a Decision from what the evaluator found.
class Explainer {
public:
    Explainer(const RulebookPtr& book, const Table& table, const Case& input,
              std::optional<WantedResult> near_miss_to)
        : book_(*book), table_(table), input_(input), near_miss_to_(near_miss_to) {
        out_.book = book;
        out_.table = table.name;
        out_.hit = table.hit;
    }

    Decision explain(const Record& record) {
        out_.outcome = record.outcome == Outcome::Decided ? Outcome::Decided : Outcome::CannotTell;
        add_derived();
        if (record.outcome == Outcome::Decided)
            add_answer(record);
        else
            add_open(record);
        add_problems(record);
        return std::move(out_);
    }

private:
    void add_derived() {
        for (std::size_t i = 0; i < book_.deadlines.size(); ++i) {
            const Deadline& deadline = book_.deadlines[i];
            for (const FactIndex made : {deadline.due, deadline.kept})
                if (input_.is_known(made))
                    out_.derived.emplace_back(book_.facts[made].name, *input_.value(made));
            if (input_.is_known(deadline.due) && input_.is_provisional(i))
                out_.provisional.push_back(deadline.name);
        }
    }

    void add_answer(const Record& record) {
        // Rows that cannot tell, but all lead to the same results, decide together.
        const auto rows = (record.fired.is_empty() ? record.open : record.fired).rows();
        add_rows(rows);
        if (table_.hit != Hit::Collect) out_.outputs.resize(1);
        find_confirm(rows);
        out_.why =
            why_decided({.book = book_, .table = table_, .input = input_}, rows, out_.outputs);
        add_near_miss(rows);
    }

    void add_open(const Record& record) {
        const bool collects = table_.hit == Hit::Collect;
        const auto fired = collects ? record.fired.rows() : std::vector<std::size_t>{};
        RowSet open = record.open;
        if (!collects)
            for (const std::size_t row : record.fired.rows()) open.add(row);
        add_rows(fired);
        for (const std::size_t row : open.rows())
            out_.open_rows.push_back(
                {.row = table_.rows[row].name, .clauses = clause_ids(table_.rows[row])});
        find_missing(open);
        auto concerned = fired;
        for (const std::size_t row : open.rows()) concerned.push_back(row);
        find_confirm(concerned);
        out_.why = why_open({.book = book_, .table = table_, .input = input_}, fired, out_.outputs,
                            missing_);
    }

    void add_rows(const std::vector<std::size_t>& rows) {
        for (const std::size_t index : rows) {
            const Row& row = table_.rows[index];
            FiredRow fired{.row = row.name,
                           .clauses = clause_ids(row),
                           .outputs = outputs_of(row),
                           .cells = {}};
            for (std::size_t i = 0; i < row.cells.size(); ++i)
                if (!row.cells[i].is_any) fired.cells.push_back(cell_of(row, i));
            out_.outputs.push_back(fired.outputs);
            out_.rows.push_back(std::move(fired));
        }
    }

    [[nodiscard]] DecidingCell cell_of(const Row& row, std::size_t column) const {
        const FactIndex fact = table_.columns[column].fact;
        return {.fact = book_.facts[fact].name,
                .value = input_.is_known(fact) ? input_.value(fact) : std::nullopt,
                .test = row.cells[column].source};
    }

    [[nodiscard]] std::vector<std::string> clause_ids(const Row& row) const {
        std::vector<std::string> ids;
        for (const std::size_t clause : row.clauses) ids.push_back(book_.clauses[clause].id);
        return ids;
    }

    [[nodiscard]] Outputs outputs_of(const Row& row) const {
        Outputs outputs;
        for (std::size_t i = 0; i < row.results.size(); ++i)
            outputs.emplace_back(book_.outputs[table_.outputs[i]].name, row.results[i]);
        return outputs;
    }

    // The facts of the unknown cells of `rows`, in the order of the columns.
    void find_missing(const RowSet& rows) {
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            const FactIndex fact = table_.columns[i].fact;
            if (input_.is_known(fact)) continue;
            const bool asked = std::ranges::any_of(
                rows.rows(), [&](std::size_t row) { return !table_.rows[row].cells[i].is_any; });
            if (asked) add_missing(fact);
        }
        for (const FactIndex fact : missing_) out_.missing.push_back(book_.facts[fact].name);
    }

    // A derived fact stands for the inputs it lacks. Deadlines refer upwards only: this ends.
    void add_missing(FactIndex index) {
        const Fact& fact = book_.facts[index];
        if (input_.is_known(index)) return;
        if (fact.kind == FactKind::Input) {
            if (std::ranges::find(missing_, index) == missing_.end()) missing_.push_back(index);
            return;
        }
        const Deadline& deadline = book_.deadlines[fact.deadline];
        add_missing(deadline.from);
        if (fact.kind == FactKind::Kept) add_missing(deadline.kept_by);
    }

    void find_confirm(const std::vector<std::size_t>& rows) {
        out_.confirm = book_.confirm;
        for (const std::size_t index : rows) {
            const Row& row = table_.rows[index];
            for (const std::size_t clause : row.clauses)
                out_.confirm = out_.confirm || book_.clauses[clause].confirm;
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                const Fact& fact = book_.facts[table_.columns[i].fact];
                if (row.cells[i].is_any || fact.kind == FactKind::Input) continue;
                const Deadline& deadline = book_.deadlines[fact.deadline];
                out_.confirm = out_.confirm || book_.clauses[deadline.clause].confirm;
            }
        }
    }

    // Columns whose cell the case does not satisfy.
    [[nodiscard]] std::vector<std::size_t> failing_columns(std::size_t row) const {
        std::vector<std::size_t> columns;
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            const Column& column = table_.columns[i];
            if (!column.by_code[input_.codes()[column.fact]].sure.contains(row))
                columns.push_back(i);
        }
        return columns;
    }

    [[nodiscard]] bool is_wanted(const Row& row) const {
        if (!near_miss_to_) return true;
        const auto* text = std::get_if<std::string>(&row.results[near_miss_to_->output]);
        return text != nullptr && *text == near_miss_to_->text;
    }

    [[nodiscard]] bool lacks_fixed(const std::vector<std::size_t>& columns) const {
        if (!near_miss_to_) return false;
        const auto& fixed = near_miss_to_->fixed;
        return std::ranges::any_of(columns, [&](std::size_t column) {
            return std::ranges::find(fixed, table_.columns[column].fact) != fixed.end();
        });
    }

    void add_near_miss(const std::vector<std::size_t>& rows) {
        // Below the row that won under `first`, no row would have fired by itself.
        const std::size_t end =
            table_.hit == Hit::First && !rows.empty() ? rows.front() : table_.rows.size();
        // Fewest failing cells; among these most that hold, so that a row that says much and is
        // almost met comes before one that asks for a single thing that is not so.
        std::size_t nearest = end;
        std::vector<std::size_t> lacked;
        std::size_t met = 0;
        for (std::size_t row = 0; row < end; ++row) {
            const bool is_other = table_.hit == Hit::Collect
                                      ? std::ranges::find(rows, row) == rows.end()
                                      : !table_.same_results[rows.front()].contains(row);
            if (!is_other || !is_wanted(table_.rows[row])) continue;
            auto failing = failing_columns(row);
            const auto& cells = table_.rows[row].cells;
            const auto asked = static_cast<std::size_t>(
                std::ranges::count_if(cells, [](const Cell& cell) { return !cell.is_any; }));
            const std::size_t holding = asked - failing.size();
            const bool is_nearer = nearest == end || failing.size() < lacked.size() ||
                                   (failing.size() == lacked.size() && holding > met);
            if (failing.empty() || !is_nearer || lacks_fixed(failing)) continue;
            nearest = row;
            met = holding;
            lacked = std::move(failing);
        }
        if (nearest == end) return;
        const Row& row = table_.rows[nearest];
        NearMiss miss{.row = row.name,
                      .clauses = clause_ids(row),
                      .outputs = outputs_of(row),
                      .lacked = {},
                      .lacks = {},
                      .words = {}};
        const WhyInput in{.book = book_, .table = table_, .input = input_};
        for (const std::size_t column : lacked) {
            miss.lacked.push_back(cell_of(row, column));
            miss.lacks.push_back(lack_words(in, row, column));
        }
        miss.words = near_miss_words(in, row, miss.lacks);
        out_.near_miss = std::move(miss);
    }

    void add_problems(const Record& record) {
        for (FactIndex index = 0; index < book_.facts.size(); ++index) {
            const Fact& fact = book_.facts[index];
            if (fact.kind != FactKind::Input) continue;
            FactProblem problem{.fact = fact.name,
                                .kind = FactProblemKind::Absent,
                                .got = {},
                                .expected = fact.domain.to_text(),
                                .from = fact.from};
            switch (input_.state(index)) {
                case Case::State::Known:
                    continue;
                case Case::State::Absent:
                    if (std::ranges::find(missing_, index) == missing_.end()) continue;
                    break;
                case Case::State::WrongType:
                    problem.kind = FactProblemKind::WrongType;
                    problem.got = input_.wrong_text(index);
                    break;
                case Case::State::OutOfDomain:
                    problem.kind = FactProblemKind::OutOfDomain;
                    problem.got =
                        to_text(Given{input_.value(index).value_or(Value{false})}, book_.zone);
                    break;
            }
            out_.problems.push_back(std::move(problem));
        }
        if (record.outcome == Outcome::NoRow)
            out_.problems.push_back({.fact = {},
                                     .kind = FactProblemKind::RulebookFault,
                                     .got = "a case for which the table has no row",
                                     .expected = "a rulebook that `pingli rules check` finds clean",
                                     .from = {}});
    }

    const Rulebook& book_;
    const Table& table_;
    const Case& input_;
    std::optional<WantedResult> near_miss_to_;
    std::vector<FactIndex> missing_;
    Decision out_;
};

}  // namespace

std::string_view to_name(FactProblemKind kind) {
    constexpr std::array<std::string_view, 5> kNames{"absent", "wrong_type", "out_of_domain",
                                                     "unknown_fact", "rulebook_fault"};
    return kNames[static_cast<std::size_t>(kind)];
}

const Value* Decision::output(std::string_view name) const {
    if (!is_decided() || outputs.size() != 1) return nullptr;
    const auto at = std::ranges::find(outputs[0], name, &Outputs::value_type::first);
    return at == outputs[0].end() ? nullptr : &at->second;
}

void fill(Case& input, const Rulebook& book, const Facts& facts,
          std::vector<FactProblem>& problems) {
    for (const auto& [name, given] : facts.entries()) {
        const auto fact = book.find_fact(name);
        if (!fact || book.facts[*fact].kind != FactKind::Input) {
            problems.push_back({.fact = name,
                                .kind = FactProblemKind::UnknownFact,
                                .got = {},
                                .expected = {},
                                .from = {}});
            continue;
        }
        // A text is borrowed from `facts`, any other value is copied.
        const auto* plain = std::get_if<Value>(&given);
        if (const auto* text = plain ? std::get_if<std::string>(plain) : nullptr;
            text != nullptr && book.facts[*fact].type() == Type::Text)
            input.set(*fact, std::string_view{*text});
        else if (const auto value = to_value(given, book.facts[*fact].type(), book.zone))
            input.set(*fact, *value);
        else
            input.set_wrong_type(*fact, to_text(given, book.zone));
    }
    for (const Facts::Stop& stop : facts.stops()) input.stop(stop.deadline, stop.pause);
}

Record to_record(const SmallRecord& record) {
    Record out{.outcome = record.outcome, .fired = {}, .open = {}};
    out.fired.words[0] = record.fired;
    out.open.words[0] = record.open;
    return out;
}

Decision explain(const RulebookPtr& book, const Table& table, const Case& input,
                 const Record& record, std::optional<WantedResult> near_miss_to) {
    return Explainer{book, table, input, near_miss_to}.explain(record);
}

Decision decide(const RulebookPtr& book, const Table& table, const Facts& facts) {
    Case input{*book};
    std::vector<FactProblem> unknown;
    fill(input, *book, facts, unknown);
    input.derive();
    Decision decision = explain(book, table, input, evaluate(table, input.codes()));
    decision.problems.insert(decision.problems.end(), unknown.begin(), unknown.end());
    return decision;
}

}  // namespace pingli::rulebook
