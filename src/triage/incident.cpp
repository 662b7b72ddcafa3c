#include "triage/incident.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace pingli::triage {

namespace {

int rank_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::Malicious:
            return 0;
        case Verdict::Unclear:
            return 1;
        case Verdict::Genuine:
            break;
    }
    return 2;
}

// The smallest speaks; of equal ones the first.
auto turn_of(const Finding& finding) {
    const bool is_open = finding.reportable && finding.admissible != false;
    return std::tuple{!is_open, !finding.reportable, rank_of(finding.verdict),
                      finding.subject_kind != SubjectKind::Review};
}

}  // namespace

std::string incident_of(std::string_view order, std::string_view kind, std::string_view subject) {
    if (!order.empty()) return std::string{order};
    return std::string{kind} + ':' + std::string{subject};
}

bool waits_for_review(const Finding& finding) {
    return finding.subject_kind == SubjectKind::Thread && !finding.due;
}

bool can_be_reported(const Finding& finding, Instant at) {
    const bool is_in_time = !finding.due || *finding.due >= at;
    return finding.reportable && finding.admissible != false && !waits_for_review(finding) &&
           is_in_time;
}

void mark_incidents(std::span<Finding> findings) {
    std::map<std::string, Finding*> speakers;
    for (Finding& finding : findings) {
        finding.incident =
            incident_of(finding.order, to_name(finding.subject_kind), finding.subject_id);
        finding.speaks = false;
        const auto [place, is_new] = speakers.try_emplace(finding.incident, &finding);
        if (!is_new && turn_of(finding) < turn_of(*place->second)) place->second = &finding;
    }
    for (const auto& [incident, speaker] : speakers) speaker->speaks = true;
}

}  // namespace pingli::triage
