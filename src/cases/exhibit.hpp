// Exhibits: what a side puts before the officer, what the other side says to it, and what it was
// found to prove. A late exhibit is taken and marked; the officer decides on it with a reason
// (S27).

#pragma once

#include "cases/gate.hpp"
#include "cases/types.hpp"

namespace pingli::cases {

// What an exhibit says of one allegation. Of a report or complaint there is one subject only, and
// the allegation is empty.
struct Bearing {
    AllegationId allegation;
    Showing showing{};
    std::vector<ShownContact> contacts;
    Facts facts;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.maybe("allegation", s.allegation);
        v("showing", s.showing);
        v.maybe("contacts", s.contacts, kContactsShown);
        v.maybe("facts", s.facts);
    }
    friend bool operator==(const Bearing&, const Bearing&) = default;
};

struct ExhibitData {
    ExhibitId exhibit_id;
    std::string kind;    // carrier_list, chat_screenshots …; an open list (exhibit_kind.hpp)
    std::string origin;  // where it comes from, how it was obtained
    std::string purpose;
    std::string reference;  // the platform's evidence reference, a waybill …
    std::optional<FileRef> file;
    std::vector<Bearing> bearings;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.fresh("exhibit_id", s.exhibit_id);
        v("kind", s.kind);
        v("origin", s.origin);
        v("purpose", s.purpose);
        v.maybe("reference", s.reference);
        v.maybe("file", s.file);
        v.maybe("bearings", s.bearings);
    }
    friend bool operator==(const ExhibitData&, const ExhibitData&) = default;
};

// --- events ---

struct EvidenceSubmitted {
    static constexpr std::string_view kType = "EvidenceSubmitted";
    ExhibitData exhibit;
    Side side{};
    bool late = false;
    Personal excerpt;  // its own words, where it is a text
    template <class Self, class V>
    static void each(Self& s, V& v) {
        ExhibitData::each(s.exhibit, v);
        v("side", s.side);
        v("late", s.late);
        v.maybe("excerpt", s.excerpt);
    }
    static void apply(Case& c, const EvidenceSubmitted& e, const Event& event);
    friend bool operator==(const EvidenceSubmitted&, const EvidenceSubmitted&) = default;
};

struct OpinionGiven {
    static constexpr std::string_view kType = "OpinionGiven";
    ExhibitId exhibit_id;
    Side side{};
    bool accepts = false;
    Personal words;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("exhibit_id", s.exhibit_id);
        v("side", s.side);
        v("accepts", s.accepts);
        v("words", s.words);
    }
    static void apply(Case& c, const OpinionGiven& e, const Event& event);
    friend bool operator==(const OpinionGiven&, const OpinionGiven&) = default;
};

// A later weighing of the same exhibit takes the place of the earlier one in later rulings only.
struct ExhibitWeighed {
    static constexpr std::string_view kType = "ExhibitWeighed";
    ExhibitId exhibit_id;
    bool admitted = true;  // false: not used, for being late or worthless
    std::vector<Bearing> findings;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("exhibit_id", s.exhibit_id);
        v("admitted", s.admitted);
        v("findings", s.findings);
        v("reason", s.reason);
    }
    static void apply(Case& c, const ExhibitWeighed& e, const Event& event);
    friend bool operator==(const ExhibitWeighed&, const ExhibitWeighed&) = default;
};

// --- commands ---

struct SubmitEvidence {
    static constexpr std::string_view kName = "submit_evidence";
    static constexpr Gate kGate{kParties | kAnyOfficer, kAnyKind, kAnyPerspective,
                                kHearing | kComplaintOpen};
    static constexpr std::array kFieldRights{
        FieldRight{"bearings.contacts.at", kParties | kAnyOfficer}};
    static constexpr int kRank = -20;
    ExhibitData exhibit;
    std::optional<Side> side;  // for another side, where the platform decides; else the actor's own
    template <class Self, class V>
    static void each(Self& s, V& v) {
        ExhibitData::each(s.exhibit, v);
        v.maybe("side", s.side);
    }
    static Decision carry_out(const Moment& m, const SubmitEvidence& cmd);
};

struct GiveOpinion {
    static constexpr std::string_view kName = "give_opinion";
    static constexpr Gate kGate{kParties, kRuledKinds, kAnyPerspective, kHearing};
    ExhibitId exhibit_id;
    bool accepts = false;
    std::string words;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("exhibit_id", s.exhibit_id);
        v("accepts", s.accepts);
        v("words", s.words);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const GiveOpinion& cmd);
};

struct WeighExhibit {
    static constexpr std::string_view kName = "weigh_exhibit";
    static constexpr Gate kGate{kAnyOfficer, kRuledKinds, kDecidedHere,
                                set_of(Phase::Review, Phase::Appealed)};
    static constexpr std::array kFieldRights{FieldRight{"findings.contacts.at", kAnyOfficer}};
    static constexpr int kRank = -110;
    ExhibitId exhibit_id;
    std::optional<bool> admitted;
    std::vector<Bearing> findings;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("exhibit_id", s.exhibit_id);
        v.maybe("admitted", s.admitted);
        v.maybe("findings", s.findings);
        v("reason", s.reason);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const WeighExhibit& cmd);
};

// All of the above, in the order in which the API lists them.
using ExhibitEvents = Listed<EvidenceSubmitted, OpinionGiven, ExhibitWeighed>;
using ExhibitCommands = Listed<SubmitEvidence, GiveOpinion, WeighExhibit>;

}  // namespace pingli::cases
