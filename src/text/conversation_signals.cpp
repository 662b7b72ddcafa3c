#include "text/conversation_signals.hpp"

namespace pingli::text {

ConversationSignals conversation_signals(const Engine::Parts& parts, Scratch::Buffers& buffers,
                                         std::span<const Turn> turns) {
    static_cast<void>(read_turns(parts, buffers, turns));
    return {};
}

}  // namespace pingli::text
