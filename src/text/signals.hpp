// What the text engine says of a review, a conversation or a reply draft: labels, the places in the
// original text that carry them, and the reason for each. The words of the labels are those of the
// labelling guidelines (docs/labels.md). Values only; the engine is text/engine.hpp.

#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/money.hpp"
#include "base/speaker.hpp"
#include "base/time.hpp"

namespace pingli::text {

// Code points of the original text, [start, end).
struct Span {
    std::uint32_t start = 0;
    std::uint32_t end = 0;
    friend auto operator<=>(const Span&, const Span&) = default;
};

// Why a label was given: a stable code, words for people, and the place if it has one.
struct Reason {
    std::string code;  // "threat.bad_review", "link.conditional", "not_owed.remedy_offered" …
    Bilingual words;
    std::optional<std::uint32_t> turn;
    std::optional<Span> span;
    friend bool operator==(const Reason&, const Reason&) = default;
};
using Reasons = std::vector<Reason>;

// --- conversations ---------------------------------------------------------------------------

using Speaker = pingli::Speaker;

// A turn as the engine reads it; the text is valid UTF-8 and outlives the call.
struct Turn {
    Speaker who = Speaker::Buyer;
    std::optional<Instant> at;
    std::string_view text;
    bool gap_after = false;  // The export says that messages are missing after this one.
};

enum class DemandKind : std::uint8_t { None, Cash, Gift, RefundWithoutReturn, Discount };
enum class ThreatKind : std::uint8_t {
    None,
    BadReview,
    ComplaintToPlatform,
    Regulator12315,
    ExposeOnline
};

enum class Fault : std::uint8_t {  // of the seller in a chat, or of a reply draft
    Insult,
    BlamesBuyer,
    PromisesFreightInsurance,
    BegsReviewChange,
    OffersCashForReview,
    LeaksBuyerInfo,
    ThreatensBuyer,
    Stonewalls,
    // of reply drafts only:
    NoApology,
    NoSolution,
    PublicArgument,
    PromisesOutsidePolicy,
    ContactInfoLeak,
};
constexpr std::size_t kFaultCount = 13;
using Faults = std::bitset<kFaultCount>;

// Things said in a conversation that are evidence for or against a claim (B9, B11).
enum class MomentKind : std::uint8_t {
    AdviceGiven,       // the seller advised a size, model or use
    AdviceRejected,    // the buyer insisted on another
    DetailedQuestion,  // a buyer's question about the goods before buying (B8)
    RemedyOffered,     // return, exchange, repair, refund on return, resend
    RemedyDeclined,    // the buyer does not want the offered remedy
    DemandDeclined,    // the seller says no to the demand
    Demand,
    Threat,
    FaultFound,  // the buyer names a defect, a wrong or a missing thing
};
struct Moment {
    MomentKind kind{};
    std::uint32_t turn = 0;
    Span span;
    std::optional<Money> amount;  // of a demand, when the text names one
    friend bool operator==(const Moment&, const Moment&) = default;
};

struct TurnSpan {
    std::uint32_t turn = 0;
    Span span;
    friend auto operator<=>(const TurnSpan&, const TurnSpan&) = default;
};

struct ConversationSignals {
    bool demand_under_threat = false;
    std::vector<TurnSpan> demand_spans;  // empty unless demand_under_threat
    std::vector<TurnSpan> threat_spans;
    DemandKind demand_kind = DemandKind::None;
    ThreatKind threat_kind = ThreatKind::None;
    std::optional<Money> amount;  // of the first demand that names one
    bool legitimate_claim = false;
    Faults seller_faults;
    std::vector<Moment> moments;  // in order; also when there is no demand under threat
    Reasons why;
};

// --- reviews -----------------------------------------------------------------------------------

enum class Cause : std::uint8_t {
    Quality,
    SizeOrFit,
    ColourOrNotAsDescribed,
    Authenticity,
    ServiceAttitude,
    LogisticsSlow,
    LogisticsDamage,
    Price,
    FreightInsurance,
    AfterSalesRefused,
};
constexpr std::size_t kCauseCount = 10;
using Causes = std::bitset<kCauseCount>;

enum class PiiKind : std::uint8_t { Mobile, Phone, IdCard, Wechat, Qq, Address, Name, OrderNo };
enum class Sentiment : std::uint8_t { Positive, Neutral, Negative };

struct PiiSpan {
    Span span;
    PiiKind kind{};
    friend auto operator<=>(const PiiSpan&, const PiiSpan&) = default;
};

struct ReviewText {
    std::optional<int> stars;  // 1..5
    std::string_view text;
    std::string_view followup;  // empty = none
};

struct ReviewSignals {
    Causes causes;                    // empty = "none"
    std::vector<Span> abusive_spans;  // in `text`; abusive = not empty
    std::vector<PiiSpan> pii_spans;   // in `text`; pii = not empty
    // The same in the follow-up: the labelled texts have none there, real ones do.
    std::vector<Span> followup_abusive_spans;
    std::vector<PiiSpan> followup_pii_spans;
    bool extortion_hint = false;
    std::optional<Span> extortion_span;  // in `text`
    bool competitor_promo = false;
    bool retaliation_after_failed_claim = false;
    Sentiment sentiment = Sentiment::Neutral;
    Reasons why;
};

// --- reply drafts ------------------------------------------------------------------------------

struct ReplyText {
    std::string_view context;  // "[聊天] …" or "[回评·公开] …"
    std::string_view draft;
};

struct FaultSpan {
    Fault fault{};
    Span span;  // in the draft
    friend auto operator<=>(const FaultSpan&, const FaultSpan&) = default;
};

struct ReplySignals {
    Faults faults;  // good = none
    std::vector<FaultSpan> spans;
    Reasons why;
};

// --- names, as the contract writes them ---------------------------------------------------------

std::string_view to_name(DemandKind kind);  // "refund_without_return"
std::string_view to_name(ThreatKind kind);
std::string_view to_name(Fault fault);
std::string_view to_name(MomentKind kind);
std::string_view to_name(Cause cause);
std::string_view to_name(PiiKind kind);
std::string_view to_name(Sentiment sentiment);

}  // namespace pingli::text
