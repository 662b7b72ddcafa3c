// Where a case stands: the fold of its events (evolve.hpp). Values only. Rulings, entries, masks
// and exhibits are only ever added to.

#pragma once

#include "base/assert.hpp"
#include "cases/kinds.hpp"

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
    bool to_weigh = false;             // by an officer, before a ruling
    template <class Self, class V>
    static void each(Self& s, V& v) {
        ExhibitData::each(s.data, v);
        v("side", s.side);
        v("late", s.late);
        v.maybe("excerpt", s.excerpt);
        v("submitted_at", s.submitted_at);
        v("opinions", s.opinions);
        v("weighing", s.weighing);
        v("to_weigh", s.to_weigh);
    }
    friend bool operator==(const Exhibit&, const Exhibit&) = default;
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

struct Case {
    Kind own;  // what only its kind has
    Opening opening;
    Phase phase{};
    std::int64_t version = 0;  // number of events
    Instant opened_at;
    Instant updated_at;
    std::optional<UserId> assigned;
    BookRef book;  // that was in force at the time of the facts
    Instant filed_at;
    std::vector<Filing> filings;
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

    [[nodiscard]] CaseKind kind() const { return static_cast<CaseKind>(own.index()); }
    // Its rulebook, by the kind.
    [[nodiscard]] std::string_view book_id() const;
    template <class K>
    [[nodiscard]] bool is() const {
        return std::holds_alternative<K>(own);
    }
    template <class K>
    [[nodiscard]] const K* get_if() const {
        return std::get_if<K>(&own);
    }
    // Only of a case of that kind.
    template <class K>
    [[nodiscard]] const K& get() const {
        PINGLI_ASSERT(is<K>());
        return *get_if<K>();
    }
    // From now on of that kind, with nothing in it.
    template <class K>
    K& become() {
        return own.emplace<K>();
    }
    void become(CaseKind kind);

    [[nodiscard]] const Ruling* last_ruling() const {
        return rulings.empty() ? nullptr : &rulings.back();
    }
    [[nodiscard]] const Exhibit* exhibit(const ExhibitId& id) const;
    [[nodiscard]] const Clock* clock(std::string_view name) const;  // the latest of that name
    friend bool operator==(const Case&, const Case&) = default;
};

// The fields of one kind; those of another are there and empty: the API has one form for all.
template <class K, class Self, class V>
void each_of_kind(Self& s, V& v) {
    if (auto* own = std::get_if<K>(&s.own)) return K::each(*own, v);
    K none{};
    K::each(none, v);
}

template <class Self, class V>
void Case::each(Self& s, V& v) {
    if constexpr (std::is_const_v<Self>) {
        const CaseKind kind = s.kind();
        v("kind", kind);
    } else {
        CaseKind kind = s.kind();
        v("kind", kind);
        if (kind != s.kind()) s.become(kind);  // as it was read
    }
    Opening::each(s.opening, v);
    v("phase", s.phase);
    v("version", s.version);
    v("opened_at", s.opened_at);
    v("updated_at", s.updated_at);
    v("assigned", s.assigned);
    v("book", s.book);
    v("filed_at", s.filed_at);
    each_of_kind<Claim>(s, v);
    each_of_kind<Report>(s, v);
    v("filings", s.filings);
    each_of_kind<Complaint>(s, v);
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
std::string shown_text(const Report& report, Place place);

}  // namespace pingli::cases
