#include "api/query.hpp"

#include "api/answers.hpp"

namespace pingli::api {

std::optional<std::string> text_of(const http::Request& request, std::string_view name) {
    const auto value = http::query_value(request, name);
    return value && !value->empty() ? std::optional{std::string{*value}} : std::nullopt;
}

std::expected<std::size_t, http::Response> limit_of(const http::Request& request) {
    const auto text = text_of(request, "limit");
    if (!text) return kPageDefault;
    std::size_t limit = 0;
    for (const char c : *text) {
        if (c < '0' || c > '9' || limit > kPageMax)
            return std::unexpected(from_fault({.field = "limit", .expected = "1 to 200"}));
        limit = limit * 10 + static_cast<std::size_t>(c - '0');
    }
    if (limit < 1 || limit > kPageMax)
        return std::unexpected(from_fault({.field = "limit", .expected = "1 to 200"}));
    return limit;
}

std::expected<std::optional<Instant>, http::Response> time_of(const http::Request& request,
                                                              std::string_view name) {
    const auto text = text_of(request, name);
    if (!text) return std::nullopt;
    const auto time = parse_time(*text);
    if (!time || !time->offset)
        return std::unexpected(
            from_fault({.field = std::string{name},
                        .expected = "a time with its offset, such as 2026-05-01T10:00:00+08:00"}));
    return Instant{time->local.time_since_epoch() - *time->offset};
}

}  // namespace pingli::api
