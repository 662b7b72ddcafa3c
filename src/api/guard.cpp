#include "api/guard.hpp"

#include <algorithm>

#include "api/acts.hpp"
#include "api/answers.hpp"
#include "api/credential.hpp"
#include "api/limits.hpp"
#include "api/openapi.hpp"
#include "api/second_factor_duty.hpp"

namespace pingli::api {

namespace {

bool changes_something(http::Method method) {
    return method != http::Method::Get && method != http::Method::Head &&
           method != http::Method::Options;
}

std::expected<Visitor, http::Response> by_token(const Services& services, std::string_view secret,
                                                bool is_change) {
    auto caller = services.accounts.caller_of_token(secret, services.now());
    if (!caller) return std::unexpected(from_error(caller.error()));
    if (!*caller) return std::unexpected(unauthorised());
    if (is_change && !(*caller)->may_write()) return std::unexpected(forbidden());
    return Visitor{
        .caller = std::move(**caller), .has_session = false, .credential = std::string{secret}};
}

std::expected<Visitor, http::Response> by_session(const Services& services,
                                                  const http::Request& request,
                                                  std::string_view token, bool is_change) {
    auto caller = services.accounts.caller_of_session(token, services.now());
    if (!caller) return std::unexpected(from_error(caller.error()));
    if (!*caller) return std::unexpected(unauthorised());
    if (is_change) {
        const auto sent = http::find(request.fields, kCsrfField);
        if (!sent || !accounts::is_csrf_token(*sent, token))
            return std::unexpected(
                http::problem(403, "csrf", "The X-CSRF-Token of this session is missing."));
    }
    return Visitor{
        .caller = std::move(**caller), .has_session = true, .credential = std::string{token}};
}

// Of a session: what is asked of nobody else.
std::optional<http::Response> not_yet(const Services& services, const http::Request& request,
                                      const Visitor& visitor) {
    if (!visitor.has_session) return std::nullopt;
    if (auto owing = refuse_owing(services, visitor, request)) return owing;
    if (visitor.caller.is_recent || !needs_recent_log_in(request.method, request.route))
        return std::nullopt;
    return http::problem(403, "step-up-required",
                         "This takes your password or code again, of just now.");
}

// Given back when nothing comes of it (api/security_watch.cpp).
std::optional<http::Response> one_act_more(const Services& services, const http::Request& request,
                                           const UserId& who) {
    const Act* act = act_of(request.method, request.route);
    if (act == nullptr || !is_limited(*act)) return std::nullopt;
    const auto used = services.acts.spend(who.value(), 1, kActsOfAPersonMax, services.now());
    if (!used) return std::nullopt;
    return quota_exceeded(say("limit.people"), kActsOfAPersonMax, *used);
}

}  // namespace

std::expected<Visitor, http::Response> visitor_of(const Services& services,
                                                  const http::Request& request) {
    const bool is_change = changes_something(request.method);
    const auto shown = credential_of(request, services.is_secure || request.is_secure);
    if (!shown) return std::unexpected(unauthorised());
    auto visitor = shown->is_token ? by_token(services, shown->secret, is_change)
                                   : by_session(services, request, shown->secret, is_change);
    if (!visitor) {
        if (visitor.error().status == 401) services.askers.forget(shown->secret);
        return visitor;
    }
    services.askers.note(shown->secret, visitor->caller.account);
    tell_asker(request, visitor->caller.account);
    // First: what is refused below is given back, too.
    if (auto enough = one_act_more(services, request, visitor->user()))
        return std::unexpected(*std::move(enough));
    if (auto refused = not_yet(services, request, *visitor))
        return std::unexpected(*std::move(refused));
    return visitor;
}

void tell_asker(const http::Request& request, const accounts::Account& account) {
    request.asker.account = account.id.value();
    request.asker.shops.clear();
    for (const accounts::Membership& place : account.memberships)
        request.asker.shops.push_back(place.shop.value());
}

std::expected<Member, http::Response> member_of(const Services& services,
                                                const http::Request& request) {
    auto visitor = visitor_of(services, request);
    if (!visitor) return std::unexpected(std::move(visitor.error()));
    ShopId shop{std::string{http::path_value(request, "shop")}};
    const accounts::Membership* membership = visitor->caller.membership(shop);
    if (membership == nullptr) return std::unexpected(not_found());
    accounts::Membership copy = *membership;
    return Member{
        .visitor = std::move(*visitor), .shop = std::move(shop), .membership = std::move(copy)};
}

http::Handler for_visitors(const Services& services, VisitorRoute route) {
    return [&services, route = std::move(route)](http::Request& request) {
        auto visitor = visitor_of(services, request);
        return visitor ? route(services, request, std::move(*visitor)) : visitor.error();
    };
}

http::Handler for_operators(const Services& services, VisitorRoute route) {
    return for_visitors(
        services,
        [route = std::move(route)](const Services& with, http::Request& request, Visitor visitor) {
            if (!visitor.has_session || !visitor.caller.account.is_operator) return forbidden();
            return route(with, request, std::move(visitor));
        });
}

http::Handler for_members(const Services& services, std::optional<accounts::Permission> permission,
                          MemberRoute route) {
    return [&services, permission, route = std::move(route)](http::Request& request) {
        auto member = member_of(services, request);
        if (!member) return std::move(member.error());
        if (permission && !accounts::may(member->membership, *permission)) return forbidden();
        return route(services, request, std::move(*member));
    };
}

http::Handler for_members_in_session(const Services& services, accounts::Permission permission,
                                     MemberRoute route) {
    return for_members(
        services, permission,
        [route = std::move(route)](const Services& with, http::Request& request, Member member) {
            if (!member.visitor.has_session) return forbidden();
            return route(with, request, std::move(member));
        });
}

namespace {

std::optional<accounts::Caller> caller_now(const Services& services, const Visitor& visitor,
                                           Instant now) {
    const auto caller = visitor.has_session
                            ? services.accounts.still_caller_of_session(visitor.credential, now)
                            : services.accounts.caller_of_token(visitor.credential, now);
    return caller ? *caller : std::nullopt;
}

bool pays(const Result<accounts::Owed>& owed) {
    return owed && *owed == accounts::Owed::Nothing;
}

bool may_now(const Services& services, const Member& member, accounts::Permission permission,
             Instant now) {
    const auto caller = caller_now(services, member.visitor, now);
    const auto* place = caller ? caller->membership(member.shop) : nullptr;
    if (place == nullptr || !accounts::may(*place, permission)) return false;
    if (!member.visitor.has_session) return true;
    const SessionHolder holder{.account = caller->account,
                               .has_shown_second = caller->has_shown_second};
    return pays(owed_to_server(services, holder, now)) &&
           pays(owed_to_shop(services, holder, *place, now));
}

bool operates_now(const Services& services, const Visitor& visitor, Instant now) {
    const auto caller = caller_now(services, visitor, now);
    if (!caller || !caller->account.is_operator) return false;
    return pays(owed_to_server(
        services, {.account = caller->account, .has_shown_second = caller->has_shown_second}, now));
}

// Asked of the store when anybody's rights changed here, else once a second.
std::function<bool()> asked_anew(const Services& services, std::function<bool(Instant)> may) {
    struct Asked {
        std::uint64_t changes = 0;
        Instant at;
        bool may = false;
    };
    return
        [&services, may = std::move(may),
         last = Asked{
             .changes = services.accounts.changes(), .at = services.now(), .may = true}]() mutable {
            const std::uint64_t changes = services.accounts.changes();
            const Instant now = services.now();
            if (!last.may || (last.changes == changes && last.at == now)) return last.may;
            last = {.changes = changes, .at = now, .may = may(now)};
            return last.may;
        };
}

}  // namespace

std::function<bool()> still_may(const Services& services, const Member& member,
                                accounts::Permission permission) {
    return asked_anew(services, [&services, member, permission](Instant now) {
        return may_now(services, member, permission, now);
    });
}

std::function<bool()> still_operates(const Services& services, const Visitor& visitor) {
    return asked_anew(services, [&services, visitor](Instant now) {
        return operates_now(services, visitor, now);
    });
}

SessionHolder holder_of(const Visitor& visitor) {
    return {.account = visitor.caller.account, .has_shown_second = visitor.caller.has_shown_second};
}

std::optional<cases::Role> role_named(const Member& member, std::string_view name) {
    const auto role = accounts::parse_role(name);
    if (!role || std::ranges::find(member.membership.roles, *role) == member.membership.roles.end())
        return std::nullopt;
    return role;
}

}  // namespace pingli::api
