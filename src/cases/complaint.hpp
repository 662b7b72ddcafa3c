// A customer's complaint, step by step (C3): listen, understand, analyse, propose, ask consent,
// carry out or hand over, thank; and the call-back afterwards (C7, C13).

#pragma once

#include "cases/gate.hpp"
#include "cases/types.hpp"

namespace pingli::cases {

enum class Step : std::uint8_t { Listened, Understood, Analysed, Thanked };
template <>
inline constexpr auto kNamesOf<Step> =
    std::to_array<std::string_view>({"listened", "understood", "analysed", "thanked"});
static_assert(is_named_up_to(Step::Thanked));

enum class Consent : std::uint8_t { NotAsked, Given, Refused };
template <>
inline constexpr auto kNamesOf<Consent> =
    std::to_array<std::string_view>({"not_asked", "given", "refused"});
static_assert(is_named_up_to(Consent::Refused));

// --- events ---

struct StepRecorded {
    static constexpr std::string_view kType = "StepRecorded";
    Step step{};
    Personal note;
    std::vector<std::string> asked;  // questions put to the customer: nobody asks them twice
    Facts facts;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("step", s.step);
        v("note", s.note);
        v("asked", s.asked);
        v("facts", s.facts);
    }
    static void apply(Case& c, Complaint& own, const StepRecorded& e, const Event& event);
    friend bool operator==(const StepRecorded&, const StepRecorded&) = default;
};

struct RemedyProposed {
    static constexpr std::string_view kType = "RemedyProposed";
    RemedyId remedy_id;
    std::string remedy;   // what the rulebook says: return_or_exchange, exchange …
    std::string offered;  // what was put to the customer: steps, time and effect
    std::string basis;    // owed, goodwill, none
    bool needs_approval = false;
    std::string reason;  // of goodwill
    std::vector<std::string> clauses;
    Bilingual why;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("remedy_id", s.remedy_id);
        v("remedy", s.remedy);
        v("offered", s.offered);
        v("basis", s.basis);
        v("needs_approval", s.needs_approval);
        v("reason", s.reason);
        v("clauses", s.clauses);
        v("why", s.why);
    }
    static void apply(Case& c, Complaint& own, const RemedyProposed& e, const Event& event);
    friend bool operator==(const RemedyProposed&, const RemedyProposed&) = default;
};

struct GoodwillApproved {
    static constexpr std::string_view kType = "GoodwillApproved";
    RemedyId remedy_id;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("remedy_id", s.remedy_id);
        v("reason", s.reason);
    }
    static void apply(Case& c, Complaint& own, const GoodwillApproved& e, const Event& event);
    friend bool operator==(const GoodwillApproved&, const GoodwillApproved&) = default;
};

struct ConsentRecorded {
    static constexpr std::string_view kType = "ConsentRecorded";
    RemedyId remedy_id;
    Consent consent{};
    Personal words;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("remedy_id", s.remedy_id);
        v("consent", s.consent);
        v("words", s.words);
    }
    static void apply(Case& c, Complaint& own, const ConsentRecorded& e, const Event& event);
    friend bool operator==(const ConsentRecorded&, const ConsentRecorded&) = default;
};

// With everything known, so that the customer never tells it twice (S52).
struct HandOverOffered {
    static constexpr std::string_view kType = "HandOverOffered";
    UserId to;
    Personal summary;
    Facts facts;
    std::vector<std::string> asked;
    std::vector<RemedyId> proposed;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("to", s.to);
        v("summary", s.summary);
        v("facts", s.facts);
        v("asked", s.asked);
        v("proposed", s.proposed);
    }
    static void apply(Case& c, Complaint& own, const HandOverOffered& e, const Event& event);
    friend bool operator==(const HandOverOffered&, const HandOverOffered&) = default;
};

struct HandOverAccepted {
    static constexpr std::string_view kType = "HandOverAccepted";
    template <class Self, class V>
    static void each(Self&, V&) {}
    static void apply(Case& c, Complaint& own, const HandOverAccepted& e, const Event& event);
    friend bool operator==(const HandOverAccepted&, const HandOverAccepted&) = default;
};

struct RemedyCarriedOut {
    static constexpr std::string_view kType = "RemedyCarriedOut";
    RemedyId remedy_id;
    std::string note;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("remedy_id", s.remedy_id);
        v("note", s.note);
    }
    static void apply(Case& c, Complaint& own, const RemedyCarriedOut& e, const Event& event);
    friend bool operator==(const RemedyCarriedOut&, const RemedyCarriedOut&) = default;
};

