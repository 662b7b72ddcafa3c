// The second instance: another officer rules (H15, S29).

#pragma once

#include "cases/gate.hpp"
#include "cases/ruling.hpp"
#include "cases/types.hpp"

namespace pingli::cases {

// --- events ---

struct AppealFiled {
    static constexpr std::string_view kType = "AppealFiled";
    AppealId appeal_id;
    RulingId against;
    Side side{};
    Personal grounds;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("appeal_id", s.appeal_id);
        v("against", s.against);
        v("side", s.side);
        v("grounds", s.grounds);
    }
    static void apply(Case& c, const AppealFiled& e, const Event& event);
    friend bool operator==(const AppealFiled&, const AppealFiled&) = default;
};

struct AppealRuled {
    static constexpr std::string_view kType = "AppealRuled";
    AppealId appeal_id;
    bool overturned = false;
    Ruling ruling;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("appeal_id", s.appeal_id);
        v("overturned", s.overturned);
        v("ruling", s.ruling);
    }
    static void apply(Case& c, const AppealRuled& e, const Event& event);
    friend bool operator==(const AppealRuled&, const AppealRuled&) = default;
};

// --- commands ---

struct FileAppeal {
    static constexpr std::string_view kName = "file_appeal";
    static constexpr Gate kGate{kParties, kRuledKinds, kAnyPerspective, set_of(Phase::Ruled)};
    static constexpr std::string_view kClock = "appeal_due";
    static constexpr int kRank = -10;
    AppealId appeal_id;
    std::string grounds;
    std::optional<Side> side;  // for the customer, where the platform decides; else the actor's own
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.fresh("appeal_id", s.appeal_id);
        v("grounds", s.grounds);
        v.maybe("side", s.side);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const FileAppeal& cmd);
};

struct RuleAppeal {
    static constexpr std::string_view kName = "rule_appeal";
    static constexpr Gate kGate{kAnyOfficer, kRuledKinds, kDecidedHere, set_of(Phase::Appealed)};
    static constexpr bool kEntersPoints = true;
    static constexpr int kRank = -120;
    RulingId ruling_id;
    Outcome outcome{};  // of the case, not of the appeal
    std::string reasons;
    std::optional<std::string> special_circumstance;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.fresh("ruling_id", s.ruling_id);
        v("outcome", s.outcome);
        v("reasons", s.reasons);
        v.maybe("special_circumstance", s.special_circumstance);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const RuleAppeal& cmd);
};

// All of the above, in the order in which the API lists them.
using AppealEvents = Listed<AppealFiled, AppealRuled>;
using AppealCommands = Listed<FileAppeal, RuleAppeal>;

}  // namespace pingli::cases
