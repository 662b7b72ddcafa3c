#include "text/conversation_pairs.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace pingli::text {

namespace {

constexpr std::uint32_t kReleaseReach = 4;  // turns between a threat and the price for dropping it

// A hint counts only where the place speaks for it: right behind the seller's no, or after 不然.
bool is_threat_enough(std::span<const TurnView> turns, const Threat& threat) {
    if (threat.clarity == Clarity::Stated) return true;
    if (threat.joint != Joint::None) return true;
    const Part& part = turns[threat.turn].parts[threat.part];
    if (threat.is_menacing) return true;
    const TurnView* const before = one_before(turns, threat.turn);
    return !part.is_question && before != nullptr && before->who != Speaker::Buyer;
}

// The first of `threats` in a turn of [from, to), or null.
const Threat* first_in(const std::vector<const Threat*>& threats, std::uint32_t from,
                       std::uint32_t to) {
    const auto found = std::ranges::lower_bound(threats, from, {}, &Threat::turn);
    return found == threats.end() || (*found)->turn >= to ? nullptr : *found;
}

const Threat* earlier(const Threat* a, const Threat* b) {
    if (a == nullptr || b == nullptr) return a == nullptr ? b : a;
    return std::pair{a->turn, a->part} <= std::pair{b->turn, b->part} ? a : b;
}

}  // namespace

Pairs::Pairs(std::span<const TurnView> turns, std::span<const Threat> threats, const Scales& scales)
    : turns_(turns), scales_(scales), answered_(turns.size()), accepted_(turns.size()) {
    auto answered = static_cast<std::uint32_t>(turns.size());
    std::uint32_t accepted = answered;
    for (const TurnView& turn : std::views::reverse(turns)) {
        answered_[turn.index] = answered;
        accepted_[turn.index] = accepted;
        if (turn.who == Speaker::Buyer) continue;
        answered = turn.index;
        if (turn.marks.has(Mark::Accept) && !turn.marks.has(Mark::Refuse)) accepted = turn.index;
    }
    const std::vector<bool> is_taken_back = find_taken_back(turns);
    for (const Threat& threat : threats)
        keep(threat, is_taken_back[threat.turn] ? taken_back_ : standing_);
}

void Pairs::keep(const Threat& threat, Kept& kept) const {
    if (!is_threat_enough(turns_, threat)) return;
    const TurnView& turn = turns_[threat.turn];
    const bool is_stated = threat.clarity == Clarity::Stated;
    const bool is_firm = is_stated || threat.joint != Joint::None;
    const bool is_pressing =
        threat.is_menacing || turn.marks.has(Mark::Decline) || scales_.is_settling(threat.turn);
    kept.enough.push_back(&threat);
    if (is_firm) kept.firm.push_back(&threat);
    if (is_stated) kept.stated.push_back(&threat);
    if (is_firm || is_pressing) kept.breath.push_back(&threat);
}

const Part& Pairs::part_of(const Demand& demand) const {
    return turns_[demand.turn].parts[demand.part];
}

// The first threat that links to a demand of its own message or of one soon after it.
const Threat* Pairs::beside(const Kept& kept, const Demand& demand) const {
    if (turns_[demand.turn].marks.has(Mark::Release)) {
        const auto from = static_cast<std::uint32_t>(back_or_start(demand.turn, kReleaseReach));
        if (const Threat* threat = first_in(kept.stated, from, demand.turn)) return threat;
    }
    const auto here = std::ranges::equal_range(kept.breath, demand.turn, {}, &Threat::turn);
    const auto other = std::ranges::find_if(
        here, [&](const Threat* threat) { return threat->part != demand.part; });
    return other == here.end() ? nullptr : *other;
}

// The first threat in a turn of [from, to) that links to a demand before it.
const Threat* Pairs::after(const Kept& kept, const Demand& demand, std::uint32_t from,
                           std::uint32_t to) const {
    const Threat* const firm = first_in(kept.firm, from, to);
    if (demand.certainty == Certainty::Weak) return firm;
    return earlier(firm, first_in(kept.enough, std::max(from, answered_[demand.turn] + 1), to));
}

bool Pairs::has_taken_back(const Demand& demand) const {
    return beside(taken_back_, demand) != nullptr ||
           after(taken_back_, demand, demand.turn + 1, accepted_[demand.turn]) != nullptr;
}

const Threat* Pairs::first(const Demand& demand, bool is_wanted_owed) const {
    const auto is_wanted = [&](std::uint32_t until) {
        return is_owed(scales_.weigh(demand, part_of(demand), until)) == is_wanted_owed;
    };
    if (is_wanted(demand.turn))
        if (const Threat* threat = beside(standing_, demand)) return threat;
    // Between two of the turns that change what is owed, one question answers for all threats.
    std::array<std::uint32_t, 4> changes = scales_.changes();
    std::ranges::sort(changes);
    std::uint32_t from = demand.turn + 1;
    const std::uint32_t end = accepted_[demand.turn];
    for (std::size_t i = 0; i <= changes.size() && from < end; ++i) {
        const std::uint32_t to = i == changes.size() ? end : std::min(changes.at(i), end);
        if (to <= from) continue;
        const Threat* const threat = is_wanted(from) ? after(standing_, demand, from, to) : nullptr;
        if (threat != nullptr) return threat;
        from = to;
    }
    return nullptr;
}

Link Pairs::link(const Demand& demand, const Threat& threat) const {
    const TurnView& turn = turns_[threat.turn];
    if (demand.turn > threat.turn) return Link::Release;
    if (threat.joint != Joint::None) return Link::Conditional;
    if (demand.turn == threat.turn) {
        const bool releases = turn.marks.has(Mark::Release) && threat.clarity == Clarity::Stated;
        return releases ? Link::Release : Link::SameBreath;
    }
    return answered_[demand.turn] < threat.turn ? Link::AfterRefusal : Link::SameBreath;
}

}  // namespace pingli::text
