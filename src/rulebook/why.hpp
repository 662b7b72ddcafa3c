// The sentences of a decision (docs/rulebook-format.md, part 4): the clauses' own words with their
// values filled in, in the program's frame.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "rulebook/decide.hpp"

namespace pingli::rulebook {

struct WhyInput {
    const Rulebook& book;
    const Table& table;
    const Case& input;
};

// `rows` are those that decide, in order.
Bilingual why_decided(const WhyInput& in, std::span<const std::size_t> rows,
                      const std::vector<Outputs>& outputs);
// `missing` by name; the clauses of the rows that fired come first (collect only).
Bilingual why_open(const WhyInput& in, std::span<const std::size_t> fired,
                   const std::vector<Outputs>& outputs, const std::vector<FactIndex>& missing);
// What the row asks of the fact in `column`, and what is so.
Lack lack_words(const WhyInput& in, const Row& row, std::size_t column);
Bilingual near_miss_words(const WhyInput& in, const Row& row, std::span<const Lack> lacks);

// The fact's name and value for a reader; a deadline's `_kept` is "kept" or "past".
Bilingual fact_words(const Rulebook& book, const Case& input, FactIndex fact);

}  // namespace pingli::rulebook
