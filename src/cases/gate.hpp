// Who may do what, to which kind of case, when: the part of a command's rules that needs neither
// its payload nor the rulebook. Each command states its own; decide and allowed_moves ask the same.

#pragma once

#include "cases/types.hpp"

namespace pingli::cases {

struct Gate {
    constexpr Gate(SetOf<Role> who, SetOf<CaseKind> of, SetOf<Perspective> seen_as,
                   SetOf<Phase> when)
        : roles(who), kinds(of), perspectives(seen_as), phases(when) {}
    SetOf<Role> roles;
    SetOf<CaseKind> kinds;
    SetOf<Perspective> perspectives;
    SetOf<Phase> phases;
};

inline constexpr auto kAnyPerspective = set_of(Perspective::Tracked, Perspective::Decided);
inline constexpr auto kDecidedHere = set_of(Perspective::Decided);
inline constexpr auto kTrackedOnly = set_of(Perspective::Tracked);

inline constexpr auto kAnyKind =
    set_of(CaseKind::HarassmentClaim, CaseKind::ReviewReport, CaseKind::Complaint);
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
inline constexpr auto kClock = set_of(Role::System);

inline constexpr auto kNotYet = set_of(Phase::None);
inline constexpr auto kBeforeRuling = set_of(Phase::Filed, Phase::Review);
inline constexpr auto kHearing = set_of(Phase::Draft, Phase::Filed, Phase::Review, Phase::Appealed);
inline constexpr auto kComplaintOpen =
    set_of(Phase::Open, Phase::Proposed, Phase::Agreed, Phase::CarriedOut);
inline constexpr auto kStillOpen = kHearing | kComplaintOpen | set_of(Phase::HandedOver);
inline constexpr auto kAnyPhase =
    kStillOpen | set_of(Phase::Ruled, Phase::Final, Phase::Withdrawn, Phase::Closed);

}  // namespace pingli::cases
