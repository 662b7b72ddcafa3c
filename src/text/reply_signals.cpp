#include "text/reply_signals.hpp"

namespace pingli::text {

ReplySignals reply_signals(const Engine::Parts& parts, Scratch::Buffers& buffers,
                           const ReplyText& reply) {
    read(parts, buffers, reply.context, buffers.context);
    read(parts, buffers, reply.draft, buffers.draft);
    return {};
}

}  // namespace pingli::text
