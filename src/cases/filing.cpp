#include "cases/filing.hpp"

#include <algorithm>

#include "cases/checks.hpp"
#include "cases/clock_steps.hpp"
#include "cases/filing_form.hpp"
#include "cases/judge.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

namespace {

constexpr std::string_view kReportDue = "report_due";
constexpr std::string_view kPlatformDue = "finish_due";  // the platform says what came of it

bool was_handed_in(const Case& c) {
    return std::ranges::find(c.filings, Filed::Report, &Filing::what) != c.filings.end();
}

std::string usual_path(const Moment& m, const rulebook::RulebookPtr& book) {
    const Inquiry ask =
        report_inquiry(m.c, m.c.get<Report>(), book,
                       {.now = m.now, .special = false, .explain = false, .supposed = {}});
    const std::string path = filing_path(ask).text("path");
    return path.empty() ? "not_recorded" : path;
}

// The draft's time goes on as it was counted when it was opened.
void start_report_clock(const Moment& m, Events& out) {
    const auto book = m.rules.in_force(Report::kBook, m.now);
    const Clock* before = m.c.clock(kReportDue);
    if (!book || before == nullptr) return;
    if (auto clock = start_clock(*book, kReportDue, before->from))
        out.push_back(m.event(std::move(*clock)));
}

void end_of(Case& c, std::string_view name, Instant at) {
    for (Clock& clock : c.clocks) {
        if (clock.name != name || clock.state != ClockState::Running) continue;
        clock.state = ClockState::Stopped;
        clock.ended_at = at;
    }
}

}  // namespace

Decision HandInReport::carry_out(const Moment& m, const HandInReport& cmd) {
    if (!is_within(cmd.reference, kShortText)) return no(RefusalCode::FieldTooLong, {"reference"});
    const auto book = TRY(demand_in_force(m, Report::kBook, m.now));
    const std::string path = cmd.path.empty() ? usual_path(m, book) : cmd.path;
    TRY(check_texts({{"path", path}}));
    const Instant at = cmd.filed_at.value_or(m.now);
    Events out = m.events(ReportHandedIn{
        .book = {.id = book->id, .version = book->version},
        .filing = {
            .what = Filed::Report, .path = path, .reference = cmd.reference, .filed_at = at}});
    if (auto clock = start_clock(*book, kPlatformDue, at))
        out.push_back(m.event(std::move(*clock)));
    return out;
}

Checked UndoHandingIn::guard(const Moment& m) {
    if (!was_handed_in(m.c)) return no(RefusalCode::NotInThisPhase);
    return {};
}

Decision UndoHandingIn::carry_out(const Moment& m, const UndoHandingIn&) {
    Events out = m.events(HandingInUndone{});
    start_report_clock(m, out);
    return out;
}

Decision UndoDraft::carry_out(const Moment& m, const UndoDraft&) {
    return m.events(DraftUndone{});
}

Checked ResumeDraft::guard(const Moment& m) {
    if (!m.c.get<Report>().is_undone) return no(RefusalCode::NotInThisPhase);
    return {};
}

Decision ResumeDraft::carry_out(const Moment& m, const ResumeDraft&) {
    Events out = m.events(DraftResumed{});
    start_report_clock(m, out);
    return out;
}

void ReportHandedIn::apply(Case& c, Report& own, const ReportHandedIn& e, const Event&) {
    c.phase = Phase::Filed;
    c.book = e.book;
    c.filed_at = e.filing.filed_at;
    c.filings.push_back(e.filing);
    own.refusal.clear();
    end_clock(c, kReportDue, e.filing.filed_at);
}

void HandingInUndone::apply(Case& c, Report&, const HandingInUndone&, const Event& event) {
    c.phase = Phase::Draft;
    c.filed_at = {};
    std::erase_if(c.filings, [](const Filing& one) { return one.what == Filed::Report; });
    end_of(c, kPlatformDue, event.at);
}

void DraftUndone::apply(Case& c, Report& own, const DraftUndone&, const Event& event) {
    c.phase = Phase::Closed;
    own.is_undone = true;
    stop_clocks(c, event.at);
}

void DraftResumed::apply(Case& c, Report& own, const DraftResumed&, const Event&) {
    c.phase = Phase::Draft;
    own.is_undone = false;
}

}  // namespace pingli::cases
