#include "text/conversation_owed.hpp"

#include <algorithm>
#include <array>
#include <ranges>

#include "text/word_list.hpp"

namespace pingli::text {

namespace {

constexpr auto kOwnCost = std::to_array<std::string_view>(
    {"没有", "没险", "自己掏", "自己出", "自付", "自费", "扣了我", "扣我"});
constexpr std::int64_t kMinorFaultMax = 5000;   // fen: more than this for a trifle is excess
constexpr std::int64_t kProportionMax = 30000;  // fen: more than this needs a price beside it

constexpr std::size_t kToldBytesMin = 15;  // five Chinese characters

bool is_buyer(const TurnView& turn) {
    return turn.who == Speaker::Buyer;
}

bool names_problem(const Part& part) {
    return part.marks.any(Mark::Defect, Mark::Wrong, Mark::Missing, Mark::Late, Mark::Spoilt);
}

// 投诉你们虚标, 收到就说缺页: the words of a threat, not of a complaint.
bool is_announced(const Part& part) {
    return part.joint != Joint::None ||
           part.marks.any(Mark::ThreatReview, Mark::ThreatPlatform, Mark::ThreatRegulator,
                          Mark::ThreatExpose, Mark::ThreatReviewHint);
}

// 会掉色吗, asked before anything was received, is no complaint.
bool is_complaint(const TurnView& turn, const Part& part, bool has_received) {
    if (!names_problem(part) || is_announced(part)) return false;
    if (turn.find(Mark::Reported, 0, part.end) != nullptr) return false;
    if (part.marks.has(Mark::Hypothetical)) return false;
    const std::string_view words = turn.words(part);
    if (part.is_question && words.ends_with("吗")) return false;
    return !part.is_question || has_received || turn.marks.has(Mark::Receipt) ||
           words.starts_with("为什么") || words.starts_with("怎么");
}

bool any_buyer(std::span<const TurnView> turns, std::size_t from, auto... marks) {
    for (std::size_t i = from; i < turns.size(); ++i)
        if (is_buyer(turns[i]) && turns[i].marks.any(marks...)) return true;
    return false;
}

bool any_seller(std::span<const TurnView> turns, std::size_t from, auto... marks) {
    for (std::size_t i = from; i < turns.size(); ++i)
        if (!is_buyer(turns[i]) && turns[i].marks.any(marks...)) return true;
    return false;
}

// 打扰了, 是我老婆买的: said after the complaint.
bool is_withdrawn(std::span<const TurnView> turns, std::size_t complaint) {
    if (any_buyer(turns, complaint + 1, Mark::Retract)) return true;
    const TurnView& last = turns.back();
    const bool is_solved = is_buyer(last) && last.index > complaint && last.marks.has(Mark::Solved);
    return is_solved && !any_seller(turns, complaint, Mark::Remedy, Mark::Accept, Mark::Apology);
}

// The last turn of the buyer with one of `marks`, or -1.
std::int64_t last_of_buyer(std::span<const TurnView> turns, auto... marks) {
    for (const TurnView& turn : std::views::reverse(turns))
        if (is_buyer(turn) && turn.marks.any(marks...)) return turn.index;
    return -1;
}

bool is_disowned(std::span<const TurnView> turns, std::size_t complaint) {
    const std::int64_t last_wish =
        last_of_buyer(turns, Mark::Solved, Mark::DemandReturn, Mark::Decline, Mark::DemandRefund);
    if (turns[complaint].marks.any(Mark::OwnMistake, Mark::Pedantic)) return true;
    for (std::size_t i = complaint; i < turns.size(); ++i) {
        const TurnView& turn = turns[i];
        if (!is_buyer(turn)) continue;
        if (turn.marks.has(Mark::RefusesToShow) && i > complaint) return true;
        if (turn.marks.has(Mark::OwnMistake) && i > complaint) return true;
        const bool asks = turn.marks.any(Mark::DemandReturn, Mark::DemandRefund);
        const bool is_last = last_wish <= turn.index;
        if (turn.marks.has(Mark::Denial) && turn.marks.has(Mark::Decline) && !asks && is_last)
            return true;
    }
    return false;
}

// The seller shows that it is as the page says, and the buyer does not come back to it.
bool is_refuted(std::span<const TurnView> turns, const std::vector<Place>& complaints) {
    const std::size_t first = complaints.front().turn;
    for (std::size_t i = first + 1; i < turns.size(); ++i) {
        if (is_buyer(turns[i]) || !turns[i].marks.has(Mark::Contradict)) continue;
        if (turns[i].marks.any(Mark::Apology) && !turns[i].marks.has(Mark::Refuse)) continue;
        return complaints.back().turn < i;
    }
    return false;
}

std::optional<Place> acknowledged(std::span<const TurnView> turns) {
    for (const TurnView& turn : turns) {
        const TurnView* const said = one_before(turns, turn.index);
        if (said == nullptr || is_buyer(turn) || !is_buyer(*said)) continue;
        const bool admits = turn.marks.has(Mark::Resend) && !turn.marks.has(Mark::Refuse);
        const bool mends = turn.marks.has(Mark::Apology) && !turn.marks.has(Mark::Refuse) &&
                           turn.marks.any(Mark::Remedy, Mark::Accept);
        if (!admits && !mends) continue;
        if (said->marks.any(Mark::Taste, Mark::OwnMistake, Mark::Denial)) continue;
        return Place{.turn = said->index, .part = 0};
    }
    return std::nullopt;
}

// What the buyer told is answered by a refusal, a deflection or a reproach: it was a complaint,
// though in words that no lexicon has.
std::optional<Place> brushed_off(std::span<const TurnView> turns) {
    if (any_buyer(turns, 0, Mark::Retract, Mark::OwnMistake, Mark::TooLate)) return std::nullopt;
    for (const TurnView& turn : turns) {
        if (turn.index == 0) continue;
        const TurnView& said = *one_before(turns, turn.index);
        if (is_buyer(turn) || !is_buyer(said) || said.parts.empty()) continue;
        if (!turn.marks.any(Mark::PassesOn, Mark::Blame)) continue;
        if (turn.marks.any(Mark::ReviewWord, Mark::Reason)) continue;
        if (said.parts.front().is_question || said.text().size() < kToldBytesMin) continue;
        if (said.marks.any(Mark::Taste, Mark::OwnMistake, Mark::TooLate, Mark::DemandGift,
                           Mark::DemandDiscount, Mark::DemandCash, Mark::Reported,
                           Mark::ThreatReview, Mark::Solved))
            continue;
        return Place{.turn = said.index, .part = 0};
    }
    return std::nullopt;
}

std::optional<Place> within_seven(std::span<const TurnView> turns) {
    if (any_buyer(turns, 0, Mark::TooLate)) return std::nullopt;
    for (const TurnView& turn : turns) {
        if (!is_buyer(turn) || !turn.marks.has(Mark::WithinSeven)) continue;
        if (turn.find(Mark::Reported) != nullptr) continue;
        if (turn.marks.any(Mark::DemandReturn, Mark::DemandRefund))
            return Place{.turn = turn.index, .part = 0};
    }
    return std::nullopt;
}

std::optional<Place> broken_promise(std::span<const TurnView> turns) {
    if (!any_buyer(turns, 0, Mark::Missing, Mark::Late, Mark::DemandCash, Mark::DemandGift,
                   Mark::Wrong))
        return std::nullopt;
    std::int64_t contradicted = -1;  // the last turn in which the seller says otherwise
    for (const TurnView& turn : turns)
        if (!is_buyer(turn) && turn.marks.has(Mark::Contradict)) contradicted = turn.index;
    for (const TurnView& turn : turns) {
        if (!is_buyer(turn) || !turn.marks.has(Mark::Promise)) continue;
        if (turn.find(Mark::Reported) != nullptr || turn.marks.has(Mark::Pedantic)) continue;
        if (contradicted < turn.index) return Place{.turn = turn.index, .part = 0};
    }
    return std::nullopt;
}

std::optional<Place> statutory(std::span<const TurnView> turns) {
    if (any_buyer(turns, 0, Mark::Pedantic)) return std::nullopt;
    for (const TurnView& turn : turns) {
        if (!is_buyer(turn) || turn.find(Mark::Reported) != nullptr) continue;
        for (std::uint32_t i = 0; i < turn.parts.size(); ++i)
            if (turn.parts[i].marks.has(Mark::Statutory) && !turn.parts[i].is_question)
                return Place{.turn = turn.index, .part = i};
    }
    return std::nullopt;
}

std::optional<Place> misconduct(std::span<const TurnView> turns) {
    bool has_happened = false;
    for (const TurnView& turn : turns) {
        if (!is_buyer(turn))
            has_happened |= turn.marks.any(Mark::Insult, Mark::Leak, Mark::SellerThreat);
        else if (has_happened && turn.marks.has(Mark::Objection))
            return Place{.turn = turn.index, .part = 0};
    }
    return std::nullopt;
}

bool announces(const TurnView& turn) {
    return turn.marks.any(Mark::ThreatReview, Mark::ThreatReviewHint, Mark::ThreatPlatform,
                          Mark::ThreatRegulator, Mark::ThreatExpose, Mark::ThreatExposeHint);
}

// The shop said that returns are insured, and the buyer found that they were not.
std::optional<Place> uninsured(std::span<const TurnView> turns) {
    bool was_promised = false;
    for (const TurnView& turn : turns) {
        if (!is_buyer(turn))
            was_promised |= turn.marks.has(Mark::Insurance);
        else if (was_promised && contains_any(turn.text(), kOwnCost))
            return Place{.turn = turn.index, .part = 0};
    }
    return std::nullopt;
}

std::vector<Place> find_complaints(std::span<const TurnView> turns) {
    std::vector<Place> out;
    bool has_received = false;
    bool has_asked = false;
    for (const TurnView& turn : turns) {
        if (!is_buyer(turn)) continue;
        // A fault first named beside a threat, after a benefit was asked for, belongs to the
        // threat.
        const bool is_late = out.empty() && has_asked && announces(turn);
        has_asked |= turn.marks.any(Mark::DemandCash, Mark::DemandGift, Mark::DemandDiscount,
                                    Mark::DemandRefundOnly);
        if (is_late) continue;
        for (std::uint32_t i = 0; i < turn.parts.size(); ++i)
            if (is_complaint(turn, turn.parts[i], has_received))
                out.push_back({.turn = turn.index, .part = i});
        has_received |= turn.marks.has(Mark::Receipt) || !out.empty();
    }
    return out;
}

void ground_claim(std::span<const TurnView> turns, Claim& claim) {
    const auto set = [&](ClaimGround ground, const std::optional<Place>& place) {
        if (claim.ground != ClaimGround::None || !place) return;
        claim.ground = ground;
        claim.place = place;
    };
    const auto& complaints = claim.complaints;
    if (!complaints.empty()) {
        const std::size_t first = complaints.front().turn;
        const bool is_withdrawn_now = is_withdrawn(turns, first);
        if (!is_withdrawn_now && !is_disowned(turns, first) && !is_refuted(turns, complaints))
            set(ClaimGround::Problem, complaints.front());
        if (is_withdrawn_now) return;
    }
    set(ClaimGround::Statutory, statutory(turns));
    set(ClaimGround::Acknowledged, acknowledged(turns));
    set(ClaimGround::Problem, brushed_off(turns));
    set(ClaimGround::WithinSeven, within_seven(turns));
    set(ClaimGround::Promise, broken_promise(turns));
    set(ClaimGround::Promise, uninsured(turns));
    set(ClaimGround::Misconduct, misconduct(turns));
}

}  // namespace

const Sign* offered_remedy(const TurnView& turn) {
    const Sign* apology = nullptr;
    for (const Sign& sign : turn.signs) {
        if (sign.mark == Mark::Remedy && !sign.is_negated) return &sign;
        if (sign.mark == Mark::Apology) apology = &sign;
    }
    const bool mends = turn.marks.has(Mark::Alternative) && !turn.marks.has(Mark::Refuse);
    return mends ? apology : nullptr;  // 抱歉，今天给您…
}

Claim find_claim(std::span<const TurnView> turns) {
    Claim claim;
    if (turns.empty()) return claim;
    claim.complaints = find_complaints(turns);
    ground_claim(turns, claim);
    claim.is_spoilt = any_buyer(turns, 0, Mark::Spoilt);
    for (const TurnView& turn : turns) {
        if (is_buyer(turn)) continue;
        if (offered_remedy(turn) == nullptr) continue;
        claim.remedy = Place{.turn = turn.index, .part = 0};
        break;
    }
    return claim;
}

// Turns that hold a mark are asked for by every demand: found once.
Scales::Scales(std::span<const TurnView> turns, const Claim& claim)
    : claim_(claim),
      settles_(turns.size(), false),
      is_statutory_(claim.ground == ClaimGround::Statutory || statutory(turns).has_value()) {
    for (const TurnView& turn : turns) {
        if (!is_buyer(turn)) continue;
        settles_[turn.index] = turn.text().contains("私了");
        const auto note = [&](Mark mark, std::uint32_t& first) {
            if (turn.marks.has(mark)) first = std::min(first, turn.index);
        };
        note(Mark::Promise, promise_);
        note(Mark::Pedantic, pedantic_);
        note(Mark::Minor, minor_);
    }
}

std::array<std::uint32_t, 4> Scales::changes() const {
    const bool is_offered = claim_.remedy && claim_.remedy->turn > 0;
    return {promise_, pedantic_, minor_, is_offered ? claim_.remedy->turn + 1 : kNever};
}

Owing Scales::weigh(const Demand& demand, const Part& part, std::uint32_t until) const {
    if (demand.is_ordinary) return Owing::OrdinaryRemedy;
    const bool is_excessive = part.marks.has(Mark::Excess);
    if (is_statutory_ && !settles_[demand.turn]) return Owing::Statutory;
    const auto& remedy = claim_.remedy;
    const bool was_made_good =
        demand.kind == DemandKind::Cash && remedy && remedy->turn < demand.turn && remedy->turn > 0;
    if (claim_.ground != ClaimGround::None && !was_made_good && promise_ <= until &&
        pedantic_ > until && !is_excessive && demand.kind != DemandKind::RefundWithoutReturn)
        return Owing::Promised;
    if (!claim_.is_legitimate() || claim_.ground == ClaimGround::Misconduct)
        return Owing::NoProblem;
    if (remedy && remedy->turn < until && remedy->turn > 0) return Owing::RemedyOffered;
    if (demand.kind == DemandKind::RefundWithoutReturn && !claim_.is_spoilt)
        return Owing::Excessive;
    const std::int64_t amount = demand.amount ? demand.amount->minor : 0;
    if (is_excessive || (minor_ <= until && amount > kMinorFaultMax) || amount > kProportionMax)
        return Owing::Excessive;
    return Owing::Proportionate;
}

}  // namespace pingli::text
