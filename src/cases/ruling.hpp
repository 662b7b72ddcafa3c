// Taking up, eligibility, the right path, and the ruling with its reasons (H7, H16). An officer
// rules; the rulebook must agree, and both are kept.

#pragma once

#include "cases/exhibit.hpp"
#include "cases/gate.hpp"
#include "cases/types.hpp"

namespace pingli::cases {

// What the tables made of one allegation. Of a report there is one finding without an allegation.
struct Holding {
    AllegationId allegation;
    Outcome outcome{};
    std::string points_class;  // ordinary, serious, none
    std::int64_t points = 0;
    std::string reason;                  // the rulebook's word: proven, civility, not_our_number …
    std::string gravity;                 // of a claim: grave, ordinary, none (H16)
    std::string ground;                  // of a report
    std::string right_path;              // of a claim: none, civility_or_review, goods_dispute
    Facts facts;                         // all that the tables were given
    std::vector<std::string> not_shown;  // facts that nobody showed, held not to be so (H10)
    std::vector<FiredTable> tables;
    std::vector<std::string> clauses;  // of the deciding row
    Bilingual why;
    bool confirm = false;  // rests on something the operator must confirm with the platform
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("allegation", s.allegation);
        v("outcome", s.outcome);
        v("points_class", s.points_class);
        v("points", s.points);
        v("reason", s.reason);
        v("gravity", s.gravity);
        v("ground", s.ground);
        v("right_path", s.right_path);
        v("facts", s.facts);
        v("not_shown", s.not_shown);
        v("tables", s.tables);
        v("clauses", s.clauses);
        v("why", s.why);
        v("confirm", s.confirm);
    }
    friend bool operator==(const Holding&, const Holding&) = default;
};

// How an exhibit stood when the ruling was made.
struct WeighedExhibit {
    ExhibitId exhibit_id;
    std::string kind;
    bool late = false;
    bool admitted = true;
    std::vector<Bearing> findings;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("exhibit_id", s.exhibit_id);
        v("kind", s.kind);
        v("late", s.late);
        v("admitted", s.admitted);
        v("findings", s.findings);
        v("reason", s.reason);
    }
    friend bool operator==(const WeighedExhibit&, const WeighedExhibit&) = default;
};

// Complete in itself: it can be explained when everything else has changed.
struct Ruling {
    RulingId ruling_id;
    Instance instance{};
    Outcome outcome{};
    std::string points_class;
    std::int64_t points = 0;
    std::string reason;
    std::string special_circumstance;  // with its reason; empty: none (S36)
    std::string officers_reasons;
    BookRef book;
    std::vector<Holding> findings;
    std::vector<WeighedExhibit> exhibits;
    std::string source;  // of a recorded ruling of the platform; empty: ruled here
    Instant ruled_at;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("ruling_id", s.ruling_id);
        v("instance", s.instance);
        v("outcome", s.outcome);
        v("points_class", s.points_class);
        v("points", s.points);
        v("reason", s.reason);
        v("special_circumstance", s.special_circumstance);
        v("officers_reasons", s.officers_reasons);
        v("book", s.book);
        v("findings", s.findings);
        v("exhibits", s.exhibits);
        v("source", s.source);
        v("ruled_at", s.ruled_at);
    }
    friend bool operator==(const Ruling&, const Ruling&) = default;
};

// --- events ---

struct OfficerAssigned {
    static constexpr std::string_view kType = "OfficerAssigned";
    UserId officer;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("officer", s.officer);
    }
    static void apply(Case& c, const OfficerAssigned& e, const Event& event);
    friend bool operator==(const OfficerAssigned&, const OfficerAssigned&) = default;
};

struct TakenUp {
    static constexpr std::string_view kType = "TakenUp";
    bool late = false;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("late", s.late);
    }
    static void apply(Case& c, const TakenUp& e, const Event& event);
    friend bool operator==(const TakenUp&, const TakenUp&) = default;
};

