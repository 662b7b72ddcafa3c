// What is lost if a finding waits: the order of the list, and the states it is filtered by. Pure.

#pragma once

#include <array>
#include <bitset>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bilingual.hpp"
#include "base/time.hpp"
#include "triage/finding.hpp"

namespace pingli::report {

enum class State : std::uint8_t {
    Now,      // a report can be filed (triage/incident.hpp)
    Within3,  // a period that is not refused ends within 3 days
    Within7,
    Malicious,
    Unclear,
    Genuine,
    Thread,   // no review yet
    Refused,  // admission is refused
};
constexpr std::size_t kStateCount = 8;
using States = std::bitset<kStateCount>;

// Whether a report would be turned away. Honest criticism has no ground to report: that is no
// refusal.
bool is_refused(const triage::Finding& finding);

// A thread counts as a thread only: its review, when there is one, is a finding of its own.
States states_of(const triage::Finding& finding, Instant as_of);
std::string_view to_name(State state);  // "now", "d3", … as the page's filters write it
const Bilingual& words_of(State state);

// Smaller is more urgent: what can be reported, by its last moment; what needs evidence, likewise;
// what can be reported and has no last moment yet; what can still be answered in public; the rest,
// newest first; what is refused. Then by id.
struct Urgency {
    int rank = 0;
    std::int64_t at = 0;  // seconds
    std::string id;
    friend auto operator<=>(const Urgency&, const Urgency&) = default;
};
Urgency urgency_of(const triage::Finding& finding, Instant as_of);

}  // namespace pingli::report
