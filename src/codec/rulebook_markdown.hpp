// Reads the page of a rulebook (Markdown as GitHub has it) into texts with their places. cmark-gfm
// says where headings, lists and tables stand; the texts are taken from the source, because the
// page loses what a rule needs: emphasis, escapes, padded rows. What the texts mean is the business
// of rulebook/build.hpp.

#pragma once

#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "rulebook/build.hpp"
#include "rulebook/source.hpp"

namespace pingli::codec {

// Adds to `problems` what is wrong with the page itself: not UTF-8, larger than kFileBytesMax, no
// front matter, a line in it that is no "key: value". Linear in the page.
rulebook::WrittenRulebook read_rulebook_page(std::string_view bytes, const std::string& file,
                                             Problems& problems);

// The page read and built; nullptr when it has any problem.
rulebook::RulebookPtr parse_rulebook(std::string_view bytes, const std::string& file,
                                     const rulebook::Resources& resources, Problems& problems);

}  // namespace pingli::codec
