#include "text/conversation_link.hpp"

#include <algorithm>
#include <array>

#include "text/word_list.hpp"

namespace pingli::text {

namespace {

constexpr auto kDenials = std::to_array<std::string_view>(
    {"不", "没", "无法", "只能", "最低", "底价", "单买", "单卖", "冇"});
constexpr std::size_t kShortAnswerBytesMax = 90;  // a no is short; an explanation is not

}  // namespace

const Sign* refusal_in(const TurnView& turn) {
    for (const Sign& sign : turn.signs)
        if ((sign.mark == Mark::Refuse || sign.mark == Mark::Stonewall)) return &sign;
    return nullptr;
}

namespace {

// Whether the vaguer of two threats of one turn.
bool is_vaguer(const Threat& threat, Clarity clearest, bool hints_at_review) {
    return clearest > threat.clarity ||
           (hints_at_review && threat.kind == ThreatKind::ComplaintToPlatform &&
            threat.clarity == Clarity::Hint);
}

// A hint beside a plain threat adds nothing, nor does 我有十万粉 before what it is used for.
void drop_weaker(std::vector<Threat>& threats) {
    std::vector<Threat> kept;
    std::optional<std::uint32_t> last_plain;  // the last turn in which an act is named
    for (const Threat& threat : threats)
        if (!threat.is_status && threat.clarity != Clarity::None) last_plain = threat.turn;
    const auto is_same_turn = [](const Threat& a, const Threat& b) { return a.turn == b.turn; };
    for (auto first = threats.begin(); first != threats.end();) {
        const auto last = std::find_if_not(first, threats.end(), [&](const Threat& threat) {
            return is_same_turn(threat, *first);
        });
        Clarity clearest = Clarity::None;
        bool hints_at_review = false;
        for (const Threat& threat : std::span{first, last}) {
            if (threat.is_status) continue;
            clearest = std::max(clearest, threat.clarity);
            hints_at_review |=
                threat.kind == ThreatKind::BadReview && threat.clarity == Clarity::Hint;
        }
        for (const Threat& threat : std::span{first, last}) {
            const bool is_weaker = threat.is_status ? last_plain && *last_plain >= threat.turn
                                                    : is_vaguer(threat, clearest, hints_at_review);
            if (!is_weaker) kept.push_back(threat);
        }
        first = last;
    }
    threats = std::move(kept);
}

// By a word of refusing, or by any denial where nothing is granted.
bool is_refusing(const TurnView& turn) {
    if (turn.marks.has(Mark::Accept)) return false;
    return refusal_in(turn) != nullptr || contains_any(turn.text(), kDenials);
}

// Adds what must have been asked where the seller's no answers a turn without a known demand.
void guess_refused(std::span<const TurnView> turns, Judgement& judgement) {
    if (!judgement.demands.empty()) return;
    const std::uint32_t last_threat = judgement.threats.empty() ? 0 : judgement.threats.back().turn;
    for (std::size_t i = 0; i + 1 < turns.size(); ++i) {
        if (turns[i].who != Speaker::Buyer || turns[i + 1].who != Speaker::Seller) continue;
        if (!is_refusing(turns[i + 1])) continue;
        const bool threat_follows = last_threat > i + 1;
        if (const auto demand = guess_demand(turns[i], threat_follows))
            judgement.demands.push_back(*demand);
    }
}

Lever lever_of(std::span<const TurnView> turns, const Scales& scales, const Demand& demand,
               const Threat& threat, Link link) {
    const Part& part = turns[demand.turn].parts[demand.part];
    return {.demand = demand,
            .threat = threat,
            .link = link,
            .owing = scales.weigh(demand, part, std::max(demand.turn, threat.turn))};
}

// The first demand with a threat that hangs on it and that is not owed; else what was spared.
void find_lever(std::span<const TurnView> turns, const Scales& scales, Judgement& judgement) {
    const Pairs pairs{turns, judgement.threats, scales};
    for (const Demand& demand : judgement.demands) {
        const auto lever = [&](const Threat* threat) -> std::optional<Lever> {
            if (threat == nullptr) return std::nullopt;
            return lever_of(turns, scales, demand, *threat, pairs.link(demand, *threat));
        };
        judgement.lever = lever(pairs.first(demand, false));
        if (judgement.lever) return;
        if (!judgement.spared) judgement.spared = lever(pairs.first(demand, true));
        if (!judgement.is_taken_back) judgement.is_taken_back = pairs.has_taken_back(demand);
    }
}

// Short refusals near the end, and what the buyer's next words, that neither settle nor ask, mean.
struct Retort {
    std::size_t refusal;
    Threat threat;
};

std::vector<Retort> find_retorts(std::span<const TurnView> turns, const Judgement& judgement) {
    std::vector<Retort> out;
    const std::vector<bool> is_taken_back = find_taken_back(turns);
    for (const std::size_t from_end : {2U, 3U}) {
        const auto i = back(turns.size(), from_end);
        if (!i || turns[*i].who != Speaker::Seller) continue;
        const TurnView& next = turns[*i + 1];
        if (next.who != Speaker::Buyer || turns[*i].text().size() > kShortAnswerBytesMax) continue;
        if (!is_refusing(turns[*i])) continue;
        const bool asks_again =
            std::ranges::binary_search(judgement.demands, next.index, {}, &Demand::turn);
        const auto threat = asks_again ? std::nullopt : veiled_threat(next);
        if (threat && !is_taken_back[threat->turn])
            out.push_back({.refusal = *i, .threat = *threat});
    }
    return out;
}

// A refused benefit, and the buyer's next words neither settle nor ask: they mean something.
void look_behind_refusals(std::span<const TurnView> turns, const Scales& scales,
                          Judgement& judgement) {
    const std::vector<Retort> retorts = find_retorts(turns, judgement);
    if (retorts.empty()) return;
    for (const Demand& demand : judgement.demands) {
        const bool is_certain = !demand.is_ordinary && demand.certainty == Certainty::Named;
        const Part& part = turns[demand.turn].parts[demand.part];
        if (!is_certain || is_owed(scales.weigh(demand, part, demand.turn))) continue;
        for (const Retort& retort : retorts) {
            if (retort.refusal <= demand.turn) continue;
            judgement.threats.push_back(retort.threat);
            judgement.lever = lever_of(turns, scales, demand, retort.threat, Link::AfterRefusal);
            return;
        }
    }
}

}  // namespace

Judgement judge(std::span<const TurnView> turns, const Claim& claim) {
    Judgement judgement;
    bool bare_is_bid = false;
    for (const TurnView& turn : turns) {
        if (turn.who != Speaker::Buyer) {
            bare_is_bid = std::ranges::any_of(
                turn.reading->numbers, [](const Number& n) { return n.unit == Unit::Money; });
            continue;
        }
        find_demands(turn, bare_is_bid, judgement.demands);
        find_threats(turn, judgement.threats);
    }
    guess_refused(turns, judgement);
    settle_refunds(turns, judgement.demands);
    drop_weaker(judgement.threats);
    const Scales scales{turns, claim};
    find_lever(turns, scales, judgement);
    if (!judgement.lever && !judgement.spared && !judgement.is_taken_back)
        look_behind_refusals(turns, scales, judgement);
    return judgement;
}

}  // namespace pingli::text
