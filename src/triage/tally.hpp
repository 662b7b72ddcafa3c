// What triage counted on its way, findings or not: the figures of the summary line and of the
// survey (README, "Accuracy").

#pragma once

#include <array>
#include <cstdint>

#include "triage/finding.hpp"

namespace pingli::triage {

struct Tally {
    std::uint64_t dossiers = 0;
    std::uint64_t reviews = 0;
    std::uint64_t platform_defaults = 0;  // reviews in the platform's words, left out
    std::uint64_t conversations = 0;
    std::uint64_t findings = 0;
    // Of incidents, by what speaks for each (incident.hpp).
    std::uint64_t incidents = 0;
    std::array<std::uint64_t, 3> by_verdict{};  // indexed by Verdict
    std::uint64_t reportable = 0;               // a report can be filed at the time of judging

    // Filled by Judge::survey only.
    std::array<std::array<std::uint64_t, 3>, 6>
        sentiment_by_stars{};  // [stars, 0 = none][Sentiment]
    std::uint64_t insulting = 0;
    std::uint64_t with_personal_data = 0;

    void count(const Finding& finding, Instant as_of);
};

}  // namespace pingli::triage
