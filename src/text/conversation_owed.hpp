// What the buyer may claim: whether he names a credible problem or right, which remedy was offered,
// and whether a benefit that he demands is owed. The rules are parts 1.2 and 1.6 of the labelling
// guidelines (docs/labels.md).

#pragma once

#include <array>
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

// What the buyer's demands are weighed on. Made once for a conversation; each answer is O(1).
class Scales {
public:
    // `claim` outlives the scales.
    Scales(std::span<const TurnView> turns, const Claim& claim);
    // Whether `demand`, which stands in `part`, is owed at the time of turn `until`.
    [[nodiscard]] Owing weigh(const Demand& demand, const Part& part, std::uint32_t until) const;
    // Whether the buyer offers in that turn to settle in private.
    [[nodiscard]] bool is_settling(std::uint32_t turn) const { return settles_[turn]; }
    // The turns with which an answer may change; between two of them `until` does not matter.
    [[nodiscard]] std::array<std::uint32_t, 4> changes() const;

private:
    static constexpr std::uint32_t kNever = 0xFFFFFFFF;
    const Claim& claim_;
    std::vector<bool> settles_;  // by turn: 私了
    bool is_statutory_;
    // The first turn of the buyer in which each is said.
    std::uint32_t promise_ = kNever;
    std::uint32_t pedantic_ = kNever;
    std::uint32_t minor_ = kNever;
};

// Whether the seller's turn offers a return, an exchange, a repair, a resend or its like.
const Sign* offered_remedy(const TurnView& turn);

}  // namespace pingli::text
