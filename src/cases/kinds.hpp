// What each kind of case has of its own, beside what all have (case.hpp). A case is of one kind
// from its first event on; what another kind has can be asked of it by nobody.

#pragma once

#include "cases/events.hpp"

namespace pingli::cases {

// --- claims ---

// What was added within the window to an answer that was in.
struct Supplement {
    std::vector<AllegationAnswer> answers;
    Personal course_of_trade;
    Facts facts;
    Instant submitted_at;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("answers", s.answers);
        v("course_of_trade", s.course_of_trade);
        v("facts", s.facts);
        v("submitted_at", s.submitted_at);
    }
    friend bool operator==(const Supplement&, const Supplement&) = default;
};

struct Answer {
    std::vector<AllegationAnswer> answers;
    std::vector<AllegationId> unanswered;  // by it and by what supplements it
    Personal course_of_trade;
    Facts facts;  // with those of what supplements it, the later in place of the earlier
    bool late = false;
    Instant submitted_at;
    std::vector<Supplement> supplements;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("answers", s.answers);
        v("unanswered", s.unanswered);
        v("course_of_trade", s.course_of_trade);
        v("facts", s.facts);
        v("late", s.late);
        v("submitted_at", s.submitted_at);
        v.maybe("supplements", s.supplements);
    }
    friend bool operator==(const Answer&, const Answer&) = default;
};

struct Claim {
    static constexpr CaseKind kKind = CaseKind::HarassmentClaim;
    static constexpr std::string_view kBook = "harassment";
    static constexpr Phase kFirstPhase = Phase::Filed;
    Instant received_at;  // by the shop
    std::vector<Allegation> allegations;
    std::optional<Answer> answer;
    std::optional<Reached> reached;
    std::optional<bool> log_shows_contact;
    std::optional<ClearingMessagePrepared> clearing_message;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("received_at", s.received_at);
        v("allegations", s.allegations);
        v("answer", s.answer);
        v("reached", s.reached);
        v("log_shows_contact", s.log_shows_contact);
        v("clearing_message", s.clearing_message);
    }
    [[nodiscard]] const Allegation* allegation(const AllegationId& id) const;
    friend bool operator==(const Claim&, const Claim&) = default;
};

// --- reports ---

struct Mask {
    MaskId mask_id;
    Place place{};
    std::vector<WordSpan> spans;
    Personal original;
    RulingId ruling_id;
    std::string reason;
    std::optional<UserId> unseal_asked_by;
    std::string unseal_reason;
    bool unsealed = false;
    bool lifted = false;  // unmasked by an appeal
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("mask_id", s.mask_id);
        v("place", s.place);
        v("spans", s.spans);
        v("original", s.original);
        v("ruling_id", s.ruling_id);
        v("reason", s.reason);
        v("unseal_asked_by", s.unseal_asked_by);
        v("unseal_reason", s.unseal_reason);
        v("unsealed", s.unsealed);
        v("lifted", s.lifted);
    }
    friend bool operator==(const Mask&, const Mask&) = default;
};

struct Report {
    static constexpr CaseKind kKind = CaseKind::ReviewReport;
    static constexpr std::string_view kBook = "malicious-review";
    static constexpr Phase kFirstPhase = Phase::Draft;
    std::optional<ReviewTexts> review;
    std::string refusal;  // of the latest attempt to file
    std::vector<Mask> masks;
    bool is_undone = false;  // a draft that was opened by mistake; it can be resumed
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("review", s.review);
        v("refusal", s.refusal);
        v("masks", s.masks);
        v.maybe("is_undone", s.is_undone);
    }
    [[nodiscard]] const Mask* mask(const MaskId& id) const;
    friend bool operator==(const Report&, const Report&) = default;
};

// --- complaints ---

struct ProposedRemedy {
    RemedyProposed proposal;
    bool approved = false;
    Consent consent{};
    bool carried_out = false;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        RemedyProposed::each(s.proposal, v);
        v("approved", s.approved);
        v("consent", s.consent);
        v("carried_out", s.carried_out);
    }
    friend bool operator==(const ProposedRemedy&, const ProposedRemedy&) = default;
};

struct Complaint {
    static constexpr CaseKind kKind = CaseKind::Complaint;
    static constexpr std::string_view kBook = "complaint-remedy";
    static constexpr Phase kFirstPhase = Phase::Open;
    std::string channel;
    Personal words;
    std::vector<Step> steps;
    std::vector<std::string> asked;
    std::vector<ProposedRemedy> remedies;
    std::optional<HandOverOffered> hand_over;
    std::int64_t times_reopened = 0;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("channel", s.channel);
        v("words", s.words);
        v("steps", s.steps);
        v("asked", s.asked);
        v("remedies", s.remedies);
        v("hand_over", s.hand_over);
        v("times_reopened", s.times_reopened);
    }
    [[nodiscard]] const ProposedRemedy* remedy(const RemedyId& id) const;
    friend bool operator==(const Complaint&, const Complaint&) = default;
};

// In the order of CaseKind.
using Kind = std::variant<Claim, Report, Complaint>;

template <class... Kinds>
consteval bool stand_in_order(std::type_identity<std::variant<Kinds...>>) {
    std::size_t at = 0;
    return ((static_cast<std::size_t>(Kinds::kKind) == at++) && ...);
}
static_assert(stand_in_order(std::type_identity<Kind>{}));
static_assert(std::variant_size_v<Kind> == kNamesOf<CaseKind>.size());

}  // namespace pingli::cases
