// Requests that make people, shops, tokens and the like, carried out once for each Idempotency-Key:
// the same request again gets the first answer, for 48 hours. (Commands of cases have their own
// way, in one transaction with their events.)
//
// The answer may hold a secret that is told once. It is kept sealed under what the request was sent
// with, the session's cookie or the token, so that nobody else can read it, in the store neither.

#pragma once

#include "api/guard.hpp"

namespace pingli::api {

constexpr std::string_view kIdempotencyField = "Idempotency-Key";
constexpr std::size_t kIdempotencyKeyBytesMax = 100;

// The key of the request, none, or the answer to one that cannot be.
std::expected<std::optional<std::string>, http::Response> idempotency_key(
    const http::Request& request);

// The route, for the first time that a key comes. When the program ended in the midst of it, the
// next try finds the same new_id() that the first one had: the route takes what it finds under that
// id as its own.
VisitorRoute once(VisitorRoute route);
MemberRoute once(MemberRoute route);

}  // namespace pingli::api
