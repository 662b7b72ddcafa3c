// Whether a threat is the lever for a benefit: the link, and the verdict over a whole conversation.

#pragma once

#include <optional>
#include <span>
#include <vector>

#include "text/conversation_pairs.hpp"

namespace pingli::text {

struct Lever {
    Demand demand;
    Threat threat;
    Link link = Link::None;
    Owing owing = Owing::NoProblem;
};

// What was found, judged. `lever` is the first pair that is linked and not owed; `spared` one that
// is linked but owed, when there is no lever.
struct Judgement {
    std::vector<Demand> demands;
    std::vector<Threat> threats;
    std::optional<Lever> lever;
    std::optional<Lever> spared;
    bool is_taken_back = false;
};

Judgement judge(std::span<const TurnView> turns, const Claim& claim);

// Whether the seller refuses in this turn what was asked before it.
const Sign* refusal_in(const TurnView& turn);

}  // namespace pingli::text
