#include "simulate/phrases.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "base/utf8.hpp"

namespace pingli::simulate {

namespace {

constexpr std::array<std::string_view, kPoolCount> kPoolNames{
    "item",
    "colour",
    "agent",
    "rival",
    "praise_open",
    "praise_middle",
    "praise_end",
    "praise_short",
    "default",
    "quality",
    "size",
    "colour_off",
    "slow",
    "damage",
    "service",
    "price",
    "refused",
    "fake",
    "tail",
    "neutral",
    "insult",
    "pii",
    "competitor",
    "retaliation",
    "fraud",
    "professional",
    "coerced",
    "coerced_followup",
    "ask_size",
    "advise",
    "insist",
    "warn_size",
    "accept_size",
    "too_big",
    "offer",
    "decline",
    "demand_threat",
    "demand_only",
    "demand_refuse",
    "retort",
    "cashback",
    "cashback_refuse",
    "owed_fault",
    "owed_ask",
    "stonewall",
    "owed_threat",
    "joke",
    "joke_answer",
    "offer_cash",
    "offer_cash_no",
    "offer_cash_review",
    "smalltalk_buyer",
    "smalltalk_seller",
    "smalltalk_thanks",
    "question",
    "answer",
    "transcript",
    "police",
    "same_trade",
};

constexpr std::array<std::string_view, kSlotCount> kSlotNames{
    "", "money", "size", "big", "h", "w", "days", "n", "colour", "phone", "agent", "rival"};

constexpr std::string_view kForbidden = "\"\\\t\r";

template <std::size_t Count>
std::size_t find_name(const std::array<std::string_view, Count>& names, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

}  // namespace

std::string_view to_name(Pool pool) {
    return kPoolNames.at(static_cast<std::size_t>(pool));
}

// Cuts a text at its slots. The answer is what was expected, or empty when all is well.
std::string Phrases::parse_text(std::string_view text, Text& out) {
    if (text.empty()) return "a text after the tab";
    if (!utf8::is_valid(text)) return "valid UTF-8";
    if (text.find_first_of(kForbidden) != std::string_view::npos)
        return "a text without quotes, back-slashes and tabs";
    while (!text.empty()) {
        const std::size_t open = std::min(text.find('{'), text.size());
        Piece piece{.words = std::string{text.substr(0, open)}};
        text.remove_prefix(open);
        if (!text.empty()) {
            const std::size_t close = text.find('}');
            const std::size_t slot = find_name(
                kSlotNames, close == std::string_view::npos ? "" : text.substr(1, close - 1));
            if (slot == 0 || slot == kSlotCount) return "a slot of the README, such as {money}";
            piece.slot = static_cast<Slot>(slot);
            text.remove_prefix(close + 1);
        }
        out.push_back(std::move(piece));
    }
    return {};
}

Result<Phrases> Phrases::parse(std::string_view file, std::string_view bytes, Problems& problems) {
    Phrases phrases;
    std::uint64_t number = 0;
    const std::size_t before = problems.size();
    const auto complain = [&](std::uint64_t line, std::string_view field, std::string expected) {
        problems.push_back({.file = std::string{file},
                            .line = line,
                            .field = std::string{field},
                            .found = {},
                            .expected = std::move(expected)});
    };
    while (!bytes.empty()) {
        ++number;
        const std::size_t end = std::min(bytes.find('\n'), bytes.size());
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
        if (line.empty() || line.starts_with('#')) continue;
        const std::size_t tab = std::min(line.find('\t'), line.size());
        const std::size_t pool = find_name(kPoolNames, line.substr(0, tab));
        if (pool == kPoolCount) {
            complain(number, "pool", "a pool that the simulator knows");
            continue;
        }
        Text text;
        std::string expected = parse_text(line.substr(std::min(tab + 1, line.size())), text);
        if (!expected.empty())
            complain(number, "text", std::move(expected));
        else
            phrases.pools_[pool].push_back(std::move(text));
    }
    for (std::size_t pool = 0; pool < kPoolCount; ++pool)
        if (phrases.pools_[pool].empty())
            complain(0, kPoolNames[pool], "at least one text in this pool");
    if (problems.size() > before)
        return fail(ErrorCode::Invalid, std::string{file} + ": not usable");
    return phrases;
}

void Phrases::say(Pool pool, const Slots& slots, Random& random, std::string& out) const {
    const auto& texts = pools_[static_cast<std::size_t>(pool)];
    for (const Piece& piece : texts[random.below(static_cast<std::uint32_t>(texts.size()))]) {
        out += piece.words;
        out += slots[static_cast<std::size_t>(piece.slot)];
    }
}

std::string_view Phrases::pick(Pool pool, Random& random) const {
    const auto& texts = pools_[static_cast<std::size_t>(pool)];
    return texts[random.below(static_cast<std::uint32_t>(texts.size()))].front().words;
}

}  // namespace pingli::simulate
