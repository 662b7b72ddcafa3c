// What is wrong with an input, said so that its author can mend it: where, what was found, what was
// expected. A problem never carries personal data: `found` is cut short and masks digits.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pingli {

struct Problem {
    std::string file;
    std::uint64_t line = 0;    // 1-based; 0 = the file as a whole
    std::uint32_t column = 0;  // 1-based code points; 0 = the line as a whole
    std::string field;         // Column or key name; may be empty.
    std::string found;
    std::string expected;
    friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

// "reviews.csv:17:4: created: found “2026-13-01”, expected a date yyyy-MM-dd HH:mm:ss"
std::string to_text(const Problem& problem);

}  // namespace pingli
