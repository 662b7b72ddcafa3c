#include "codec/rulebook_markdown.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include "base/sha256.hpp"
#include "base/utf8.hpp"
#include "codec/markdown_tree.hpp"
#include "codec/rulebook_lines.hpp"

namespace pingli::codec {

using rulebook::trim;
using rulebook::Written;
using rulebook::WrittenItem;
using rulebook::WrittenRulebook;
using rulebook::WrittenSection;
using rulebook::WrittenTable;

namespace {

// Walks the top level of the page and takes each text from its source line.
class Page {
public:
    Page(const std::vector<std::string_view>& lines, std::size_t first, WrittenRulebook& book,
         Problems& problems)
        : lines_(lines), first_(first), book_(book), problems_(problems) {}

    void read(cmark_node* document) {
        for (cmark_node* node = cmark_node_first_child(document); node != nullptr;
             node = cmark_node_next(node)) {
            const std::string_view type = cmark_node_get_type_string(node);
            if (type == "heading")
                read_heading(node);
            else if (section_ == nullptr)
                continue;
            else if (type == "list")
                section_->lists.push_back(read_list(node));
            else if (type == "table")
                read_table(node);
            else if (type == "paragraph")
                read_paragraph(node);
        }
    }

private:
    // cmark counts from the line after the front matter. 0 when it gives no line of the page.
    [[nodiscard]] std::size_t line_of(int cmark_line) const {
        const std::size_t line = first_ + static_cast<std::size_t>(std::max(cmark_line, 0));
        return cmark_line > 0 && line <= lines_.size() ? line : 0;
    }
    [[nodiscard]] std::string_view line(std::size_t number) const { return lines_[number - 1]; }

    void read_heading(cmark_node* node) {
        if (cmark_node_get_heading_level(node) > 2) return;
        section_ = nullptr;
        const std::size_t number = line_of(cmark_node_get_start_line(node));
        if (number == 0) return;
        std::string_view text = trim(line(number));
        if (!text.starts_with('#')) {
            problems_.push_back(
                {.file = book_.file,
                 .line = number,
                 .column = 1,
                 .field = "heading",
                 .found = std::string{utf8::slice(text, 0, 60)},
                 .expected = std::string{"a blank line before the line of - or = below "
                                         "(which makes a heading of this one), or "
                                         "“## …”"}});
            return;
        }
        if (cmark_node_get_heading_level(node) != 2) return;
        if (book_.sections.size() == rulebook::kSectionsMax) {
            problems_.push_back({.file = book_.file,
                                 .line = number,
                                 .column = 0,
                                 .field = "heading",
                                 .found = std::string{"one more heading"},
                                 .expected = "at most " + std::to_string(rulebook::kSectionsMax)});
            return;
        }
        const std::size_t from = line(number).find('#') + 2;
        std::size_t to = line(number).find_last_not_of(" \t") + 1;
        // A closing run of # after a blank is no part of the heading.
        const auto last = line(number).substr(0, to).find_last_not_of('#');
        if (last != std::string_view::npos && last + 1 < to && last >= from &&
            (line(number)[last] == ' ' || line(number)[last] == '\t'))
            to = last;
        book_.sections.emplace_back().heading = piece_of(line(number), from, to, number);
        section_ = &book_.sections.back();
    }

    std::vector<WrittenItem> read_list(cmark_node* list) {
        std::vector<WrittenItem> items;
        for (cmark_node* item = cmark_node_first_child(list); item != nullptr;
             item = cmark_node_next(item)) {
            cmark_node* block = cmark_node_first_child(item);
            if (block == nullptr) continue;
            items.push_back(split_item(text_of(block)));
            // What stands below the item's first paragraph would be lost in silence: it is handed
            // on as an item without a key, which no list of ours may have.
            if (cmark_node* rest = cmark_node_next(block); rest != nullptr)
                items.emplace_back().value = text_of(rest);
        }
        return items;
    }

