// What the rulebook of remedies says of a complaint. For this folder.

#pragma once

#include "cases/case.hpp"
#include "rulebook/rulebook.hpp"

namespace pingli::cases {

struct Remedy {
    std::string name;
    std::int64_t worth = 0;       // to the customer; higher is better
    bool needs_approval = false;  // where it is more than what is owed
};

// Cause, law and policy owe the floor; whatever is worth at least as much may be given.
struct RemedyAdvice {
    bool decided = false;
    std::string remedy;
    std::string basis;  // owed, goodwill, none
    bool needs_approval = false;
    std::int64_t floor = 0;     // the worth of what is owed
    std::vector<Remedy> known;  // in the order of the rulebook; empty: it has no order of worth
    std::vector<std::string> clauses;
    std::vector<std::string> missing;
    Bilingual why;

    [[nodiscard]] const Remedy* find(std::string_view name) const;
    [[nodiscard]] std::int64_t worth_of(std::string_view name) const;  // 0 of what is not known
    // The names of those that are worth at least that much.
    [[nodiscard]] std::vector<std::string> names_from(std::int64_t worth) const;
};
// `supposed` are facts that further evidence would bring.
RemedyAdvice advise_remedy(const Case& c, const rulebook::RulebookPtr& book,
                           const Facts& supposed = {});

}  // namespace pingli::cases
