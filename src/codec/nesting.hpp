// Looks over a JSON text before a parser does: a tree takes many times the memory of its text, and
// what walks one calls itself for each level. One pass, no memory. A malformed text may be let
// through: its parser stops at the fault, before which both agree on what is a string.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pingli::codec {

struct JsonShape {
    std::size_t depth_max;
    std::size_t values_max = SIZE_MAX;  // members and elements, all in all
};
bool is_within(std::string_view json, const JsonShape& shape);

}  // namespace pingli::codec
