// Who asks, and whether they may: every route but the log-in stands behind one of these. Another
// shop is as if it did not exist. A session that changes something must send back its CSRF token;
// a token of a program needs the scope to write. What gives rights away, or much at once, takes a
// session whose holder has shown a password or a code a moment ago (RouteDoc::needs_recent_log_in).
// Who must have a second factor and has shown none can do nothing first but what is named
// (RouteDoc::before_second_factor); no route asks for itself.

#pragma once

#include <functional>
#include <optional>

#include "accounts/accounts.hpp"
#include "api/services.hpp"
#include "http/router.hpp"

namespace pingli::api {

constexpr std::string_view kCsrfField = "X-CSRF-Token";

struct Visitor {
    accounts::Caller caller;
    bool has_session = false;  // else a token
    std::string credential{};  // the session's or the token's secret
    [[nodiscard]] const UserId& user() const { return caller.account.id; }
};
struct Member {  // a visitor in the shop of the path
    Visitor visitor;
    ShopId shop;
    accounts::Membership membership;
};

using VisitorRoute = std::function<http::Response(const Services&, http::Request&, Visitor)>;
using MemberRoute = std::function<http::Response(const Services&, http::Request&, Member)>;

// The visitor, or the answer that sends the request away.
std::expected<Visitor, http::Response> visitor_of(const Services& services,
                                                  const http::Request& request);
// Says of the request whose it is, for the security log.
void tell_asker(const http::Request& request, const accounts::Account& account);
// The same in the shop that the path names as {shop}.
std::expected<Member, http::Response> member_of(const Services& services,
                                                const http::Request& request);

http::Handler for_visitors(const Services& services, VisitorRoute route);
// For the operator of the server who is logged in: no shop's owner has this right by being one, and
// no token takes everything away.
http::Handler for_operators(const Services& services, VisitorRoute route);
// Without `permission`: whoever belongs to the shop; the route asks further.
http::Handler for_members(const Services& services, std::optional<accounts::Permission> permission,
                          MemberRoute route);

// The same, of those who are logged in: what passes rights on is done by no token.
http::Handler for_members_in_session(const Services& services, accounts::Permission permission,
                                     MemberRoute route);
// Whether the member may still, for a stream that outlives its request. Asked of the store when
// anybody's rights changed here, else once a second; a stream keeps no session alive.
std::function<bool()> still_may(const Services& services, const Member& member,
                                accounts::Permission permission);
// The same of an operator (for_operators).
std::function<bool()> still_operates(const Services& services, const Visitor& visitor);

// Of a visitor in a session.
struct SessionHolder;
SessionHolder holder_of(const Visitor& visitor);

// The role in which a member acts; nothing when they have none of that name.
std::optional<cases::Role> role_named(const Member& member, std::string_view name);

}  // namespace pingli::api
