// A rulebook as its page says it: texts with their places, nothing understood yet. What reads the
// page (codec/rulebook_markdown) fills this in; build.hpp makes a rulebook of it.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pingli::rulebook {

struct Written {  // a piece of source text and where it begins
    std::string text;
    std::uint64_t line = 0;    // 1-based
    std::uint32_t column = 0;  // 1-based code points
};

struct WrittenItem {  // "key: value", in the front matter or a list
    Written key;      // empty when the item is not of this form; then `value` is the whole item
    Written value;
};

struct WrittenRow {
    std::uint64_t line = 0;
    std::vector<Written> cells;
};

struct WrittenTable {
    WrittenRow head;
    std::vector<WrittenRow> rows;
};

struct WrittenSection {
    Written heading;  // without the ##
    std::vector<std::vector<WrittenItem>> lists;
    std::vector<WrittenTable> tables;
    std::vector<Written> stray_rows;  // lines that look like a table's but are not read as one
};

struct WrittenRulebook {
    std::string file;
    std::string sha256;
    std::vector<WrittenItem> front_matter;
    std::vector<WrittenSection> sections;
};

// The limits of a page; what is above is an error, never a slow answer.
constexpr std::size_t kFileBytesMax = 1 << 20;
constexpr std::size_t kSectionsMax = 1024;
constexpr std::size_t kColumnsMax = 64;
constexpr std::size_t kFactsMax = 128;
constexpr std::size_t kRowsMax = 256;        // of a decision table
constexpr std::size_t kTableRowsMax = 4096;  // of any other table
constexpr std::size_t kPartsMax = 254;       // of a fact's domain, after merging

}  // namespace pingli::rulebook
