// Names that people give to things: one line of text. And what others wrote, as it may be put on a
// terminal.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pingli {

// UTF-8, at most `bytes_max`, not blank, without control characters, line breaks or marks that turn
// the direction of what stands beside them.
bool is_one_line(std::string_view text, std::size_t bytes_max);

// The same text with everything that a terminal would obey, or that would hide what it says, made
// visible as \xNN or \u{NNNN}; bytes that are no UTF-8 too. Line breaks as well.
std::string shown_plainly(std::string_view text);

}  // namespace pingli
