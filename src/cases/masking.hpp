// Words of a review are masked, a review is never deleted: there is no command and no event for it
// (X9). The original stays sealed in the mask; two people unseal it; a successful appeal unmasks.

#pragma once

#include "cases/gate.hpp"
#include "cases/types.hpp"

namespace pingli::cases {

// --- events ---

struct WordsMasked {
    static constexpr std::string_view kType = "WordsMasked";
    MaskId mask_id;
    Place place{};
    std::vector<WordSpan> spans;
    Personal original;  // sealed
    RulingId ruling_id;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("mask_id", s.mask_id);
        v("place", s.place);
        v("spans", s.spans);
        v("original", s.original);
        v("ruling_id", s.ruling_id);
        v("reason", s.reason);
    }
    static void apply(Case& c, Report& own, const WordsMasked& e, const Event& event);
    friend bool operator==(const WordsMasked&, const WordsMasked&) = default;
};

struct UnsealAsked {
    static constexpr std::string_view kType = "UnsealAsked";
    MaskId mask_id;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("mask_id", s.mask_id);
        v("reason", s.reason);
    }
    static void apply(Case& c, Report& own, const UnsealAsked& e, const Event& event);
    friend bool operator==(const UnsealAsked&, const UnsealAsked&) = default;
};

struct OriginalUnsealed {
    static constexpr std::string_view kType = "OriginalUnsealed";
    MaskId mask_id;
    UserId asked_by;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("mask_id", s.mask_id);
        v("asked_by", s.asked_by);
        v("reason", s.reason);
    }
    static void apply(Case& c, Report& own, const OriginalUnsealed& e, const Event& event);
    friend bool operator==(const OriginalUnsealed&, const OriginalUnsealed&) = default;
};

struct WordsUnmasked {
    static constexpr std::string_view kType = "WordsUnmasked";
    MaskId mask_id;
    RulingId ruling_id;  // of the appeal
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("mask_id", s.mask_id);
        v("ruling_id", s.ruling_id);
    }
    static void apply(Case& c, Report& own, const WordsUnmasked& e, const Event& event);
    friend bool operator==(const WordsUnmasked&, const WordsUnmasked&) = default;
};

// --- commands ---

struct MaskWords {
    static constexpr std::string_view kName = "mask_words";
    static constexpr Gate kGate{kAnyOfficer, kReports, kDecidedHere,
                                set_of(Phase::Ruled, Phase::Final)};
    static constexpr int kRank = -50;
    MaskId mask_id;
    Place place{};
    std::vector<WordSpan> spans;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.fresh("mask_id", s.mask_id);
        v("place", s.place);
        v("spans", s.spans);
        v("reason", s.reason);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const MaskWords& cmd);
};

struct AskUnseal {
    static constexpr std::string_view kName = "ask_unseal";
    static constexpr Gate kGate{kUnsealers, kReports, kAnyPerspective, kAnyPhase};
    MaskId mask_id;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("mask_id", s.mask_id);
        v("reason", s.reason);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const AskUnseal& cmd);
};

// By another user than the one who asked.
struct ConfirmUnseal {
    static constexpr std::string_view kName = "confirm_unseal";
    static constexpr Gate kGate{kUnsealers, kReports, kAnyPerspective, kAnyPhase};
    static constexpr int kRank = -40;
    MaskId mask_id;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("mask_id", s.mask_id);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const ConfirmUnseal& cmd);
};

// All of the above, in the order in which the API lists them.
using MaskingEvents = Listed<WordsMasked, UnsealAsked, OriginalUnsealed, WordsUnmasked>;
using MaskingCommands = Listed<MaskWords, AskUnseal, ConfirmUnseal>;

}  // namespace pingli::cases
