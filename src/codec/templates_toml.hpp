// Reads templates/*.toml (the form is in templates/README.md). Strict: an unknown, missing or
// wrong-typed key, an unknown name and a sentence in one language only are problems, all of them
// reported at once.

#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "replies/templates.hpp"

namespace pingli::codec {

constexpr std::size_t kTemplatesBytesMax = std::size_t{1} << 20;

struct TemplatesSource {
    std::string_view replies, drafts, words;  // replies.toml, drafts.toml, words.toml
};

// Problems name the file ("replies.toml"), the line and the key. Linear in the source.
std::expected<replies::Templates, Problems> parse_templates(const TemplatesSource& source);

}  // namespace pingli::codec
