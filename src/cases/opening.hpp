// How a case begins. The three kinds share one head.

#pragma once

#include "cases/gate.hpp"
#include "cases/types.hpp"

namespace pingli::cases {

struct Opening {
    CaseId case_id;
    ShopId shop;
    Perspective perspective{};
    std::string title;  // no personal data
    PersonId person;    // the customer: claimant, complainant, or author of the review
    std::optional<UserId> person_user;  // with an account of their own
    std::string platform;               // taobao, tmall …
    std::vector<std::string> orders;
    std::string source;  // where it came from: "api", "triage", an import file's name
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("case_id", s.case_id);
        v("shop", s.shop);
        v("perspective", s.perspective);
        v("title", s.title, kShortText);
        v("person", s.person);
        v.maybe("person_user", s.person_user);
        v.maybe("platform", s.platform, kShortText);
        v.maybe("orders", s.orders, kOrders);
        v.maybe("source", s.source, kShortText);
    }
    friend bool operator==(const Opening&, const Opening&) = default;
};

// The texts under a review; the original of what is masked stays here and in the mask.
struct ReviewTexts {
    std::string id;
    Personal text;
    Personal follow_up;
    Personal explanation;  // the shop's own public answer
    std::optional<Instant> made_at;
    std::optional<Instant> follow_up_at;
    std::vector<MarkedWords> marked;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("id", s.id);
        v("text", s.text);
        v.maybe("follow_up", s.follow_up);
        v.maybe("explanation", s.explanation);
        v.maybe("made_at", s.made_at);
        v.maybe("follow_up_at", s.follow_up_at);
        v.maybe("marked", s.marked);
    }
    friend bool operator==(const ReviewTexts&, const ReviewTexts&) = default;
};

// --- events ---

struct ClaimOpened {
    static constexpr std::string_view kType = "ClaimOpened";
    Opening opening;
    Instant filed_at;     // by the claimant
    Instant received_at;  // by the shop
    std::vector<Allegation> allegations;
    BookRef book;  // the version in force when it was filed
    template <class Self, class V>
    static void each(Self& s, V& v) {
        Opening::each(s.opening, v);
        v("filed_at", s.filed_at);
        v("received_at", s.received_at);
        v("allegations", s.allegations);
        v("book", s.book);
    }
    static void apply(Case& c, const ClaimOpened& e, const Event& event);
    friend bool operator==(const ClaimOpened&, const ClaimOpened&) = default;
};

struct ReportOpened {
    static constexpr std::string_view kType = "ReportOpened";
    Opening opening;
    ReviewTexts review;
    Facts facts;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        Opening::each(s.opening, v);
        v("review", s.review);
        v("facts", s.facts);
    }
    static void apply(Case& c, const ReportOpened& e, const Event& event);
    friend bool operator==(const ReportOpened&, const ReportOpened&) = default;
};

struct ComplaintOpened {
    static constexpr std::string_view kType = "ComplaintOpened";
    Opening opening;
    std::string channel;  // online, counter …
    Instant complained_at;
    Personal words;
    Facts facts;
    BookRef book;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        Opening::each(s.opening, v);
        v("channel", s.channel);
        v("complained_at", s.complained_at);
        v("words", s.words);
        v("facts", s.facts);
        v("book", s.book);
    }
    static void apply(Case& c, const ComplaintOpened& e, const Event& event);
    friend bool operator==(const ComplaintOpened&, const ComplaintOpened&) = default;
};

// A message to clear up a misunderstanding, ready at once and sent when contact is allowed (S33).
struct ClearingMessagePrepared {
    static constexpr std::string_view kType = "ClearingMessagePrepared";
    ExhibitId exhibit_id;  // it is kept as an exhibit
    std::string channel;
    Instant send_from;
    Bilingual text;
    Bilingual why;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("exhibit_id", s.exhibit_id);
        v("channel", s.channel);
        v("send_from", s.send_from);
        v("text", s.text);
        v("why", s.why);
    }
    static void apply(Case& c, Claim& own, const ClearingMessagePrepared& e, const Event& event);
    friend bool operator==(const ClearingMessagePrepared&,
                           const ClearingMessagePrepared&) = default;
};

// Facts learnt later, from a record of the shop.
struct FactsRecorded {
    static constexpr std::string_view kType = "FactsRecorded";
    Facts facts;
    std::string source;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("facts", s.facts);
        v("source", s.source);
    }
    static void apply(Case& c, const FactsRecorded& e, const Event& event);
    friend bool operator==(const FactsRecorded&, const FactsRecorded&) = default;
};

// --- commands ---

