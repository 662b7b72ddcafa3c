// What the program says of a file or a request, in both languages of the desk. It is written once,
// in English, where it is found out, and the terminal says it so; its Chinese stands here, under
// the English sentence. scripts/check_both_words.py finds a sentence that has none.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bilingual.hpp"

namespace pingli::api {

// Nothing for a sentence that is not known.
std::optional<Bilingual> find_both_words(std::string_view english);
// The same; one that is not known is for whoever runs the server.
Bilingual both_words(std::string_view english);

}  // namespace pingli::api
