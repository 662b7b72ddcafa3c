#include "codec/markdown_tree.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include "base/assert.hpp"

namespace pingli::codec {

namespace {

struct ParserDeleter {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

}  // namespace

MarkdownTree parse_markdown(std::string_view text) {
    // cmark registers its extensions once a process; a static makes that safe among threads.
    static const bool registered = [] {
        cmark_gfm_core_extensions_ensure_registered();
        return true;
    }();
    static_cast<void>(registered);
    const std::unique_ptr<cmark_parser, ParserDeleter> parser{cmark_parser_new(CMARK_OPT_DEFAULT)};
    cmark_syntax_extension* table = cmark_find_syntax_extension("table");
    PINGLI_ASSERT(parser && table != nullptr);
    cmark_parser_attach_syntax_extension(parser.get(), table);
    cmark_parser_feed(parser.get(), text.data(), text.size());
    return MarkdownTree{cmark_parser_finish(parser.get())};
}

}  // namespace pingli::codec
