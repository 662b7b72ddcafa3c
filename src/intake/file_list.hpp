// Which files of a shop folder are read, as what, and in which order.

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "intake/formats.hpp"

namespace pingli::intake {

enum class Syntax : std::uint8_t { Csv, Json, Text };

struct ShopFile {
    std::filesystem::path path;
    std::string name;              // below the folder: "chats/2026-05.jsonl"
    std::optional<FileKind> kind;  // absent: a CSV to be recognised by its header
    Syntax syntax{};
    std::uint64_t bytes = 0;
};

struct FileList {
    std::vector<ShopFile> files;  // persons' files first, then reviews, lines, orders; by name
    std::optional<std::filesystem::path> shop_toml;
    std::uint64_t bytes = 0;
    struct Left {
        std::string name;  // below the folder; "2026/" for a folder of files
        Said expected;     // instead of it
    };
    std::vector<Left> left;  // what is there and is not read, but for hidden files
};

// Regular files in the folder and one level below. Fails with NotFound or Unavailable.
Result<FileList> list_files(const std::filesystem::path& folder, const Formats& formats);

// The regular file at `path`, as list_files would have it under that name below the folder; nothing
// when it is none that is read. "shop.toml" is none.
std::optional<ShopFile> find_file(const std::filesystem::path& path, const std::string& name,
                                  const Formats& formats);
// In the order in which they are to be read, which depends on their kinds.
void sort_files(FileList& list);

// The folders that a shop folder may have: "chats", "order-lines" …
bool is_folder_name(const std::string& name);

// By the name's end (.csv, .json, .jsonl, .ndjson, .txt, .tsv, each also with .gz).
std::optional<Syntax> syntax_of(std::string_view name);

}  // namespace pingli::intake
