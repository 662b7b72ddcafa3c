// Header fields and what is written inside them: cookies, media types, parameters.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pingli::http {

struct Field {
    std::string name;
    std::string value;
    friend bool operator==(const Field&, const Field&) = default;
};
using Fields = std::vector<Field>;

void add_field(Fields& fields, std::string_view name, std::string value);

bool equals_ignoring_case(std::string_view a, std::string_view b);  // ASCII
std::string_view trim(std::string_view text);                       // spaces and tabs
bool is_token(std::string_view text);                               // RFC 9110, not empty

// The first field of that name, whatever its case.
std::optional<std::string_view> find(const Fields& fields, std::string_view name);

// The value of one cookie of a Cookie field; the first, if it is there twice.
std::optional<std::string_view> find_cookie(std::string_view cookie_field, std::string_view name);

// "form-data; name=\"a\"; filename=\"b.jpg\"": the word before the first semicolon in lower case,
// and the parameters with lower-case names. Nothing when malformed.
struct Parameterised {
    std::string word;
    std::vector<Field> parameters;
};
std::optional<Parameterised> parse_parameterised(std::string_view text);

}  // namespace pingli::http
