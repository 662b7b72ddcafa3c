// What the text engine says of everything one dossier holds. Made once per dossier, so that several
// reviews of one order do not read the same chats twice. Indexes are those of the dossier.

#pragma once

#include <string_view>
#include <vector>

#include "facts/facts.hpp"
#include "text/engine.hpp"

namespace pingli::triage {

struct Reading {
    std::vector<text::ConversationSignals> conversations;
    // A recording's transcript read as a conversation: lines that open with a speaker's name are
    // turns, everything else is the buyer speaking.
    std::vector<std::vector<text::Turn>> transcripts;
    std::vector<text::ConversationSignals> recordings;
    // What was noted of each incoming contact, read as the buyer's words.
    std::vector<text::ConversationSignals> contacts;
};

Reading read(const facts::Dossier& dossier, const text::Engine& engine, text::Scratch& scratch);

// What was said in a chat, as views into it.
std::vector<text::Turn> turns_of(const facts::Conversation& conversation);
// The turns of a transcript, as views into it.
std::vector<text::Turn> split_transcript(std::string_view transcript);

}  // namespace pingli::triage
