// What a file of a shop folder looks like to a person who is to say which column is which: its
// kind, its encoding, what each column was matched to, its first rows.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "intake/encoding.hpp"
#include "intake/file_list.hpp"
#include "intake/limits.hpp"
#include "intake/shop_folder.hpp"

namespace pingli::intake {

struct PreviewColumn {
    std::string header;
    std::string column;  // empty: matched to nothing
    bool is_chosen = false;
};
struct FilePreview {
    std::optional<FileKind> kind;
    std::optional<Syntax> syntax;  // absent: the shop's own shop.toml, or a file that is not read
    std::optional<Encoding> encoding;
    std::vector<PreviewColumn> columns;          // of a table, in its order
    std::vector<KnownColumn> known;              // of a table of this kind
    std::vector<std::vector<std::string>> rows;  // as long as `columns`; else one cell a line
    Said problem;                                // why it cannot be read as it is; empty: none
};

std::string_view to_name(Encoding encoding);  // "UTF-8", "GB18030" …
std::string_view to_name(Syntax syntax);      // "csv", "json", "text"

// Of the file at `path`, which is to be `name` in a shop folder. Reads the beginning only. What is
// wrong with the file is told in it.
FilePreview preview_file(const std::filesystem::path& path, const std::string& name,
                         const Formats& formats, const FileChoice& choice);

}  // namespace pingli::intake
