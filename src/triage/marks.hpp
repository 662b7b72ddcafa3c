// What a finding shows of the original texts: the texts themselves and the places that carry the
// demand, the threat, the insult, the personal data.

#pragma once

#include <span>
#include <string_view>

#include "facts/facts.hpp"
#include "text/signals.hpp"
#include "triage/finding.hpp"

namespace pingli::triage {

// Adds the review's texts and their insults and personal data to the finding.
void mark_review(const facts::Review& review, const text::ReviewSignals& signals, Finding& finding);

// Adds a conversation or a recording's transcript, whose place is `source`: every turn as a part,
// demand and threat as spans. Turns are numbered on from the parts that the finding already has, so
// that several can stand in one finding.
void mark_talk(std::string_view source, std::span<const text::Turn> turns,
               const text::ConversationSignals& signals, Finding& finding);

}  // namespace pingli::triage
