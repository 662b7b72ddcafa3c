// The things said in a conversation that are evidence: advice and its rejection, offered and
// declined remedies, demands, threats, faults found (domain.md B8, B9, B11).

#pragma once

#include <span>
#include <vector>

#include "text/conversation_link.hpp"

namespace pingli::text {

// In order of the conversation.
std::vector<Moment> find_moments(std::span<const TurnView> turns, const Claim& claim,
                                 const Judgement& judgement);

}  // namespace pingli::text
