#include "api/session_answer.hpp"

#include "accounts/device.hpp"
#include "api/answers.hpp"
#include "api/browser_words.hpp"
#include "api/credential.hpp"
#include "api/guard.hpp"
#include "api/people_json.hpp"

namespace pingli::api {

namespace {

// Shops that cannot be read now are told without their names.
std::vector<app::ShopRecord> shops_of(const Services& services, const accounts::Account& account,
                                      Instant now) {
    std::vector<app::ShopRecord> shops;
    for (const accounts::Membership& membership : account.memberships)
        if (auto shop = services.shops.find(membership.shop, now); shop && !membership.is_disabled)
            shops.push_back(std::move(*shop));
    return shops;
}

}  // namespace

bool is_secure(const Services& services, const http::Request& request) {
    return services.is_secure || request.is_secure;
}

Result<std::string> welcome(const Services& services, const SessionHolder& holder,
                            std::string csrf) {
    const Instant now = services.now();
    accounts::Owed owed{};
    accounts::Owed owed_where_demanded{};
    if (!csrf.empty()) {
        owed = TRY(owed_to_server(services, holder, now));
        owed_where_demanded = TRY(
            services.accounts.second_factor_owed(holder.account.id, holder.has_shown_second, now));
    }
    return account_json({.account = holder.account,
                         .shops = shops_of(services, holder.account, now),
                         .csrf = std::move(csrf),
                         .owed = owed,
                         .owed_where_demanded = owed_where_demanded,
                         .now = now,
                         .version = services.version});
}

std::string device_of(const Services& services, const http::Request& request) {
    return std::string{
        http::cookie(request, accounts::device_cookie_name(is_secure(services, request)))
            .value_or("")};
}

http::Response session_answer(const Services& services, const http::Request& request,
                              const accounts::LoggedIn& logged_in) {
    tell_asker(request, logged_in.account);
    request.asker.used_recovery = logged_in.used_recovery;
    services.askers.note(logged_in.token, logged_in.account);
    const bool secure = is_secure(services, request);
    if (const auto before = credential_of(request, secure); before && !before->is_token)
        if (const auto done = services.accounts.log_out(before->secret); !done)
            return from_error(done.error());
    // Unnamed, it is only harder to recognise in one's list.
    static_cast<void>(services.accounts.name_session(
        logged_in.token, browser_words(http::find(request.fields, "User-Agent").value_or("")),
        services.now()));
    auto told = welcome(
        services, {.account = logged_in.account, .has_shown_second = logged_in.has_shown_second},
        accounts::csrf_token(logged_in.token));
    if (!told) return from_error(told.error());
    auto response = json(200, *std::move(told));
    response.fields.push_back(
        {.name = "Set-Cookie", .value = accounts::set_cookie(logged_in.token, secure, {})});
    // Not known, it is only slower when strangers try.
    const auto device = services.accounts.remember_device(
        logged_in.account.id, device_of(services, request), services.now());
    if (device)
        response.fields.push_back(
            {.name = "Set-Cookie", .value = accounts::set_device_cookie(*device, secure)});
    return response;
}

}  // namespace pingli::api
