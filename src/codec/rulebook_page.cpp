#include "codec/rulebook_page.hpp"

#include "base/problem.hpp"
#include "codec/markdown_tree.hpp"
#include "codec/rulebook_lines.hpp"
#include "rulebook/cell.hpp"

namespace pingli::codec {

namespace {

std::string_view text_of(const char* text) {
    return text == nullptr ? std::string_view{} : std::string_view{text};
}

std::string_view type_of(cmark_node* node) {
    return text_of(cmark_node_get_type_string(node));
}

// A link of a page that somebody else wrote: to a page of the web or a place on this one.
bool is_harmless(std::string_view href) {
    return href.starts_with("https://") || href.starts_with("http://") || href.starts_with('#');
}

bool is_ascii_end(const PageRuns& runs) {
    return runs.empty() || runs.back().text.empty() ||
           static_cast<unsigned char>(runs.back().text.back()) < 0x80;
}

class Inlines {
public:
    PageRuns read(cmark_node* parent) {
        children(parent, {}, 0);
        return std::move(runs_);
    }

private:
    void children(cmark_node* parent, const PageRun& as, int depth) {
        if (depth > kPageDepthMax) return;
        for (cmark_node* node = cmark_node_first_child(parent); node != nullptr;
             node = cmark_node_next(node))
            one(node, as, depth);
    }

    void one(cmark_node* node, PageRun as, int depth) {
        const std::string_view type = type_of(node);
        if (type == "softbreak") soft_break(node);
        if (type == "linebreak") add("\n", as);
        if (type == "code") as.style = "code";
        if (type == "emph") as.style = "emphasis";
        if (type == "strong") as.style = "strong";
        if (type == "link" && is_harmless(text_of(cmark_node_get_url(node)))) {
            as.style = "link";
            as.href = text_of(cmark_node_get_url(node));
        }
        add(text_of(cmark_node_get_literal(node)), as);
        children(node, as, depth + 1);
    }

    // A blank between lines, but none between two Chinese characters.
    void soft_break(cmark_node* node) {
        cmark_node* next = cmark_node_next(node);
        const std::string_view more =
            next == nullptr ? std::string_view{} : text_of(cmark_node_get_literal(next));
        const bool is_ascii =
            is_ascii_end(runs_) || more.empty() || static_cast<unsigned char>(more.front()) < 0x80;
        if (is_ascii) add(" ", {});
    }

    void add(std::string_view text, const PageRun& as) {
        if (text.empty()) return;
        const bool goes_on =
            !runs_.empty() && runs_.back().style == as.style && runs_.back().href == as.href;
        if (!goes_on) runs_.push_back({.text = {}, .style = as.style, .href = as.href});
        runs_.back().text += text;
    }

    PageRuns runs_;
};

// What the engine reads under a heading, as docs/rulebook-format.md has it.
struct Section {
    std::string part;
    std::string name;
};

Section section_of(std::string_view heading) {
    const auto first_word = [](std::string_view text) {
        return std::string{text.substr(0, text.find(' '))};
    };
    for (const auto& [title, part] :
         {std::pair{"Facts", "facts"}, {"Deadlines", "deadlines"}, {"Results", "results"}})
        if (heading == title) return {.part = part, .name = {}};
    for (const auto& [start, part] : {std::pair<std::string_view, const char*>{"Clause ", "clause"},
                                      {"Table ", "table"},
                                      {"Examples of ", "examples"}})
        if (heading.starts_with(start))
            return {.part = part, .name = first_word(heading.substr(start.size()))};
    return {};
}

class Blocks {
public:
    std::vector<PageBlock> read(cmark_node* parent, int depth) {
        std::vector<PageBlock> out;
        if (depth > kPageDepthMax) return out;
        for (cmark_node* node = cmark_node_first_child(parent); node != nullptr;
             node = cmark_node_next(node))
            out.push_back(one(node, depth));
        return out;
    }

private:
    PageBlock one(cmark_node* node, int depth) {
        const std::string_view type = type_of(node);
        if (type == "heading") return heading(node);
        PageBlock out;
        out.kind = "paragraph";
        out.part = section_.part;
        out.name = section_.name;
        if (type == "paragraph") {
            out.part.clear();
            out.name.clear();
            out.runs = Inlines{}.read(node);
        } else if (type == "list") {
            out.kind = "list";
            out.is_ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
            for (cmark_node* item = cmark_node_first_child(node); item != nullptr;
                 item = cmark_node_next(item))
                out.items.push_back(read(item, depth + 1));
        } else if (type == "table") {
            out.kind = "table";
            for (cmark_node* row = cmark_node_first_child(node); row != nullptr;
                 row = cmark_node_next(row))
                out.rows.push_back(cells_of(row));
        } else if (type == "block_quote") {
            out.kind = "quote";
            out.items.push_back(read(node, depth + 1));
        } else if (type == "code_block") {
            out.kind = "code";
            out.text = text_of(cmark_node_get_literal(node));
        } else if (type == "thematic_break") {
            out.kind = "line";
        } else if (const auto text = text_of(cmark_node_get_literal(node)); !text.empty()) {
            out.runs.push_back({.text = std::string{text}, .style = "plain", .href = {}});
        }
        return out;
    }

