// The page of a rulebook as a reader sees it, in blocks that a program can render without trusting
// a word of it: texts with a style, never HTML. What the engine reads is marked as such.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_writer.hpp"

namespace pingli::codec {

struct PageRun {
    std::string text;
    std::string_view style = "plain";  // plain, code, emphasis, strong, link
    std::string href;                  // of a link: https://…, http://… or #…
};
using PageRuns = std::vector<PageRun>;

struct PageBlock {
    std::string_view kind;  // heading, paragraph, list, table, quote, code, line
    std::string part;       // what the engine reads here: facts, deadlines, results, clause, table,
                            // examples; empty: nothing
    std::string name;       // of the clause or table
    int level = 0;          // of a heading
    PageRuns runs;          // of a heading or a paragraph
    bool is_ordered = false;                    // a list
    std::vector<std::vector<PageBlock>> items;  // of a list; of a quote one
    std::vector<std::vector<PageRuns>> rows;    // of a table, the head first
    std::string text;                           // of code
};

constexpr int kPageDepthMax =
    8;  // of lists, quotes, emphasis in each other; deeper ones are left out

// Of the whole file, its front matter left out. What is no Markdown is a paragraph.
std::vector<PageBlock> read_page_blocks(std::string_view bytes);

// One array where the writer stands.
void write_page_blocks(JsonWriter& out, const std::vector<PageBlock>& blocks);

std::string plain_text(const PageRuns& runs);

}  // namespace pingli::codec
