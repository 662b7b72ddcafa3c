// One order with everything that happened around it, made by chance from a trouble, and what triage
// ought to say of it. Values; written to files by writer.hpp.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/speaker.hpp"
#include "base/time.hpp"
#include "facts/facts.hpp"
#include "simulate/phrases.hpp"
#include "simulate/random.hpp"

namespace pingli::simulate {

enum class Trouble : std::uint8_t {
    None,             // praise, or no review at all
    PlatformDefault,  // the platform's text, nobody's words
    HonestQuality,
    HonestSize,
    HonestColour,
    HonestSlow,
    HonestDamage,
    HonestService,
    HonestPrice,
    HonestRefused,
    HonestFake,
    HonestNeutral,
    Owed,        // asks for what is owed, is stonewalled, announces a bad rating (S5)
    CashOffer,   // the shop offers money for praise (S13)
    Joke,        // jokes about a bad review, five stars (S12)
    Smalltalk,   // a chat about nothing
    Insult,      // insults in an honest review
    Pii,         // private data in an honest review
    Competitor,  // sends readers to another shop (S8)
    Retaliation,
    Fraud,
    Professional,
    DemandUnderThreat,
    DemandNotRated,     // the same, the seller has not rated (S2)
    DemandGap,          // the same, the threat is missing from the export (S4)
    DemandNoReviewYet,  // before receipt, no review (S11)
};
constexpr std::size_t kTroubleCount = static_cast<std::size_t>(Trouble::DemandNoReviewYet) + 1;
std::string_view to_name(Trouble trouble);  // "demand_under_threat"

struct Turn {
    Speaker who{};
    Instant at;
    std::string text;
};

struct Expected {
    bool finding = false;  // false: triage must be silent
    std::string_view verdict;
    bool reportable = false;
    std::string_view ground;   // "" = none
    std::string_view refusal;  // "" = none
};

struct Scene {
    Trouble trouble{};
    Expected expected;
    std::string order, buyer, phone, waybill;
    std::string_view item, courier;
    std::int64_t price_fen = 0;
    int buyer_level = 0;
    bool insured = false, rated_by_seller = false;
    Instant created_at, shipped_at;
    std::optional<Instant> received_at;
    std::optional<facts::Rating> rating;  // absent: no review
    std::string text, followup;
    Instant reviewed_at, followup_at;
    std::vector<Turn> chat;
    std::optional<std::size_t> gap_after;
    std::string reference;
    Instant call_at;
    std::string transcript;  // empty: no call
    Instant claim_closed_at;
    bool claim_lost = false;
    std::string_view note_kind;  // empty: no note
    std::string note;

    void clear();
};

// The end of simulated time: reviews lie before it. Triage is meant to be run as of this instant.
constexpr Instant kAsOf{std::chrono::sys_days{std::chrono::year{2026} / 6 / 5} +
                        std::chrono::hours{4}};

// Fills `scene` for order `number` of `count`. The same arguments give the same scene, whatever was
// made before: orders can be made in any sequence.
void make_scene(const Phrases& phrases, Trouble trouble, std::uint64_t number, std::uint64_t count,
                Random& random, Scene& scene);

}  // namespace pingli::simulate
