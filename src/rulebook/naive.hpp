// The evaluator as the format describes it, row by row and cell by cell on values, without keys,
// parts or masks. Slow and plain: the fast evaluator is tested and measured against it.

#pragma once

#include <optional>
#include <vector>

#include "rulebook/evaluate.hpp"

namespace pingli::rulebook {

enum class Answer : std::uint8_t { No, Yes, Unknown };

// Whether the cell holds for the value of `fact`; unknown when it is absent or outside its domain.
Answer naive_cell(const Cell& cell, const Fact& fact, const std::optional<Value>& value);

// `values` has one entry a fact of the rulebook, derived ones included.
Record naive_evaluate(const Rulebook& book, const Table& table,
                      const std::vector<std::optional<Value>>& values);

}  // namespace pingli::rulebook
