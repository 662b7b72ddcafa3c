// What commands and events say of themselves besides their fields. A command is one struct with
//
// - kName, under which the API knows it;
// - kGate: who may give it, to which kind of case, when: what needs neither payload nor rulebook;
// - kFieldRights: which of its fields only some of them may set; absent: none;
// - kClock: the clock that it answers; absent: none;
// - kRank: where it stands among the moves that are offered; absent: 0; rank_in: where that hangs
//   on the case;
// - kEntersPoints: true, when it may; it then hangs on the sums of the shop's other cases;
// - guard: what needs no payload, but more than the gate; absent: nothing;
// - carry_out: what it brings about, or why not;
//
// and an event has kType and `apply`, which takes the part of the kind of case that it belongs to.
// decide and allowed_moves, evolve, the API and the desk go by that alone.

#pragma once

#include <array>
#include <expected>

#include "cases/types.hpp"

namespace pingli::cases {

struct Case;
struct Claim;
struct Report;
struct Complaint;
struct Event;
struct Moment;
struct Refusal;
using Events = std::vector<Event>;
using Checked = std::expected<void, Refusal>;
using Decision = std::expected<Events, Refusal>;

// The commands, or the events, of one subject; and one of any of several subjects.
template <class... Ts>
struct Listed {};
template <class... Lists>
struct Joined;
template <class... Ts>
struct Joined<Listed<Ts...>> {
    using Any = std::variant<Ts...>;
};
template <class... As, class... Bs, class... Lists>
struct Joined<Listed<As...>, Listed<Bs...>, Lists...> : Joined<Listed<As..., Bs...>, Lists...> {};

// What brings a case on has a rank below 0, what only adds to it or ends it above; the lowest
// stands first. Steps of ten leave room.
template <class C>
constexpr int rank_of() {
    if constexpr (requires { C::kRank; }) return C::kRank;
    return 0;
}
template <class C>
constexpr std::string_view clock_of() {
    if constexpr (requires { C::kClock; }) return C::kClock;
    return {};
}

// A time told from outside is never in the future; nor is it before this.
enum class NotBefore : std::uint8_t {
    Anything,    // it lies in the dispute, not in the case
    Backdating,  // kBackdatingMax before now
    Filing,      // of the case, as its record shows
    FirstText,   // of the same review
    LastStep,    // the filing, the last ruling, the last appeal
};

struct FieldRight {
    constexpr FieldRight(std::string_view name, SetOf<Role> roles,
                         NotBefore earliest = NotBefore::Anything)
        : field(name), who(roles), not_before(earliest) {}
    std::string_view field;  // as the body names it; "allegations.stop_requested_at" in a list
    SetOf<Role> who;
    NotBefore not_before;
};

struct Gate {
    constexpr Gate(SetOf<Role> who, SetOf<CaseKind> of, SetOf<Perspective> seen_as,
                   SetOf<Phase> when)
        : roles(who), kinds(of), perspectives(seen_as), phases(when) {}
    SetOf<Role> roles;
    SetOf<CaseKind> kinds;
    SetOf<Perspective> perspectives;
    SetOf<Phase> phases;
};

inline constexpr auto kAnyPerspective = every<Perspective>();
inline constexpr auto kDecidedHere = set_of(Perspective::Decided);
inline constexpr auto kTrackedOnly = set_of(Perspective::Tracked);

inline constexpr auto kAnyKind = every<CaseKind>();
inline constexpr auto kClaims = set_of(CaseKind::HarassmentClaim);
inline constexpr auto kReports = set_of(CaseKind::ReviewReport);
inline constexpr auto kRuledKinds = kClaims | kReports;
inline constexpr auto kComplaints = set_of(CaseKind::Complaint);

// An owner may do all that staff may.
inline constexpr auto kShopStaff = set_of(Role::Owner, Role::Supervisor, Role::Agent);
inline constexpr auto kSupervisors = set_of(Role::Owner, Role::Supervisor);
inline constexpr auto kCustomer = set_of(Role::Claimant);
inline constexpr auto kOfficers = set_of(Role::Owner, Role::CaseOfficer);
inline constexpr auto kSeniors = set_of(Role::Owner, Role::SeniorOfficer);
inline constexpr auto kAnyOfficer = kOfficers | kSeniors;
inline constexpr auto kParties = kShopStaff | kCustomer;
inline constexpr auto kUnsealers = set_of(Role::Owner, Role::Supervisor, Role::SeniorOfficer);
inline constexpr auto kSystem = set_of(Role::System);  // the clock

// For whom somebody may act in that role: an owner for the shop, and as an officer.
constexpr SetOf<Side> sides_of(Role role) {
    SetOf<Side> out;
    if (kShopStaff.has(role)) out = out | set_of(Side::Shop);
    if (kCustomer.has(role)) out = out | set_of(Side::Customer);
    if (kAnyOfficer.has(role)) out = out | set_of(Side::Platform);
    return out;
}

inline constexpr auto kNotYet = set_of(Phase::None);
inline constexpr auto kBeforeRuling = set_of(Phase::Filed, Phase::Review);
inline constexpr auto kHearing = set_of(Phase::Draft, Phase::Filed, Phase::Review, Phase::Appealed);
inline constexpr auto kComplaintOpen =
    set_of(Phase::Open, Phase::Proposed, Phase::Agreed, Phase::CarriedOut);
inline constexpr auto kStillOpen = kHearing | kComplaintOpen | set_of(Phase::HandedOver);
inline constexpr auto kAnyPhase =
    kStillOpen | set_of(Phase::Ruled, Phase::Final, Phase::Withdrawn, Phase::Closed);
static_assert((kAnyPhase | kNotYet).bits == every<Phase>().bits);
static_assert((kParties | kAnyOfficer | kSystem | set_of(Role::PolicyEditor, Role::Auditor)).bits ==
              every<Role>().bits);  // of the last two, no command is theirs

}  // namespace pingli::cases
