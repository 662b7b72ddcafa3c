// Why a command is refused: a stable code for programs, words for people, and what is legal now.

#pragma once

#include <utility>

#include "cases/gate.hpp"

namespace pingli::cases {

// Part of the public API: append, never rename.
enum class RefusalCode : std::uint8_t {
    NoSuchCase,
    AlreadyOpen,
    NotForThisKind,
    NotForThisPerspective,
    NotYourRole,
    NotYourCase,
    NotInThisPhase,
    NoRulebookInForce,
    RulebookIncomplete,
    FieldMissing,
    FieldTooLong,
    FieldInvalid,
    UnknownAllegation,
    UnknownExhibit,
    UnknownMessage,
    UnknownMask,
    UnknownRemedy,
    UnknownMeasure,
    DuplicateId,
    UnknownFact,
    WrongFact,
    FactNotYours,
    AlreadyAnswered,
    NotHeardYet,
    ExhibitsNotWeighed,
    EvidenceConflicts,
    CannotTellYet,
    RulebookSaysOtherwise,
    AnotherOfficerMustRule,
    AppealTooLate,
    OnlyClaimantWithdraws,
    SourceNeeded,
    NothingHasRunOut,
    UnsealNotAsked,
    SecondPersonNeeded,
    RulingNeeded,
    SpansOutsideText,
    BelowWhatIsOwed,
    ReasonNeeded,
    ApprovalNeeded,
    ConsentNeeded,
    NotTheReceiver,
    StayOnRightPath,
    ClockNotRunning,
    ClockNotPaused,
};
template <>
inline constexpr auto kNamesOf<RefusalCode> =
    std::to_array<std::string_view>({"no_such_case",
                                     "already_open",
                                     "not_for_this_kind",
                                     "not_for_this_perspective",
                                     "not_your_role",
                                     "not_your_case",
                                     "not_in_this_phase",
                                     "no_rulebook_in_force",
                                     "rulebook_incomplete",
                                     "field_missing",
                                     "field_too_long",
                                     "field_invalid",
                                     "unknown_allegation",
                                     "unknown_exhibit",
                                     "unknown_message",
                                     "unknown_mask",
                                     "unknown_remedy",
                                     "unknown_measure",
                                     "duplicate_id",
                                     "unknown_fact",
                                     "wrong_fact",
                                     "fact_not_yours",
                                     "already_answered",
                                     "not_heard_yet",
                                     "exhibits_not_weighed",
                                     "evidence_conflicts",
                                     "cannot_tell_yet",
                                     "rulebook_says_otherwise",
                                     "another_officer_must_rule",
                                     "appeal_too_late",
                                     "only_claimant_withdraws",
                                     "source_needed",
                                     "nothing_has_run_out",
                                     "unseal_not_asked",
                                     "second_person_needed",
                                     "ruling_needed",
                                     "spans_outside_text",
                                     "below_what_is_owed",
                                     "reason_needed",
                                     "approval_needed",
                                     "consent_needed",
                                     "not_the_receiver",
                                     "stay_on_right_path",
                                     "clock_not_running",
                                     "clock_not_paused"});
static_assert(is_named_up_to(RefusalCode::ClockNotPaused));

struct MoveField {
    std::string name;
    bool required = true;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("name", s.name);
        v("required", s.required);
    }
    friend bool operator==(const MoveField&, const MoveField&) = default;
};

// A command that is legal now for this actor, with what it needs.
struct Move {
    std::string command;
    std::vector<MoveField> needs;
    std::optional<Instant> due;  // of the clock that it answers
    std::int64_t rank = 0;       // below 0: it brings the case on; the lowest first
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("command", s.command);
        v("needs", s.needs);
        v("due", s.due);
        v("rank", s.rank);
    }
    friend bool operator==(const Move&, const Move&) = default;
};

struct Refusal {
    RefusalCode code{};
    Bilingual words;                 // the reason, readable in a letter
    std::vector<std::string> what;   // fields, facts, exhibits, clauses it is about
    std::vector<std::string> known;  // what would have been taken, where that is a list
    std::optional<Instant> due;      // from when on, or until when it was possible
    std::vector<Move> moves;         // legal now for this actor
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("code", s.code);
        v("words", s.words);
        v("what", s.what);
        v.maybe("known", s.known);
        v("due", s.due);
        v("allowed_moves", s.moves);
    }
    friend bool operator==(const Refusal&, const Refusal&) = default;
};

// With the words of its code.
Refusal refuse(RefusalCode code, std::vector<std::string> what = {},
               std::optional<Instant> due = std::nullopt);
// The same as what a function returns.
inline std::unexpected<Refusal> no(RefusalCode code, std::vector<std::string> what = {},
                                   std::optional<Instant> due = std::nullopt) {
    return std::unexpected{refuse(code, std::move(what), due)};
}
// The same, with what would have been taken instead.
inline std::unexpected<Refusal> no_but(RefusalCode code, std::vector<std::string> what,
                                       std::vector<std::string> known) {
    Refusal refusal = refuse(code, std::move(what));
    refusal.known = std::move(known);
    return std::unexpected{std::move(refusal)};
}

}  // namespace pingli::cases
