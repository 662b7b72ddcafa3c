// What every way in ends with: a session, told to the browser.

#pragma once

#include <string>

#include "accounts/accounts.hpp"
#include "api/second_factor_duty.hpp"
#include "api/services.hpp"
#include "http/request.hpp"
#include "http/response.hpp"

namespace pingli::api {

// Whether cookies say Secure.
bool is_secure(const Services& services, const http::Request& request);
// Who is logged in, as JSON; without `csrf`, a program with a token, which owes nothing.
Result<std::string> welcome(const Services& services, const SessionHolder& holder,
                            std::string csrf);
// What the browser has to be known by; empty: nothing.
std::string device_of(const Services& services, const http::Request& request);
// Who is logged in, with the token that every change must send back. The session that the browser
// had before is over.
http::Response session_answer(const Services& services, const http::Request& request,
                              const accounts::LoggedIn& logged_in);

}  // namespace pingli::api
