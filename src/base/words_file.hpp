// words/codes.tsv as it was when the program was built (cmake/PingliWords.cmake): a line for each
// code, with its English and its Chinese sentence, tabs between. Lines that begin with # are
// headings. For base/said.cpp.

#pragma once

#include <string_view>

namespace pingli {

std::string_view words_file();

}  // namespace pingli
