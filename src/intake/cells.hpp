// The small handling of cell texts that every format needs. Pure; views in, views out.

#pragma once

#include <string>
#include <string_view>

namespace pingli::intake {

// Without blanks, tabs and line ends at both ends.
inline std::string_view trimmed(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

// An order number, name or number as spreadsheets wrap it: `="123"`, `'123`, `"123"`, "\t123".
inline std::string_view unwrapped(std::string_view text) {
    const auto is_wrap = [](char c) {
        return c == ' ' || c == '\t' || c == '\'' || c == '"' || c == '=' || c == '`' ||
               c == '\r' || c == '\n';
    };
    while (!text.empty() && is_wrap(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_wrap(text.back())) text.remove_suffix(1);
    return text;
}

std::string lower_ascii(std::string_view text);

// The shape of a value for an error message, without what it says: digits as 9, letters as a,
// other characters as 字, marks as they are, at most 24 of them. "张三 138-1234" -> "字字
// 999-9999".
std::string shape_of(std::string_view text);

// A phone number as it is joined by: base/phone_number.hpp's national number. Empty also when it
// holds "*".
std::string normalized_phone(std::string_view text);

}  // namespace pingli::intake
