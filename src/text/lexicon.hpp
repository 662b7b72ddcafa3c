// Lexicons: what to look for, as data (lexicons/*.tsv, format in lexicons/README.md).
//
//   # a comment
//   @ complaint.quality weight=2            defaults for the lines below
//   掉漆|掉色|{一,没}洗就{褪色,掉色}         several words, alternatives expanded
//   re:用了?[一两三]{1,3}天就坏  complaint.quality  weight=3
//
// Columns: pattern, categories (by commas), attributes (by blanks: "name" or "name=value").
// A word is folded as texts are. A `re:` line is a Vectorscan expression over folded text: write it
// in simplified characters and small letters, without captures and look-around, and short.
// A word that begins or ends in a Latin letter or a digit is not found inside a longer one, unless
// it has the attribute `inside`. A word with the attribute `apart` is found even when separators
// stand between its characters, one with `data` is not searched for at all. A category's hits are
// dropped where they lie within a hit of the category of the same name with "!": the words that
// only look alike.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "text/engine.hpp"

namespace pingli::text {

class Folder;

// A category's name, hashed at compile time: `constexpr Category kThreat{"threat.bad_review"};`
class Category {
public:
    constexpr Category() = default;
    constexpr explicit Category(std::string_view name) : hash_(0x811C9DC5) {
        for (const char c : name) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x01000193;
    }
    [[nodiscard]] constexpr std::uint32_t hash() const { return hash_; }
    friend constexpr auto operator<=>(const Category&, const Category&) = default;

private:
    std::uint32_t hash_ = 0;
};

// A word or an expression in one category.
struct Entry {
    std::string pattern;     // As folded; without "re:".
    std::string attributes;  // " weight=2 strong ", with a blank at both ends
    std::string file;        // Where it is from, for explanations and reports.
    std::uint32_t line = 0;
    std::uint16_t category = 0;  // index into Lexicon::categories
    std::int16_t weight = 1;     // The attribute `weight`.
    bool is_expression = false;

    [[nodiscard]] bool has(std::string_view attribute) const;
    // The value of "name=value", or "".
    [[nodiscard]] std::string_view value(std::string_view name) const;
};

struct CategoryInfo {
    std::string name;
    Category id;
    int exceptions = -1;  // index of the category with "!", or -1
};

struct Pattern {  // what is compiled: one for equal words of several categories
    std::string text;
    bool is_expression = false;
    bool starts_bounded = false;  // No Latin letter (digit) may stand before,
    bool ends_bounded = false;    // or behind.
    std::vector<std::uint32_t> entries;
};

// Whether may_need_review() asks for words of this category: "insult", "gate.…" and the words
// beside personal data that give it away.
bool is_gate_category(std::string_view name);

struct Lexicon {
    std::vector<CategoryInfo> categories;
    std::vector<Entry> entries;
    std::vector<Pattern> patterns;

    // The words of a category that a detector compares by itself (attribute `data`), as folded.
    [[nodiscard]] std::vector<std::string> data(Category category) const;
    // Index of a category, or -1. O(1).
    [[nodiscard]] int find(Category category) const;
    void make_index();
    std::vector<std::int16_t> index;  // open addressing by hash
};

constexpr std::string_view kTraditionalFile = "traditional.tsv";
constexpr std::string_view kLookAlikesFile = "look-alikes.tsv";

// Reads all files but the two tables of the folder. Faults are added to `problems`, their lines
// left out. `folder` learns the words that may be written apart.
Lexicon read_lexicons(std::span<const LexiconFile> files, Folder& folder, Problems& problems);

}  // namespace pingli::text
