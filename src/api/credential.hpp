// What a request says it comes with: a token, or else the cookie of a session. The only reader of
// both; whether it is good is for the accounts to tell.

#pragma once

#include <optional>
#include <string_view>

#include "http/request.hpp"

namespace pingli::api {

struct Credential {
    bool is_token = false;
    std::string_view secret;  // part of the request
};
// Over TLS cookies have another name. Nothing: it has neither, or an Authorization of another kind.
std::optional<Credential> credential_of(const http::Request& request, bool is_secure);

}  // namespace pingli::api
