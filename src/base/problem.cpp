#include "base/problem.hpp"

namespace pingli {

std::string to_text(const Problem& problem) {
    std::string text = problem.file;
    if (problem.line != 0) text += ":" + std::to_string(problem.line);
    if (problem.column != 0) text += ":" + std::to_string(problem.column);
    text += ": ";
    if (!problem.field.empty()) text += problem.field + ": ";
    if (!problem.found.empty()) text += "found “" + problem.found + "”, ";
    return text + "expected " + problem.expected;
}

}  // namespace pingli
