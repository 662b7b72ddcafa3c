// Facts as JSON: one object {"name": value}, or one object a line. Numbers keep the digits they
// were written with; money is {"amount": "12.50", "currency": "CNY"}; null is an absent fact;
// whether a text is a moment or a number a whole one is the rulebook's business
// (rulebook/facts.hpp).

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "rulebook/facts.hpp"

namespace pingli::codec {

constexpr std::size_t kFactsBytesMax = std::size_t{256} << 20;  // a file of them
constexpr std::size_t kFactNamesMax = 1024;                     // in one object
constexpr int kFactsNestingMax = 32;

// One object. Adds what is wrong to `problems` (then the result is empty); `line` is where the text
// begins in `file`.
rulebook::Facts parse_facts(std::string_view json, const std::string& file, std::uint64_t line,
                            Problems& problems);

struct FactsLine {
    std::uint64_t line = 0;  // where it begins
    rulebook::Facts facts;
};
// A file that is one object, over several lines perhaps, or has one object a line. A wrong line is
// a problem and is left out; the rest goes on.
std::vector<FactsLine> parse_facts_file(std::string_view text, const std::string& file,
                                        Problems& problems);

}  // namespace pingli::codec
