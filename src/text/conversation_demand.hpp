// What a buyer asks of this seller: the benefit, its kind, the amount, and where it is said.
// Asking is not yet demanding under threat, and an ordinary remedy is no benefit.

#pragma once

#include <optional>
#include <vector>

#include "text/conversation_marks.hpp"

namespace pingli::text {

enum class Certainty : std::uint8_t {
    Named,  // by words that ask for a benefit
    Guess,  // by guess_demand()
    Weak,   // the same, by less
};

struct Demand {
    std::uint32_t turn = 0;
    std::uint32_t part = 0;  // index into TurnView::parts
    Offset start{};          // bytes of the folded text
    Offset end{};
    DemandKind kind = DemandKind::None;
    bool is_ordinary = false;  // return, exchange, plain refund: undoes the trade
    bool is_whole_price = false;
    Certainty certainty = Certainty::Named;
    std::optional<Money> amount{};
};

// The demands of one turn of the buyer, in order. `bare_is_bid`: the seller's turn before it names
// a sum, so that a bare number is a bid. O(signs + numbers).
void find_demands(const TurnView& turn, bool bare_is_bid, std::vector<Demand>& out);

// What a refused turn must have asked for although no phrase of the lexicons names it: a verb of
// giving, and something given. Nothing when it has none, or complains, or asks a question of fact.
// `threat_follows`: less is enough then.
std::optional<Demand> guess_demand(const TurnView& turn, bool threat_follows);

// A plain refund is a refund without return once the buyer says that he keeps or has used up the
// goods; before or after it, in any of his turns.
void settle_refunds(std::span<const TurnView> turns, std::vector<Demand>& demands);

}  // namespace pingli::text
