// What a review says: causes, insults, personal data, demands (docs/labels.md, part 2).

#pragma once

#include <string_view>
#include <vector>

#include "text/engine_parts.hpp"
#include "text/signals.hpp"

namespace pingli::text {

ReviewSignals review_signals(const Engine::Parts& parts, Scratch::Buffers& buffers,
                             const ReviewText& review);

// The categories without which a text can hold no insult, personal data or demand.
std::vector<bool> make_review_gate(const Lexicon& lexicon);
bool may_need_review(const Engine::Parts& parts, Scratch::Buffers& buffers, std::string_view text);

}  // namespace pingli::text
