#include "text/conversation_moments.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

#include "text/word_list.hpp"

namespace pingli::text {

namespace {

// What asks without a particle or a mark, as buyers do who go through a list: 执行标准是哪个编号.
constexpr auto kAsking =
    std::to_array<std::string_view>({"几", "啥", "什么", "哪", "多大", "多少", "多久", "多长",
                                     "多高", "多重", "咋", "没有", "是否", "还是", "依据"});

std::tuple<std::uint32_t, std::uint32_t> place_of(const Moment& moment) {
    return {moment.turn, moment.span.start};
}

class Collector {
public:
    Collector(std::span<const TurnView> turns, const Judgement& judgement)
        : turns_(turns),
          judgement_(judgement),
          first_demand_(std::ranges::find(judgement.demands, false, &Demand::is_ordinary)) {}

    void add(MomentKind kind, const TurnView& turn, Span span, std::optional<Money> amount = {}) {
        moments_.push_back({.kind = kind, .turn = turn.index, .span = span, .amount = amount});
    }
    void add_part(MomentKind kind, const TurnView& turn, const Sign& sign) {
        const auto part = std::ranges::upper_bound(turn.parts, sign.start, {}, &Part::end);
        if (part != turn.parts.end() && part->start <= sign.start)
            add(kind, turn, turn.span(*part));
    }

    void read_trade(const TurnView& turn);
    void read_buyer(const TurnView& turn);
    void read_seller(const TurnView& turn);
    std::vector<Moment> take(const Claim& claim);

private:
    [[nodiscard]] bool has_demand_before(std::uint32_t turn) const {
        return first_demand_ != judgement_.demands.end() && first_demand_->turn < turn;
    }
    void drop_repeated();
    std::span<const TurnView> turns_;
    const Judgement& judgement_;
    std::vector<Demand>::const_iterator first_demand_;  // of a benefit
    std::vector<Moment> moments_;
    bool is_received_ = false;
    bool is_advised_ = false;
    bool is_remedy_open_ = false;
};

// Before the goods are there: advice, insistence on something else, detailed questions.
void Collector::read_trade(const TurnView& turn) {
    if (turn.who == Speaker::Buyer) {
        is_received_ = is_received_ || turn.marks.has(Mark::Receipt);
        if (is_received_) return;
        const Sign* reject = turn.find(Mark::AdviceReject);
        if (is_advised_ && reject != nullptr)
            return add_part(MomentKind::AdviceRejected, turn, *reject);
        for (const Part& part : turn.parts)
            if (part.is_question || contains_any(turn.words(part), kAsking)) {
                add(MomentKind::DetailedQuestion, turn, turn.span(part));
                break;
            }
        return;
    }
    if (is_received_ || turn.who != Speaker::Seller) return;
    if (const Sign* advice = turn.find(Mark::Advice); advice != nullptr) {
        is_advised_ = true;
        add_part(MomentKind::AdviceGiven, turn, *advice);
    }
}

void Collector::read_buyer(const TurnView& turn) {
    for (const Part& part : turn.parts) {
        const bool is_fault = part.marks.any(Mark::Defect, Mark::Wrong, Mark::Missing, Mark::Late,
                                             Mark::Spoilt, Mark::Fit);
        if (is_fault && (!part.is_question || is_received_))
            add(MomentKind::FaultFound, turn, turn.span(part));
    }
    if (!is_remedy_open_) return;
    if (const Sign* decline = turn.find(Mark::Decline, 0, turn.text().size(), true);
        decline != nullptr) {
        add_part(MomentKind::RemedyDeclined, turn, *decline);
        is_remedy_open_ = false;
    }
}

void Collector::read_seller(const TurnView& turn) {
    const bool demanded = has_demand_before(turn.index);
    if (const Sign* refusal = demanded ? refusal_in(turn) : nullptr; refusal != nullptr)
        add_part(MomentKind::DemandDeclined, turn, *refusal);
    if (const Sign* remedy = offered_remedy(turn); remedy != nullptr && turn.index > 0) {
        add_part(MomentKind::RemedyOffered, turn, *remedy);
        is_remedy_open_ = true;
    }
}

std::vector<Moment> Collector::take(const Claim& claim) {
    static_cast<void>(claim);
    for (const TurnView& turn : turns_) {
        if (turn.who == Speaker::Platform) continue;
        read_trade(turn);
        if (turn.who == Speaker::Buyer)
            read_buyer(turn);
        else
            read_seller(turn);
    }
    for (const Demand& demand : judgement_.demands)
        if (!demand.is_ordinary)
            add(MomentKind::Demand, turns_[demand.turn],
                turns_[demand.turn].span(demand.start, demand.end), demand.amount);
    for (const Threat& threat : judgement_.threats) {
        const bool is_lever = judgement_.lever && threat.turn == judgement_.lever->threat.turn &&
                              threat.part == judgement_.lever->threat.part;
        if (threat.clarity == Clarity::Stated || is_lever)
            add(MomentKind::Threat, turns_[threat.turn],
                turns_[threat.turn].span(threat.start, threat.end));
    }
    std::ranges::stable_sort(moments_, {}, place_of);
    drop_repeated();
    return std::move(moments_);
}

// The first of each kind and span stays. Those of one place stand together, and are few.
void Collector::drop_repeated() {
    std::vector<Moment> kept;
    for (const Moment& moment : moments_) {
        const auto is_same = [&](const Moment& m) {
            return m.kind == moment.kind && m.span == moment.span;
        };
        const auto here = std::ranges::equal_range(kept, place_of(moment), {}, place_of);
        if (std::ranges::none_of(here, is_same)) kept.push_back(moment);
    }
    moments_ = std::move(kept);
}

}  // namespace

std::vector<Moment> find_moments(std::span<const TurnView> turns, const Claim& claim,
                                 const Judgement& judgement) {
    return Collector{turns, judgement}.take(claim);
}

}  // namespace pingli::text
