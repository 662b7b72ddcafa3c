// HTTP's Basic log-in (RFC 7617), for programs that can send a name and a password and nothing
// else: calendars.

#pragma once

#include <optional>
#include <string>

#include "http/request.hpp"
#include "http/response.hpp"

namespace pingli::api {

struct BasicLogIn {
    std::string name;
    std::string password;
};

// Nothing: none is sent, or it cannot be read as one.
std::optional<BasicLogIn> basic_log_in(const http::Request& request);

// 401, and what to send next time.
http::Response ask_for_basic_log_in();

}  // namespace pingli::api
