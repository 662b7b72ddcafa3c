#include "rulebook/check.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "rulebook/decide.hpp"

namespace pingli::rulebook {

namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

class Checker {
public:
    Checker(const RulebookPtr& book, Problems& problems) : book_(book), problems_(problems) {}

    void check(std::size_t proof_steps_max) {
        check_names();
        for (const Table& table : book_->tables) {
            for (const Fault& fault : prove(table, proof_steps_max)) report_fault(table, fault);
            check_examples(table);
        }
    }

private:
    void report(std::uint64_t line, Said part, Said found, Said expected) {
        problems_.push_back({.file = book_->file,
                             .line = line,
                             .part = std::move(part),
                             .found = std::move(found),
                             .expected = std::move(expected)});
    }

    void report_fault(const Table& table, const Fault& fault) {
        const Said part = say("rulebook.table", table.name);
        const std::string where = to_text(*book_, table, fault.witness);
        const auto row = [&](std::size_t i) { return table.rows[fault.rows[i]]; };
        switch (fault.kind) {
            case FaultKind::Gap:
                report(table.written.line, part, say("rulebook.gap", where),
                       say("rulebook.no_gap", to_name(table.hit)));
                break;
            case FaultKind::Overlap:
                report(row(1).line, part, say("rulebook.overlap", row(0).name, row(1).name, where),
                       say("rulebook.no_overlap"));
                break;
            case FaultKind::Conflict:
                report(row(1).line, part, say("rulebook.conflict", row(0).name, row(1).name, where),
                       say("rulebook.no_conflict"));
                break;
            case FaultKind::NeverFires:
                report(row(0).line, part, say("rulebook.never_fires", row(0).name),
                       say("rulebook.some_value"));
                break;
            case FaultKind::NeverWins:
                report(row(0).line, part, say("rulebook.never_wins", row(0).name, where),
                       say("rulebook.a_case_each"));
                break;
            case FaultKind::NotProved:
                report(table.written.line, part, say("rulebook.not_proved"),
                       say("rulebook.provable", kProofStepsMax));
                break;
        }
    }

    void use(FactIndex fact) { used_facts_.insert(fact); }

    void use_braces(const std::string& sentence) {
        for (const Fact& fact : book_->facts)
            if (sentence.find("{" + fact.name + "}") != std::string::npos)
                use(*book_->find_fact(fact.name));
    }

    void find_used() {
        use(book_->judged_at);
        for (const Deadline& deadline : book_->deadlines) {
            use(deadline.from);
            use(deadline.kept_by);
            used_clauses_.insert(deadline.clause);
        }
        for (const Clause& clause : book_->clauses) {
            use_braces(clause.sentence.zh);
            use_braces(clause.sentence.en);
        }
        for (const Table& table : book_->tables) {
            for (const Column& column : table.columns) use(column.fact);
            used_outputs_.insert(table.outputs.begin(), table.outputs.end());
            for (const Row& row : table.rows)
                used_clauses_.insert(row.clauses.begin(), row.clauses.end());
        }
    }

    void check_names() {
        find_used();
        const Said expected = say("rulebook.names_used");
        for (FactIndex i = 0; i < book_->facts.size(); ++i)
            if (book_->facts[i].kind == FactKind::Input && !used_facts_.contains(i))
                report(book_->facts[i].written.line, say("rulebook.fact"), book_->facts[i].name,
                       expected);
        for (const Deadline& deadline : book_->deadlines)
            if (!used_facts_.contains(deadline.due) && !used_facts_.contains(deadline.kept))
                report(deadline.written.line, say("rulebook.deadline"), deadline.name, expected);
        for (std::size_t i = 0; i < book_->outputs.size(); ++i)
            if (!used_outputs_.contains(i))
                report(book_->outputs[i].written.line, say("rulebook.result"),
                       book_->outputs[i].name, expected);
        for (std::size_t i = 0; i < book_->clauses.size(); ++i)
            if (!used_clauses_.contains(i))
                report(book_->clauses[i].written.line, say("rulebook.clause"), book_->clauses[i].id,
                       expected);
    }

    void check_examples(const Table& table) {
        std::set<std::string> shown;
        for (const Example& example : table.examples) {
            Facts facts;
            for (const auto& [fact, value] : example.facts)
                facts.set(book_->facts[fact].name, value);
            const Decision decision = decide(book_, table, facts);
            // Rows that decide together without one of them firing for sure show none.
            for (const FiredRow& row : decision.rows)
                if (std::ranges::all_of(row.cells,
                                        [](const auto& c) { return c.value.has_value(); }))
                    shown.insert(row.row);
            compare(table, example, decision);
        }
        for (const Row& row : table.rows)
            if (!shown.contains(row.name))
                report(row.line, say("rulebook.table", table.name),
                       say("rulebook.not_shown", row.name),
                       say("rulebook.example_each", table.name));
    }