struct NewAllegation {
    AllegationId id;
    std::string alleged;
    std::string person;
    std::string words;
    std::optional<Instant> stop_requested_at;
    Facts facts;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.fresh("id", s.id);
        v("alleged", s.alleged, kShortText);
        v("person", s.person, kShortText);
        v("words", s.words);
        v.maybe("stop_requested_at", s.stop_requested_at);
        v.maybe("facts", s.facts);
    }
};

struct OpenClaim {
    static constexpr std::string_view kName = "open_claim";
    static constexpr Gate kGate{kParties | kOfficers, kClaims, kAnyPerspective, kNotYet};
    // A customer files here and now. When the shop was told, only the shop can know; an officer who
    // could say so would take away its time to be heard.
    static constexpr std::array kFieldRights{
        FieldRight{"source", kShopStaff | kOfficers},
        FieldRight{"filed_at", kShopStaff | kOfficers, NotBefore::Backdating},
        FieldRight{"received_at", kShopStaff, NotBefore::Backdating},
        FieldRight{"allegations.stop_requested_at", kParties | kOfficers}};
    Opening opening;
    std::optional<Instant> filed_at;  // absent: now
    std::optional<Instant> received_at;
    std::vector<NewAllegation> allegations;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        Opening::each(s.opening, v);
        v.maybe("filed_at", s.filed_at);
        v.maybe("received_at", s.received_at);
        v("allegations", s.allegations);
    }
    static Decision carry_out(const Moment& m, const OpenClaim& cmd);
};

// What is held already when a report is opened: where it stands, and its own words if it has any.
struct HeldExhibit {
    ExhibitId exhibit_id;
    std::string kind;
    std::string origin;
    std::string purpose;
    std::string reference;
    std::string excerpt;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.fresh("exhibit_id", s.exhibit_id);
        v("kind", s.kind);
        v("origin", s.origin);
        v("purpose", s.purpose);
        v.maybe("reference", s.reference);
        v.maybe("excerpt", s.excerpt);
    }
};

struct OpenReport {
    static constexpr std::string_view kName = "open_report";
    static constexpr Gate kGate{kShopStaff, kReports, kAnyPerspective, kNotYet};
    static constexpr std::array kFieldRights{
        FieldRight{"made_at", kShopStaff},
        FieldRight{"follow_up_at", kShopStaff, NotBefore::FirstText}};
    Opening opening;
    std::string review_id;
    std::string text;
    std::string follow_up;
    std::string explanation;
    std::optional<Instant> made_at;
    std::optional<Instant> follow_up_at;
    std::vector<MarkedWords> marked;
    std::vector<HeldExhibit> exhibits;
    Facts facts;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        Opening::each(s.opening, v);
        v("review_id", s.review_id, kShortText);
        v.maybe("text", s.text);
        v.maybe("follow_up", s.follow_up);
        v.maybe("explanation", s.explanation);
        v.maybe("made_at", s.made_at);
        v.maybe("follow_up_at", s.follow_up_at);
        v.maybe("marked", s.marked);
        v.maybe("exhibits", s.exhibits);
        v("facts", s.facts);
    }
    static Decision carry_out(const Moment& m, const OpenReport& cmd);
};

struct OpenComplaint {
    static constexpr std::string_view kName = "open_complaint";
    static constexpr Gate kGate{kParties, kComplaints, kAnyPerspective, kNotYet};
    static constexpr std::array kFieldRights{
        FieldRight{"source", kShopStaff},
        FieldRight{"complained_at", kShopStaff, NotBefore::Backdating}};
    Opening opening;
    std::string channel;
    std::optional<Instant> complained_at;
    std::string words;
    Facts facts;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        Opening::each(s.opening, v);
        v("channel", s.channel);
        v.maybe("complained_at", s.complained_at);
        v("words", s.words);
        v.maybe("facts", s.facts);
    }
    static Decision carry_out(const Moment& m, const OpenComplaint& cmd);
};

struct RecordFacts {
    static constexpr std::string_view kName = "record_facts";
    static constexpr Gate kGate{kShopStaff | kAnyOfficer, kReports | kComplaints, kAnyPerspective,
                                kStillOpen};
    static constexpr int kRank = 20;
    Facts facts;
    std::string source;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("facts", s.facts);
        v("source", s.source);
    }
    static Decision carry_out(const Moment& m, const RecordFacts& cmd);
};

// All of the above, in the order in which the API lists them.
using OpeningEvents =
    Listed<ClaimOpened, ReportOpened, ComplaintOpened, ClearingMessagePrepared, FactsRecorded>;
using OpeningCommands = Listed<OpenClaim, OpenReport, OpenComplaint, RecordFacts>;

}  // namespace pingli::cases
