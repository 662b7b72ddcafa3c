// Values of a request's query, read with their limits.

#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"

namespace pingli::api {

constexpr std::size_t kPageDefault = 50;
constexpr std::size_t kPageMax = 200;

// Of a query with a name that the route's documentation does not have: the answer that says which
// it has. What nobody reads is not passed over in silence.
std::optional<http::Response> refuse_unknown(const http::Request& request,
                                             const http::Route& route);

// An empty value is as good as none.
std::optional<std::string> text_of(const http::Request& request, std::string_view name);
// ?limit=, 1 to kPageMax; or the answer that it is none.
std::expected<std::size_t, http::Response> limit_of(const http::Request& request);
// ?cursor=, where it is a number; or the answer that it is none.
std::expected<std::optional<std::int64_t>, http::Response> number_cursor_of(
    const http::Request& request);
// RFC 3339 with an offset; or the answer that it is none.
std::expected<std::optional<Instant>, http::Response> time_of(const http::Request& request,
                                                              std::string_view name);

// As values of a query that links to rows.
std::string in_query(Instant at);
std::string in_query(std::string_view text);

}  // namespace pingli::api
