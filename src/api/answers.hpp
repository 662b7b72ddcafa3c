// What the API answers when something is wrong: problem+json with a type that stays the same
// (docs/api.md), without personal data and without the store's own words.

#pragma once

#include <string>
#include <string_view>

#include "accounts/accounts.hpp"
#include "base/problem.hpp"
#include "base/result.hpp"
#include "codec/json_body.hpp"
#include "codec/json_writer.hpp"
#include "http/response.hpp"

namespace pingli::api {

http::Response json(int status, std::string body);
// By the error's code: not-found, conflict, invalid, too-large, key-reused, unavailable, internal.
// What is wrong on our side keeps the error's context as its cause, for the log.
http::Response from_error(const Error& error);
// The same for errors that are told in our own words: what stands against it, or which limit.
http::Response from_told(const Error& error);
// `why`: the same in both languages, when it has a code.
void write_why(codec::JsonWriter& out, const Said& said);
http::Response from_fault(const Problem& fault);  // 422 with field and expected
http::Response from_denial(const accounts::Denied& denial, Instant now);  // 401, 409, 422, 429

// The file of an exhibit is gone, or is not what was handed in: it is not given out.
http::Response exhibit_damaged(std::string_view exhibit);
// As from_denial inside of a session, which stays: what was wrong is a fault of the form. It is
// told to the security log.
http::Response from_wrong(const http::Request& request, const accounts::Denied& denial,
                          Instant now);
http::Response not_found();
http::Response forbidden();
http::Response unauthorised();
http::Response conflict(const Said& title);
// 429: `limit` of what `title` speaks of may be used, and so much is (api/limits.hpp).
// A session lacks a second factor that its holder must have.
http::Response second_factor_required(accounts::Owed owed);
http::Response quota_exceeded(const Said& title, std::uint64_t limit, std::uint64_t used);

}  // namespace pingli::api
