#include "base/problem.hpp"

namespace pingli {

std::string to_text(const Problem& problem) {
    std::string text = problem.file;
    if (problem.line != 0) text += ":" + std::to_string(problem.line);
    if (problem.column != 0) text += ":" + std::to_string(problem.column);
    text += ": ";
    if (!problem.field.empty()) text += problem.field + ": ";
    if (!problem.part.empty()) text += english(problem.part) + ": ";
    if (!problem.found.empty()) text += "found “" + english(problem.found) + "”, ";
    return text + "expected " + english(problem.expected);
}

}  // namespace pingli
