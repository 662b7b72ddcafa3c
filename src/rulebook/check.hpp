// What `pingli rules check` finds in rulebooks that are well formed: gaps, overlaps, rows that
// never win, names and clauses that are not used, rows that no example shows, examples that come
// out otherwise, and versions that were published too late (docs/rulebook-format.md, part 5).

#pragma once

#include <span>

#include "base/problem.hpp"
#include "rulebook/proof.hpp"
#include "rulebook/rulebook.hpp"

namespace pingli::rulebook {

constexpr int kPublishedDaysBefore = 7;

// Adds what is wrong with this book by itself. Each problem's `found` holds the witness case.
void check_book(const RulebookPtr& book, Problems& problems,
                std::size_t proof_steps_max = kProofStepsMax);

// Adds what is wrong between the versions of each id: a version or a day given twice, and a version
// that was published less than kPublishedDaysBefore days before it holds (the first one may).
void check_versions(std::span<const RulebookPtr> books, Problems& problems);

}  // namespace pingli::rulebook
