// What is wrong with an input, said so that its author can mend it: where, what was found, what was
// expected. One form for a line of a file, a cell, a field of a request and a row of a rulebook. A
// problem never carries personal data: `found` is cut short and masks digits.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/said.hpp"

namespace pingli {

struct Problem {
    std::string file{};
    std::uint64_t line = 0;    // 1-based; 0 = the file as a whole
    std::uint32_t column = 0;  // 1-based code points; 0 = the line as a whole
    std::string field{};       // Column or key: "shops[1].name"; empty: the input as a whole
    Said part{};               // of a file, where no field has the name: "table admission"
    Said found{};
    Said expected{};
    friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

// "reviews.csv:17:4: created: found “2026-13-01”, expected a date yyyy-MM-dd HH:mm:ss"
std::string to_text(const Problem& problem);

}  // namespace pingli
