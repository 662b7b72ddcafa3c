// The faults of a reply draft, by part 3 of the labelling guidelines (docs/labels.md): those of a
// seller's talk, and what a draft lacks or promises too much, measured by its context.

#pragma once

#include "text/engine_parts.hpp"
#include "text/signals.hpp"

namespace pingli::text {

ReplySignals reply_signals(const Engine::Parts& parts, Scratch::Buffers& buffers,
                           const ReplyText& reply);

}  // namespace pingli::text