    // The source of a block, its lines joined as a reader would: with a blank, but none between
    // two Chinese characters.
    [[nodiscard]] Written text_of(cmark_node* block) const {
        const std::size_t first = line_of(cmark_node_get_start_line(block));
        if (first == 0) return {};
        const std::size_t last = std::max(first, line_of(cmark_node_get_end_line(block)));
        const auto column =
            static_cast<std::size_t>(std::max(cmark_node_get_start_column(block), 1));
        Written text = piece_of(line(first), column - 1, line(first).size(), first);
        for (std::size_t number = first + 1; number <= last; ++number) {
            const std::string_view more = trim(line(number));
            if (more.empty()) break;
            const bool is_ascii = text.text.empty() ||
                                  static_cast<unsigned char>(text.text.back()) < 0x80 ||
                                  static_cast<unsigned char>(more.front()) < 0x80;
            text.text += (is_ascii ? " " : "") + std::string{more};
        }
        return text;
    }

    void read_table(cmark_node* node) {
        WrittenTable table;
        bool is_head = true;
        for (cmark_node* row = cmark_node_first_child(node); row != nullptr;
             row = cmark_node_next(row)) {
            const std::size_t number = line_of(cmark_node_get_start_line(row));
            if (number == 0) continue;
            auto cells = split_row(line(number), number);
            if (is_head)
                table.head = std::move(cells);
            else
                table.rows.push_back(std::move(cells));
            is_head = false;
        }
        if (!table.head.cells.empty()) section_->tables.push_back(std::move(table));
    }

    void read_paragraph(cmark_node* node) {
        const std::size_t first = line_of(cmark_node_get_start_line(node));
        const std::size_t last = line_of(cmark_node_get_end_line(node));
        for (std::size_t number = first; number != 0 && number <= last; ++number)
            if (trim(line(number)).starts_with('|'))
                section_->stray_rows.push_back(
                    piece_of(line(number), 0, line(number).size(), number));
    }

    const std::vector<std::string_view>& lines_;
    std::size_t first_;  // lines of the front matter
    WrittenRulebook& book_;
    Problems& problems_;
    WrittenSection* section_ = nullptr;
};

bool is_readable(std::string_view bytes, const std::string& file, Problems& problems) {
    const auto report = [&](std::size_t at, std::string found, std::string expected) {
        const auto line = std::ranges::count(bytes.substr(0, at), '\n');
        problems.push_back({.file = file,
                            .line = at == 0 ? 0 : static_cast<std::uint64_t>(line) + 1,
                            .column = 0,
                            .field = {},
                            .found = std::move(found),
                            .expected = std::move(expected)});
        return false;
    };
    if (bytes.size() > rulebook::kFileBytesMax)
        return report(0, std::to_string(bytes.size()) + " bytes",
                      "at most " + std::to_string(rulebook::kFileBytesMax));
    if (const auto fault = utf8::find_fault(bytes))
        return report(*fault + 1, "bytes that are no UTF-8", "UTF-8 text");
    if (const auto nul = bytes.find('\0'); nul != std::string_view::npos)
        return report(nul + 1, "a NUL character", "text");
    return true;
}

}  // namespace

WrittenRulebook read_rulebook_page(std::string_view bytes, const std::string& file,
                                   Problems& problems) {
    WrittenRulebook book;
    book.file = file;
    book.sha256 = sha256_hex(bytes);
    if (!is_readable(bytes, file, problems)) return book;
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
    const auto lines = split_lines(bytes);
    FrontMatter front = read_front_matter(lines, file, problems);
    book.front_matter = std::move(front.items);
    if (front.next >= lines.size()) return book;
    const auto start = static_cast<std::size_t>(lines[front.next].data() - bytes.data());
    const auto document = parse_markdown(bytes.substr(start));
    Page{lines, front.next, book, problems}.read(document.get());
    return book;
}

rulebook::RulebookPtr parse_rulebook(std::string_view bytes, const std::string& file,
                                     const rulebook::Resources& resources, Problems& problems) {
    const std::size_t before = problems.size();
    const WrittenRulebook page = read_rulebook_page(bytes, file, problems);
    // An unreadable page has nothing to build from.
    if (problems.size() > before && page.front_matter.empty()) return nullptr;
    auto book = rulebook::build(page, resources, problems);
    std::stable_sort(problems.begin() + static_cast<std::ptrdiff_t>(before), problems.end(),
                     [](const Problem& a, const Problem& b) {
                         return std::tie(a.line, a.column) < std::tie(b.line, b.column);
                     });
    return problems.size() == before ? book : nullptr;
}

}  // namespace pingli::codec
