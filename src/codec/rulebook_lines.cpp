#include "codec/rulebook_lines.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "rulebook/cell.hpp"

namespace pingli::codec {

using rulebook::trim;
using rulebook::Written;
using rulebook::WrittenItem;
using rulebook::WrittenRow;

std::vector<std::string_view> split_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(text.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
    }
    return lines;
}

Written piece_of(std::string_view line, std::size_t from, std::size_t to, std::uint64_t number) {
    const auto is_blank = [&](std::size_t at) { return line[at] == ' ' || line[at] == '\t'; };
    to = std::min(to, line.size());
    from = std::min(from, to);
    while (from < to && is_blank(from)) ++from;
    while (to > from && is_blank(to - 1)) --to;
    return {.text = std::string{line.substr(from, to - from)},
            .line = number,
            .column = static_cast<std::uint32_t>(utf8::count(line.substr(0, from))) + 1};
}

namespace {

Written cell_of(std::string_view line, std::size_t from, std::size_t to, std::uint64_t number) {
    Written cell = piece_of(line, from, to, number);
    std::string_view text = cell.text;
    if (text.size() >= 2 && text.starts_with('`') && text.ends_with('`')) {
        text = trim(text.substr(1, text.size() - 2));
        ++cell.column;
    }
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
            if (text[i + 1] != '|') plain += '\\';
            ++i;
        }
        plain += text[i];
    }
    cell.text = std::move(plain);
    return cell;
}

bool is_key_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

WrittenRow split_row(std::string_view line, std::uint64_t number) {
    WrittenRow row;
    row.line = number;
    std::size_t from = std::min(line.find_first_not_of(" \t"), line.size());
    if (from < line.size() && line[from] == '|') ++from;
    for (std::size_t at = from; at < line.size(); ++at) {
        if (line[at] == '\\') {
            ++at;
        } else if (line[at] == '|') {
            row.cells.push_back(cell_of(line, from, at, number));
            from = at + 1;
        }
    }
    if (!trim(line.substr(from)).empty())
        row.cells.push_back(cell_of(line, from, line.size(), number));
    return row;
}

WrittenItem split_item(const Written& text) {
    const std::string_view whole = text.text;
    const auto colon = whole.find(':');
    WrittenItem item;
    const bool has_key = colon != std::string_view::npos && colon > 0 &&
                         std::ranges::all_of(whole.substr(0, colon), is_key_char) &&
                         (colon + 1 == whole.size() || whole[colon + 1] == ' ');
    if (!has_key) {
        item.value = text;
        return item;
    }
    item.key = text;
    item.key.text = whole.substr(0, colon);
    item.value = piece_of(whole, colon + 1, whole.size(), text.line);
    item.value.column += text.column - 1;
    return item;
}

FrontMatter read_front_matter(const std::vector<std::string_view>& lines, std::string_view file,
                              Problems& problems) {
    const auto is_fence = [](std::string_view line) {
        return line.starts_with("---") && trim(line) == "---";
    };
    const auto report = [&](std::uint64_t line, std::string found, std::string expected) {
        problems.push_back({.file = std::string{file},
                            .line = line,
                            .column = 0,
                            .field = "front matter",
                            .found = std::move(found),
                            .expected = std::move(expected)});
    };
    FrontMatter front;
    if (lines.empty() || !is_fence(lines[0])) {
        report(1, "", "“---” as the first line, then “key: value” lines, then “---”");
        return front;
    }
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (is_fence(lines[i])) {
            front.next = i + 1;
            return front;
        }
        if (trim(lines[i]).empty()) continue;
        WrittenItem item = split_item(piece_of(lines[i], 0, lines[i].size(), i + 1));
        if (item.key.text.empty() || item.key.column != 1)
            report(i + 1, std::string{utf8::slice(lines[i], 0, 60)},
                   "“key: value” at the beginning of the line");
        else
            front.items.push_back(std::move(item));
    }
    report(1, "", "a second line “---” at the end of the front matter");
    front.next = lines.size();
    return front;
}

}  // namespace pingli::codec
