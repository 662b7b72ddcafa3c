#include "api/security_watch.hpp"

#include <tuple>

#include "api/acts.hpp"

namespace pingli::api {

namespace {

using app::Gather;
using http::Method;

// A page that asks whether somebody is logged in is no attempt.
bool brought_credentials(const http::Request& request) {
    return http::find(request.fields, "Authorization") || http::find(request.fields, "Cookie");
}

bool is_refusal(const http::Request& request, int status) {
    if (request.asker.was_wrong) return true;
    switch (status) {
        case 401:
            return brought_credentials(request) || request.method == Method::Post;
        case 403:
        case 410:  // a link that is used, old or made up
        case 429:
            return true;
        case 404:  // another shop is as if it did not exist
            return !request.asker.account.empty() && !http::path_value(request, "shop").empty();
        default:
            return false;
    }
}

// The ids of what it was about, and what the route says more.
std::string things_of(const http::Request& request) {
    std::string out;
    const auto add = [&out](const std::string& text) {
        out.append(out.empty() || text.empty() ? "" : " ").append(text);
    };
    for (const auto& [name, value] : request.path_values)
        if (name != "shop") add(value);
    add(request.asker.detail);
    return out;
}

app::SecurityEvent event_of(const http::Request& request, std::string_view what) {
    return {.what = std::string{what},
            .account = request.asker.account,
            .whence = app::network_of(request.address),
            .route = std::string{http::to_text(request.method)} + ' ' + std::string{request.route}};
}

// Of somebody who is known, and one that exists only: whoever makes names up makes no entries of
// their own with them.
std::vector<std::string> shop_of(const Services& services, const http::Request& request) {
    std::string shop{http::path_value(request, "shop")};
    if (shop.empty() || request.asker.account.empty() ||
        !services.shops.find(ShopId{shop}, services.now()))
        return {};
    return {std::move(shop)};
}

// At the door it is a stranger, whosever account was tried; inside it is one's own password or code
// that was wrong.
void note_refusal(const Services& services, const http::Request& request, const Act* act,
                  int status) {
    const bool is_known = !request.asker.account.empty();
    const bool is_at_door = act != nullptr && act->matter == Matter::Door && status != 403;
    const bool is_own = act != nullptr && act->matter == Matter::Person && is_known &&
                        (request.asker.was_wrong || status == 429);
    const bool is_named = is_at_door || is_own;
    auto event = event_of(request, is_named ? act->what : "refused");
    event.about = std::to_string(status);
    event.is_allowed = false;
    event.shops = is_named ? request.asker.shops : shop_of(services, request);
    const Gather how = is_own ? Gather::Kept : Gather::Alike;
    services.security.note(std::move(event), is_known && !is_at_door ? how : Gather::Strangers);
}

// There are ten of them, so each has an entry of its own, whatever else came of the request.
void note_recovery(const Services& services, const http::Request& request) {
    auto event = event_of(request, "recovery_code_used");
    event.shops = request.asker.shops;
    std::ignore = services.security.note_at_once(std::move(event));
}

void watch(const Services& services, const http::Request& request, const http::Response& response) {
    const int status = response.status;
    if (request.asker.used_recovery) note_recovery(services, request);
    const Act* act = act_of(request.method, request.route);
    const bool was_done = status < 400;
    // What came to nothing makes no entry of its own, and costs none.
    if (act != nullptr && is_limited(*act) && !was_done && status != 429)
        services.acts.give_back(request.asker.account, 1, services.now());
    if (is_refusal(request, status)) return note_refusal(services, request, act, status);
    if (act == nullptr || !was_done) return;
    auto event = event_of(request, act->what);
    event.about = things_of(request);
    if (act->matter == Matter::Shop)
        event.shops = {std::string{http::path_value(request, "shop")}};
    else if (act->matter != Matter::Server)
        event.shops = request.asker.shops;
    if (act->gather != Gather::Each) return services.security.note(std::move(event), act->gather);
    // Before its answer goes out. Where it cannot be written it waits, and the rounds say so.
    std::ignore = services.security.note_at_once(std::move(event));
}

}  // namespace

http::Watch watch_for_security(const Services& services) {
    return [&services](const http::Request& request, const http::Response& response) {
        watch(services, request, response);
    };
}

}  // namespace pingli::api
