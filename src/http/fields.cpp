#include "http/fields.hpp"

#include <algorithm>
#include <utility>

#include "http/limits.hpp"

namespace pingli::http {

namespace {

constexpr std::size_t kParametersMax = 10;

char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string to_lower(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) { return to_lower(c); });
    return out;
}

bool is_token_character(char c) {
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    const bool is_digit = c >= '0' && c <= '9';
    const bool is_letter = to_lower(c) >= 'a' && to_lower(c) <= 'z';
    return is_digit || is_letter || kMarks.contains(c);
}

// A quoted string at the front of `text`, taken off it. Only \" and \\ are escapes: browsers write
// file names with lone backslashes.
std::optional<std::string> take_quoted(std::string_view& text) {
    std::string out;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"') {
            text.remove_prefix(i + 1);
            return out;
        }
        const bool is_escape =
            text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
        if (is_escape) ++i;
        out += text[i];
    }
    return std::nullopt;
}

std::optional<Field> take_parameter(std::string_view& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || !is_token(text.substr(0, equals))) return std::nullopt;
    Field parameter{.name = to_lower(text.substr(0, equals)), .value = {}};
    text.remove_prefix(equals + 1);
    if (text.starts_with('"')) {
        auto value = take_quoted(text);
        if (!value) return std::nullopt;
        parameter.value = *std::move(value);
    } else {
        const std::size_t end = std::min(text.find(';'), text.size());
        const std::string_view value = trim(text.substr(0, end));
        if (!is_token(value)) return std::nullopt;
        parameter.value = value;
        text.remove_prefix(end);
    }
    text = trim(text);
    return parameter;
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return to_lower(x) == to_lower(y); });
}

void add_field(Fields& fields, std::string_view name, std::string value) {
    fields.push_back({.name = std::string{name}, .value = std::move(value)});
}

std::string_view trim(std::string_view text) {
    const std::size_t from = std::min(text.find_first_not_of(" \t"), text.size());
    const std::size_t to = text.find_last_not_of(" \t") + 1;
    return from < to ? text.substr(from, to - from) : std::string_view{};
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_token_character);
}

std::optional<std::string_view> find(const Fields& fields, std::string_view name) {
    const auto at = std::ranges::find_if(
        fields, [&](const Field& field) { return equals_ignoring_case(field.name, name); });
    if (at == fields.end()) return std::nullopt;
    return at->value;
}

std::optional<std::string_view> find_cookie(std::string_view cookie_field, std::string_view name) {
    for (std::size_t count = 0; count < kCookiesMax && !cookie_field.empty(); ++count) {
        const std::size_t end = std::min(cookie_field.find(';'), cookie_field.size());
        const std::string_view pair = trim(cookie_field.substr(0, end));
        cookie_field.remove_prefix(std::min(end + 1, cookie_field.size()));
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return pair.substr(equals + 1);
    }
    return std::nullopt;
}

std::optional<Parameterised> parse_parameterised(std::string_view text) {
    const std::size_t end = std::min(text.find(';'), text.size());
    Parameterised out{.word = to_lower(trim(text.substr(0, end))), .parameters = {}};
    if (out.word.empty()) return std::nullopt;
    text.remove_prefix(end);
    while (!text.empty()) {
        if (text.front() != ';') return std::nullopt;
        text = trim(text.substr(1));
        if (text.empty()) break;  // a semicolon at the end
        auto parameter = take_parameter(text);
        if (!parameter || out.parameters.size() == kParametersMax) return std::nullopt;
        out.parameters.push_back(*std::move(parameter));
    }
    return out;
}

}  // namespace pingli::http
