// What a reply draft answers: in public or in a chat, a fault of the shop or its carrier, a wish,
// a matter of taste, or nothing that is open.

#pragma once

#include "text/conversation_marks.hpp"

namespace pingli::text {

struct ReplyContext {
    bool is_public = false;
    bool is_fault = false;        // of shop or logistics: calls for an apology
    bool is_outstanding = false;  // calls for a step
    bool is_question = false;     // answered by an answer; a refusal to answer leaves it open
    bool is_undue = false;        // 送我一个，否则低星
    bool names_review = false;
};

// `context` begins with "[聊天]" or "[回评·公开]"; anything else is taken for a chat.
ReplyContext read_context(const TurnView& context);

}  // namespace pingli::text
