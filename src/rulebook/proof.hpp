// The proof that a table answers every case exactly as its hit policy promises, or a witness that
// it does not (docs/rulebook-format.md, part 5).
//
// The parts of each column (keys.hpp) are finitely many even for an infinite domain. Parts that no
// row tells apart are merged, and the walk goes column by column over the sets of rows that are
// still alive, each set once: at the first column all rows; a part of the column keeps some of
// them. A set that becomes empty is a gap. What is alive after the last column fires together:
// two rows of a `unique` table overlap, two rows of an `any` table with other results conflict, and
// under `first` the uppermost wins. Under `first`, rows below one that asks for nothing more cannot
// win and are dropped, which keeps the sets few. Example: with rows 1: a; 2: not a, b; the walk
// over column one gives {1} and {2}, over column two {1}, {2} and, for "not b", the empty set:
// the witness is "not a, not b".
//
// Tested against brute force in proof_property_test.cpp.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "rulebook/rulebook.hpp"

namespace pingli::rulebook {

enum class FaultKind : std::uint8_t {
    Gap,         // no row fires
    Overlap,     // two rows of a unique table fire
    Conflict,    // two rows of an any table with other results fire
    NeverFires,  // a cell of the row lets nothing through
    NeverWins,   // rows above take all its cases
    NotProved,   // past kProofStepsMax
};

struct Fault {
    FaultKind kind{};
    std::vector<std::size_t> rows;  // concerned, top to bottom
    std::vector<Code> witness;      // a code for each column; empty when there is no such case
};

constexpr std::size_t kProofStepsMax = 1'000'000;
constexpr std::size_t kFaultsMax = 5;  // of one kind that are reported

// In order of kind. At most kProofStepsMax steps of about 50 ns.
std::vector<Fault> prove(const Table& table, std::size_t steps_max = kProofStepsMax);

// "text_kind = "follow_up" (追加评价 / follow-up), report_due_kept = false": a readable value a
// fact.
std::string to_text(const Rulebook& book, const Table& table, const std::vector<Code>& witness);

}  // namespace pingli::rulebook
