#include "api/acts.hpp"

#include <algorithm>
#include <array>

namespace pingli::api {

namespace {

using app::Gather;
using http::Method;

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by its columns
constexpr auto kActs = std::to_array<Act>({
    {Method::Post, "/api/v1/session", "log_in", Matter::Door, Gather::Kept},
    {Method::Delete, "/api/v1/session", "log_out", Matter::Person, Gather::Kept},
    {Method::Patch, "/api/v1/session", "account_changed", Matter::Person},
    {Method::Post, "/api/v1/session/reauthenticate", "password_again", Matter::Person,
     Gather::Kept},
    {Method::Post, "/api/v1/session/passkey", "log_in", Matter::Door, Gather::Kept},
    {Method::Post, "/api/v1/passkeys", "passkey_made", Matter::Person},
    {Method::Delete, "/api/v1/passkeys/{passkey}", "passkey_removed", Matter::Person},
    {Method::Post, "/api/v1/second-factor/confirmation", "second_factor_made", Matter::Person},
    {Method::Post, "/api/v1/second-factor/removal", "second_factor_removed", Matter::Person},
    {Method::Delete, "/api/v1/sessions", "sessions_ended", Matter::Person, Gather::Kept},
    {Method::Delete, "/api/v1/sessions/{session}", "sessions_ended", Matter::Person, Gather::Kept},
    {Method::Post, "/api/v1/links", "link_used", Matter::Door},
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
    {Method::Get, "/api/v1/shops/{shop}/cases/{case}/dsa", "personal_read", Matter::Shop,
     Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/cases/{case}/rehearsal", "personal_read", Matter::Shop,
     Gather::Alike},
    {Method::Get, "/api/v1/shops/{shop}/cases/{case}/form", "personal_read", Matter::Shop,
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

}  // namespace

const Act* act_of(Method method, std::string_view route) {
    const auto* const at = std::ranges::find_if(
        kActs, [&](const Act& one) { return one.method == method && one.route == route; });
    return at == kActs.end() ? nullptr : at;
}

// A link is used once, and its making is limited; the own name and password have limits of their
// own (api/session_routes.cpp).
bool is_limited(const Act& act) {
    return act.gather == Gather::Each && act.method != Method::Delete &&
           act.matter != Matter::Door && act.route != "/api/v1/session";
}

}  // namespace pingli::api
