// The respondent's answer, allegation by allegation (H11), the message board (H17), and the shop's
// own way through a claim (H18).

#pragma once

#include "cases/gate.hpp"
#include "cases/types.hpp"

namespace pingli::cases {

enum class Position : std::uint8_t { Denies, Explains, Admits };
template <>
inline constexpr auto kNamesOf<Position> =
    std::to_array<std::string_view>({"denies", "explains", "admits"});
static_assert(is_named_up_to(Position::Admits));

struct AllegationAnswer {
    AllegationId allegation;
    Position position{};
    Personal words;
    std::vector<ExhibitId> exhibits;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("allegation", s.allegation);
        v("position", s.position);
        v("words", s.words);
        v.maybe("exhibits", s.exhibits);
    }
    friend bool operator==(const AllegationAnswer&, const AllegationAnswer&) = default;
};

// How an attempt to reach the claimant ended, as table next_step knows it.
enum class Reached : std::uint8_t { Agreed, NotAgreed, Unreachable };
template <>
inline constexpr auto kNamesOf<Reached> =
    std::to_array<std::string_view>({"agreed", "not_agreed", "unreachable"});
static_assert(is_named_up_to(Reached::Unreachable));

// --- events ---

struct AnswerSubmitted {
    static constexpr std::string_view kType = "AnswerSubmitted";
    std::vector<AllegationAnswer> answers;
    std::vector<AllegationId> unanswered;
    Personal course_of_trade;
    Facts facts;  // what the shop states: number_is_shops …
    bool late = false;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("answers", s.answers);
        v("unanswered", s.unanswered);
        v("course_of_trade", s.course_of_trade);
        v("facts", s.facts);
        v("late", s.late);
    }
    static void apply(Case& c, Claim& own, const AnswerSubmitted& e, const Event& event);
    friend bool operator==(const AnswerSubmitted&, const AnswerSubmitted&) = default;
};

struct MessagePosted {
    static constexpr std::string_view kType = "MessagePosted";
    MessageId message_id;
    Side side{};
    Personal text;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("message_id", s.message_id);
        v("side", s.side);
        v("text", s.text);
    }
    static void apply(Case& c, const MessagePosted& e, const Event& event);
    friend bool operator==(const MessagePosted&, const MessagePosted&) = default;
};

struct MessageVerified {
    static constexpr std::string_view kType = "MessageVerified";
    MessageId message_id;
    bool holds = false;
    std::string note;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("message_id", s.message_id);
        v("holds", s.holds);
        v("note", s.note);
    }
    static void apply(Case& c, const MessageVerified& e, const Event& event);
    friend bool operator==(const MessageVerified&, const MessageVerified&) = default;
};

struct ContactAttempted {
    static constexpr std::string_view kType = "ContactAttempted";
    std::string channel;
    Instant tried_at;
    Reached reached{};
    std::string note;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("channel", s.channel);
        v("tried_at", s.tried_at);
        v("reached", s.reached);
        v.maybe("note", s.note);
    }
    static void apply(Case& c, Claim& own, const ContactAttempted& e, const Event& event);
    friend bool operator==(const ContactAttempted&, const ContactAttempted&) = default;
};

struct OwnLogSearched {
    static constexpr std::string_view kType = "OwnLogSearched";
    bool shows_contact = false;
    std::string note;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("shows_contact", s.shows_contact);
        v.maybe("note", s.note);
    }
    static void apply(Case& c, Claim& own, const OwnLogSearched& e, const Event& event);
    friend bool operator==(const OwnLogSearched&, const OwnLogSearched&) = default;
};

// --- commands ---

struct NewAnswer {
    AllegationId allegation;
    Position position{};
    std::string words;
    std::vector<ExhibitId> exhibits;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("allegation", s.allegation);
        v("position", s.position);
        v("words", s.words);
        v.maybe("exhibits", s.exhibits);
    }
};

struct SubmitAnswer {
    static constexpr std::string_view kName = "submit_answer";
    static constexpr Gate kGate{kShopStaff, kClaims, kAnyPerspective, kBeforeRuling};
    static constexpr std::string_view kClock = "answer_due";
    static constexpr int kRank = -140;
    std::vector<NewAnswer> answers;
    std::string course_of_trade;
    Facts facts;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("answers", s.answers);
        v("course_of_trade", s.course_of_trade);
        v.maybe("facts", s.facts);
    }
    static int rank_in(const Moment& m);  // a supplement only adds to it
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const SubmitAnswer& cmd);
};

struct PostMessage {
    static constexpr std::string_view kName = "post_message";
    static constexpr Gate kGate{kParties | kAnyOfficer, kAnyKind, kAnyPerspective, kStillOpen};
    static constexpr int kRank = 10;
    MessageId message_id;
    std::string text;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.fresh("message_id", s.message_id);
        v("text", s.text);
    }
    static Decision carry_out(const Moment& m, const PostMessage& cmd);
};

struct VerifyMessage {
    static constexpr std::string_view kName = "verify_message";
    static constexpr Gate kGate{kAnyOfficer, kRuledKinds, kDecidedHere, kHearing};
    static constexpr int kRank = 30;
    MessageId message_id;
    bool holds = false;
    std::string note;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("message_id", s.message_id);
        v("holds", s.holds);
        v("note", s.note);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const VerifyMessage& cmd);
};

struct RecordContact {
    static constexpr std::string_view kName = "record_contact";
    static constexpr Gate kGate{kShopStaff, kClaims, kAnyPerspective, kBeforeRuling};
    static constexpr std::array kFieldRights{FieldRight{"tried_at", kShopStaff, NotBefore::Filing}};
    static constexpr int kRank = -30;
    ExhibitId exhibit_id;  // under which a failed attempt is kept
    std::string channel;
    std::optional<Instant> tried_at;
    Reached reached{};
    std::string note;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.fresh("exhibit_id", s.exhibit_id);
        v("channel", s.channel);
        v.maybe("tried_at", s.tried_at);
        v("reached", s.reached);
        v.maybe("note", s.note);
    }
    static Decision carry_out(const Moment& m, const RecordContact& cmd);
};

struct RecordLogSearch {
    static constexpr std::string_view kName = "record_log_search";
    static constexpr Gate kGate{kShopStaff, kClaims, kAnyPerspective, kBeforeRuling};
    bool shows_contact = false;
    std::string note;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("shows_contact", s.shows_contact);
        v.maybe("note", s.note);
    }
    static Decision carry_out(const Moment& m, const RecordLogSearch& cmd);
};

// All of the above, in the order in which the API lists them.
using AnswerEvents =
    Listed<AnswerSubmitted, MessagePosted, MessageVerified, ContactAttempted, OwnLogSearched>;
using AnswerCommands =
    Listed<SubmitAnswer, PostMessage, VerifyMessage, RecordContact, RecordLogSearch>;

}  // namespace pingli::cases
