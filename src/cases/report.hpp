// A report of a malicious review: admission by the rulebook (B7), where it was filed and what came
// of it (B12), and the rulings of a platform that decides itself.

#pragma once

#include "cases/gate.hpp"
#include "cases/ruling.hpp"
#include "cases/types.hpp"

namespace pingli::cases {

enum class Filed : std::uint8_t { Report, Answer, Appeal };
template <>
inline constexpr auto kNamesOf<Filed> =
    std::to_array<std::string_view>({"report", "answer", "appeal"});
static_assert(is_named_up_to(Filed::Appeal));

struct Filing {
    Filed what{};
    std::string path;       // the menu path on the platform (B23)
    std::string reference;  // the platform's number for it
    Instant filed_at;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("what", s.what);
        v("path", s.path);
        v.maybe("reference", s.reference);
        v("filed_at", s.filed_at);
    }
    friend bool operator==(const Filing&, const Filing&) = default;
};

// --- events ---

struct ReportAdmitted {
    static constexpr std::string_view kType = "ReportAdmitted";
    BookRef book;
    std::string ground;  // as the facts stand
    std::string path;    // where to file it
    std::vector<std::string> clauses;
    Bilingual why;
    bool confirm = false;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("book", s.book);
        v("ground", s.ground);
        v("path", s.path);
        v("clauses", s.clauses);
        v("why", s.why);
        v("confirm", s.confirm);
    }
    static void apply(Case& c, Report& own, const ReportAdmitted& e, const Event& event);
    friend bool operator==(const ReportAdmitted&, const ReportAdmitted&) = default;
};

// The draft stays: what was lacking may still be mended.
struct ReportRefused {
    static constexpr std::string_view kType = "ReportRefused";
    BookRef book;
    std::string refusal;  // too_late, not_rated_by_both, good_rating, nothing_written, no_ground
    std::vector<std::string> clauses;
    Bilingual why;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("book", s.book);
        v("refusal", s.refusal);
        v("clauses", s.clauses);
        v("why", s.why);
    }
    static void apply(Case& c, Report& own, const ReportRefused& e, const Event& event);
    friend bool operator==(const ReportRefused&, const ReportRefused&) = default;
};

struct ReportLeft {
    static constexpr std::string_view kType = "ReportLeft";
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("reason", s.reason);
    }
    static void apply(Case& c, const ReportLeft& e, const Event& event);
    friend bool operator==(const ReportLeft&, const ReportLeft&) = default;
};

struct FilingRecorded {
    static constexpr std::string_view kType = "FilingRecorded";
    Filing filing;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        Filing::each(s.filing, v);
    }
    static void apply(Case& c, const FilingRecorded& e, const Event& event);
    friend bool operator==(const FilingRecorded&, const FilingRecorded&) = default;
};

// A tracked case: what the platform ruled, and who says so.
struct PlatformRulingRecorded {
    static constexpr std::string_view kType = "PlatformRulingRecorded";
    Ruling ruling;
    bool overturned = false;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        Ruling::each(s.ruling, v);
        v("overturned", s.overturned);
    }
    static void apply(Case& c, const PlatformRulingRecorded& e, const Event& event);
    friend bool operator==(const PlatformRulingRecorded&, const PlatformRulingRecorded&) = default;
};

// --- commands ---

struct FileReport {
    static constexpr std::string_view kName = "file_report";
    static constexpr Gate kGate{kShopStaff, kReports, kDecidedHere, set_of(Phase::Draft)};
    static constexpr std::string_view kClock = "report_due";
    static constexpr int kRank = -150;
    template <class Self, class V>
    static void each(Self&, V&) {}
    static Decision carry_out(const Moment& m, const FileReport& cmd);
};

// A proven professional or threat is always reported; leaving it needs a recorded reason (B20).
struct LeaveUnreported {
    static constexpr std::string_view kName = "leave_unreported";
    static constexpr Gate kGate{kSupervisors, kReports, kAnyPerspective, set_of(Phase::Draft)};
    static constexpr int kRank = 90;
    std::string reason;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("reason", s.reason);
    }
    static Decision carry_out(const Moment& m, const LeaveUnreported& cmd);
};

struct RecordFiling {
    static constexpr std::string_view kName = "record_filing";
    static constexpr Gate kGate{kShopStaff, kRuledKinds, kTrackedOnly,
                                kHearing | set_of(Phase::Ruled)};
    static constexpr std::array kFieldRights{FieldRight{"filed_at", kShopStaff, NotBefore::Filing}};
    Filed what{};
    std::string path;
    std::string reference;
    std::optional<Instant> filed_at;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v("what", s.what);
        v("path", s.path);
        v.maybe("reference", s.reference);
        v.maybe("filed_at", s.filed_at);
    }
    static Checked guard(const Moment& m);
    static Decision carry_out(const Moment& m, const RecordFiling& cmd);
};

struct RecordPlatformRuling {
    static constexpr std::string_view kName = "record_platform_ruling";
    static constexpr Gate kGate{kShopStaff, kRuledKinds, kTrackedOnly,
                                set_of(Phase::Filed, Phase::Review, Phase::Appealed)};
    static constexpr bool kEntersPoints = true;
    static constexpr std::array kFieldRights{
        FieldRight{"ruled_at", kShopStaff, NotBefore::LastStep}};
    RulingId ruling_id;
    Outcome outcome{};
    std::string points_class;  // empty: none
    std::int64_t points = 0;
    std::string reason;
    std::string source;
    std::optional<Instant> ruled_at;
    template <class Self, class V>
    static void each(Self& s, V& v) {
        v.fresh("ruling_id", s.ruling_id);
        v("outcome", s.outcome);
        v.maybe("points_class", s.points_class);
        v.maybe("points", s.points);
        v.maybe("reason", s.reason);
        v("source", s.source);
        v.maybe("ruled_at", s.ruled_at);
    }
    static Decision carry_out(const Moment& m, const RecordPlatformRuling& cmd);
};

// All of the above, in the order in which the API lists them.
using ReportEvents =
    Listed<ReportAdmitted, ReportRefused, ReportLeft, FilingRecorded, PlatformRulingRecorded>;
using ReportCommands = Listed<FileReport, LeaveUnreported, RecordFiling, RecordPlatformRuling>;

}  // namespace pingli::cases
