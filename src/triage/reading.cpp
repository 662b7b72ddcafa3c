#include "triage/reading.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace pingli::triage {

namespace {

struct SpokenLine {
    std::optional<Speaker> who;  // Absent: the line goes on with whoever spoke before.
    std::string_view text;
};

SpokenLine read_line(std::string_view line) {
    static constexpr std::array<std::pair<std::string_view, Speaker>, 9> kNames{{
        {"买家", Speaker::Buyer},
        {"顾客", Speaker::Buyer},
        {"客户", Speaker::Buyer},
        {"buyer", Speaker::Buyer},
        {"客服", Speaker::Seller},
        {"卖家", Speaker::Seller},
        {"商家", Speaker::Seller},
        {"店铺", Speaker::Seller},
        {"seller", Speaker::Seller},
    }};
    for (const auto& [name, who] : kNames) {
        if (!line.starts_with(name)) continue;
        for (const std::string_view colon : {":", "："})
            if (line.substr(name.size()).starts_with(colon))
                return {.who = who, .text = line.substr(name.size() + colon.size())};
    }
    return {.who = std::nullopt, .text = line};
}

}  // namespace

std::vector<text::Turn> split_transcript(std::string_view transcript) {
    std::vector<text::Turn> turns;
    while (!transcript.empty()) {
        const std::size_t end = std::min(transcript.find('\n'), transcript.find('|'));
        const SpokenLine line = read_line(transcript.substr(0, end));
        const Speaker before = turns.empty() ? Speaker::Buyer : turns.back().who;
        if (!line.text.empty())
            turns.push_back(
                {.who = line.who.value_or(before), .at = std::nullopt, .text = line.text});
        transcript.remove_prefix(end == std::string_view::npos ? transcript.size() : end + 1);
    }
    return turns;
}

std::vector<text::Turn> turns_of(const facts::Conversation& conversation) {
    std::vector<text::Turn> turns;
    turns.reserve(conversation.messages.size());
    for (const facts::Message& message : conversation.messages)
        turns.push_back(
            {.who = message.who, .at = message.at, .text = message.text, .gap_after = false});
    for (const std::uint32_t index : conversation.gaps_after)
        if (index < turns.size()) turns[index].gap_after = true;
    return turns;
}

Reading read(const facts::Dossier& dossier, const text::Engine& engine, text::Scratch& scratch) {
    Reading reading;
    for (const facts::Conversation& conversation : dossier.conversations)
        reading.conversations.push_back(engine.conversation(turns_of(conversation), scratch));
    for (const facts::Recording& recording : dossier.recordings) {
        reading.transcripts.push_back(split_transcript(recording.transcript));
        reading.recordings.push_back(engine.conversation(reading.transcripts.back(), scratch));
    }
    for (const facts::Contact& contact : dossier.contacts) {
        if (contact.direction != "in") continue;  // what the shop itself asked for is no demand
        const std::array turns{text::Turn{
            .who = Speaker::Buyer, .at = contact.at, .text = contact.note, .gap_after = false}};
        reading.contacts.push_back(engine.conversation(turns, scratch));
    }
    return reading;
}

}  // namespace pingli::triage
