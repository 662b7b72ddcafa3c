// What a report needs of one line of findings (finding_json.hpp), read back. Everything else in the
// line is for people and is not read.

#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bilingual.hpp"
#include "base/time.hpp"
#include "codec/json_body.hpp"

namespace pingli::codec {

constexpr std::size_t kFindingIdBytesMax = 100;

struct FoundEvidence {
    std::string kind;
    Bilingual words;
    std::string reference;
};
struct FoundWords {
    bool is_follow_up = false;
    std::string kind;  // insult, pii …
    std::int64_t start = 0, end = 0;
};
struct FoundTurn {
    std::string source;  // as references name it
    std::string who;     // buyer, seller, platform
    std::string at;      // as the line has it, or empty
    std::string text;
    bool gap_after = false;
};

struct FindingLine {
    std::string kind;  // review, thread
    std::string id;
    bool reportable = false;
    std::optional<bool> admissible;
    std::string refusal;  // empty: none
    std::string ground;   // empty: none
    std::string order;    // empty: not known
    std::optional<std::int64_t> stars;
    std::optional<Instant> made_at;
    std::string rulebook, rulebook_version;
    std::vector<FoundEvidence> evidence;  // what is had
    std::vector<FoundWords> spans;        // in the review's own texts
    // Only where the line holds the original texts:
    std::string text, follow_up;
    std::optional<Instant> text_at, follow_up_at;
    std::vector<FoundTurn> turns;
    std::vector<std::pair<std::string, std::variant<bool, std::int64_t, std::string>>> facts;
};

// Fails when the line is not a JSON object or one of these fields is not what a finding has there.
std::expected<FindingLine, Problem> parse_finding_line(std::string_view text);

}  // namespace pingli::codec