    void compare(const Table& table, const Example& example, const Decision& decision) {
        const Said part = say("rulebook.example", example.name);
        const std::set<std::string> missing{decision.missing.begin(), decision.missing.end()};
        const std::set<std::string> expected{example.missing.begin(), example.missing.end()};
        if (missing != expected) {
            report(example.line, part,
                   missing.empty() ? say("rulebook.decided")
                                   : say("rulebook.missing", joined(decision.missing)),
                   expected.empty() ? say("rulebook.none_missing")
                                    : say("rulebook.missing_expected", joined(example.missing)));
            return;
        }
        if (!decision.is_decided() && table.hit != Hit::Collect) {
            if (expected.empty())
                report(example.line, part, say("rulebook.none_fires"), say("rulebook.results"));
            return;
        }
        for (std::size_t i = 0; i < table.outputs.size(); ++i)
            compare_result(table, example, decision, i);
    }

    void compare_result(const Table& table, const Example& example, const Decision& decision,
                        std::size_t place) {
        const Output& output = book_->outputs[table.outputs[place]];
        const auto& expected = example.results[place];
        // Of a collect table that could not tell, the example need not say what fired so far.
        if (expected.empty() && !example.missing.empty()) return;
        std::string wanted;
        for (const Value& value : expected)
            wanted += (wanted.empty() ? "" : ", ") + to_literal(value, book_->zone);
        std::string found;
        for (const Outputs& outputs : decision.outputs)
            found += (found.empty() ? "" : ", ") + to_literal(outputs[place].second, book_->zone);
        if (found == wanted) return;
        const Said fired = decision.rows.empty() ? say("rulebook.none_fires")
                                                 : say("rulebook.fires", decision.rows[0].row);
        const auto written = [](const std::string& values) {
            return values.empty() ? say("rulebook.nothing") : Said{values};
        };
        report(example.line, say("rulebook.example", example.name),
               say("rulebook.is_found", output.name, written(found), fired),
               say("rulebook.is_expected", output.name, written(wanted)));
    }

    const RulebookPtr& book_;
    Problems& problems_;
    std::set<FactIndex> used_facts_;
    std::set<std::size_t> used_outputs_;
    std::set<std::size_t> used_clauses_;
};

}  // namespace

void check_book(const RulebookPtr& book, Problems& problems, std::size_t proof_steps_max) {
    const auto before = static_cast<std::ptrdiff_t>(problems.size());
    Checker{book, problems}.check(proof_steps_max);
    std::stable_sort(problems.begin() + before, problems.end(),
                     [](const Problem& a, const Problem& b) { return a.line < b.line; });
}

void check_versions(std::span<const RulebookPtr> books, Problems& problems) {
    std::map<std::string, std::vector<RulebookPtr>> by_id;
    for (const RulebookPtr& book : books) by_id[book->id].push_back(book);
    const auto report = [&](const Rulebook& book, Said found, Said expected) {
        problems.push_back({.file = book.file,
                            .line = 1,
                            .part = say("rulebook.front"),
                            .found = std::move(found),
                            .expected = std::move(expected)});
    };
    for (auto& [id, versions] : by_id) {
        std::ranges::stable_sort(versions, {}, [](const auto& book) { return book->holds_from; });
        for (std::size_t i = 1; i < versions.size(); ++i) {
            const Rulebook& book = *versions[i];
            for (std::size_t j = 0; j < i; ++j) {
                if (versions[j]->version == book.version)
                    report(book, say("rulebook.same_version", book.version, versions[j]->file),
                           say("rulebook.version_once", id));
                if (versions[j]->holds_from == book.holds_from)
                    report(
                        book,
                        say("rulebook.same_day", format_date(book.holds_from), versions[j]->file),
                        say("rulebook.day_once", id));
            }
            const auto notice = book.holds_from - book.published;
            if (notice < std::chrono::days{kPublishedDaysBefore})
                report(
                    book,
                    say("rulebook.days", format_date(book.published), format_date(book.holds_from)),
                    say("rulebook.notice", kPublishedDaysBefore));
        }
    }
}

}  // namespace pingli::rulebook
