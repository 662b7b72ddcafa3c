#include "api/security_watch.hpp"

#include <algorithm>
#include <array>

namespace pingli::api {

namespace {

using app::Gather;
using http::Method;

// Whose matter it is: the shop's of the path, all shops of the person, the server's alone.
enum class Matter : std::uint8_t { Shop, Person, Server };

struct Noted {
    Method method{};
    std::string_view route;
    std::string_view what;
    Matter matter = Matter::Shop;
    Gather gather = Gather::Each;
};

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by its columns
constexpr auto kNoted = std::to_array<Noted>({
    {Method::Post, "/api/v1/session", "log_in", Matter::Person},
    {Method::Delete, "/api/v1/session", "log_out", Matter::Person},
    {Method::Patch, "/api/v1/session", "account_changed", Matter::Person},
    {Method::Post, "/api/v1/session/reauthenticate", "password_again", Matter::Person},
    {Method::Post, "/api/v1/session/passkey", "log_in", Matter::Person},
    {Method::Post, "/api/v1/passkeys", "passkey_made", Matter::Person},
    {Method::Delete, "/api/v1/passkeys/{passkey}", "passkey_removed", Matter::Person},
    {Method::Post, "/api/v1/second-factor/confirmation", "second_factor_made", Matter::Person},
    {Method::Post, "/api/v1/second-factor/removal", "second_factor_removed", Matter::Person},
    {Method::Delete, "/api/v1/sessions", "sessions_ended", Matter::Person},
    {Method::Delete, "/api/v1/sessions/{session}", "sessions_ended", Matter::Person},
    {Method::Post, "/api/v1/links", "link_used", Matter::Person},
    {Method::Post, "/api/v1/tokens", "token_made", Matter::Person},
    {Method::Delete, "/api/v1/tokens/{token}", "token_revoked", Matter::Person},
    {Method::Post, "/api/v1/shops", "shop_added", Matter::Server},
    {Method::Patch, "/api/v1/shops/{shop}", "shop_changed"},
    {Method::Put, "/api/v1/shops/{shop}/second-factor", "second_factor_demand"},
    {Method::Post, "/api/v1/shops/{shop}/people", "person_added"},
    {Method::Patch, "/api/v1/shops/{shop}/people/{person}", "person_changed"},
    {Method::Delete, "/api/v1/shops/{shop}/people/{person}", "person_removed"},
    {Method::Post, "/api/v1/shops/{shop}/people/{person}/links", "link_made"},
    {Method::Delete, "/api/v1/shops/{shop}/people/{person}/tokens/{token}", "token_revoked"},
    {Method::Put, "/api/v1/shops/{shop}/register", "numbers_changed"},
    {Method::Post, "/api/v1/shops/{shop}/feed", "feed_made"},
    {Method::Delete, "/api/v1/shops/{shop}/feed", "feed_revoked"},
    {Method::Post, "/api/v1/shops/{shop}/web-hooks", "hook_made"},
    {Method::Patch, "/api/v1/shops/{shop}/web-hooks/{hook}", "hook_changed"},
    {Method::Delete, "/api/v1/shops/{shop}/web-hooks/{hook}", "hook_removed"},
    {Method::Post, "/api/v1/shops/{shop}/erasures", "person_erased"},
    {Method::Post, "/api/v1/backups", "backup_made", Matter::Server},
    {Method::Get, "/api/v1/backups/{backup}/file", "backup_downloaded", Matter::Server},
    {Method::Delete, "/api/v1/backups/{backup}", "backup_removed", Matter::Server},
    {Method::Get, "/api/v1/security", "security_read", Matter::Server, Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/security", "security_read", Matter::Shop, Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/cases", "personal_read", Matter::Shop, Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/numbers/{number}", "personal_read", Matter::Shop,
     Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/today", "personal_read", Matter::Shop, Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/imports/{import}", "personal_read", Matter::Shop,
     Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/cases/{case}", "personal_read", Matter::Shop,
     Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/cases/{case}/events", "personal_read", Matter::Shop,
     Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/cases/{case}/rehearsal", "personal_read", Matter::Shop,
     Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/cases/{case}/statement", "personal_read", Matter::Shop,
     Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/cases/{case}/exhibits/{exhibit}/file", "personal_read",
     Matter::Shop, Gather::Alike},
    {Method::Post, "/api/v1/shops/{shop}/cases/{case}/reconciliation", "personal_read",
     Matter::Shop, Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/reviews", "personal_read", Matter::Shop, Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/reviews/{kind}/{review}", "personal_read", Matter::Shop,
     Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/search", "personal_read", Matter::Shop, Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/register", "personal_read", Matter::Shop, Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/people", "personal_read", Matter::Shop, Gather::Alike},
});
// NOLINTEND(modernize-use-designated-initializers)

const Noted* noted(const http::Request& request) {
    const auto* const at = std::ranges::find_if(kNoted, [&](const Noted& one) {
        return one.method == request.method && one.route == request.route;
    });
    return at == kNoted.end() ? nullptr : at;
}

// A page that asks whether somebody is logged in is no attempt.
bool brought_credentials(const http::Request& request) {
    return http::find(request.fields, "Authorization") || http::find(request.fields, "Cookie");
}

bool is_refusal(const http::Request& request, int status) {
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

void watch(const Services& services, const http::Request& request, const http::Response& response) {
    const int status = response.status;
    const Noted* row = noted(request);
    if (is_refusal(request, status)) {
        const bool is_way_in = row != nullptr && row->matter == Matter::Person &&
                               request.method == Method::Post && status != 403;
        auto event = event_of(request, is_way_in ? row->what : "refused");
        event.about = std::to_string(status);
        event.is_allowed = false;
        event.shops = is_way_in ? request.asker.shops : shop_of(services, request);
        const bool is_known = !is_way_in && !request.asker.account.empty();
        services.security.note(std::move(event), is_known ? Gather::Alike : Gather::Strangers);
        return;
    }
    if (row == nullptr || status >= 400) return;
    auto event = event_of(request, row->what);
    event.about = things_of(request);
    if (row->matter == Matter::Shop)
        event.shops = {std::string{http::path_value(request, "shop")}};
    else if (row->matter == Matter::Person)
        event.shops = request.asker.shops;
    services.security.note(std::move(event), row->gather);
}

}  // namespace

http::Watch watch_for_security(const Services& services) {
    return [&services](const http::Request& request, const http::Response& response) {
        watch(services, request, response);
    };
}

}  // namespace pingli::api
