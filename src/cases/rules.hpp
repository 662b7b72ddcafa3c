// What decide knows of the world beyond the case: the rulebooks, and the shop's points before the
// command. Figures and rules live in rulebooks only.

#pragma once

#include "cases/ledger.hpp"
#include "rulebook/library.hpp"

namespace pingli::cases {

// A kind of case names its own (kinds.hpp).
inline constexpr std::string_view kOutreachBook = "outreach";

// The library must outlive it. Cheap to copy but for the totals.
struct Rules {
    const rulebook::Library* library = nullptr;
    Totals totals;

    // The version in force at `at` (X2); nullptr: none.
    [[nodiscard]] rulebook::RulebookPtr in_force(std::string_view id, Instant at) const;
    // The very version; nullptr: not in the library.
    [[nodiscard]] rulebook::RulebookPtr version(const BookRef& ref) const;
};

}  // namespace pingli::cases
