// What a request target says: the path's segments and the query's names and values, decoded.
// Strict: a percent sign that encodes nothing, control characters, invalid UTF-8 and `.` or `..` as
// a segment are faults, so that nobody behind this has to think of them.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pingli::http {

using NameValue = std::pair<std::string, std::string>;

struct Target {
    std::vector<std::string> segments;  // "/a/b%2Fc" -> "a", "b/c"; "/" -> none; "/a/" -> "a", ""
    std::vector<NameValue> query;       // in order; a name may come twice
    friend bool operator==(const Target&, const Target&) = default;
};

// Only the origin form ("/path?query"); nothing for what is not well formed.
std::optional<Target> parse_target(std::string_view text);

// "a=1&b=%20", a plus sign is a space. At most kQueryValuesMax.
std::optional<std::vector<NameValue>> parse_query(std::string_view text);

// The decoded text when it is valid UTF-8 without control characters.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

}  // namespace pingli::http
