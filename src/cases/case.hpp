// Where a case stands: the fold of its events (evolve.hpp). Values only. Rulings, entries, masks
// and exhibits are only ever added to.

#pragma once

#include "cases/events.hpp"

namespace pingli::cases {

struct Opinion {
    Side side{};
    bool accepts = false;
    Personal words;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("side", s.side);
        v("accepts", s.accepts);
        v("words", s.words);
    }
    friend bool operator==(const Opinion&, const Opinion&) = default;
};

struct Weighing {
    UserId officer;
    bool admitted = true;
    std::vector<Bearing> findings;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("officer", s.officer);
        v("admitted", s.admitted);
        v("findings", s.findings);
        v("reason", s.reason);
    }
    friend bool operator==(const Weighing&, const Weighing&) = default;
};

struct Exhibit {
    ExhibitData data;
    Side side{};
    bool late = false;
    Personal excerpt;
    Instant submitted_at;
    std::vector<Opinion> opinions;
    std::optional<Weighing> weighing;  // the latest
    template <class Self, class V>
    static void each(Self& s, V& v) {
        ExhibitData::each(s.data, v);
        v("side", s.side);
        v("late", s.late);
        v.maybe("excerpt", s.excerpt);
        v("submitted_at", s.submitted_at);
        v("opinions", s.opinions);
        v("weighing", s.weighing);
    }
    friend bool operator==(const Exhibit&, const Exhibit&) = default;
};

struct Answer {
    std::vector<AllegationAnswer> answers;
    std::vector<AllegationId> unanswered;
    Personal course_of_trade;
    Facts facts;
    bool late = false;
    Instant submitted_at;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("answers", s.answers);
        v("unanswered", s.unanswered);
        v("course_of_trade", s.course_of_trade);
        v("facts", s.facts);
        v("late", s.late);
        v("submitted_at", s.submitted_at);
    }
    friend bool operator==(const Answer&, const Answer&) = default;
};

struct Message {
    MessageId message_id;
    Side side{};
    Personal text;
    Instant at;
    std::optional<bool> holds;  // what the officer's check found
    std::string note;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("message_id", s.message_id);
        v("side", s.side);
        v("text", s.text);
        v("at", s.at);
        v("holds", s.holds);
        v("note", s.note);
    }
    friend bool operator==(const Message&, const Message&) = default;
};

struct Appeal {
    AppealId appeal_id;
    RulingId against;
    Side side{};
    Personal grounds;
    Instant filed_at;
    std::optional<bool> overturned;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("appeal_id", s.appeal_id);
        v("against", s.against);
        v("side", s.side);
        v("grounds", s.grounds);
        v("filed_at", s.filed_at);
        v("overturned", s.overturned);
    }
    friend bool operator==(const Appeal&, const Appeal&) = default;
};

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

struct Case {
    CaseKind kind{};
    Opening opening;
    Phase phase{};
    std::int64_t version = 0;  // number of events
    Instant opened_at;
    Instant updated_at;
    std::optional<UserId> assigned;
    BookRef book;  // that was in force at the time of the facts

    // claims
    Instant filed_at;
    Instant received_at;
    std::vector<Allegation> allegations;
    std::optional<Answer> answer;
    std::optional<Reached> reached;
    std::optional<bool> log_shows_contact;
    std::optional<ClearingMessagePrepared> clearing_message;

    // reports
    std::optional<ReviewTexts> review;
    std::string refusal;  // of the latest attempt to file
    std::vector<Mask> masks;
    std::vector<Filing> filings;

    // complaints
    std::string channel;
    Personal words;
    std::vector<Step> steps;
    std::vector<std::string> asked;
    std::vector<ProposedRemedy> remedies;
    std::optional<HandOverOffered> hand_over;
    std::int64_t times_reopened = 0;

    // what all kinds have
    Facts facts;
    std::vector<Exhibit> exhibits;
    std::vector<Message> messages;
    std::vector<Clock> clocks;
    std::vector<std::string> breaches;
    std::vector<UserId> officers;  // who took part in the first instance
    std::optional<Instant> taken_up_at;
    std::optional<bool> eligible;
    std::vector<RightPathShown> right_paths;
    std::vector<Ruling> rulings;
    std::vector<Appeal> appeals;
    std::vector<PointsEntry> entries;
    std::vector<Measure> proposed_measures;
    std::vector<MeasureOrdered> ordered_measures;
    std::vector<SettlementRecorded> settlements;
    std::vector<CaseLinked> links;

    template <class Self, class V>
    static void each(Self& s, V& v);

    [[nodiscard]] const Ruling* last_ruling() const {
        return rulings.empty() ? nullptr : &rulings.back();
    }
    [[nodiscard]] const Exhibit* exhibit(const ExhibitId& id) const;
    [[nodiscard]] const Allegation* allegation(const AllegationId& id) const;
    [[nodiscard]] const Clock* clock(std::string_view name) const;  // the latest of that name
    friend bool operator==(const Case&, const Case&) = default;
};

template <class Self, class V>
void Case::each(Self& s, V& v) {
    v("kind", s.kind);
    Opening::each(s.opening, v);
    v("phase", s.phase);
    v("version", s.version);
    v("opened_at", s.opened_at);
    v("updated_at", s.updated_at);
    v("assigned", s.assigned);
    v("book", s.book);
    v("filed_at", s.filed_at);
    v("received_at", s.received_at);
    v("allegations", s.allegations);
    v("answer", s.answer);
    v("reached", s.reached);
    v("log_shows_contact", s.log_shows_contact);
    v("clearing_message", s.clearing_message);
    v("review", s.review);
    v("refusal", s.refusal);
    v("masks", s.masks);
    v("filings", s.filings);
    v("channel", s.channel);
    v("words", s.words);
    v("steps", s.steps);
    v("asked", s.asked);
    v("remedies", s.remedies);
    v("hand_over", s.hand_over);
    v("times_reopened", s.times_reopened);
    v("facts", s.facts);
    v("exhibits", s.exhibits);
    v("messages", s.messages);
    v("clocks", s.clocks);
    v("breaches", s.breaches);
    v("officers", s.officers);
    v("taken_up_at", s.taken_up_at);
    v("eligible", s.eligible);
    v("right_paths", s.right_paths);
    v("rulings", s.rulings);
    v("appeals", s.appeals);
    v("entries", s.entries);
    v("proposed_measures", s.proposed_measures);
    v("ordered_measures", s.ordered_measures);
    v("settlements", s.settlements);
    v("links", s.links);
}

// The words of `place` as everybody may read them: masked spans as blocks, the rest as written.
std::string shown_text(const Case& c, Place place);

}  // namespace pingli::cases
