// Insults aimed at people, and profanity, as docs/labels.md 2.2 has it. Not: hard words about goods
// or the shop, accusations, one's own person, what others are quoted with, amazement in praise.

#pragma once

#include <vector>

#include "text/engine_parts.hpp"
#include "text/signals.hpp"

namespace pingli::text {

enum class Tone : std::uint8_t { Praise, Other };

// An insult found: its place in the folded text and the entry of the lexicon that made it one.
struct Insult {
    Offset start;
    Offset end;
    std::uint32_t entry = 0;
};

// In order; neighbours in one phrase are one. `tone` is that of the whole text.
std::vector<Insult> find_insults(const Engine::Parts& parts, const Reading& reading, Tone tone);

}  // namespace pingli::text
