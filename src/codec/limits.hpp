// The limits of what codec/ reads from outside, in one place; docs/operating.md lists them.

#pragma once

#include <cstddef>

namespace pingli::codec {

// TOML: names joined by dots in one key or header, and lists and inline tables in each other. Our
// own files need three and two.
constexpr std::size_t kTomlKeyPartsMax = 16;
constexpr std::size_t kTomlNestingMax = 16;

// JSON in each other; what walks a tree calls itself for each.
constexpr std::size_t kJsonBodyDepthMax = 32;

// One line of findings: as long as triage writes it, with the longest chats that a shop has.
constexpr std::size_t kFindingLineBytesMax = std::size_t{4} << 20U;
constexpr std::size_t kFindingLineValuesMax = 200'000;  // members and elements, all in all
constexpr std::size_t kFindingLineDepthMax = 16;

}  // namespace pingli::codec
