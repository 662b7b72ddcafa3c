// decide: what a command brings about, or why it is refused. Pure and total.

#pragma once

#include "cases/case.hpp"
#include "cases/commands.hpp"
#include "cases/refusal.hpp"
#include "cases/rules.hpp"

namespace pingli::cases {

// Never empty when it is not refused. That the actor belongs to the shop is the caller's business;
// that a customer sees only their own case is checked here. Some tens of microseconds.
Decision decide(const Case& c, const Command& command, const Actor& actor, const Rules& rules,
                Instant now);

// The commands that the guards of decide let through now, in a fixed order; what their payload may
// not be is found by decide alone.
std::vector<Move> allowed_moves(const Case& c, const Actor& actor, const Rules& rules, Instant now);

// The shop's next steps through a claim, in the rulebook's words (H18); empty for other kinds.
std::vector<std::pair<std::string, Bilingual>> next_steps(const Case& c, const Rules& rules);

// The exhibits that belong to the case's allegations or ground and are not in hand, in the
// rulebook's words.
std::vector<std::pair<std::string, Bilingual>> missing_exhibits(const Case& c, const Rules& rules);

// The allegations that `answers` leave open: shown before the answer is filed (H11).
std::vector<AllegationId> unanswered(const Claim& claim, const std::vector<NewAnswer>& answers);

}  // namespace pingli::cases
