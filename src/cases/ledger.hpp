// Penalty points: entries per class and calendar year, undone by contrary entries and never
// deleted (H2, H9, S30). The classes are never added together. A measure needs a human decision.

#pragma once

#include "cases/gate.hpp"
#include "cases/types.hpp"

namespace pingli::cases {

struct PointsEntry {
    EntryId entry_id;
    std::optional<EntryId> reverses;  // the entry that this one undoes
    std::string points_class;         // ordinary, serious
    std::int64_t points = 0;          // negative in a contrary entry
    std::int64_t year = 0;            // calendar year in the rulebook's zone
    RulingId ruling_id;
    std::vector<std::string> clauses;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("entry_id", s.entry_id);
        v("reverses", s.reverses);
        v("points_class", s.points_class);
        v("points", s.points);
        v("year", s.year);
        v("ruling_id", s.ruling_id);
        v("clauses", s.clauses);
    }
    friend bool operator==(const PointsEntry&, const PointsEntry&) = default;
};

struct Measure {
    std::string measure;  // the rulebook's word: warning, restriction, delisting, closing
    std::string points_class;
    std::int64_t year = 0;
    std::int64_t points = 0;  // of that class and year, that brought it
    std::vector<std::string> clauses;
    Bilingual words;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("measure", s.measure);
        v("points_class", s.points_class);
        v("year", s.year);
        v("points", s.points);
        v("clauses", s.clauses);
        v("words", s.words);
    }
    friend bool operator==(const Measure&, const Measure&) = default;
};

// A shop's sums before a command, from the ledger view. What decide needs to know of other cases.
struct Totals {
    struct Sum {
        std::string points_class;
        std::int64_t year = 0;
        std::int64_t points = 0;
        friend bool operator==(const Sum&, const Sum&) = default;
    };
    std::vector<Sum> sums;
    [[nodiscard]] std::int64_t of(std::string_view points_class, std::int64_t year) const {
        for (const Sum& sum : sums)
            if (sum.points_class == points_class && sum.year == year) return sum.points;
        return 0;
    }
};

// --- events ---

struct PointsEntered {
    static constexpr std::string_view kType = "PointsEntered";
    PointsEntry entry;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        PointsEntry::each(s.entry, v);
    }
    static void apply(Case& c, const PointsEntered& e, const Event& event);
    friend bool operator==(const PointsEntered&, const PointsEntered&) = default;
};

struct PointsReversed {
    static constexpr std::string_view kType = "PointsReversed";
    PointsEntry entry;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        PointsEntry::each(s.entry, v);
    }
    static void apply(Case& c, const PointsReversed& e, const Event& event);
    friend bool operator==(const PointsReversed&, const PointsReversed&) = default;
};

// What the rulebook says the sum now brings; nothing happens before an officer orders it (X9).
struct MeasureProposed {
    static constexpr std::string_view kType = "MeasureProposed";
    Measure measure;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        Measure::each(s.measure, v);
    }
    static void apply(Case& c, const MeasureProposed& e, const Event& event);
    friend bool operator==(const MeasureProposed&, const MeasureProposed&) = default;
};

struct MeasureOrdered {
    static constexpr std::string_view kType = "MeasureOrdered";
    Measure measure;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        Measure::each(s.measure, v);
        v("reason", s.reason);
    }
    static void apply(Case& c, const MeasureOrdered& e, const Event& event);
    friend bool operator==(const MeasureOrdered&, const MeasureOrdered&) = default;
};

// The points behind a measure were undone.
struct MeasureLifted {
    static constexpr std::string_view kType = "MeasureLifted";
    std::string measure;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("measure", s.measure);
        v("reason", s.reason);
    }
    static void apply(Case& c, const MeasureLifted& e, const Event& event);
    friend bool operator==(const MeasureLifted&, const MeasureLifted&) = default;
};

// --- commands ---

struct OrderMeasure {
    static constexpr std::string_view kName = "order_measure";
    static constexpr Gate kGate{kAnyOfficer, kClaims, kDecidedHere,
                                set_of(Phase::Ruled, Phase::Final)};
    std::string measure;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("measure", s.measure);
        v("reason", s.reason);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const OrderMeasure& cmd);
};

// All of the above, in the order in which the API lists them.
using LedgerEvents =
    Listed<PointsEntered, PointsReversed, MeasureProposed, MeasureOrdered, MeasureLifted>;
using LedgerCommands = Listed<OrderMeasure>;

}  // namespace pingli::cases
