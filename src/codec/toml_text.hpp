// TOML from outside, as a tree. What is nested deeper than any file of ours is refused before
// toml++ sees it: its tables are read and freed by recursion, and 60,000 names joined by dots
// overran the stack.

#pragma once

#include <toml++/toml.h>

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/said.hpp"

namespace pingli::codec {

struct TomlFault {
    toml::source_position at;  // {0, 0}: not known
    Said expected;
};

// The first place at which a key has more parts, or a list or table stands deeper, than limits.hpp
// allows. One pass, no recursion.
std::optional<TomlFault> find_too_deep(std::string_view text);

// Never throws. The parser's own words may quote the file and are left out.
std::expected<toml::table, TomlFault> parse_toml(std::string_view text);

}  // namespace pingli::codec
