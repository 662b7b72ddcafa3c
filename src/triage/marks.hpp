// What a finding shows of the original texts: the texts themselves and the places that carry the
// demand, the threat, the insult, the personal data.

#pragma once

#include <optional>
#include <vector>

#include "facts/facts.hpp"
#include "text/signals.hpp"
#include "triage/finding.hpp"
#include "triage/reading.hpp"

namespace pingli::triage {

// Adds the review's texts and their insults and personal data to the finding.
void mark_review(const facts::Review& review, const text::ReviewSignals& signals, Finding& finding);

// Adds a conversation: every turn as a part, demand and threat as spans. Turns are numbered on from
// the parts that the finding already has, so that several conversations can stand in one finding.
void mark_conversation(const facts::Conversation& conversation,
                       const text::ConversationSignals& signals, Finding& finding);

// The same for a recording's transcript.
void mark_recording(const std::vector<text::Turn>& transcript,
                    const text::ConversationSignals& signals, Finding& finding);

}  // namespace pingli::triage
