#include "report/urgency.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "triage/incident.hpp"

namespace pingli::report {

namespace {

using triage::Finding;
using triage::Verdict;

// The moment that comes next for this finding, if one is still to come: the last one to report, or
// else the first other date, such as that of a public answer.
std::optional<Instant> next_moment(const Finding& finding, Instant as_of) {
    if (finding.due && *finding.due >= as_of && finding.admissible != false) return finding.due;
    std::optional<Instant> next;
    for (const triage::Date& date : finding.dates)
        if (date.at >= as_of && (!next || date.at < *next)) next = date.at;
    return next;
}

}  // namespace

bool is_refused(const Finding& finding) {
    return finding.admissible == false && finding.refusal != triage::Refusal::NoGround;
}

States states_of(const Finding& finding, Instant as_of) {
    States states;
    const auto set = [&](State state, bool holds) { states.set(std::to_underlying(state), holds); };
    const bool in_time = !finding.due || *finding.due >= as_of;
    const bool is_review = finding.subject_kind == triage::SubjectKind::Review;
    const bool runs = is_review && finding.due && in_time && finding.admissible != false &&
                      (finding.reportable || finding.verdict == Verdict::Unclear);
    set(State::Now, triage::can_be_reported(finding, as_of));
    set(State::Within3, runs && *finding.due - as_of <= std::chrono::days{3});
    set(State::Within7, runs && *finding.due - as_of <= std::chrono::days{7});
    set(State::Malicious, finding.verdict == Verdict::Malicious);
    set(State::Unclear, finding.verdict == Verdict::Unclear);
    set(State::Genuine, finding.verdict == Verdict::Genuine);
    set(State::Thread, !is_review);
    set(State::Refused, is_refused(finding));
    return states;
}

std::string_view to_name(State state) {
    static constexpr std::array<std::string_view, kStateCount> kNames{
        "now", "d3", "d7", "malicious", "unclear", "genuine", "thread", "refused"};
    return kNames.at(std::to_underlying(state));
}

const Bilingual& words_of(State state) {
    static const std::array<Bilingual, kStateCount> words{
        {{.zh = "现在可举报", .en = "Reportable now"},
         {.zh = "3 天内到期", .en = "Due in 3 days"},
         {.zh = "7 天内到期", .en = "Due in 7 days"},
         {.zh = "恶意", .en = "Malicious"},
         {.zh = "证据不足", .en = "Unclear"},
         {.zh = "真实评价", .en = "Genuine"},
         {.zh = "会话", .en = "Threads"},
         {.zh = "不受理", .en = "Refused"}}};
    return words.at(std::to_underlying(state));
}

Urgency urgency_of(const Finding& finding, Instant as_of) {
    enum Rank { Report, Evidence, Prepared, Answer, Rest, Refused };
    Urgency urgency{.rank = Rest, .at = 0, .id = finding.subject_id};
    const auto next = next_moment(finding, as_of);
    if (is_refused(finding)) {
        urgency.rank = Refused;
    } else if (finding.reportable) {
        urgency.rank = next ? Report : Prepared;
    } else if (next) {
        urgency.rank = finding.verdict == Verdict::Unclear ? Evidence : Answer;
    }
    if (next && urgency.rank != Refused) {
        urgency.at = next->time_since_epoch().count();
    } else if (finding.made_at) {
        urgency.at = -finding.made_at->time_since_epoch().count();
    }
    return urgency;
}

}  // namespace pingli::report
