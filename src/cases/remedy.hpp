// What the rulebook of remedies says of a complaint. For this folder.

#pragma once

#include "cases/case.hpp"
#include "rulebook/rulebook.hpp"

namespace pingli::cases {

struct RemedyAdvice {
    bool decided = false;
    std::string remedy;
    std::string basis;  // owed, goodwill, none
    bool needs_approval = false;
    std::vector<std::string> clauses;
    std::vector<std::string> missing;
    Bilingual why;
};
// `supposed` are facts that further evidence would bring.
RemedyAdvice advise_remedy(const Case& c, const rulebook::RulebookPtr& book,
                           const Facts& supposed = {});

}  // namespace pingli::cases
