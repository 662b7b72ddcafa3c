// Which threat of a conversation hangs on which demand. A chat may hold thousands of each, so that
// looking at every pair is out of the question: threats are kept by what may link them, in the
// order they were made, and the next that links to a demand is found by halves.

#pragma once

#include <span>
#include <vector>

#include "text/conversation_demand.hpp"
#include "text/conversation_owed.hpp"
#include "text/conversation_threat.hpp"

namespace pingli::text {

enum class Link : std::uint8_t {
    None,
    Conditional,   // 不给…就…, 不然…
    SameBreath,    // both in one message
    AfterRefusal,  // the answer to a no
    Release,       // 给我转15块就不发了
};

class Pairs {
public:
    // Turns and threats outlive the pairs; threats are in the order of the conversation.
    Pairs(std::span<const TurnView> turns, std::span<const Threat> threats, const Scales& scales);

    // Whether a threat is linked to `demand` that the buyer takes back.
    [[nodiscard]] bool has_taken_back(const Demand& demand) const;
    // The first threat linked to `demand` and not taken back, at the time of which `demand` is
    // owed, or is not; null when there is none.
    [[nodiscard]] const Threat* first(const Demand& demand, bool is_owed) const;
    // How the two hang together.
    [[nodiscard]] Link link(const Demand& demand, const Threat& threat) const;

private:
    using Threats = std::vector<const Threat*>;
    struct Kept {
        Threats enough;  // clear enough to be a threat where it stands
        Threats firm;    // stated, or tied by 不然 and its like
        Threats stated;
        Threats breath;  // links to what is asked in the same message
    };
    [[nodiscard]] const Threat* beside(const Kept& kept, const Demand& demand) const;
    [[nodiscard]] const Threat* after(const Kept& kept, const Demand& demand, std::uint32_t from,
                                      std::uint32_t to) const;
    [[nodiscard]] const Part& part_of(const Demand& demand) const;
    void keep(const Threat& threat, Kept& kept) const;

    std::span<const TurnView> turns_;
    const Scales& scales_;
    // The next turn behind each that is not the buyer's, and the next in which the shop agrees.
    std::vector<std::uint32_t> answered_;
    std::vector<std::uint32_t> accepted_;
    Kept standing_, taken_back_;
};

}  // namespace pingli::text
