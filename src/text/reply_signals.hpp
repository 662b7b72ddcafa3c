// The faults of a reply draft.

#pragma once

#include "text/engine_parts.hpp"
#include "text/signals.hpp"

namespace pingli::text {

ReplySignals reply_signals(const Engine::Parts& parts, Scratch::Buffers& buffers,
                           const ReplyText& reply);

}  // namespace pingli::text
