// What a complaint asks of those who handle it next, as its rulebook says: consent, outside bodies,
// and what follows a remedy (C5, C6, C14). For this folder.

#pragma once

#include "cases/case.hpp"
#include "rulebook/rulebook.hpp"

namespace pingli::cases {

std::vector<std::pair<std::string, Bilingual>> complaint_steps(const Case& c,
                                                               const rulebook::RulebookPtr& book);
// Without the customer's consent nothing is carried out (R7); empty: it may be. Else the clauses.
std::vector<std::string> lacks_consent(const ProposedRemedy& remedy,
                                       const rulebook::RulebookPtr& book);

}  // namespace pingli::cases
