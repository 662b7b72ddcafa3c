// A decision with its explanation (X1): outputs, rows, clauses, what is missing, and why.
//
// A decision is `decided` when every row that can still win has the same results, whatever the
// missing facts turn out to be; else it is `cannot_tell` and names the facts that are wanting. A
// missing or wrong fact is never a quiet "no", and more facts never change what was decided.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bilingual.hpp"
#include "rulebook/evaluate.hpp"
#include "rulebook/facts.hpp"
#include "rulebook/rulebook.hpp"

namespace pingli::rulebook {

using Outputs = std::vector<std::pair<std::string, Value>>;  // in the order of the columns

struct DecidingCell {
    std::string fact;
    std::optional<Value> value;  // nothing: not known, and any value leads to the same results
    std::string test;            // the cell as the page has it
};

struct FiredRow {
    std::string row;
    std::vector<std::string> clauses;
    Outputs outputs;
    std::vector<DecidingCell> cells;  // those that are not "-"
};

struct OpenRow {
    std::string row;
    std::vector<std::string> clauses;
};

// A cell that failed, in words: what it is about, what is so, what would have to be so.
struct Lack {
    Bilingual words, is, wanted;
    bool is_deadline = false;  // one that has passed, which nothing can change
};

// The row that comes nearest to firing among those with other results, and the cells that failed.
struct NearMiss {
    std::string row;
    std::vector<std::string> clauses;
    Outputs outputs;
    std::vector<DecidingCell> lacked;
    std::vector<Lack> lacks;  // the same, in words
    Bilingual words;          // "差一点：…" / "Nearest other answer: …"
};

enum class FactProblemKind : std::uint8_t {
    Absent,
    WrongType,
    OutOfDomain,
    UnknownFact,    // a warning
    RulebookFault,  // the table has a gap here; `pingli rules check` shows it
};
std::string_view to_name(FactProblemKind kind);

struct FactProblem {
    std::string fact;
    FactProblemKind kind{};
    std::string got;       // wrong_type, out_of_domain
    std::string expected;  // "boolean"
    std::string from;      // "order"
};

struct Decision {
    RulebookPtr book;  // the version that judged; the newest one when none was in force
    bool in_force = true;
    std::string table;
    Hit hit{};
    bool confirm = false;  // rests on something that the reader must confirm with the platform
    Outcome outcome{};     // Decided or CannotTell
    std::vector<Outputs> outputs;  // decided: one (collect: one a row); collect undecided: so far
    std::vector<FiredRow> rows;
    std::vector<OpenRow> open_rows;
    std::vector<std::string> missing;
    std::vector<FactProblem> problems;
    std::vector<std::pair<std::string, Value>> derived;  // what the deadlines made
    std::vector<std::string> provisional;                // deadlines resting on no notice yet
    Bilingual why;
    std::optional<NearMiss> near_miss;

    [[nodiscard]] bool is_decided() const { return outcome == Outcome::Decided; }
    // The value of an output; nullptr when undecided or not a result of the table. Not for collect.
    [[nodiscard]] const Value* output(std::string_view name) const;
};

// Fills `input` from named facts; names the unknown ones among `problems`.
void fill(Case& input, const Rulebook& book, const Facts& facts,
          std::vector<FactProblem>& problems);

// With `table` one of book->tables. Some microseconds.
Decision decide(const RulebookPtr& book, const Table& table, const Facts& facts);

// A result of the table, by its place among the result columns: only rows with it are a near miss,
// and none that asks for another value of a fact that is as it is.
struct WantedResult {
    std::size_t output = 0;
    std::string_view text;
    std::span<const FactIndex> fixed = {};
};
// The explanation of a record made by evaluate() from `input` (derive() called for all deadlines).
Decision explain(const RulebookPtr& book, const Table& table, const Case& input,
                 const Record& record, std::optional<WantedResult> near_miss_to = {});
Record to_record(const SmallRecord& record);

}  // namespace pingli::rulebook
