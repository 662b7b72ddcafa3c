// The data tables of formats/: which file holds what, which header means which column, what the
// words in cells say, and which texts are a platform's and not a buyer's. Policy people edit them.
// Immutable after loading; safe to share between threads.

#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace pingli::intake {

enum class FileKind : std::uint8_t {
    Orders,
    OrderLines,
    Reviews,
    Chats,
    Calls,
    Contacts,
    Claims,
    Parcels,
    Recordings,
    Insurance,
    Notes,
};
constexpr std::size_t kFileKinds = 11;
std::string_view to_name(FileKind kind);  // "orders", "order_lines" … as in formats/
std::optional<FileKind> parse_file_kind(std::string_view name);

enum class WordKind : std::uint8_t {
    Absent,
    Bool,
    Rating,
    Insurance,
    Speaker,
    Role,
    WonBy,
    Status,
    Side
};
constexpr std::size_t kWordKinds = 9;

struct Column {
    std::string_view canonical;
    std::uint32_t priority = 0;  // place among the synonyms; the lowest non-empty cell wins
};

class Formats {
public:
    // Reads files.tsv, headers.tsv, values.tsv and default_texts.txt. Fails with NotFound, or with
    // Invalid naming file and line.
    static Result<Formats> load(const std::filesystem::path& folder);

    [[nodiscard]] std::optional<Column> column(FileKind kind, std::string_view header) const;
    // By name alone; `name` without its folder. Nothing when no pattern fits.
    [[nodiscard]] std::optional<FileKind> kind_of(std::string_view name) const;
    // What a word says, such as "true" for 是; empty when it is not known.
    [[nodiscard]] std::string_view meaning(WordKind kind, std::string_view word) const;
    [[nodiscard]] bool is_default_text(std::string_view text) const;

private:
    struct Hash {
        using is_transparent = void;  // NOLINT(readability-identifier-naming)
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    template <class Value>
    using Map = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
    struct Entry {
        std::string canonical;
        std::uint32_t priority = 0;
    };

    Result<void> add_files(std::string_view text);
    Result<void> add_headers(std::string_view text);
    Result<void> add_values(std::string_view text);
    void add_default_texts(std::string_view text);

    std::vector<std::pair<FileKind, std::string>> patterns_;
    std::array<Map<Entry>, kFileKinds> headers_;
    std::array<Map<std::string>, kWordKinds> words_;
    std::unordered_set<std::string, Hash, std::equal_to<>> default_texts_;
    std::size_t default_text_bytes_max_ = 0;
};

// A header as it is compared: without blanks, quotes, "=" and byte order mark, in lower case,
// full-width brackets as half-width ones.
std::string normalized_header(std::string_view header);

// `text` against a pattern in which "*" stands for anything.
bool matches_pattern(std::string_view text, std::string_view pattern);

}  // namespace pingli::intake
