#include "views/queue.hpp"

namespace pingli::views {

namespace {

using cases::Case;
using cases::Clock;
using cases::ClockState;
using cases::Phase;

std::string outcome_of(const Case& c) {
    if (c.phase == Phase::Withdrawn) return "withdrawn";
    if (const auto* ruling = c.last_ruling()) return std::string{to_name(ruling->outcome)};
    if (c.eligible == false) return "not_eligible";
    if (c.phase == Phase::Closed && c.kind == cases::CaseKind::Complaint) return "solved";
    if (c.phase == Phase::Closed) return "not_reported";
    return c.refusal.empty() ? "" : "refused";
}

std::string ground_of(const Case& c) {
    if (c.kind == cases::CaseKind::HarassmentClaim)
        return c.allegations.empty() ? "" : c.allegations.front().alleged;
    const auto* ruling = c.last_ruling();
    if (ruling != nullptr && !ruling->findings.empty()) return ruling->findings.front().ground;
    for (const cases::Fact& fact : c.facts)
        if (fact.name == "cause")
            if (const auto* text = std::get_if<std::string>(&fact.value)) return *text;
    return {};
}

void add_clocks(const Case& c, QueueRow& out) {
    for (const Clock& clock : c.clocks) {
        out.clocks_kept += clock.state == ClockState::Kept ? 1 : 0;
        // A time to appeal that ran out is nobody's miss.
        out.clocks_missed +=
            clock.state == ClockState::Missed && clock.name != "appeal_due" ? 1 : 0;
        if (clock.state != ClockState::Running) continue;
        if (out.next_due_at && *out.next_due_at <= clock.due) continue;
        out.next_due_at = clock.due;
        out.next_clock = clock.name;
        out.provisional = clock.provisional;
    }
}

void append(std::string& out, const std::string& line) {
    if (line.empty()) return;
    if (!out.empty()) out += '\n';
    out += line;
}

void append_answer(std::string& out, const cases::Answer& answer) {
    append(out, answer.course_of_trade.text);
    for (const auto& one : answer.answers) append(out, one.words.text);
}

}  // namespace

QueueRow queue_row(const Case& c) {
    QueueRow out{.case_id = c.opening.case_id,
                 .shop = c.opening.shop,
                 .kind = c.kind,
                 .perspective = c.opening.perspective,
                 .phase = c.phase,
                 .title = c.opening.title,
                 .platform = c.opening.platform,
                 .outcome = outcome_of(c),
                 .ground = ground_of(c),
                 .points_class = {},
                 .points = 0,
                 .next_due_at = {},
                 .next_clock = {},
                 .provisional = false,
                 .opened_at = c.opened_at,
                 .updated_at = c.updated_at,
                 .assigned = c.assigned,
                 .clocks_kept = 0,
                 .clocks_missed = 0,
                 .exhibits = std::ssize(c.exhibits),
                 .breaches = c.breaches};
    add_clocks(c, out);
    // One case has points of one class: of the ruling that stands.
    if (const auto* ruling = c.last_ruling()) out.points_class = ruling->points_class;
    for (const cases::PointsEntry& entry : c.entries)
        if (entry.points_class == out.points_class) out.points += entry.points;
    return out;
}

std::string search_text(const Case& c) {
    std::string out;
    append(out, c.opening.title);
    for (const std::string& order : c.opening.orders) append(out, order);
    for (const auto& allegation : c.allegations) append(out, allegation.words.text);
    append(out, c.words.text);
    for (const auto place : {cases::Place::Text, cases::Place::FollowUp, cases::Place::Explanation})
        append(out, cases::shown_text(c, place));
    if (c.answer) append_answer(out, *c.answer);
    for (const auto& message : c.messages) append(out, message.text.text);
    for (const auto& exhibit : c.exhibits) {
        append(out, exhibit.data.purpose);
        append(out, exhibit.data.reference);
    }
    for (const auto& ruling : c.rulings) append(out, ruling.officers_reasons);
    for (const auto& appeal : c.appeals) append(out, appeal.grounds.text);
    for (const auto& remedy : c.remedies) append(out, remedy.proposal.offered);
    return out;
}

}  // namespace pingli::views
