// The near miss of a finding: what little would make it a report that is taken. Puts into one what
// the rulebook's tables lacked; decides nothing of its own.

#pragma once

#include "rulebook/decide.hpp"
#include "triage/finding.hpp"

namespace pingli::triage {

// What the ground's table lacked and then admission's; either may be nothing. `ground` is the one
// it would be reported under, with its words.
struct Nearest {
    const rulebook::NearMiss* proof = nullptr;
    const rulebook::NearMiss* admission = nullptr;
    std::optional<Ground> ground;
    Bilingual ground_words;
};
// Nothing when neither lacked anything.
std::optional<NearMiss> compose_near_miss(const Nearest& nearest);

}  // namespace pingli::triage