struct EligibilityDecided {
    static constexpr std::string_view kType = "EligibilityDecided";
    bool eligible = true;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("eligible", s.eligible);
        v("reason", s.reason);
    }
    static void apply(Case& c, const EligibilityDecided& e, const Event& event);
    friend bool operator==(const EligibilityDecided&, const EligibilityDecided&) = default;
};

// What the matter really is, and where it belongs (H5, H19).
struct RightPathShown {
    static constexpr std::string_view kType = "RightPathShown";
    AllegationId allegation;
    std::string path;
    std::vector<std::string> clauses;
    Bilingual words;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("allegation", s.allegation);
        v("path", s.path);
        v("clauses", s.clauses);
        v("words", s.words);
    }
    static void apply(Case& c, const RightPathShown& e, const Event& event);
    friend bool operator==(const RightPathShown&, const RightPathShown&) = default;
};

struct CaseRuled {
    static constexpr std::string_view kType = "CaseRuled";
    Ruling ruling;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        Ruling::each(s.ruling, v);
    }
    static void apply(Case& c, const CaseRuled& e, const Event& event);
    friend bool operator==(const CaseRuled&, const CaseRuled&) = default;
};

// --- commands ---

struct AssignOfficer {
    static constexpr std::string_view kName = "assign_officer";
    static constexpr Gate kGate{kAnyOfficer | kSupervisors, kAnyKind, kAnyPerspective, kStillOpen};
    static constexpr int kRank = 60;
    UserId officer;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("officer", s.officer);
    }
    static Decision carry_out(const Moment& m, const AssignOfficer& cmd);
};

struct TakeUp {
    static constexpr std::string_view kName = "take_up";
    static constexpr Gate kGate{kOfficers, kRuledKinds, kDecidedHere, set_of(Phase::Filed)};
    static constexpr std::string_view kClock = "take_up_due";
    static constexpr int kRank = -130;
    template <class Self, class V>
    static void each(Self&, V&) {}
    static Decision carry_out(const Moment& m, const TakeUp& cmd);
};

struct DecideEligibility {
    static constexpr std::string_view kName = "decide_eligibility";
    static constexpr Gate kGate{kOfficers, kRuledKinds, kDecidedHere, kBeforeRuling};
    bool eligible = true;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("eligible", s.eligible);
        v("reason", s.reason);
    }
    static Decision carry_out(const Moment& m, const DecideEligibility& cmd);
};

struct ShowRightPath {
    static constexpr std::string_view kName = "show_right_path";
    static constexpr Gate kGate{kOfficers, kClaims, kDecidedHere, kBeforeRuling};
    AllegationId allegation;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("allegation", s.allegation);
    }
    static Decision carry_out(const Moment& m, const ShowRightPath& cmd);
};

struct RuleCase {
    static constexpr std::string_view kName = "rule_case";
    static constexpr Gate kGate{kOfficers, kRuledKinds, kDecidedHere, set_of(Phase::Review)};
    static constexpr bool kEntersPoints = true;
    static constexpr std::string_view kClock = "finish_due";
    static constexpr int kRank = -100;
    RulingId ruling_id;
    Outcome outcome{};
    std::string reasons;
    std::optional<std::string> special_circumstance;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.fresh("ruling_id", s.ruling_id);
        v("outcome", s.outcome);
        v("reasons", s.reasons);
        v.maybe("special_circumstance", s.special_circumstance);
    }
    static Decision carry_out(const Moment& m, const RuleCase& cmd);
};

// All of the above, in the order in which the API lists them.
using RulingEvents =
    Listed<OfficerAssigned, TakenUp, EligibilityDecided, RightPathShown, CaseRuled>;
using RulingCommands = Listed<AssignOfficer, TakeUp, DecideEligibility, ShowRightPath, RuleCase>;

}  // namespace pingli::cases
