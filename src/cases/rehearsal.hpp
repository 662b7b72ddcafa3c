// Rehearsal (B16): the ruling on the evidence at hand, and the smallest further sets of evidence
// that would change it, over the same tables. Changes nothing; under a millisecond.

#pragma once

#include "cases/case.hpp"
#include "cases/rules.hpp"

namespace pingli::cases {

// What the tables say of the case as it stands.
struct Standing {
    bool decided = false;            // false: cannot be told, see `missing`
    std::optional<Outcome> outcome;  // of claims and reports
    std::string verdict;             // of a report: malicious, genuine, unclear
    std::string reason;              // claim: the rulebook's reason; complaint: the remedy
    std::string ground;              // of a report
    std::string points_class;
    std::int64_t points = 0;
    std::vector<std::string> clauses;
    std::vector<std::string> missing;  // facts
    std::string admission;             // of a report, if filed now
    std::string refusal;
    Bilingual why;
    friend bool operator==(const Standing&, const Standing&) = default;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("decided", s.decided);
        v("outcome", s.outcome);
        v("verdict", s.verdict);
        v("reason", s.reason);
        v("ground", s.ground);
        v("points_class", s.points_class);
        v("points", s.points);
        v("clauses", s.clauses);
        v("missing", s.missing);
        v("admission", s.admission);
        v("refusal", s.refusal);
        v("why", s.why);
    }
};

struct FurtherEvidence {
    std::string exhibit;  // carrier_list, chat_reference …
    Showing showing{};    // what it would have to show
    Bilingual words;
    friend bool operator==(const FurtherEvidence&, const FurtherEvidence&) = default;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("exhibit", s.exhibit);
        v("showing", s.showing);
        v("words", s.words);
    }
};

struct Turn {  // a smallest set: none of its parts alone would do it
    std::vector<FurtherEvidence> evidence;
    Standing then;
    friend bool operator==(const Turn&, const Turn&) = default;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("evidence", s.evidence);
        v("then", s.then);
    }
};

struct Rehearsal {
    BookRef book;
    Standing now;
    // Of claims and reports: what the tables make of each allegation now, row by row.
    std::vector<Holding> findings;
    std::vector<Turn> turns;  // smallest first
    std::vector<std::pair<std::string, Bilingual>> missing_exhibits;
    std::optional<Instant> evidence_due;
};

constexpr std::size_t kTurnSizeMax = 3;

// Nothing is decided (and the book is empty) when no rulebook is in force for the case.
Rehearsal rehearse(const Case& c, const Rules& rules, Instant now);

// A case that somebody described rather than opened: gets the rulebook in force at the time of its
// facts, the phase in which evidence is taken, and the clocks, where it has none.
Case prepare_for_rehearsal(Case c, const Rules& rules, Instant now);

}  // namespace pingli::cases
