// What must hold of every table, on random ones with domains small enough to try every case.

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "rulebook/naive.hpp"
#include "rulebooks/support.hpp"

namespace pingli::rulebook::testing {
namespace {

using Values = std::vector<std::optional<Value>>;

// The facts of the random tables, with cells that cut their domains, and values that hit each part.
struct FactKindOfTest {
    const char* declaration;
    std::vector<const char*> cells;
    std::vector<std::vector<const char*>> splits;  // cells that together let every value through
};

const std::array kFacts{
    FactKindOfTest{.declaration = "| b | boolean | | 甲 | b | order |",
                   .cells = {"-", "true", "false", "not(true)", "true, false"},
                   .splits = {{"true", "false"}}},
    FactKindOfTest{
        .declaration = "| t | text | \"x\" 甲 / x, \"y\" 乙 / y, \"z\" 丙 / z | 乙 | t | order |",
        .cells = {"-", "\"x\"", "\"y\", \"z\"", "not(\"z\")", "< \"z\"", "[\"y\"..\"z\"]"},
        .splits = {{"\"x\"", "not(\"x\")"}, {"\"x\"", "\"y\"", "> \"y\""}}},
    FactKindOfTest{.declaration = "| w | whole | [0..5] | 丙 | w | order |",
                   .cells = {"-", "< 2", ">= 2", "[1..3)", "(1..4]", "0, 5", "not(3)", "<= 4"},
                   .splits = {{"< 2", ">= 2"}, {"[0..1]", "(1..4)", ">= 4"}, {"3", "not(3)"}}},
    FactKindOfTest{.declaration = "| n | number | >= 0 | 丁 | n | order |",
                   .cells = {"-", "< 1.5", "> 1.5", "1.5", "[1..1.25)", "not([0.5..2])"},
                   .splits = {{"< 1.5", ">= 1.5"}, {"< 1", "1", "> 1"}}},
    FactKindOfTest{.declaration = "| o | text | | 戊 | o | order |",
                   .cells = {"-", "\"p\"", "not(\"p\", \"q\")", "\"q\", \"r\""},
                   .splits = {{"\"p\"", "not(\"p\")"}}},
    FactKindOfTest{.declaration = "| h | time | | 己 | h | order |",
                   .cells = {"-", ">= 21:00, < 09:00", "[09:00..21:00)", "> 12:00"},
                   .splits = {{">= 21:00, < 09:00", "[09:00..21:00)"}}},
};

std::vector<std::optional<Value>> values_of(std::size_t fact) {
    const auto hour = [](int h) { return Value{TimeOfDay{std::chrono::hours{h}}}; };
    switch (fact) {
        case 0:
            return {Value{true}, Value{false}};
        case 1:
            return {Value{"x"}, Value{"y"}, Value{"z"}};
        case 2:
            return {Value{std::int64_t{0}}, Value{std::int64_t{1}}, Value{std::int64_t{2}},
                    Value{std::int64_t{3}}, Value{std::int64_t{4}}, Value{std::int64_t{5}}};
        case 3: {
            std::vector<std::optional<Value>> out;
            for (int eighths = 0; eighths <= 20; ++eighths)
                out.emplace_back(Value{Decimal::of(eighths * 125, 3)});
            return out;
        }
        case 4:
            return {Value{"p"}, Value{"q"}, Value{"r"}, Value{"another"}};
        default:
            return {hour(0), hour(9), hour(12), hour(13), hour(21), hour(23)};
    }
}

using Cells = std::vector<std::string>;

struct RandomTable {
    std::vector<std::size_t> facts;
    std::string hit;
    std::vector<Cells> rows;
    std::vector<std::string> results;
};

std::string page_of(const RandomTable& table) {
    std::string page =
        "---\nformat: pingli-rulebook/1\nid: random\nversion: 1\nauthority: test\n"
        "title: 随机 / random\npublished: 2026-01-01\nholds_from: 2026-01-01\njudged_at: at\n"
        "zone: Asia/Shanghai\ncalendar: cn\nchecked: 2026-01-01\nconfirm: no\n---\n"
        "## Facts\n| Name | Type | Domain | 中文 | English | From |\n|---|---|---|---|---|---|\n"
        "| at | moment | | 时间 | time | clock |\n";
    for (const std::size_t fact : table.facts) page += std::string{kFacts[fact].declaration} + "\n";
    page +=
        "## Results\n| Name | Type | Domain | 中文 | English |\n|---|---|---|---|---|\n"
        "| out | text | | 结果 | out |\n## Clause C · 条 / clause\n- zh: 条。\n- en: Clause.\n"
        "- source: none\n## Table t1 · 表 / table\n- hit: " +
        table.hit + "\n\n| # |";
    for (const std::size_t fact : table.facts)
        page += std::string{" "} + kFacts[fact].declaration[2] + " |";
    page += " → out | Clause |\n|---|";
    for (std::size_t i = 0; i < table.facts.size(); ++i) page += "---|";
    page += "---|---|\n";
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        page += "| " + std::to_string(row + 1) + " |";
        for (const std::string& cell : table.rows[row]) page += " " + cell + " |";
        page += " \"" + table.results[row] + "\" | C |\n";
    }
    return page;
}

template <class T>
const T& pick(const std::vector<T>& from) {
    return from[*rc::gen::inRange<std::size_t>(0, from.size())];
}

// Half of them grown by splitting rows, so that they are complete and without overlap unless the
// last step, a random change, broke them; the others of random cells.
RandomTable random_table() {
    RandomTable table;
    std::set<std::size_t> facts;
    const auto count = *rc::gen::inRange<std::size_t>(1, 4);
    while (facts.size() < count) facts.insert(*rc::gen::inRange<std::size_t>(0, kFacts.size()));
    table.facts.assign(facts.begin(), facts.end());
    table.hit = pick(std::vector<std::string>{"unique", "any", "first", "collect"});
    const auto random_column = [&] { return *rc::gen::inRange<std::size_t>(0, count); };
    if (*rc::gen::arbitrary<bool>()) {
        table.rows.emplace_back(count, "-");
        for (int step = *rc::gen::inRange(0, 5); step > 0; --step) {
            const auto at = *rc::gen::inRange<std::size_t>(0, table.rows.size());
            const std::size_t column = random_column();
            const Cells row = table.rows[at];
            if (row[column] != "-") continue;
            table.rows.erase(table.rows.begin() + static_cast<std::ptrdiff_t>(at));
            for (const char* cell : pick(kFacts[table.facts[column]].splits)) {
                table.rows.push_back(row);
                table.rows.back()[column] = cell;
            }
        }
        if (*rc::gen::inRange(0, 3) == 0) {
            const std::size_t column = random_column();
            table.rows[*rc::gen::inRange<std::size_t>(0, table.rows.size())][column] =
                pick(kFacts[table.facts[column]].cells);
        }
    } else {
        for (int row = *rc::gen::inRange(1, 6); row > 0; --row) {
            table.rows.emplace_back();
            for (const std::size_t fact : table.facts)
                table.rows.back().emplace_back(pick(kFacts[fact].cells));
        }
    }
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        table.results.push_back(pick(std::vector<std::string>{"a", "b", "c"}));
    return table;
}

RulebookPtr build_random() {
    const std::string page = page_of(random_table());
    const Parsed parsed = parse(page);
    if (!parsed.book) RC_FAIL("not built:\n" + to_lines(parsed.problems) + page);
    RC_LOG(page);
    return parsed.book;
}

// Calls `visit` with every case; with `with_missing`, also with facts absent.
template <class Visit>
void for_each_case(const Rulebook& book, bool with_missing, const Visit& visit) {
    Values values(book.facts.size());
    const auto go = [&](const auto& self, FactIndex fact) -> void {
        if (fact == book.facts.size()) {
            visit(values);
            return;
        }
        if (fact == book.judged_at) {
            self(self, fact + 1);
            return;
        }
        std::size_t kind = 0;
        while (kFacts[kind].declaration[2] != book.facts[fact].name[0]) ++kind;
        if (with_missing) {
            values[fact].reset();
            self(self, fact + 1);
        }
        for (const auto& value : values_of(kind)) {
            values[fact] = value;
            self(self, fact + 1);
        }
        values[fact].reset();
    };
    go(go, 0);
}

void set_all(Case& input, const Values& values) {
    input.clear();
    for (FactIndex fact = 0; fact < values.size(); ++fact)
        if (values[fact]) input.set(fact, *values[fact]);
}

// proves X1: masks say what rows and cells say, whatever is missing
RC_GTEST_PROP(Evaluator, SaysWhatTheNaiveOneSays, ()) {
    const RulebookPtr book = build_random();
    const Table& table = book->tables[0];
    Case input{*book};
    for_each_case(*book, true, [&](const Values& values) {
        set_all(input, values);
        const Record fast = evaluate(table, input.codes());
        const Record small = to_record(evaluate_small(table, input.codes()));
        const Record naive = naive_evaluate(*book, table, values);
        RC_ASSERT(fast.outcome == naive.outcome);
        RC_ASSERT(fast.fired == naive.fired);
        RC_ASSERT(fast.open == naive.open);
        RC_ASSERT(small.outcome == naive.outcome);
        RC_ASSERT(small.fired == naive.fired);
        RC_ASSERT(small.open == naive.open);
    });
}

RC_GTEST_PROP(Evaluator, SaysTheSameOfColumnsAsOfCases, ()) {
    const RulebookPtr book = build_random();
    const Table& table = book->tables[0];
    Case input{*book};
    std::vector<std::vector<Code>> columns(table.columns.size());
    std::vector<SmallRecord> one_by_one;
    for_each_case(*book, true, [&](const Values& values) {
        set_all(input, values);
        for (std::size_t i = 0; i < columns.size(); ++i)
            columns[i].push_back(input.codes()[table.columns[i].fact]);
        one_by_one.push_back(evaluate_small(table, input.codes()));
    });
    std::vector<const Code*> pointers;
    for (const auto& column : columns) pointers.push_back(column.data());
    std::vector<SmallRecord> out(one_by_one.size());
    evaluate_columns(table, pointers, out);
    for (std::size_t i = 0; i < out.size(); ++i) {
        RC_ASSERT(out[i].fired == one_by_one[i].fired);
        RC_ASSERT(out[i].open == one_by_one[i].open);
        RC_ASSERT(out[i].outcome == one_by_one[i].outcome);
    }
}

// What brute force finds wrong with a table.
struct Wrong {
    bool gap = false;
    std::set<std::vector<std::size_t>> pairs;  // overlaps or conflicts
    std::set<std::size_t> useless;             // never fire, or never win
};

Wrong by_brute_force(const Rulebook& book, const Table& table) {
    Wrong wrong;
    for (std::size_t row = 0; row < table.rows.size(); ++row) wrong.useless.insert(row);
    for_each_case(book, false, [&](const Values& values) {
        const Record record = naive_evaluate(book, table, values);
        const auto rows = record.fired.rows();
        wrong.gap = wrong.gap || (rows.empty() && table.hit != Hit::Collect);
        for (const std::size_t row : rows) wrong.useless.erase(row);
        if (table.hit != Hit::Unique && table.hit != Hit::Any) return;
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (std::size_t j = i + 1; j < rows.size(); ++j)
                if (table.hit == Hit::Unique ||
                    table.rows[rows[i]].results != table.rows[rows[j]].results)
                    wrong.pairs.insert({rows[i], rows[j]});
    });
    return wrong;
}

Record at_witness(const Rulebook& book, const Table& table, const Fault& fault) {
    Values values(book.facts.size());
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Fact& fact = book.facts[table.columns[i].fact];
        values[table.columns[i].fact] =
            fact.domain.keys.value_of(fact.parts.readable[fault.witness[i]]);
    }
    return naive_evaluate(book, table, values);
}

