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
    if (c.phase == Phase::Closed && c.is<cases::Complaint>()) return "solved";
    if (c.phase == Phase::Closed) return "not_reported";
    const auto* report = c.get_if<cases::Report>();
    return report == nullptr || report->refusal.empty() ? "" : "refused";
}

std::string ground_of(const Case& c) {
    if (const auto* claim = c.get_if<cases::Claim>())
        return claim->allegations.empty() ? "" : claim->allegations.front().alleged;
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

// What a case of each kind says first, and what is answered to it later.
void append_first(std::string& out, const cases::Claim& claim) {
    for (const auto& allegation : claim.allegations) append(out, allegation.words.text);
}
void append_first(std::string& out, const cases::Report& report) {
    if (!report.review) return;
    for (const auto* text :
         {&report.review->text, &report.review->follow_up, &report.review->explanation})
        append(out, text->text);
}
void append_first(std::string& out, const cases::Complaint& complaint) {
    append(out, complaint.words.text);
}

void append_answer(std::string& out, const cases::Claim& claim) {
    if (!claim.answer) return;
    const auto append_said = [&](const auto& said) {
        append(out, said.course_of_trade.text);
        for (const auto& one : said.answers) append(out, one.words.text);
    };
    append_said(*claim.answer);
    for (const cases::Supplement& more : claim.answer->supplements) append_said(more);
}

void append_offers(std::string& out, const cases::Complaint& complaint) {
    for (const auto& remedy : complaint.remedies) append(out, remedy.proposal.offered);
}

}  // namespace

QueueRow queue_row(const Case& c) {
    QueueRow out{.case_id = c.opening.case_id,
                 .shop = c.opening.shop,
                 .kind = c.kind(),
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
    std::visit([&](const auto& own) { append_first(out, own); }, c.own);
    if (const auto* claim = c.get_if<cases::Claim>()) append_answer(out, *claim);
    for (const auto& message : c.messages) append(out, message.text.text);
    for (const auto& exhibit : c.exhibits) {
        append(out, exhibit.data.purpose);
        append(out, exhibit.data.reference);
    }
    for (const auto& ruling : c.rulings) append(out, ruling.officers_reasons);
    for (const auto& appeal : c.appeals) append(out, appeal.grounds.text);
    if (const auto* complaint = c.get_if<cases::Complaint>()) append_offers(out, *complaint);
    return out;
}

}  // namespace pingli::views
