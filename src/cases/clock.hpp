// The clocks of a case: deadlines of its rulebook, each with its start, its last second, and what
// became of it. Escalation is an event made when a clock has run out (X3, S28).

#pragma once

#include "cases/gate.hpp"
#include "cases/types.hpp"

namespace pingli::cases {

enum class ClockState : std::uint8_t { Running, Kept, Missed, Stopped, Paused };
template <>
inline constexpr auto kNamesOf<ClockState> =
    std::to_array<std::string_view>({"running", "kept", "missed", "stopped", "paused"});
static_assert(is_named_up_to(ClockState::Paused));

struct ClockPause {  // the clock stood still in [from, to)
    Instant from;
    std::optional<Instant> to;  // absent: it still does
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("from", s.from);
        v("to", s.to);
        v("reason", s.reason);
    }
    friend bool operator==(const ClockPause&, const ClockPause&) = default;
};

struct Clock {
    std::string name;  // of the rulebook's deadline: answer_due, take_up_due …
    Instant from;
    Instant due;  // the last second in time; while it is paused, as it was before
    bool provisional = false;
    std::string clause;
    ClockState state{};
    std::optional<Instant> ended_at;
    std::vector<ClockPause> pauses;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("name", s.name);
        v("from", s.from);
        v("due", s.due);
        v("provisional", s.provisional);
        v("clause", s.clause);
        v("state", s.state);
        v("ended_at", s.ended_at);
        v.maybe("pauses", s.pauses);
    }
    friend bool operator==(const Clock&, const Clock&) = default;
};

// --- events ---

struct ClockStarted {
    static constexpr std::string_view kType = "ClockStarted";
    std::string clock;
    Instant from;
    Instant due;
    bool provisional = false;
    std::string clause;
    Bilingual words;  // what it is, and which days it counted
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("clock", s.clock);
        v("from", s.from);
        v("due", s.due);
        v("provisional", s.provisional);
        v("clause", s.clause);
        v("words", s.words);
    }
    static void apply(Case& c, const ClockStarted& e, const Event& event);
    friend bool operator==(const ClockStarted&, const ClockStarted&) = default;
};

struct ClockMissed {
    static constexpr std::string_view kType = "ClockMissed";
    std::string clock;
    Instant due;
    Role escalated_to{};
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("clock", s.clock);
        v("due", s.due);
        v("escalated_to", s.escalated_to);
    }
    static void apply(Case& c, const ClockMissed& e, const Event& event);
    friend bool operator==(const ClockMissed&, const ClockMissed&) = default;
};

struct ClockPaused {
    static constexpr std::string_view kType = "ClockPaused";
    std::string clock;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("clock", s.clock);
        v("reason", s.reason);
    }
    static void apply(Case& c, const ClockPaused& e, const Event& event);
    friend bool operator==(const ClockPaused&, const ClockPaused&) = default;
};

struct ClockResumed {
    static constexpr std::string_view kType = "ClockResumed";
    std::string clock;
    Instant due;  // from now on
    bool provisional = false;
    Bilingual words;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("clock", s.clock);
        v("due", s.due);
        v("provisional", s.provisional);
        v("words", s.words);
    }
    static void apply(Case& c, const ClockResumed& e, const Event& event);
    friend bool operator==(const ClockResumed&, const ClockResumed&) = default;
};

// The deciding side broke its own time limit.
struct DutyBreached {
    static constexpr std::string_view kType = "DutyBreached";
    std::string breach;  // taken_up_late, finished_late
    std::vector<std::string> clauses;
    Role escalated_to{};
    Bilingual why;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("breach", s.breach);
        v("clauses", s.clauses);
        v("escalated_to", s.escalated_to);
        v("why", s.why);
    }
    static void apply(Case& c, const DutyBreached& e, const Event& event);
    friend bool operator==(const DutyBreached&, const DutyBreached&) = default;
};

// The time to appeal has passed, or the appeal is ruled.
struct CaseBecameFinal {
    static constexpr std::string_view kType = "CaseBecameFinal";
    template <class Self, class V>
    static void each(Self&, V&) {}
    static void apply(Case& c, const CaseBecameFinal& e, const Event& event);
    friend bool operator==(const CaseBecameFinal&, const CaseBecameFinal&) = default;
};

// --- commands ---

// Marks what has run out by now; refused when nothing has.
struct RunClocks {
    static constexpr std::string_view kName = "run_clocks";
    static constexpr Gate kGate{kSystem, kAnyKind, kAnyPerspective, kAnyPhase};
    template <class Self, class V>
    static void each(Self&, V&) {}
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const RunClocks& cmd);
};

// While something outside is waited for. Where the platform decides elsewhere, the shop's staff
// record that it paused; here an officer does, with the reason.
struct PauseClock {
    static constexpr std::string_view kName = "pause_clock";
    static constexpr Gate kGate{kShopStaff | kAnyOfficer, kRuledKinds, kAnyPerspective,
                                kHearing | set_of(Phase::Ruled)};
    static constexpr int kRank = 70;
    std::string clock;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("clock", s.clock);
        v("reason", s.reason);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const PauseClock& cmd);
};

struct ResumeClock {
    static constexpr std::string_view kName = "resume_clock";
    static constexpr Gate kGate = PauseClock::kGate;
    static constexpr int kRank = 80;
    std::string clock;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("clock", s.clock);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const ResumeClock& cmd);
};

// All of the above, in the order in which the API lists them.
using ClockEvents =
    Listed<ClockStarted, ClockMissed, ClockPaused, ClockResumed, DutyBreached, CaseBecameFinal>;
using ClockCommands = Listed<RunClocks, PauseClock, ResumeClock>;

}  // namespace pingli::cases
