// What parties do between themselves, and how a case ends without a ruling. A refund or a
// settlement never closes a claim; only the claimant withdraws it (H10, S31).

#pragma once

#include "base/money.hpp"
#include "cases/gate.hpp"
#include "cases/types.hpp"

namespace pingli::cases {

enum class Settled : std::uint8_t { Refunded, Settled };
template <>
inline constexpr auto kNamesOf<Settled> = std::to_array<std::string_view>({"refunded", "settled"});
static_assert(is_named_up_to(Settled::Settled));

enum class Relation : std::uint8_t {
    RightPath,   // the matter that a mis-filed claim really is
    Refund,      // the refund case of the same quarrel
    SameEvents,  // the same facts before another venue
    Reopened,
};
template <>
inline constexpr auto kNamesOf<Relation> =
    std::to_array<std::string_view>({"right_path", "refund", "same_events", "reopened"});
static_assert(is_named_up_to(Relation::Reopened));

// --- events ---

struct SettlementRecorded {
    static constexpr std::string_view kType = "SettlementRecorded";
    Settled what{};
    std::optional<Money> amount;
    Personal terms;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("what", s.what);
        v("amount", s.amount);
        v("terms", s.terms);
    }
    static void apply(Case& c, const SettlementRecorded& e, const Event& event);
    friend bool operator==(const SettlementRecorded&, const SettlementRecorded&) = default;
};

struct CaseWithdrawn {
    static constexpr std::string_view kType = "CaseWithdrawn";
    Personal reason;
    std::string source;  // of a tracked case: where the platform says so
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("reason", s.reason);
        v("source", s.source);
    }
    static void apply(Case& c, const CaseWithdrawn& e, const Event& event);
    friend bool operator==(const CaseWithdrawn&, const CaseWithdrawn&) = default;
};

struct CaseLinked {
    static constexpr std::string_view kType = "CaseLinked";
    CaseId other;
    Relation relation{};
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("other", s.other);
        v("relation", s.relation);
    }
    static void apply(Case& c, const CaseLinked& e, const Event& event);
    friend bool operator==(const CaseLinked&, const CaseLinked&) = default;
};

// --- commands ---

struct RecordSettlement {
    static constexpr std::string_view kName = "record_settlement";
    static constexpr Gate kGate{kSupervisors | kCustomer | kAnyOfficer, kAnyKind, kAnyPerspective,
                                kStillOpen | set_of(Phase::Ruled)};
    static constexpr int kRank = 40;
    Settled what{};
    std::optional<Money> amount;
    std::string terms;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("what", s.what);
        v.maybe("amount", s.amount);
        v.maybe("terms", s.terms);
    }
    static Decision carry_out(const Moment& m, const RecordSettlement& cmd);
};

// By the customer of a claim, by the shop of a report; of a tracked claim staff record what the
// platform says, with its source.
struct WithdrawCase {
    static constexpr std::string_view kName = "withdraw_case";
    static constexpr Gate kGate{kParties, kRuledKinds, kAnyPerspective, kHearing};
    static constexpr int kRank = 100;
    std::string reason;
    std::string source;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.maybe("reason", s.reason);
        v.maybe("source", s.source);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const WithdrawCase& cmd);
};

struct LinkCase {
    static constexpr std::string_view kName = "link_case";
    static constexpr Gate kGate{kShopStaff | kAnyOfficer, kAnyKind, kAnyPerspective, kAnyPhase};
    static constexpr int kRank = 50;
    CaseId other;
    Relation relation{};
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("other", s.other);
        v("relation", s.relation);
    }
    static Decision carry_out(const Moment& m, const LinkCase& cmd);
};

// All of the above, in the order in which the API lists them.
using SettlementEvents = Listed<SettlementRecorded, CaseWithdrawn, CaseLinked>;
using SettlementCommands = Listed<RecordSettlement, WithdrawCase, LinkCase>;

}  // namespace pingli::cases
