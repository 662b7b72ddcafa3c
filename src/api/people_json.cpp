#include "api/people_json.hpp"

#include <algorithm>
#include <array>

#include "api/list_json.hpp"
#include "base/time.hpp"
#include "cases/gate.hpp"

namespace pingli::api {

namespace {

using codec::JsonWriter;

constexpr std::array kSides = {cases::Side::Shop, cases::Side::Customer, cases::Side::Platform};

void roles(JsonWriter& out, const std::vector<accounts::Role>& all) {
    out.key("roles");
    out.begin_array();
    for (const accounts::Role role : all) out.text(accounts::to_text(role));
    out.end_array();
}

void sides(JsonWriter& out, cases::SetOf<cases::Side> all) {
    out.key("sides");
    out.begin_array();
    for (const cases::Side side : kSides)
        if (all.has(side)) out.text(cases::to_name(side));
    out.end_array();
}

// For whom one acts in each of the roles: no client knows that of a role by itself.
void acts(JsonWriter& out, const std::vector<accounts::Role>& all) {
    out.key("acts");
    out.begin_array();
    for (const accounts::Role role : all) {
        out.begin_object();
        out.field("role", accounts::to_text(role));
        sides(out, cases::sides_of(role));
        out.end_object();
    }
    out.end_array();
}

// What the roles allow, so that a client shows what there is to do and never guesses.
void permissions(JsonWriter& out, const accounts::Membership& membership) {
    out.key("may");
    out.begin_array();
    for (const accounts::Permission permission : accounts::kPermissions)
        if (accounts::may(membership, permission)) out.text(accounts::to_text(permission));
    out.end_array();
}

void owed(JsonWriter& out, accounts::Owed what) {
    if (what != accounts::Owed::Nothing) out.field("second_factor_owed", accounts::to_text(what));
}

void person(JsonWriter& out, const accounts::Account& account, const Shown& as,
            const std::string& link) {
    const auto* membership = accounts::find(account.memberships, as.shop);
    out.begin_object();
    out.field("id", account.id.value());
    out.field("login", account.login);
    out.field("name", account.name);
    out.key("is_disabled");
    out.boolean(account.is_disabled || (membership != nullptr && membership->is_disabled));
    out.key("has_password");
    out.boolean(!account.password_hash.empty());
    out.key("may_link");
    out.boolean(accounts::may_manage_all_of(as.to, account));
    if (membership != nullptr) {
        roles(out, membership->roles);
        cases::SetOf<cases::Side> all;
        for (const accounts::Role role : membership->roles) all = all | cases::sides_of(role);
        sides(out, all);
    }
    if (!link.empty()) out.field("link", link);
    out.end_object();
}

void token(JsonWriter& out, const accounts::ApiToken& one, const std::string& secret) {
    out.begin_object();
    out.field("id", one.id);
    out.field("name", one.name);
    out.field("scope", accounts::to_text(one.scope));
    out.key("shops");
    out.begin_array();
    for (const ShopId& shop : one.shops) out.text(shop.value());
    out.end_array();
    out.field("created_at", one.created_at);
    if (one.expires_at) out.field("expires_at", *one.expires_at);
    if (!secret.empty()) out.field("secret", secret);
    out.end_object();
}

void shop(JsonWriter& out, const app::ShopRecord& one) {
    out.begin_object();
    out.field("id", one.id.value());
    out.field("name", one.name);
    out.field("platform", one.platform);
    out.field("zone", one.zone);
    out.key("demands_second_factor");
    out.boolean(one.demands_second_factor);
    out.end_object();
}

}  // namespace

std::string account_json(const Welcome& welcome) {
    const accounts::Account& account = welcome.account;
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.field("id", account.id.value());
    out.field("login", account.login);
    out.field("name", account.name);
    out.key("memberships");
    out.begin_array();
    for (const accounts::Membership& membership : account.memberships) {
        if (membership.is_disabled) continue;
        const auto at = std::ranges::find(welcome.shops, membership.shop, &app::ShopRecord::id);
        const bool is_known = at != welcome.shops.end();
        out.begin_object();
        out.field("shop", membership.shop.value());
        out.field("name", is_known ? at->name : "");
        out.field("platform", is_known ? at->platform : "");
        out.field("zone", is_known ? at->zone : "");
        roles(out, membership.roles);
        acts(out, membership.roles);
        permissions(out, membership);
        owed(out, is_known && at->demands_second_factor && accounts::is_staff(membership)
                      ? welcome.owed_where_demanded
                      : welcome.owed);
        out.end_object();
    }
    out.end_array();
    out.key("is_operator");
    out.boolean(account.is_operator);
    owed(out, welcome.owed);
    out.field("now", welcome.now);
    out.field("version", welcome.version);
    if (!welcome.csrf.empty()) {
        out.field("csrf_token", welcome.csrf);
        out.field("browser_key", accounts::browser_key(account));
    }
    out.end_object();
    return text;
}

std::string person_json(const accounts::Account& account, const Shown& as,
                        const std::string& link) {
    std::string text;
    JsonWriter out{text};
    person(out, account, as, link);
    return text;
}

std::string people_json(const std::vector<accounts::Account>& people, const Shown& as) {
    return list_json("people", people, [&](JsonWriter& out, const accounts::Account& account) {
        person(out, account, as, {});
    });
}

std::string sessions_json(const std::vector<accounts::ShownSession>& sessions) {
    return list_json("sessions", sessions, [](JsonWriter& out, const accounts::ShownSession& one) {
        out.begin_object();
        out.field("id", one.id);
        out.field("began_at", one.session.created_at);
        out.field("seen_at", one.session.seen_at);
        out.field("browser", one.session.browser);
        out.key("is_this");
        out.boolean(one.is_this);
        out.end_object();
    });
}

std::string notices_json(const std::vector<accounts::Notice>& notices,
                         const std::vector<app::ShopRecord>& shops) {
    return list_json("notices", notices, [&](JsonWriter& out, const accounts::Notice& one) {
        const auto at = std::ranges::find(shops, one.shop, &app::ShopRecord::id);
        out.begin_object();
        out.field("what", accounts::to_text(one.what));
        out.field("at", one.at);
        out.key("by_operator");
        out.boolean(one.by.value().empty());
        if (!one.shop.value().empty()) out.field("shop", one.shop.value());
        if (at != shops.end()) out.field("shop_name", at->name);
        out.end_object();
    });
}

std::string token_json(const accounts::ApiToken& one, const std::string& secret) {
    std::string text;
    JsonWriter out{text};
    token(out, one, secret);
    return text;
}

std::string tokens_json(const std::vector<accounts::ApiToken>& tokens) {
    return list_json("tokens", tokens,
                     [](JsonWriter& out, const accounts::ApiToken& one) { token(out, one, {}); });
}

std::string shop_json(const app::ShopRecord& one) {
    std::string text;
    JsonWriter out{text};
    shop(out, one);
    return text;
}

std::string shops_json(const std::vector<app::ShopRecord>& shops) {
    return list_json("shops", shops, shop);
}

}  // namespace pingli::api
