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

// What a finding shows of talks: a finding of every review of an order shows all of them.
constexpr std::size_t kFindingTurnsMax = 2'000;
constexpr std::size_t kFindingTalkBytesMax = std::size_t{256} << 10U;
constexpr std::size_t kFindingSpansMax = 2'000;

// Adds a conversation or a recording's transcript, whose place is `source`: its turns as parts,
// demand and threat as spans. Turns are numbered on from those that the finding already has, so
// that several can stand in one finding. Beyond the limits only turns with a span stand there.
void mark_talk(std::string_view source, std::span<const text::Turn> turns,
               const text::ConversationSignals& signals, Finding& finding);

// How many turns the finding leaves out is said in its notes; after the last talk.
void note_left_out(Finding& finding);

}  // namespace pingli::triage
