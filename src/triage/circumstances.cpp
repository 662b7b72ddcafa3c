#include "triage/circumstances.hpp"

#include <algorithm>
#include <chrono>

namespace pingli::triage {

namespace {

std::optional<facts::Rating> rating_of(const facts::Review& review) {
    constexpr int kBadStarsMax = 2;
    constexpr int kNeutralStars = 3;
    if (review.rating) return review.rating;
    if (review.stars) {
        if (*review.stars <= kBadStarsMax) return facts::Rating::Bad;
        return *review.stars == kNeutralStars ? facts::Rating::Neutral : facts::Rating::Good;
    }
    if (review.negative_tag) return facts::Rating::Bad;
    return std::nullopt;
}

void describe_order(const facts::Dossier& dossier, Circumstances& c) {
    if (!dossier.order) return;
    const facts::Order& order = *dossier.order;
    c.rated_by_buyer = order.rated_by_buyer;
    c.rated_by_seller = order.rated_by_seller;
    c.received_at = order.received_at;
    c.ended_at = order.received_at ? order.received_at : order.closed_at;
    c.buyer_level = order.buyer_level;
}

// Several separate complaints in one text (B8): by cause, or by the number of reasons given.
bool finds_fault_point_by_point(const text::ReviewSignals& signals) {
    constexpr std::size_t kCausesMin = 3;
    constexpr std::ptrdiff_t kReasonsMin = 3;
    return signals.causes.count() >= kCausesMin ||
           std::ranges::count_if(signals.why, [](const text::Reason& reason) {
               return reason.code.starts_with("cause.");
           }) >= kReasonsMin;
}

void describe_review(const facts::Review& review, const text::ReviewSignals& signals,
                     Circumstances& c) {
    c.has_review = true;
    c.graded = review.rating;
    c.stars = review.stars;
    c.negative_tag = review.negative_tag;
    c.has_followup = !review.followup.empty();
    c.rating = rating_of(review);
    c.rating_at = review.created_at;
    c.causes = signals.causes;
    c.fault_finding = finds_fault_point_by_point(signals);
    c.sentiment = signals.sentiment;
    c.insults = !signals.abusive_spans.empty() || !signals.followup_abusive_spans.empty();
    c.private_data = !signals.pii_spans.empty() || !signals.followup_pii_spans.empty();
    c.extortion_hint = signals.extortion_hint;
    c.promotes_competitor = signals.competitor_promo;
    c.retaliation_told = signals.retaliation_after_failed_claim;
    if (!review.followup.empty()) c.followup_at = review.followup_at;
    // A follow-up that takes the complaint back is not what is complained of.
    const bool by_followup =
        !review.followup.empty() && signals.sentiment != text::Sentiment::Positive;
    c.text_kind = review.platform_default && !by_followup ? TextKind::PlatformDefault
                  : by_followup                           ? TextKind::FollowUp
                                                          : TextKind::FirstReview;
    c.complained_at = by_followup ? review.followup_at : review.created_at;
}

bool has_moment(const text::ConversationSignals& signals, text::MomentKind kind) {
    return std::ranges::find(signals.moments, kind, &text::Moment::kind) != signals.moments.end();
}

// The demand of one conversation or recording goes where its threat belongs.
void place_demand(const text::ConversationSignals& signals, DemandPlace place, Circumstances& c) {
    if (signals.demand_under_threat) {
        auto& where =
            signals.threat_kind == text::ThreatKind::BadReview ? c.demand : c.other_threat;
        if (!where) where = place;
    } else if (has_moment(signals, text::MomentKind::Demand) && !c.bare_demand) {
        c.bare_demand = place;
    }
}

std::uint32_t questions_before(const facts::Conversation& conversation,
                               const text::ConversationSignals& signals,
                               std::optional<Instant> ordered_at) {
    return static_cast<std::uint32_t>(
        std::ranges::count_if(signals.moments, [&](const text::Moment& moment) {
            if (moment.kind != text::MomentKind::DetailedQuestion) return false;
            const auto at = conversation.messages[moment.turn].at;
            return !ordered_at || !at || *at <= *ordered_at;
        }));
}

// Messages are missing, and what is left shows something wanted or refused but no threat.
bool hides_threat(const facts::Conversation& conversation,
                  const text::ConversationSignals& signals) {
    if (conversation.gaps_after.empty() || signals.demand_under_threat) return false;
    using text::MomentKind;
    return has_moment(signals, MomentKind::Demand) ||
           has_moment(signals, MomentKind::DemandDeclined) ||
           has_moment(signals, MomentKind::RemedyDeclined);
}

void describe_conversation(const facts::Dossier& dossier, const Reading& reading, std::size_t index,
                           Circumstances& c) {
    using text::MomentKind;
    const facts::Conversation& conversation = dossier.conversations[index];
    const text::ConversationSignals& signals = reading.conversations[index];
    const bool hidden = hides_threat(conversation, signals);
    c.has_chat = true;
    place_demand(signals, {.in_recording = false, .index = index}, c);
    c.gap_at_threat |= hidden;
    c.gap_elsewhere |= !hidden && !conversation.gaps_after.empty();
    c.chat_reference |= !conversation.reference.empty();
    c.advice_given |= has_moment(signals, MomentKind::AdviceGiven);
    c.advice_rejected |= has_moment(signals, MomentKind::AdviceRejected);
    c.remedy_offered |= has_moment(signals, MomentKind::RemedyOffered);
    c.remedy_declined |= has_moment(signals, MomentKind::RemedyDeclined);
    c.demand_declined |= has_moment(signals, MomentKind::DemandDeclined);
    c.legitimate_claim |= signals.legitimate_claim;
    c.seller_offered_reward |=
        signals.seller_faults.test(static_cast<std::size_t>(text::Fault::OffersCashForReview));
    const auto ordered_at = dossier.order ? dossier.order->created_at : std::nullopt;
    c.detailed_questions += questions_before(conversation, signals, ordered_at);
}

// With a bad review already out, whoever names a price on the phone holds the review as the lever.
bool uses_rating(const facts::Recording& recording, const text::ConversationSignals& signals,
                 const Circumstances& c) {
    if (signals.demand_under_threat && signals.threat_kind == text::ThreatKind::BadReview)
        return true;
    const bool after_review = c.has_review && c.rating_at && recording.at &&
                              *recording.at >= *c.rating_at && c.rating != facts::Rating::Good;
    return after_review && has_moment(signals, text::MomentKind::Demand);
}

// How far a recording's time may be from that of the same call on the carrier's list.
constexpr std::chrono::minutes kSameCall{10};

bool is_on_list(const facts::Recording& recording, const std::vector<facts::Call>& calls) {
    return recording.at && std::ranges::any_of(calls, [&](const facts::Call& call) {
               return std::chrono::abs(call.start - *recording.at) <= kSameCall;
           });
}

void describe_calls(const facts::Dossier& dossier, const Reading& reading, Circumstances& c) {
    for (std::size_t i = 0; i < dossier.recordings.size(); ++i) {
        const facts::Recording& recording = dossier.recordings[i];
        c.has_recording = true;
        if (!uses_rating(recording, reading.recordings[i], c)) continue;
        if (!c.demand) c.demand = DemandPlace{.in_recording = true, .index = i};
        c.recording_demand = true;
        c.recording_source_stated |= !recording.how_obtained.empty();
        c.call_on_carrier_list |= is_on_list(recording, dossier.calls);
    }
}

// A line of the contact log that tells of a demand, as one of the chat would show it.
bool tells_of_demand(const text::ConversationSignals& signals) {
    return signals.demand_under_threat || has_moment(signals, text::MomentKind::Demand);
}

void describe_notes(const facts::Dossier& dossier, const Reading& reading, Circumstances& c) {
    c.demand_told = std::ranges::any_of(reading.contacts, tells_of_demand);
    for (const facts::Note& note : dossier.notes) {
        c.demand_told |= note.kind == "demand";
        c.same_trade_indicated |= note.kind == "same_trade" || note.kind == "other_order";
        c.same_trade_proven |= note.kind == "same_trade_proof" || note.kind == "competitor_proof";
        c.fraud_told |= note.kind == "impersonation" || note.kind == "fraud_told";
        c.fraud_on_record |= note.kind == "police_record" || note.kind == "platform_record" ||
                             note.kind == "fraud_record";
    }
    for (const facts::Claim& claim : dossier.claims) {
        const bool before =
            !claim.closed_at || !c.complained_at || *claim.closed_at <= *c.complained_at;
        c.lost_claim_before |= claim.won_by == "seller" && before;
    }
}

void describe_rest(const facts::Dossier& dossier, const Reading& reading, Circumstances& c) {
    for (std::size_t i = 0; i < dossier.conversations.size(); ++i)
        describe_conversation(dossier, reading, i, c);
    describe_calls(dossier, reading, c);
    describe_notes(dossier, reading, c);
}

}  // namespace

Circumstances describe(const facts::Dossier& dossier, const Reading& reading,
                       const facts::Review& review, const text::ReviewSignals& signals) {
    Circumstances c;
    describe_order(dossier, c);
    describe_review(review, signals, c);
    describe_rest(dossier, reading, c);
    return c;
}

Circumstances describe(const facts::Dossier& dossier, const Reading& reading) {
    Circumstances c;
    describe_order(dossier, c);
    describe_rest(dossier, reading, c);
    return c;
}

}  // namespace pingli::triage
