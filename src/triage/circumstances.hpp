// The plain facts of one review, or of one thread without a review, drawn from a dossier and its
// reading: what was written when, what was demanded, what the shop holds in hand. No judgement: the
// rulebook decides what follows (triage/book.hpp).

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "facts/facts.hpp"
#include "text/signals.hpp"
#include "triage/reading.hpp"

namespace pingli::triage {

enum class TextKind : std::uint8_t { FirstReview, FollowUp, PlatformDefault, None };

// Where in the dossier a demand was made: a conversation or a recording, by its index.
struct DemandPlace {
    bool in_recording = false;
    std::size_t index = 0;
};

struct Circumstances {
    // --- the review ---
    bool has_review = false;
    TextKind text_kind = TextKind::None;
    std::optional<facts::Rating> graded;  // as the platform grades it
    std::optional<int> stars;
    bool negative_tag = false;
    bool has_followup = false;
    std::optional<facts::Rating> rating;   // from the rating, else from stars or tags
    std::optional<Instant> complained_at;  // when the text complained of was made
    std::optional<Instant> rating_at;      // when the first text was made
    std::optional<Instant> followup_at;
    bool insults = false;  // in the buyer's text or follow-up
    bool private_data = false;
    bool reply_offends = false;  // the shop's own public answer insults or exposes (B21)
    bool fault_finding = false;  // the text finds fault point by point
    text::Causes causes;
    text::Sentiment sentiment = text::Sentiment::Neutral;
    bool extortion_hint = false;  // the review itself keeps its rating open for a benefit
    bool promotes_competitor = false;
    bool retaliation_told = false;  // the review says so itself

    // --- the order ---
    std::optional<bool> rated_by_buyer, rated_by_seller;
    std::optional<Instant> ended_at;  // receipt confirmed, or closed
    std::optional<Instant> received_at;
    std::optional<int> buyer_level;

    // --- chats and calls ---
    bool has_chat = false;
    std::optional<DemandPlace> demand;        // a demand under a threat with the rating
    std::optional<DemandPlace> other_threat;  // a demand under another threat (12315, exposure)
    std::optional<DemandPlace> bare_demand;   // a demand without a threat on record
    bool gap_at_threat = false;               // messages are missing where the threat would stand
    bool gap_elsewhere = false;
    bool chat_reference = false;  // the shop holds the platform's evidence reference
    bool remedy_offered = false, remedy_declined = false;
    bool advice_given = false, advice_rejected = false;
    bool demand_declined = false;
    bool legitimate_claim = false;
    bool seller_offered_reward = false;    // for a review, by the shop itself (S13)
    std::uint32_t detailed_questions = 0;  // before the order was made
    bool has_recording = false;
    bool recording_demand = false;  // a recording shows a demand with the rating as the lever
    bool recording_source_stated = false;
    bool call_on_carrier_list = false;  // the carrier's list shows the call of such a recording

    // --- what else the shop wrote down ---
    bool demand_told = false;           // the shop's own notes or contact log tell of a demand
    bool same_trade_indicated = false;  // a note: the buyer sells the same goods, or bought there
    bool same_trade_proven = false;     // and the tie is documented
    bool fraud_told = false;            // somebody posed as the shop
    bool fraud_on_record = false;       // and police or platform recorded it
    bool lost_claim_before = false;     // the platform sided with the seller before the review
};

Circumstances describe(const facts::Dossier& dossier, const Reading& reading,
                       const facts::Review& review, const text::ReviewSignals& signals);
// For a thread with a demand and no review of it.
Circumstances describe(const facts::Dossier& dossier, const Reading& reading);

}  // namespace pingli::triage
