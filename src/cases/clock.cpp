#include "cases/clock.hpp"

#include <algorithm>
#include <string>

#include "base/assert.hpp"
#include "calendar/deadline.hpp"
#include "cases/checks.hpp"
#include "cases/clock_steps.hpp"
#include "cases/moment.hpp"

namespace pingli::cases {

namespace {

// "10-08, 10-09, 10-10 (make-up day)": each day that counted; long periods only say how many.
constexpr std::size_t kDaysNamedMax = 10;

void append_day(Bilingual& out, const calendar::CountedDay& day) {
    const std::string date = format_date(day.date).substr(5);
    out.zh += (out.zh.empty() ? "" : "、") + date;
    out.en += (out.en.empty() ? "" : ", ") + date;
    if (day.day.kind == calendar::DayKind::MakeUpDay) {
        out.zh += "（调休上班）";
        out.en += " (make-up working day)";
    }
}

Bilingual counted_days(const std::vector<calendar::CountedDay>& days) {
    Bilingual counted;
    Bilingual skipped;
    std::size_t named = 0;
    for (const calendar::CountedDay& day : days) {
        if (++named > kDaysNamedMax * 2) break;
        append_day(day.counted ? counted : skipped, day);
    }
    if (days.empty()) return {};
    Bilingual out{.zh = "计入：" + counted.zh, .en = "counted: " + counted.en};
    if (!skipped.zh.empty()) {
        out.zh += "；不计：" + skipped.zh;
        out.en += "; not counted: " + skipped.en;
    }
    return out;
}

Role escalation(const Case& c, std::string_view clock) {
    const bool platforms = clock == "take_up_due" || clock == "finish_due";
    return platforms && c.opening.perspective == Perspective::Decided ? Role::SeniorOfficer
                                                                      : Role::Supervisor;
}

bool has_run_out(const Clock& clock, Instant now) {
    return clock.state == ClockState::Running && clock.due < now;
}

bool may_be_paused(const Clock& clock, Instant now) {
    return clock.state == ClockState::Running && clock.due >= now;
}

bool is_paused(const Clock& clock) {
    return clock.state == ClockState::Paused;
}

// One that still lasts is as if it ended just after now: what is not past yet is not past.
std::vector<calendar::Pause> pauses_of(const Clock& clock, Instant now) {
    std::vector<calendar::Pause> out;
    out.reserve(clock.pauses.size());
    for (const ClockPause& pause : clock.pauses)
        out.push_back({.from = pause.from, .to = pause.to.value_or(now + std::chrono::seconds{1})});
    return out;
}

// Where the platform decides elsewhere, the shop records its pauses; here they are an officer's.
Checked check_pausing(const Moment& m) {
    const bool is_staff = m.side() == Side::Shop && m.actor.role != Role::Owner;
    if (is_staff && m.c.opening.perspective == Perspective::Decided)
        return no(RefusalCode::NotYourRole);
    return {};
}

void end_pause(Clock& clock, Instant at) {
    if (!clock.pauses.empty() && !clock.pauses.back().to) clock.pauses.back().to = at;
}

// Running and paused clocks have no end, and only a paused one a pause that goes on.
bool is_whole(const Clock& clock) {
    const bool goes_on = clock.state == ClockState::Running || is_paused(clock);
    const bool has_open_pause = !clock.pauses.empty() && !clock.pauses.back().to;
    return !(goes_on && clock.ended_at) && has_open_pause == is_paused(clock);
}

}  // namespace

std::optional<ClockStarted> start_clock(const rulebook::Rulebook& book, std::string_view name,
                                        Instant from, std::span<const calendar::Pause> pauses) {
    const auto at = std::ranges::find(book.deadlines, name, &rulebook::Deadline::name);
    if (at == book.deadlines.end()) return std::nullopt;
    const auto explained = calendar::explain_due(
        *book.calendar, book.zone,
        {.from = from, .period = at->period, .ends = at->ends, .pauses = pauses});
    const std::string until = book.zone.format(explained.answer.due);
    const Bilingual days = counted_days(explained.days);
    return ClockStarted{
        .clock = std::string{name},
        .from = from,
        .due = explained.answer.due,
        .provisional = explained.answer.provisional,
        .clause = book.clauses.at(at->clause).id,
        .words = {
            .zh = at->words.zh + "：" + until + (days.zh.empty() ? "" : "（" + days.zh + "）"),
            .en = at->words.en + ": " + until + (days.en.empty() ? "" : " (" + days.en + ")")}};
}

void end_clock(Case& c, std::string_view name, Instant at) {
    for (Clock& clock : c.clocks) {
        if (clock.name != name || clock.ended_at) continue;
        if (clock.state == ClockState::Running || is_paused(clock))
            clock.state = is_past(clock, at) ? ClockState::Missed : ClockState::Kept;
        end_pause(clock, at);
        clock.ended_at = at;
        PINGLI_ASSERT(is_whole(clock));
    }
}

void stop_clocks(Case& c, Instant at) {
    for (Clock& clock : c.clocks) {
        if (clock.state != ClockState::Running && !is_paused(clock)) continue;
        end_pause(clock, at);
        clock.state = ClockState::Stopped;
        clock.ended_at = at;
        PINGLI_ASSERT(is_whole(clock));
    }
}

Side side_of(const Case& c, std::string_view clock) {
    if (clock == "take_up_due" || clock == "finish_due") return Side::Platform;
    if (clock != "appeal_due") return Side::Shop;
    const Ruling* ruling = c.last_ruling();
    const bool is_upheld = ruling != nullptr && ruling->outcome == Outcome::Upheld;
    return is_upheld != c.is<Report>() ? Side::Shop : Side::Customer;
}

bool is_past(const Clock& clock, Instant now) {
    return !is_paused(clock) && clock.due < now;
}

void set_pauses(Inquiry& ask, const Case& c, Instant now) {
    for (const Clock& clock : c.clocks)
        for (const calendar::Pause& pause : pauses_of(clock, now)) ask.stop(clock.name, pause);
}

bool comes_late(const Moment& m) {
    const Clock* clock = m.c.clock("answer_due");
    if (clock == nullptr) return false;
    const auto* claim = m.c.get_if<Claim>();
    const auto book = claim == nullptr ? nullptr : judging_book(m);
    if (!book) return is_past(*clock, m.now);
    Inquiry ask{book};
    set_pauses(ask, m.c, m.now);
    ask.set("claim_received_at", claim->received_at);
    ask.set("answer_filed_at", m.now);
    const Told told = ask.ask("lateness");
    return told.decided ? told.truth("late") : is_past(*clock, m.now);
}

Checked PauseClock::guard(const Moment& m) {
    TRY(check_pausing(m));
    const auto may_be = [&](const Clock& clock) { return may_be_paused(clock, m.now); };
    if (std::ranges::any_of(m.c.clocks, may_be)) return {};
    return no(RefusalCode::ClockNotRunning);
}

Checked ResumeClock::guard(const Moment& m) {
    TRY(check_pausing(m));
    if (std::ranges::any_of(m.c.clocks, is_paused)) return {};
    return no(RefusalCode::ClockNotPaused);
}

Checked RunClocks::guard(const Moment& m) {
    for (const Clock& clock : m.c.clocks)
        if (has_run_out(clock, m.now)) return {};
    return no(RefusalCode::NothingHasRunOut);
}

Decision RunClocks::carry_out(const Moment& m, const RunClocks&) {
    Events out;
    for (const Clock& clock : m.c.clocks) {
        if (!has_run_out(clock, m.now)) continue;
        out.push_back(m.event(ClockMissed{
            .clock = clock.name, .due = clock.due, .escalated_to = escalation(m.c, clock.name)}));
        // Nobody's duty ran out, but the time in which the ruling could be attacked.
        if (clock.name == "appeal_due" && m.c.phase == Phase::Ruled)
            out.push_back(m.event(CaseBecameFinal{}));
    }
    PINGLI_ASSERT(!out.empty());  // says the guard
    return out;
}

Decision PauseClock::carry_out(const Moment& m, const PauseClock& cmd) {
    TRY(check_texts({{"clock", cmd.clock}, {"reason", cmd.reason}}));
    const Clock* clock = m.c.clock(cmd.clock);
    if (clock == nullptr || !may_be_paused(*clock, m.now))
        return no(RefusalCode::ClockNotRunning, {cmd.clock});
    return m.events(ClockPaused{.clock = cmd.clock, .reason = cmd.reason});
}

Decision ResumeClock::carry_out(const Moment& m, const ResumeClock& cmd) {
    const Clock* clock = m.c.clock(cmd.clock);
    if (clock == nullptr || !is_paused(*clock)) return no(RefusalCode::ClockNotPaused, {cmd.clock});
    const auto book = TRY(demand_book(m));
    auto pauses = pauses_of(*clock, m.now);
    PINGLI_ASSERT(!pauses.empty() && is_whole(*clock));  // it is paused
    pauses.back().to = m.now;
    auto counted = start_clock(*book, cmd.clock, clock->from, pauses);
    if (!counted) return no(RefusalCode::RulebookIncomplete, {cmd.clock});
    return m.events(ClockResumed{.clock = cmd.clock,
                                 .due = counted->due,
                                 .provisional = counted->provisional,
                                 .words = std::move(counted->words)});
}

void ClockStarted::apply(Case& c, const ClockStarted& e, const Event&) {
    c.clocks.push_back({.name = e.clock,
                        .from = e.from,
                        .due = e.due,
                        .provisional = e.provisional,
                        .clause = e.clause,
                        .state = ClockState::Running,
                        .ended_at = {},
                        .pauses = {}});
}

void ClockMissed::apply(Case& c, const ClockMissed& e, const Event&) {
    for (Clock& clock : c.clocks)
        if (clock.name == e.clock && clock.state == ClockState::Running)
            clock.state = ClockState::Missed;
}

void ClockPaused::apply(Case& c, const ClockPaused& e, const Event& event) {
    for (Clock& clock : c.clocks) {
        if (clock.name != e.clock || clock.state != ClockState::Running) continue;
        clock.state = ClockState::Paused;
        clock.pauses.push_back({.from = event.at, .to = std::nullopt, .reason = e.reason});
        PINGLI_ASSERT(is_whole(clock));
    }
}

void ClockResumed::apply(Case& c, const ClockResumed& e, const Event& event) {
    for (Clock& clock : c.clocks) {
        if (clock.name != e.clock || !is_paused(clock)) continue;
        end_pause(clock, event.at);
        clock.state = ClockState::Running;
        clock.due = e.due;
        clock.provisional = e.provisional;
        PINGLI_ASSERT(is_whole(clock));
    }
}

void DutyBreached::apply(Case& c, const DutyBreached& e, const Event&) {
    c.breaches.push_back(e.breach);
}

void CaseBecameFinal::apply(Case& c, const CaseBecameFinal&, const Event& event) {
    c.phase = Phase::Final;
    stop_clocks(c, event.at);
}

}  // namespace pingli::cases
