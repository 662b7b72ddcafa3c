// What a review says: causes, insults, personal data, demands (docs/labels.md, part 2).

#pragma once

#include "text/engine_parts.hpp"
#include "text/signals.hpp"

namespace pingli::text {

ReviewSignals review_signals(const Engine::Parts& parts, Scratch::Buffers& buffers,
                             const ReviewText& review);

}  // namespace pingli::text
