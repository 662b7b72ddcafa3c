// cmark-gfm's tree of a text, with tables. Inside of codec only.

#pragma once

#include <cmark-gfm.h>

#include <memory>
#include <string_view>

namespace pingli::codec {

struct MarkdownDeleter {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using MarkdownTree = std::unique_ptr<cmark_node, MarkdownDeleter>;

MarkdownTree parse_markdown(std::string_view text);

}  // namespace pingli::codec
