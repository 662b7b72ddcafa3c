#include "http/request.hpp"

#include <algorithm>
#include <array>

namespace pingli::http {

namespace {

constexpr std::array<std::string_view, 7> kMethods = {"GET",   "HEAD",   "POST",   "PUT",
                                                      "PATCH", "DELETE", "OPTIONS"};

std::optional<std::string_view> first(const std::vector<NameValue>& values, std::string_view name) {
    const auto at = std::ranges::find(values, name, &NameValue::first);
    if (at == values.end()) return std::nullopt;
    return at->second;
}

}  // namespace

std::string_view to_text(Method method) {
    return kMethods.at(static_cast<std::size_t>(method));
}

std::optional<Method> parse_method(std::string_view text) {
    const auto* const at = std::ranges::find(kMethods, text);
    if (at == kMethods.end()) return std::nullopt;
    return static_cast<Method>(at - kMethods.begin());
}

std::string_view path_value(const Request& request, std::string_view name) {
    return first(request.path_values, name).value_or(std::string_view{});
}

std::optional<std::string_view> query_value(const Request& request, std::string_view name) {
    return first(request.query, name);
}

std::optional<std::string_view> form_value(const Request& request, std::string_view name) {
    return first(request.form, name);
}

std::optional<std::string_view> cookie(const Request& request, std::string_view name) {
    for (const Field& field : request.fields) {
        if (!equals_ignoring_case(field.name, "cookie")) continue;
        if (const auto value = find_cookie(field.value, name)) return value;
    }
    return std::nullopt;
}

}  // namespace pingli::http
