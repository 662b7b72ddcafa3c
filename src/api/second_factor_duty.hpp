// A session of somebody who must have a second factor, and has not shown one, can do nothing but
// set one up, or show it. The server's rule holds everywhere, a shop's in that shop and at one's
// own account. Tokens of programs are made by who has shown theirs, and go on.

#pragma once

#include <expected>
#include <optional>

#include "accounts/second_factor_rule.hpp"
#include "api/guard.hpp"
#include "http/response.hpp"

namespace pingli::api {

// Who is logged in, and whether this session has shown a second factor.
struct SessionHolder {
    const accounts::Account& account;
    bool has_shown_second = false;
};

// What the server's rule still asks for.
Result<accounts::Owed> owed_to_server(const Services& services, const SessionHolder& holder,
                                      Instant now);
// What the rule of a shop still asks for, of whoever has this place in it.
Result<accounts::Owed> owed_to_shop(const Services& services, const SessionHolder& holder,
                                    const accounts::Membership& place, Instant now);

// The answer instead, if this route is not for a session that lacks so much; nothing: go on. A
// route of a shop is the matter of that shop's rule; every other (one's own account and what is
// made of it) of the rules of all shops in which the visitor has a place.
std::optional<http::Response> refuse_owing(const Services& services, const Visitor& visitor,
                                           const http::Request& request);

}  // namespace pingli::api
