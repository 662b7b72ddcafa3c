// How many columns a text takes in a terminal (and about, in a chart): two for East Asian wide
// characters and emoji, none for combining marks, one for the rest. Pure; no locale.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pingli::report {

// 0, 1 or 2. Control characters count 0: who prints them has lost anyway.
int width_of(char32_t code);
// Of valid UTF-8.
std::size_t display_width(std::string_view valid);
// `valid` itself when it fits in `columns`, else its start and "…", together at most `columns`
// wide. Never cuts between a character and its combining marks.
std::string cut_to_width(std::string_view valid, std::size_t columns);
// As cut_to_width, but from the middle: what tells long names apart often stands at their ends.
std::string cut_middle_to_width(std::string_view valid, std::size_t columns);
// cut_to_width, filled up with blanks to exactly `columns`.
std::string fit_to_width(std::string_view valid, std::size_t columns);

}  // namespace pingli::report
