#include "text/conversation_link.hpp"

#include <algorithm>
#include <array>

#include "text/word_list.hpp"

namespace pingli::text {

namespace {

constexpr auto kDenials = std::to_array<std::string_view>(
    {"不", "没", "无法", "只能", "最低", "底价", "单买", "单卖", "冇"});
constexpr std::size_t kShortAnswerBytesMax = 90;  // a no is short; an explanation is not
constexpr std::uint32_t kReleaseReach = 4;  // turns between a threat and the price for dropping it

bool is_accepted_between(std::span<const TurnView> turns, std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t i = from + 1; i < to; ++i) {
        const TurnView& turn = turns[i];
        if (turn.who == Speaker::Buyer) continue;
        if (turn.marks.has(Mark::Accept) && !turn.marks.has(Mark::Refuse)) return true;
    }
    return false;
}

bool has_answer_between(std::span<const TurnView> turns, std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t i = from + 1; i < to; ++i)
        if (turns[i].who != Speaker::Buyer) return true;
    return false;
}

// A hint counts only where the place speaks for it: right behind the seller's no, or after 不然.
bool is_threat_enough(std::span<const TurnView> turns, const Threat& threat) {
    if (threat.clarity == Clarity::Stated) return true;
    if (threat.joint != Joint::None) return true;
    const Part& part = turns[threat.turn].parts[threat.part];
    if (threat.is_menacing) return true;
    return !part.is_question && threat.turn > 0 && turns[threat.turn - 1].who != Speaker::Buyer;
}

Link link_of(std::span<const TurnView> turns, const Demand& demand, const Threat& threat) {
    if (!is_threat_enough(turns, threat)) return Link::None;
    if (demand.turn == threat.turn) {
        if (demand.part == threat.part) return Link::None;
        if (threat.joint != Joint::None) return Link::Conditional;
        if (turns[threat.turn].marks.has(Mark::Release) && threat.clarity == Clarity::Stated)
            return Link::Release;
        const TurnView& turn = turns[threat.turn];
        const bool is_pressing =
            threat.is_menacing || turn.marks.has(Mark::Decline) || turn.text().contains("私了");
        return threat.clarity == Clarity::Stated || is_pressing ? Link::SameBreath : Link::None;
    }
    if (demand.turn < threat.turn) {
        if (is_accepted_between(turns, demand.turn, threat.turn)) return Link::None;
        if (threat.joint != Joint::None) return Link::Conditional;
        if (demand.certainty == Certainty::Weak && threat.clarity != Clarity::Stated)
            return Link::None;
        return has_answer_between(turns, demand.turn, threat.turn) ? Link::AfterRefusal
               : threat.clarity == Clarity::Stated                 ? Link::SameBreath
                                                                   : Link::None;
    }
    const bool is_near = demand.turn - threat.turn <= kReleaseReach;
    const bool releases = turns[demand.turn].marks.has(Mark::Release);
    return is_near && releases && threat.clarity == Clarity::Stated ? Link::Release : Link::None;
}

}  // namespace

const Sign* refusal_in(const TurnView& turn) {
    for (const Sign& sign : turn.signs)
        if ((sign.mark == Mark::Refuse || sign.mark == Mark::Stonewall)) return &sign;
    return nullptr;
}