// proves: a table reported clean has no gap and no overlap, and each witness is one
RC_GTEST_PROP(Proof, FindsWhatBruteForceFinds, ()) {
    const RulebookPtr book = build_random();
    const Table& table = book->tables[0];
    const Wrong wrong = by_brute_force(*book, table);
    Wrong proved;
    for (const Fault& fault : prove(table)) {
        switch (fault.kind) {
            case FaultKind::Gap:
                proved.gap = true;
                RC_ASSERT(at_witness(*book, table, fault).fired.is_empty());
                break;
            case FaultKind::Overlap:
            case FaultKind::Conflict: {
                proved.pairs.insert(fault.rows);
                const RowSet fired = at_witness(*book, table, fault).fired;
                RC_ASSERT(fired.contains(fault.rows[0]));
                RC_ASSERT(fired.contains(fault.rows[1]));
                break;
            }
            case FaultKind::NeverFires:
            case FaultKind::NeverWins:
                proved.useless.insert(fault.rows[0]);
                break;
            case FaultKind::NotProved:
                RC_FAIL("not proved");
                break;
        }
    }
    RC_ASSERT(proved.gap == wrong.gap);
    RC_ASSERT(proved.useless == wrong.useless);
    RC_ASSERT(proved.pairs.size() == std::min(wrong.pairs.size(), kFaultsMax));
    for (const auto& pair : proved.pairs) RC_ASSERT(wrong.pairs.contains(pair));
    RC_CLASSIFY(!wrong.gap && wrong.pairs.empty() && wrong.useless.empty(), "clean");
}

