#include "text/conversation_signals.hpp"

#include <algorithm>
#include <vector>

#include "text/conversation_faults.hpp"
#include "text/conversation_link.hpp"
#include "text/conversation_marks.hpp"
#include "text/conversation_moments.hpp"
#include "text/conversation_reasons.hpp"

namespace pingli::text {

namespace {

bool overlaps(const TurnSpan& a, const TurnSpan& b) {
    return a.turn == b.turn && a.span.start < b.span.end && b.span.start < a.span.end;
}

// Whether `span` overlaps one of `others`, which are in order and apart: only its neighbours can.
bool overlaps_any(const TurnSpan& span, const std::vector<TurnSpan>& others) {
    const auto next = std::ranges::lower_bound(others, span);
    return (next != others.end() && overlaps(*next, span)) ||
           (next != others.begin() && overlaps(*std::prev(next), span));
}

// Keeps of `spans`, which are in order, those that overlap neither an earlier one nor one of
// `others`.
void drop_overlaps(std::vector<TurnSpan>& spans, const std::vector<TurnSpan>& others) {
    std::vector<TurnSpan> kept;
    for (const TurnSpan& span : spans)
        if (!overlaps_any(span, kept) && !overlaps_any(span, others)) kept.push_back(span);
    spans = std::move(kept);
}

std::vector<SellerFault> find_faults(std::span<const TurnView> turns, bool is_legitimate) {
    std::vector<SellerFault> faults;
    bool review_named = false;
    for (const TurnView& turn : turns) {
        if (turn.who == Speaker::Seller)
            find_spoken_faults(turn, {.names_review = review_named}, faults);
        review_named = review_named || turn.marks.has(Mark::ReviewWord);
    }
    find_stonewalls(turns, is_legitimate, faults);
    return faults;
}

// Only what carries the demand is marked: benefits, not the remedies asked for before.
void mark_demands(std::span<const TurnView> turns, const Judgement& judgement,
                  ConversationSignals& out) {
    for (const Demand& demand : judgement.demands) {
        if (demand.is_ordinary) continue;
        if (demand.kind != judgement.lever->demand.kind &&
            demand.turn != judgement.lever->demand.turn)
            continue;
        const TurnView& turn = turns[demand.turn];
        out.demand_spans.push_back({demand.turn, turn.span(demand.start, demand.end)});
        if (!out.amount) out.amount = demand.amount;
    }
}

void mark_threats(std::span<const TurnView> turns, const Judgement& judgement,
                  ConversationSignals& out) {
    const Threat& lever = judgement.lever->threat;
    const Threat* last = nullptr;
    for (const Threat& threat : judgement.threats) {
        const bool is_near = threat.turn == lever.turn && threat.clarity != Clarity::None;
        const bool is_lever = is_near && threat.part == lever.part;
        if (threat.clarity != Clarity::Stated && !is_lever && threat.turn != lever.turn) continue;
        if (threat.clarity == Clarity::None && threat.part != lever.part) continue;
        const TurnView& turn = turns[threat.turn];
        const bool continues = last != nullptr && last->turn == threat.turn &&
                               last->part + 1 == threat.part && !out.threat_spans.empty() &&
                               out.threat_spans.back().turn == threat.turn;
        last = &threat;
        if (continues) {  // 我的评论办法多,写成连载
            out.threat_spans.back().span.end = turn.span(threat.start, threat.end).end;
            continue;
        }
        const TurnSpan span{threat.turn, turn.span(threat.start, threat.end)};
        if (!overlaps_any(span, out.demand_spans)) out.threat_spans.push_back(span);
    }
    drop_overlaps(out.demand_spans, {});
    drop_overlaps(out.threat_spans, out.demand_spans);
}

}  // namespace

ConversationSignals conversation_signals(const Engine::Parts& parts, Scratch::Buffers& buffers,
                                         std::span<const Turn> turns) {
    ConversationSignals out;
    const std::span<const Reading> readings = read_turns(parts, buffers, turns);
    const MarkTable table{parts.lexicon};
    std::vector<TurnView> views;
    views.reserve(turns.size());
    for (std::uint32_t i = 0; i < turns.size(); ++i) {
        if (buffers.is_over()) return out;
        views.push_back(view_turn(table, parts, readings[i], turns[i].who, i));
    }
    const Claim claim = find_claim(views);
    const Judgement judgement = judge(views, claim);
    const auto faults = find_faults(views, claim.is_legitimate());
    out.legitimate_claim = claim.is_legitimate();
    for (const SellerFault& fault : faults)
        out.seller_faults.set(static_cast<std::size_t>(fault.fault));
    if (judgement.lever) {
        out.demand_under_threat = true;
        out.demand_kind = judgement.lever->demand.kind;
        out.threat_kind = judgement.lever->threat.kind;
        mark_demands(views, judgement, out);
        mark_threats(views, judgement, out);
    }
    out.moments = find_moments(views, claim, judgement);
    out.why = explain(views, claim, judgement, faults);
    return out;
}

}  // namespace pingli::text
