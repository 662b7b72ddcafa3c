#include "api/query.hpp"

#include <algorithm>

#include "api/answers.hpp"
#include "api/openapi.hpp"
#include "codec/cut_text.hpp"

namespace pingli::api {

namespace {

constexpr std::size_t kNameShownMax = 64;

}  // namespace

std::optional<http::Response> refuse_unknown(const http::Request& request,
                                             const http::Route& route) {
    if (request.query.empty()) return std::nullopt;
    const auto documented = query_names(route.method, route.pattern);
    if (!documented) return std::nullopt;
    const auto& known = *documented;
    const auto odd = std::ranges::find_if_not(request.query, [&](const http::NameValue& one) {
        return std::ranges::find(known, one.first) != known.end();
    });
    if (odd == request.query.end()) return std::nullopt;
    std::string names;
    for (const std::string_view name : known) {
        if (!names.empty()) names += ", ";
        names += name;
    }
    return from_fault(
        {.field = std::string{codec::cut_text(odd->first, kNameShownMax)},
         .expected = known.empty() ? say("field.no_query") : say("field.query_names", names)});
}

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
            return std::unexpected(
                from_fault({.field = "limit", .expected = say("field.from_1_200")}));
        limit = limit * 10 + static_cast<std::size_t>(c - '0');
    }
    if (limit < 1 || limit > kPageMax)
        return std::unexpected(from_fault({.field = "limit", .expected = say("field.from_1_200")}));
    return limit;
}

std::expected<std::optional<std::int64_t>, http::Response> number_cursor_of(
    const http::Request& request) {
    constexpr std::size_t kDigitsMax = 18;
    const auto text = text_of(request, "cursor");
    if (!text) return std::nullopt;
    if (text->size() > kDigitsMax || text->find_first_not_of("0123456789") != std::string::npos)
        return std::unexpected(from_fault({.field = "cursor", .expected = say("ask.next")}));
    return std::stoll(*text);
}

std::expected<std::optional<Instant>, http::Response> time_of(const http::Request& request,
                                                              std::string_view name) {
    const auto text = text_of(request, name);
    if (!text) return std::nullopt;
    const auto time = parse_time(*text);
    if (!time || !time->offset)
        return std::unexpected(
            from_fault({.field = std::string{name}, .expected = say("field.time_offset")}));
    return Instant{time->local.time_since_epoch() - *time->offset};
}

std::string in_query(Instant at) {
    std::string text = format_instant(at, std::chrono::seconds{0});  // a plus would be a blank
    if (const auto offset = text.find("+00:00"); offset != text.npos) text.replace(offset, 6, "Z");
    return text;
}

std::string in_query(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    constexpr std::string_view kPlain = "-._~";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                              (c >= 'A' && c <= 'Z') || kPlain.contains(c);
        if (is_plain)
            out += c;
        else
            out.append("%").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 15U]);
    }
    return out;
}

}  // namespace pingli::api
