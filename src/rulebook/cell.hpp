// Reads what stands in a cell: literals, tests, result lists, domains (the grammar of
// docs/rulebook-format.md, part 2). Knows nothing of facts: whether a literal suits its column is
// checked when the rulebook is built.

#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.hpp"
#include "base/zone.hpp"
#include "rulebook/value.hpp"

namespace pingli::rulebook {

enum class Comparison : std::uint8_t { Equal, Less, LessOrEqual, Greater, GreaterOrEqual, Between };

struct Test {
    Comparison comparison{};
    Value low;             // the literal; the lower end of Between
    Value high;            // Between only
    bool has_low = true;   // Between only: the end point itself belongs to it
    bool has_high = true;  // Between only
    std::size_t at = 0;    // byte offset in the cell
};

struct Cell {
    bool is_any = false;      // "-"
    bool is_negated = false;  // not(…)
    std::vector<Test> tests;
    std::string source;  // what a person wrote
};

inline Cell any_cell() {
    Cell cell;
    cell.is_any = true;
    cell.source = "-";
    return cell;
}

// What is wrong at which byte of the cell.
struct CellFault {
    std::size_t at = 0;
    std::string expected;
};
template <class T>
using CellResult = std::expected<T, CellFault>;

constexpr std::size_t kCellBytesMax = 4096;
constexpr std::size_t kTestsMax = 128;  // in one cell

// Moments without an offset are read in `zone`.
CellResult<Cell> parse_cell(std::string_view text, const Zone& zone);
// `literal {, literal}`
CellResult<std::vector<Value>> parse_literals(std::string_view text, const Zone& zone);
CellResult<Value> parse_literal(std::string_view text, const Zone& zone);

struct DomainWord {
    std::string value;
    Bilingual words;
};
// `"bad" 差评 / bad, "good" 好评 / good`
CellResult<std::vector<DomainWord>> parse_domain_words(std::string_view text);

// "中文 / English" at the first " / "; nothing when one side is missing.
std::optional<Bilingual> parse_bilingual(std::string_view text);

// `[a-z][a-z0-9_]*`, at most kNameBytesMax long.
constexpr std::size_t kNameBytesMax = 64;
bool is_name(std::string_view text);

std::string_view trim(std::string_view text);  // blanks and tabs at both ends

}  // namespace pingli::rulebook
