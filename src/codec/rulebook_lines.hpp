// The source lines of a page, and what can be read off one line without Markdown: front matter and
// the cells of a table's row.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "rulebook/source.hpp"

namespace pingli::codec {

// Lines end with \n, \r\n or \r, as in CommonMark; the views go into `text`.
std::vector<std::string_view> split_lines(std::string_view text);

// A piece of `line`, blanks at both ends left out, with its place. `from` and `to` are byte
// offsets.
rulebook::Written piece_of(std::string_view line, std::size_t from, std::size_t to,
                           std::uint64_t number);

// The cells of a row: "\|" is a bar, outer blanks and one pair of back-ticks go.
rulebook::WrittenRow split_row(std::string_view line, std::uint64_t number);

// "key: value"; the key is empty when the text is not of this form.
rulebook::WrittenItem split_item(const rulebook::Written& text);

// The front matter, and the index of the first line after it. Without one, a problem and 0.
struct FrontMatter {
    std::vector<rulebook::WrittenItem> items;
    std::size_t next = 0;
};
FrontMatter read_front_matter(const std::vector<std::string_view>& lines, std::string_view file,
                              Problems& problems);

}  // namespace pingli::codec
