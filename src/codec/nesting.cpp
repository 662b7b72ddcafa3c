#include "codec/nesting.hpp"

namespace pingli::codec {

namespace {

// Where a JSON string that begins at `at` ends: behind its closing quote.
std::size_t end_of_string(std::string_view json, std::size_t at) {
    for (++at; at < json.size() && json[at] != '"'; ++at)
        if (json[at] == '\\') ++at;
    return at + 1;
}

}  // namespace

bool is_within(std::string_view json, const JsonShape& shape) {
    std::size_t open = 0;
    std::size_t values = 1;
    for (std::size_t at = 0; at < json.size();) {
        const char c = json[at];
        if (c == '"') {
            at = end_of_string(json, at);
            continue;
        }
        if (c == '{' || c == '[') {
            ++values;
            if (++open > shape.depth_max) return false;
        } else if (c == '}' || c == ']') {
            open -= open > 0 ? 1 : 0;
        } else if (c == ',') {
            ++values;
        }
        if (values > shape.values_max) return false;
        ++at;
    }
    return true;
}

}  // namespace pingli::codec
