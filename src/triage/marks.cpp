#include "triage/marks.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace pingli::triage {

namespace {

const char* to_who(Speaker who) {
    switch (who) {
        case Speaker::Buyer:
            return "buyer";
        case Speaker::Seller:
            return "seller";
        case Speaker::Platform:
            return "platform";
    }
    return "platform";
}

void add_text(SpanPlace in, std::optional<Instant> at, std::string_view text, Finding& finding) {
    finding.parts.push_back({.in = in,
                             .turn = 0,
                             .who = to_who(Speaker::Buyer),
                             .at = at,
                             .text = std::string{text},
                             .gap_after = false,
                             .source = {}});
}

void add_insults(SpanPlace in, const std::vector<text::Span>& spans, Finding& finding) {
    for (const text::Span& span : spans)
        finding.spans.push_back({.in = in,
                                 .turn = std::nullopt,
                                 .span = span,
                                 .kind = SpanKind::Insult,
                                 .pii_kind = std::nullopt,
                                 .amount = std::nullopt});
}

void add_personal_data(SpanPlace in, const std::vector<text::PiiSpan>& spans, Finding& finding) {
    for (const text::PiiSpan& found : spans)
        finding.spans.push_back({.in = in,
                                 .turn = std::nullopt,
                                 .span = found.span,
                                 .kind = SpanKind::Pii,
                                 .pii_kind = found.kind,
                                 .amount = std::nullopt});
}

// The amount that the text names at this demand, else the conversation's.
std::optional<Money> amount_of(const text::ConversationSignals& signals,
                               const text::TurnSpan& demand) {
    for (const text::Moment& moment : signals.moments)
        if (moment.kind == text::MomentKind::Demand && moment.turn == demand.turn && moment.amount)
            return moment.amount;
    return signals.amount;
}

void add_chat_spans(const text::ConversationSignals& signals, std::uint32_t first_turn,
                    Finding& finding) {
    const auto add = [&](const text::TurnSpan& place, SpanKind kind, std::optional<Money> amount) {
        if (finding.spans.size() >= kFindingSpansMax) return;
        finding.spans.push_back({.in = SpanPlace::Chat,
                                 .turn = first_turn + place.turn,
                                 .span = place.span,
                                 .kind = kind,
                                 .pii_kind = std::nullopt,
                                 .amount = amount});
    };
    for (const text::TurnSpan& demand : signals.demand_spans)
        add(demand, SpanKind::Demand, amount_of(signals, demand));
    for (const text::TurnSpan& threat : signals.threat_spans)
        add(threat, SpanKind::Threat, std::nullopt);
}

}  // namespace

void mark_review(const facts::Review& review, const text::ReviewSignals& signals,
                 Finding& finding) {
    add_text(SpanPlace::Text, review.created_at, review.text, finding);
    add_insults(SpanPlace::Text, signals.abusive_spans, finding);
    add_personal_data(SpanPlace::Text, signals.pii_spans, finding);
    if (signals.extortion_span)
        finding.spans.push_back({.in = SpanPlace::Text,
                                 .turn = std::nullopt,
                                 .span = *signals.extortion_span,
                                 .kind = SpanKind::Demand,
                                 .pii_kind = std::nullopt,
                                 .amount = std::nullopt});
    if (review.followup.empty()) return;
    add_text(SpanPlace::Followup, review.followup_at, review.followup, finding);
    add_insults(SpanPlace::Followup, signals.followup_abusive_spans, finding);
    add_personal_data(SpanPlace::Followup, signals.followup_pii_spans, finding);
}

void mark_talk(std::string_view source, std::span<const text::Turn> turns,
               const text::ConversationSignals& signals, Finding& finding) {
    const std::uint32_t first_turn = finding.turns;
    const std::size_t first_span = finding.spans.size();
    add_chat_spans(signals, first_turn, finding);
    std::vector<bool> is_marked(turns.size());
    for (std::size_t i = first_span; i < finding.spans.size(); ++i)
        is_marked[*finding.spans[i].turn - first_turn] = true;
    std::size_t shown = 0;
    std::size_t bytes = 0;
    for (const Part& part : finding.parts) {
        if (part.in != SpanPlace::Chat) continue;
        ++shown;
        bytes += part.text.size();
    }
    for (std::size_t i = 0; i < turns.size(); ++i) {
        const text::Turn& said = turns[i];
        const std::uint32_t turn = finding.turns++;
        const bool has_room =
            shown < kFindingTurnsMax && bytes + said.text.size() <= kFindingTalkBytesMax;
        if (!has_room && !is_marked[i]) continue;
        ++shown;
        bytes += said.text.size();
        finding.parts.push_back({.in = SpanPlace::Chat,
                                 .turn = turn,
                                 .who = to_who(said.who),
                                 .at = said.at,
                                 .text = std::string{said.text},
                                 .gap_after = said.gap_after,
                                 .source = std::string{source}});
    }
}

void note_left_out(Finding& finding) {
    const auto shown =
        static_cast<std::uint32_t>(std::ranges::count(finding.parts, SpanPlace::Chat, &Part::in));
    if (shown >= finding.turns) return;
    const std::string count = std::to_string(finding.turns - shown);
    finding.notes.push_back(
        {.zh = "聊天记录太长，另有 " + count + " 条消息没有在这里列出。",
         .en = "The chats are long: " + count + " more messages are not listed here."});
}

}  // namespace pingli::triage
