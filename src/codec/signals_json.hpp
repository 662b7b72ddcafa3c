// The lines of `pingli signals`: conversations, reviews and reply drafts in, labels out. Labels
// that the input carries are ignored. Spans are code points of the text they point into.

#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "replies/check.hpp"
#include "text/signals.hpp"

namespace pingli::codec {

struct ConversationItem {
    struct Turn {
        text::Speaker who{};
        std::optional<Instant> at;
        std::string text;
        bool gap_after = false;
    };
    std::string id;
    std::vector<Turn> turns;
};

struct ReviewItem {
    std::string id;
    std::optional<int> stars;
    std::string text, followup;
};

struct ReplyItem {
    std::string id;
    std::string context, draft;
};

// Parse one line (valid UTF-8). A fault is a Problem with column and field; its file and line are
// the caller's to fill in, and it never quotes the text.
std::expected<ConversationItem, Problem> parse_conversation(std::string_view line);
std::expected<ReviewItem, Problem> parse_review(std::string_view line);
std::expected<ReplyItem, Problem> parse_reply(std::string_view line);

// {"id":…,"labels":{…},"why":[{"code":…,"zh":…,"en":…,"turn":…,"start":…,"end":…}]}, no line end.
std::string to_json_line(const std::string& id, const text::ConversationSignals& signals);
std::string to_json_line(const std::string& id, const text::ReviewSignals& signals);
// And what the shop's policy says of the draft:
// "findings":[{"code","stops","start","end","zh","en", "instead":{"zh","en"}}],
// "questions":[{"zh","en"}], "better":{"zh","en"} or null.
std::string to_json_line(const std::string& id, const text::ReplySignals& signals,
                         const replies::DraftCheck& check);

}  // namespace pingli::codec