// proves X1: more facts never change what was decided
RC_GTEST_PROP(Decision, IsNeverChangedByMoreFacts, ()) {
    const RulebookPtr book = build_random();
    const Table& table = book->tables[0];
    const auto faults = prove(table);
    const bool is_sound = std::ranges::none_of(faults, [](const Fault& fault) {
        return fault.kind != FaultKind::NeverFires && fault.kind != FaultKind::NeverWins;
    });
    RC_CLASSIFY(is_sound, "sound");
    // Not RC_PRE: it throws through a library without marks, which the address sanitizer mistakes.
    if (!is_sound) return;
    const auto outputs_of = [&](const Record& record) {
        std::vector<Value> outputs;
        const RowSet& rows = record.fired.is_empty() ? record.open : record.fired;
        for (const std::size_t row : rows.rows()) {
            outputs.push_back(table.rows[row].results[0]);
            if (table.hit != Hit::Collect) break;
        }
        return outputs;
    };
    Case input{*book};
    for_each_case(*book, true, [&](const Values& values) {
        set_all(input, values);
        const Record before = evaluate(table, input.codes());
        RC_ASSERT(before.outcome != Outcome::NoRow);
        if (before.outcome != Outcome::Decided) return;
        for (FactIndex fact = 0; fact < values.size(); ++fact) {
            if (values[fact] || fact == book->judged_at) continue;
            std::size_t kind = 0;
            while (kFacts[kind].declaration[2] != book->facts[fact].name[0]) ++kind;
            for (const auto& value : values_of(kind)) {
                set_all(input, values);
                input.set(fact, *value);
                const Record after = evaluate(table, input.codes());
                RC_ASSERT(after.outcome == Outcome::Decided);
                RC_ASSERT(outputs_of(after) == outputs_of(before));
            }
        }
    });
}

// proves: a table past the limit is "not proved", never "clean"
TEST(Proof, SaysWhenItGaveUp) {
    const Parsed parsed = parse(example_page());
    ASSERT_TRUE(parsed.book);
    const auto faults = prove(parsed.book->tables[0], 3);
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].kind, FaultKind::NotProved);
}

}  // namespace
}  // namespace pingli::rulebook::testing