namespace {

// A hint beside a plain threat adds nothing, nor does 我有十万粉 before what it is used for.
void drop_weaker(std::vector<Threat>& threats) {
    const auto is_weaker = [&](const Threat& threat) {
        return std::ranges::any_of(threats, [&](const Threat& other) {
            if (threat.is_status)
                return !other.is_status && other.turn >= threat.turn &&
                       other.clarity != Clarity::None;
            if (other.turn != threat.turn || other.is_status) return false;
            const bool is_vaguer = threat.kind == ThreatKind::ComplaintToPlatform &&
                                   other.kind == ThreatKind::BadReview &&
                                   other.clarity == threat.clarity &&
                                   threat.clarity == Clarity::Hint;
            return other.clarity > threat.clarity || is_vaguer;
        });
    };
    std::vector<Threat> kept;
    for (const Threat& threat : threats)
        if (!is_weaker(threat)) kept.push_back(threat);
    threats = std::move(kept);
}

// By a word of refusing, or by any denial where nothing is granted.
bool is_refusing(const TurnView& turn) {
    if (turn.marks.has(Mark::Accept)) return false;
    return refusal_in(turn) != nullptr || contains_any(turn.text(), kDenials);
}

// Adds what must have been asked where the seller's no answers a turn without a known demand.
void guess_refused(std::span<const TurnView> turns, Judgement& judgement) {
    const bool is_known = std::ranges::any_of(
        judgement.demands, [](const Demand& demand) { return !demand.is_ordinary; });
    if (is_known || !judgement.demands.empty()) return;
    for (std::size_t i = 0; i + 1 < turns.size(); ++i) {
        if (turns[i].who != Speaker::Buyer || turns[i + 1].who != Speaker::Seller) continue;
        if (!is_refusing(turns[i + 1])) continue;
        const bool threat_follows =
            std::ranges::any_of(judgement.threats, [&](const Threat& t) { return t.turn > i + 1; });
        if (const auto demand = guess_demand(turns[i], threat_follows))
            judgement.demands.push_back(*demand);
    }
}

// Notes the pair if it is linked; true when it is the lever that was looked for.
bool weigh(std::span<const TurnView> turns, const Claim& claim, const Demand& demand,
           const Threat& threat, Judgement& judgement) {
    const Link link = link_of(turns, demand, threat);
    if (link == Link::None) return false;
    if (is_taken_back(turns, threat.turn)) {
        judgement.is_taken_back = true;
        return false;
    }
    const std::uint32_t until = std::max(demand.turn, threat.turn);
    const Lever lever{.demand = demand,
                      .threat = threat,
                      .link = link,
                      .owing = owing_of(turns, claim, demand, until)};
    if (is_owed(lever.owing)) {
        if (!judgement.spared) judgement.spared = lever;
        return false;
    }
    judgement.lever = lever;
    return true;
}

// A refused benefit, and the buyer's next words neither settle nor ask: they mean something.
void look_behind_refusals(std::span<const TurnView> turns, const Claim& claim,
                          Judgement& judgement) {
    for (const Demand& demand : judgement.demands) {
        const bool is_certain = !demand.is_ordinary && demand.certainty == Certainty::Named;
        if (!is_certain || is_owed(owing_of(turns, claim, demand, demand.turn))) continue;
        for (auto i = static_cast<std::uint32_t>(turns.size()) - 1; i-- > demand.turn + 1;) {
            const TurnView& next = turns[i + 1];
            if (turns[i].who != Speaker::Seller || next.who != Speaker::Buyer) continue;
            if (turns[i].marks.has(Mark::Accept) || !is_refusing(turns[i])) continue;
            const bool follows = i + 1 == turns.size() - 1 || i + 2 == turns.size() - 1;
            if (!follows || turns[i].text().size() > kShortAnswerBytesMax) continue;
            const bool asks_again = std::ranges::any_of(
                judgement.demands, [&](const Demand& d) { return d.turn == next.index; });
            const auto threat = asks_again ? std::nullopt : veiled_threat(next);
            if (!threat || is_taken_back(turns, threat->turn)) continue;
            judgement.threats.push_back(*threat);
            judgement.lever = Lever{.demand = demand,
                                    .threat = *threat,
                                    .link = Link::AfterRefusal,
                                    .owing = owing_of(turns, claim, demand, threat->turn)};
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
    for (const Demand& demand : judgement.demands)
        for (const Threat& threat : judgement.threats)
            if (weigh(turns, claim, demand, threat, judgement)) return judgement;
    if (!judgement.spared && !judgement.is_taken_back)
        look_behind_refusals(turns, claim, judgement);
    return judgement;
}

}  // namespace pingli::text
