// The limits of what codec/ reads from outside, in one place; docs/operating.md lists them.

#pragma once

#include <cstddef>

namespace pingli::codec {

// TOML: names joined by dots in one key or header, and lists and inline tables in each other. Our
// own files need three and two.
constexpr std::size_t kTomlKeyPartsMax = 16;
constexpr std::size_t kTomlNestingMax = 16;

}  // namespace pingli::codec