    PageBlock heading(cmark_node* node) {
        PageBlock out;
        out.kind = "heading";
        out.level = cmark_node_get_heading_level(node);
        out.runs = Inlines{}.read(node);
        if (out.level <= 2) section_ = section_of(plain_text(out.runs));
        out.part = section_.part;
        out.name = section_.name;
        return out;
    }

    static std::vector<PageRuns> cells_of(cmark_node* row) {
        std::vector<PageRuns> out;
        for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr;
             cell = cmark_node_next(cell))
            out.push_back(Inlines{}.read(cell));
        return out;
    }

    Section section_;
};

void write_runs(JsonWriter& out, const PageRuns& runs) {
    out.begin_array();
    for (const PageRun& run : runs) {
        out.begin_object();
        out.field("text", run.text);
        out.field("style", run.style);
        if (!run.href.empty()) out.field("href", run.href);
        out.end_object();
    }
    out.end_array();
}

void write_row(JsonWriter& out, const std::vector<PageRuns>& cells) {
    out.begin_object();
    out.key("cells");
    out.begin_array();
    for (const PageRuns& runs : cells) {
        out.begin_object();
        out.key("runs");
        write_runs(out, runs);
        out.end_object();
    }
    out.end_array();
    out.end_object();
}

void write_rows(JsonWriter& out, const PageBlock& block) {
    if (block.rows.empty()) return;
    out.key("head");
    write_row(out, block.rows.front());
    out.key("rows");
    out.begin_array();
    for (std::size_t i = 1; i < block.rows.size(); ++i) write_row(out, block.rows[i]);
    out.end_array();
}

void write_items(JsonWriter& out, const PageBlock& block) {
    out.key("items");
    out.begin_array();
    for (const auto& item : block.items) {
        out.begin_object();
        out.key("blocks");
        write_page_blocks(out, item);
        out.end_object();
    }
    out.end_array();
}

void write_block(JsonWriter& out, const PageBlock& block) {
    out.begin_object();
    out.field("kind", block.kind);
    if (!block.part.empty()) out.field("part", block.part);
    if (!block.name.empty()) out.field("name", block.name);
    if (block.kind == "heading") out.field("level", std::int64_t{block.level});
    if (block.kind == "heading" || block.kind == "paragraph") {
        out.key("runs");
        write_runs(out, block.runs);
    }
    if (block.kind == "list") {
        out.key("is_ordered");
        out.boolean(block.is_ordered);
    }
    if (block.kind == "list" || block.kind == "quote") write_items(out, block);
    if (block.kind == "table") write_rows(out, block);
    if (block.kind == "code") out.field("text", block.text);
    out.end_object();
}

}  // namespace

std::vector<PageBlock> read_page_blocks(std::string_view bytes) {
    Problems ignored;
    const auto lines = split_lines(bytes);
    const FrontMatter front = read_front_matter(lines, {}, ignored);
    if (front.next >= lines.size()) return {};
    const auto start = static_cast<std::size_t>(lines[front.next].data() - bytes.data());
    const auto document = parse_markdown(bytes.substr(start));
    return Blocks{}.read(document.get(), 0);
}

void write_page_blocks(JsonWriter& out, const std::vector<PageBlock>& blocks) {
    out.begin_array();
    for (const PageBlock& block : blocks) write_block(out, block);
    out.end_array();
}

std::string plain_text(const PageRuns& runs) {
    std::string out;
    for (const PageRun& run : runs) out += run.text;
    return out;
}

}  // namespace pingli::codec
