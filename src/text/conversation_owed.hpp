// What the buyer may claim: whether he names a credible problem or right, which remedy was offered,
// and whether a benefit that he demands is owed. The rules are parts 1.2 and 1.6 of the labelling
// guidelines (docs/labels.md).

#pragma once

#include <optional>
#include <span>
#include <vector>

#include "text/conversation_demand.hpp"
#include "text/conversation_marks.hpp"

namespace pingli::text {

struct Place {
    std::uint32_t turn = 0;
    std::uint32_t part = 0;
};

enum class ClaimGround : std::uint8_t {
    None,
    Problem,       // defect, damage, wrong, missing, late
    Acknowledged,  // the seller apologises and offers a remedy
    WithinSeven,
    Promise,
    Statutory,
    Misconduct,
};

struct Claim {
    ClaimGround ground = ClaimGround::None;
    std::optional<Place> place;
    std::vector<Place> complaints;  // all of them, credible or not
    std::optional<Place> remedy;    // the first that the seller offered
    bool is_spoilt = false;         // food gone bad, danger: returning is pointless
    [[nodiscard]] bool is_legitimate() const { return ground != ClaimGround::None; }
};

Claim find_claim(std::span<const TurnView> turns);

enum class Owing : std::uint8_t {
    // Owed: a threat attached to it is no extortion.
    OrdinaryRemedy,
    Statutory,
    Promised,
    Proportionate,
    // Not owed.
    NoProblem,
    RemedyOffered,
    Excessive,
};
constexpr bool is_owed(Owing owing) {
    return owing < Owing::NoProblem;
}

// Whether `demand` is owed at the time of turn `until`.
Owing owing_of(std::span<const TurnView> turns, const Claim& claim, const Demand& demand,
               std::uint32_t until);

// Whether the seller's turn offers a return, an exchange, a repair, a resend or its like.
const Sign* offered_remedy(const TurnView& turn);

}  // namespace pingli::text