struct CallBackRecorded {
    static constexpr std::string_view kType = "CallBackRecorded";
    bool fits_now = true;
    bool came_again = false;
    std::string result;  // close, reopen, exchange_again
    std::vector<std::string> clauses;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("fits_now", s.fits_now);
        v("came_again", s.came_again);
        v("result", s.result);
        v("clauses", s.clauses);
    }
    static void apply(Case& c, Complaint& own, const CallBackRecorded& e, const Event& event);
    friend bool operator==(const CallBackRecorded&, const CallBackRecorded&) = default;
};

// --- commands ---

struct RecordStep {
    static constexpr std::string_view kName = "record_step";
    static constexpr Gate kGate{kShopStaff, kComplaints, kAnyPerspective, kComplaintOpen};
    Step step{};
    std::string note;
    std::vector<std::string> asked;
    Facts facts;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("step", s.step);
        v("note", s.note);
        v.maybe("asked", s.asked);
        v.maybe("facts", s.facts);
    }
    static Decision carry_out(const Moment& m, const RecordStep& cmd);
};

struct ProposeRemedy {
    static constexpr std::string_view kName = "propose_remedy";
    static constexpr Gate kGate{kShopStaff, kComplaints, kAnyPerspective,
                                set_of(Phase::Open, Phase::Proposed, Phase::Agreed)};
    static constexpr int kRank = -90;
    RemedyId remedy_id;
    std::string remedy;
    std::string offered;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.fresh("remedy_id", s.remedy_id);
        v("remedy", s.remedy);
        v("offered", s.offered);
        v.maybe("reason", s.reason);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const ProposeRemedy& cmd);
};

struct ApproveGoodwill {
    static constexpr std::string_view kName = "approve_goodwill";
    static constexpr Gate kGate{kSupervisors, kComplaints, kAnyPerspective,
                                set_of(Phase::Proposed, Phase::Agreed)};
    RemedyId remedy_id;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("remedy_id", s.remedy_id);
        v("reason", s.reason);
    }
    static Decision carry_out(const Moment& m, const ApproveGoodwill& cmd);
};

struct RecordConsent {
    static constexpr std::string_view kName = "record_consent";
    static constexpr Gate kGate{kParties, kComplaints, kAnyPerspective, set_of(Phase::Proposed)};
    static constexpr int kRank = -70;
    RemedyId remedy_id;
    bool given = false;
    std::string words;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("remedy_id", s.remedy_id);
        v("given", s.given);
        v.maybe("words", s.words);
    }
    static Decision carry_out(const Moment& m, const RecordConsent& cmd);
};

struct OfferHandOver {
    static constexpr std::string_view kName = "offer_hand_over";
    static constexpr Gate kGate{kShopStaff, kComplaints, kAnyPerspective,
                                set_of(Phase::Open, Phase::Proposed, Phase::Agreed)};
    UserId to;
    std::string summary;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("to", s.to);
        v("summary", s.summary);
    }
    static Decision carry_out(const Moment& m, const OfferHandOver& cmd);
};

struct AcceptHandOver {
    static constexpr std::string_view kName = "accept_hand_over";
    static constexpr Gate kGate{kShopStaff, kComplaints, kAnyPerspective,
                                set_of(Phase::HandedOver)};
    static constexpr int kRank = -80;
    template <class Self, class V>
    static void each(Self&, V&) {}
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const AcceptHandOver& cmd);
};

struct CarryOut {
    static constexpr std::string_view kName = "carry_out";
    static constexpr Gate kGate{kShopStaff, kComplaints, kAnyPerspective, set_of(Phase::Agreed)};
    static constexpr int kRank = -60;
    RemedyId remedy_id;
    std::string note;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("remedy_id", s.remedy_id);
        v("note", s.note);
    }
    static Decision carry_out(const Moment& m, const CarryOut& cmd);
};

struct RecordCallBack {
    static constexpr std::string_view kName = "record_call_back";
    static constexpr Gate kGate{kShopStaff, kComplaints, kAnyPerspective,
                                set_of(Phase::CarriedOut, Phase::Closed)};
    bool fits_now = true;
    bool came_again = false;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("fits_now", s.fits_now);
        v("came_again", s.came_again);
    }
    static Decision carry_out(const Moment& m, const RecordCallBack& cmd);
};

// All of the above, in the order in which the API lists them.
using ComplaintEvents =
    Listed<StepRecorded, RemedyProposed, GoodwillApproved, ConsentRecorded, HandOverOffered,
           HandOverAccepted, RemedyCarriedOut, CallBackRecorded>;
using ComplaintCommands = Listed<RecordStep, ProposeRemedy, ApproveGoodwill, RecordConsent,
                                 OfferHandOver, AcceptHandOver, CarryOut, RecordCallBack>;

}  // namespace pingli::cases
