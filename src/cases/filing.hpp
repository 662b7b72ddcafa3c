// A report that the platform decides is a draft until the shop has handed it in there. What was
// opened or recorded by mistake is taken back: a draft as long as nothing was handed in, a handing
// in as long as the platform has not ruled.

#pragma once

#include "cases/gate.hpp"
#include "cases/report.hpp"
#include "cases/types.hpp"

namespace pingli::cases {

// --- events ---

struct ReportHandedIn {
    static constexpr std::string_view kType = "ReportHandedIn";
    BookRef book;  // by which the platform's time to answer is counted
    Filing filing;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("book", s.book);
        Filing::each(s.filing, v);
    }
    static void apply(Case& c, Report& own, const ReportHandedIn& e, const Event& event);
    friend bool operator==(const ReportHandedIn&, const ReportHandedIn&) = default;
};

struct HandingInUndone {
    static constexpr std::string_view kType = "HandingInUndone";
    template <class Self, class V>
    static void each(Self&, V&) {}
    static void apply(Case& c, Report& own, const HandingInUndone& e, const Event& event);
    friend bool operator==(const HandingInUndone&, const HandingInUndone&) = default;
};

struct DraftUndone {
    static constexpr std::string_view kType = "DraftUndone";
    template <class Self, class V>
    static void each(Self&, V&) {}
    static void apply(Case& c, Report& own, const DraftUndone& e, const Event& event);
    friend bool operator==(const DraftUndone&, const DraftUndone&) = default;
};

struct DraftResumed {
    static constexpr std::string_view kType = "DraftResumed";
    template <class Self, class V>
    static void each(Self&, V&) {}
    static void apply(Case& c, Report& own, const DraftResumed& e, const Event& event);
    friend bool operator==(const DraftResumed&, const DraftResumed&) = default;
};

// --- commands ---

struct HandInReport {
    static constexpr std::string_view kName = "hand_in_report";
    static constexpr Gate kGate{kShopStaff, kReports, kTrackedOnly, set_of(Phase::Draft)};
    static constexpr std::array kFieldRights{
        FieldRight{"filed_at", kShopStaff, NotBefore::Backdating}};
    static constexpr std::string_view kClock = "report_due";
    static constexpr int kRank = -155;
    std::string reference;  // the platform's number for it, where it gave one
    std::optional<Instant> filed_at;
    std::string path;  // absent: where the rulebook says
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.maybe("reference", s.reference);
        v.maybe("filed_at", s.filed_at);
        v.maybe("path", s.path);
    }
    static Decision carry_out(const Moment& m, const HandInReport& cmd);
};

struct UndoHandingIn {
    static constexpr std::string_view kName = "undo_handing_in";
    static constexpr Gate kGate{kShopStaff, kReports, kTrackedOnly, set_of(Phase::Filed)};
    static constexpr int kRank = 84;
    template <class Self, class V>
    static void each(Self&, V&) {}
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const UndoHandingIn& cmd);
};

struct UndoDraft {
    static constexpr std::string_view kName = "undo_draft";
    static constexpr Gate kGate{kShopStaff, kReports, kAnyPerspective, set_of(Phase::Draft)};
    static constexpr int kRank = 86;
    template <class Self, class V>
    static void each(Self&, V&) {}
    static Decision carry_out(const Moment& m, const UndoDraft& cmd);
};

struct ResumeDraft {
    static constexpr std::string_view kName = "resume_draft";
    static constexpr Gate kGate{kShopStaff, kReports, kAnyPerspective, set_of(Phase::Closed)};
    static constexpr int kRank = -145;
    template <class Self, class V>
    static void each(Self&, V&) {}
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const ResumeDraft& cmd);
};

// All of the above, in the order in which the API lists them.
using FilingEvents = Listed<ReportHandedIn, HandingInUndone, DraftUndone, DraftResumed>;
using FilingCommands = Listed<HandInReport, UndoHandingIn, UndoDraft, ResumeDraft>;

}  // namespace pingli::cases
