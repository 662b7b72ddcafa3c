// Where one is logged in, and what others changed about one's account.

#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/people_json.hpp"
#include "api/routes.hpp"

namespace pingli::api {

namespace {

http::Response list_sessions(const Services& services, http::Request&, const Visitor& visitor) {
    const auto sessions =
        services.accounts.sessions(visitor.user(), visitor.credential, services.now());
    return sessions ? json(200, sessions_json(*sessions)) : from_error(sessions.error());
}

http::Response end_session(const Services& services, http::Request& request,
                           const Visitor& visitor) {
    const auto done =
        services.accounts.end_session(visitor.user(), http::path_value(request, "session"));
    return done ? http::no_content() : from_error(done.error());
}

http::Response end_others(const Services& services, http::Request&, const Visitor& visitor) {
    const auto done = services.accounts.end_other_sessions(visitor.user(), visitor.credential);
    return done ? http::no_content() : from_error(done.error());
}

// Of shops to which one belongs the name is told.
http::Response list_notices(const Services& services, http::Request&, const Visitor& visitor) {
    const Instant now = services.now();
    const auto notices = services.accounts.notices(visitor.user(), now);
    if (!notices) return from_error(notices.error());
    std::vector<app::ShopRecord> shops;
    for (const accounts::Notice& one : *notices) {
        if (visitor.caller.membership(one.shop) == nullptr) continue;
        if (auto shop = services.shops.find(one.shop, now)) shops.push_back(std::move(*shop));
    }
    return json(200, notices_json(*notices, shops));
}

http::Response forget_notices(const Services& services, http::Request&, const Visitor& visitor) {
    const auto done = services.accounts.forget_notices(visitor.user());
    return done ? http::no_content() : from_error(done.error());
}

// One's own account is the business of who is logged in, not of a program.
http::Handler in_session(const Services& services, VisitorRoute route) {
    return for_visitors(
        services,
        [route = std::move(route)](const Services& with, http::Request& request, Visitor visitor) {
            if (!visitor.has_session) return forbidden();
            return route(with, request, std::move(visitor));
        });
}

}  // namespace

void add_own_account_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string sessions = "/api/v1/sessions";
    const std::string notices = "/api/v1/notices";
    router.add(Method::Get, sessions, in_session(services, list_sessions));
    router.add(Method::Delete, sessions, in_session(services, end_others));
    router.add(Method::Delete, sessions + "/{session}", in_session(services, end_session));
    router.add(Method::Get, notices, in_session(services, list_notices));
    router.add(Method::Delete, notices, in_session(services, forget_notices));
}

}  // namespace pingli::api
