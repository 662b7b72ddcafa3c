// Demand under threat, what is owed, and the seller's faults in a conversation.

#pragma once

#include <span>

#include "text/engine_parts.hpp"
#include "text/signals.hpp"

namespace pingli::text {

ConversationSignals conversation_signals(const Engine::Parts& parts, Scratch::Buffers& buffers,
                                         std::span<const Turn> turns);

}  // namespace pingli::text
