#include "cases/report.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "cases/checks.hpp"
#include "cases/clock_steps.hpp"
#include "cases/make_ruling.hpp"

namespace pingli::cases {

namespace {

constexpr std::int64_t kPointsMax = 1000;

Ruling platform_ruling(const Moment& m, const RecordPlatformRuling& cmd, const BookRef& book) {
    PINGLI_ASSERT(cmd.points >= 0 && cmd.points <= kPointsMax);  // says check_platform_ruling
    PINGLI_ASSERT(cmd.points == 0 || cmd.outcome == Outcome::Upheld);
    return {.ruling_id = cmd.ruling_id,
            .instance = m.c.phase == Phase::Appealed ? Instance::Appeal : Instance::First,
            .outcome = cmd.outcome,
            .points_class = cmd.points_class.empty() ? "none" : cmd.points_class,
            .points = cmd.points,
            .reason = cmd.reason,
            .special_circumstance = {},
            .officers_reasons = {},
            .book = book,
            .findings = {},
            .exhibits = {},
            .source = cmd.source,
            .ruled_at = cmd.ruled_at.value_or(m.now)};
}

Checked check_platform_ruling(const Moment& m, const RecordPlatformRuling& cmd) {
    if (cmd.source.empty()) return no(RefusalCode::SourceNeeded, {"source"});
    TRY(check_texts({{"ruling_id", cmd.ruling_id.value()}}));
    for (const Ruling& ruling : m.c.rulings)
        if (ruling.ruling_id == cmd.ruling_id)
            return no(RefusalCode::DuplicateId, {cmd.ruling_id.value()});
    const bool known = cmd.points_class.empty() || cmd.points_class == "none" ||
                       cmd.points_class == "ordinary" || cmd.points_class == "serious";
    if (!known) return no(RefusalCode::FieldInvalid, {"points_class"});
    if (cmd.points < 0 || cmd.points > kPointsMax ||
        (cmd.points > 0 && cmd.outcome == Outcome::NotUpheld))
        return no(RefusalCode::FieldInvalid, {"points"});
    return {};
}

}  // namespace

Decision FileReport::carry_out(const Moment& m, const FileReport&) {
    const auto book = TRY(demand_in_force(m, Report::kBook, m.now));
    const Inquiry ask =
        report_inquiry(m.c, m.c.get<Report>(), book,
                       {.now = m.now, .special = false, .explain = false, .supposed = {}});
    const rulebook::Decision decision = ask.explain("admission");
    const Told told = ask.ask("admission");
    if (!told.decided) return no(RefusalCode::CannotTellYet, decision.missing);
    const BookRef ref{.id = book->id, .version = book->version};
    if (told.text("admission") != "admitted") {
        const std::string refusal = told.text("refusal");
        return m.events(
            ReportRefused{.book = ref,
                          .refusal = refusal == "none" ? told.text("admission") : refusal,
                          .clauses = clauses_of(decision),
                          .why = decision.why});
    }
    return m.events(ReportAdmitted{.book = ref,
                                   .ground = ask.ask("ground").text("ground"),
                                   .path = ask.ask("filing_path").text("path"),
                                   .clauses = clauses_of(decision),
                                   .why = decision.why,
                                   .confirm = decision.confirm});
}

Decision LeaveUnreported::carry_out(const Moment& m, const LeaveUnreported& cmd) {
    TRY(check_texts({{"reason", cmd.reason}}));
    return m.events(ReportLeft{.reason = cmd.reason});
}

// A draft is handed in by its own command (filing.hpp).
Checked RecordFiling::guard(const Moment& m) {
    if (m.c.phase == Phase::Draft) return no(RefusalCode::NotInThisPhase);
    return {};
}

Decision RecordFiling::carry_out(const Moment& m, const RecordFiling& cmd) {
    TRY(check_texts({{"path", cmd.path}}));
    const Instant at = cmd.filed_at.value_or(m.now);
    return m.events(FilingRecorded{
        .filing = {
            .what = cmd.what, .path = cmd.path, .reference = cmd.reference, .filed_at = at}});
}

Decision RecordPlatformRuling::carry_out(const Moment& m, const RecordPlatformRuling& cmd) {
    TRY(check_platform_ruling(m, cmd));
    const Ruling ruling = platform_ruling(m, cmd, m.c.book);
    const Ruling* before = m.c.last_ruling();
    const bool overturned = before != nullptr && (before->outcome != ruling.outcome ||
                                                  before->points_class != ruling.points_class);
    Events out = m.events(PlatformRulingRecorded{.ruling = ruling, .overturned = overturned});
    if (overturned) reverse_points(m, *before, ruling.ruling_id, out);
    if (before == nullptr || overturned) enter_points(m, ruling, out);
    if (ruling.instance == Instance::First)
        start_appeal_clock(m, ruling.ruled_at, out);
    else
        out.push_back(m.event(CaseBecameFinal{}));
    return out;
}

void ReportAdmitted::apply(Case& c, Report& own, const ReportAdmitted& e, const Event& event) {
    c.phase = Phase::Filed;
    c.book = e.book;
    c.filed_at = event.at;
    own.refusal.clear();
    end_clock(c, "report_due", event.at);
}

void ReportRefused::apply(Case&, Report& own, const ReportRefused& e, const Event&) {
    own.refusal = e.refusal;
}

void ReportLeft::apply(Case& c, const ReportLeft&, const Event& event) {
    c.phase = Phase::Closed;
    stop_clocks(c, event.at);
}

void FilingRecorded::apply(Case& c, const FilingRecorded& e, const Event&) {
    c.filings.push_back(e.filing);
}

void PlatformRulingRecorded::apply(Case& c, const PlatformRulingRecorded& e, const Event& event) {
    const bool first = e.ruling.instance == Instance::First;
    c.rulings.push_back(e.ruling);
    if (!first && !c.appeals.empty()) c.appeals.back().overturned = e.overturned;
    if (first) c.phase = Phase::Ruled;
    end_clock(c, "take_up_due", e.ruling.ruled_at);
    end_clock(c, "finish_due", e.ruling.ruled_at);
    stop_clocks(c, event.at);
}

}  // namespace pingli::cases
