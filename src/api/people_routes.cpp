// The people of a shop and their roles, tokens for programs, and the shops themselves.

#include <algorithm>
#include <memory>

#include "accounts/room.hpp"
#include "api/answers.hpp"
#include "api/desk_links.hpp"
#include "api/guard.hpp"
#include "api/limits.hpp"
#include "api/once.hpp"
#include "api/people_json.hpp"
#include "api/routes.hpp"
#include "api/shared_budget.hpp"
#include "base/one_line.hpp"
#include "codec/json_body.hpp"

namespace pingli::api {

namespace {

using accounts::Permission;

std::expected<std::vector<accounts::Role>, Problem> parse_roles(
    const std::optional<std::vector<std::string>>& names) {
    std::vector<accounts::Role> roles;
    for (const std::string& name : names.value_or(std::vector<std::string>{})) {
        const auto role = accounts::parse_role(name);
        if (!role)
            return std::unexpected(Problem{.field = "roles", .expected = say("account.roles")});
        if (std::ranges::find(roles, *role) == roles.end()) roles.push_back(*role);
    }
    if (roles.empty())
        return std::unexpected(Problem{.field = "roles", .expected = say("account.one_role")});
    return roles;
}

std::string link_url(const Services& services, const std::string& secret) {
    // Behind '#': browsers keep it to themselves, so it is in no log on the way.
    return secret_link(services.base_url, secret);
}

Result<std::vector<accounts::Account>> people_of(const Services& services, const ShopId& shop) {
    auto all = services.accounts.all();
    if (all)
        std::erase_if(*all, [&](const accounts::Account& account) {
            return accounts::find(account.memberships, shop) == nullptr;
        });
    return all;
}

Shown shown_to(const Member& member) {
    return {.shop = member.shop, .to = member.visitor.caller.account};
}

accounts::By by(const Member& member) {
    return {.user = member.visitor.user(), .shop = member.shop};
}

http::Response list_people(const Services& services, http::Request&, const Member& member) {
    const auto people = people_of(services, member.shop);
    return people ? json(200, people_json(*people, shown_to(member))) : from_error(people.error());
}

// Somebody of this shop. Log-ins of other shops are not told of: whether there is one decides
// nothing before the invited person is there (Accounts::use_link).
bool belongs_already(const Services& services, const ShopId& shop,
                     const accounts::NewAccount& wanted) {
    const auto login = accounts::normal_login(wanted.login);
    const auto people = people_of(services, shop);
    return login && people && std::ranges::any_of(*people, [&](const accounts::Account& one) {
               return one.login == *login && one.id != wanted.id;
           });
}

// For the security log.
std::string told_of(const accounts::PlaceChange& change) {
    std::string out;
    if (change.roles) {
        out = "roles";
        for (const accounts::Role role : *change.roles)
            out.append(out == "roles" ? "=" : ",").append(accounts::to_text(role));
    }
    if (change.is_disabled)
        out.append(out.empty() ? "" : " ").append(*change.is_disabled ? "shut_out" : "let_in");
    return out;
}

// Each link is a right to come in that waits.
constexpr EnoughWords kEnoughLinks{.of_person = "limit.links", .of_shop = "limit.shop_links"};

SharedBudget::Use one_link(const ShopId& shop, const UserId& person) {
    return {.person = person,
            .shop = shop,
            .person_max = kLinksToAPersonMax,
            .shop_max = kLinksOfAShopMax};
}

http::Response add_person(const Services& services, http::Request& request, const Member& member,
                          SharedBudget& links) {
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const std::string login = body->needed_text("login");
    const std::string name = body->needed_text("name");
    const auto roles = parse_roles(body->texts("roles"));
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (!roles) return from_fault(roles.error());
    if (!is_one_line(name, accounts::kNameBytesMax))
        return from_fault({.field = "name", .expected = say("field.line_1_200")});
    const Instant now = services.now();
    const accounts::NewAccount wanted{.id = UserId{services.new_id()},
                                      .login = login,
                                      .name = name,
                                      .memberships = {{.shop = member.shop, .roles = *roles}},
                                      .is_invited = true};
    if (belongs_already(services, member.shop, wanted))
        return conflict(say("account.log_in_taken"));
    if (auto enough = links.spend(one_link(member.shop, wanted.id), now)) return std::move(*enough);
    // Of an earlier try of the same request, which did not come to its end.
    const auto before = services.accounts.account(wanted.id, now);
    const auto account = before ? accounts::Allowed<accounts::Account>{*before}
                                : services.accounts.create(wanted, now);
    if (!account) return from_denial(account.error(), now);
    const auto secret = services.accounts.make_link(*account, now, by(member));
    if (!secret) return from_error(secret.error());
    request.asker.detail =
        account->id.value() + ' ' + told_of({.roles = *roles, .is_disabled = {}});
    return json(201, person_json(*account, shown_to(member), link_url(services, *secret)));
}

// The person of the path, if they belong to this shop.
Result<accounts::Account> person_of(const Services& services, const http::Request& request,
                                    const Member& member) {
    auto account = services.accounts.account(
        UserId{std::string{http::path_value(request, "person")}}, services.now());
    if (account && accounts::find(account->memberships, member.shop) == nullptr)
        return fail(ErrorCode::NotFound, "person");
    return account;
}

http::Response from_place_fault(accounts::PlaceFault fault) {
    switch (fault) {
        case accounts::PlaceFault::NotThere:
            return not_found();
        case accounts::PlaceFault::LastOwner:
            return conflict(say("account.last_owner"));
        case accounts::PlaceFault::ByOperator:
            return conflict(say("account.shut"));
        case accounts::PlaceFault::NoRoom:
            return conflict(say("limit.persons_shops"));
        case accounts::PlaceFault::Unavailable:
            break;
    }
    return from_error({.code = ErrorCode::Unavailable, .context = {}});
}

// Their place in this shop; what they are in others is no matter of ours.
http::Response change_person(const Services& services, http::Request& request,
                             const Member& member) {
    const auto account = person_of(services, request, member);
    if (!account) return from_error(account.error());
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const auto names = body->texts("roles");
    accounts::PlaceChange change{.roles = {}, .is_disabled = body->boolean("is_disabled")};
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (names) {
        auto parsed = parse_roles(names);
        if (!parsed) return from_fault(parsed.error());
        change.roles = std::move(*parsed);
    }
    request.asker.detail = told_of(change);
    const auto done = services.accounts.change_place(account->id, member.shop, change, by(member),
                                                     services.now());
    return done ? json(200, person_json(*done, shown_to(member), {}))
                : from_place_fault(done.error());
}

http::Response remove_person(const Services& services, http::Request& request,
                             const Member& member) {
    const auto account = person_of(services, request, member);
    if (!account) return from_error(account.error());
    const auto done = services.accounts.change_place(account->id, member.shop, {.leaves = true},
                                                     by(member), services.now());
    return done ? http::no_content() : from_place_fault(done.error());
}

// A link opens the whole account, so it takes the right over all of it.
http::Response make_link(const Services& services, http::Request& request, const Member& member,
                         SharedBudget& links) {
    const auto account = person_of(services, request, member);
    if (!account) return from_error(account.error());
    if (!accounts::may_manage_all_of(member.visitor.caller.account, *account))
        return conflict(say("account.not_ours"));
    if (auto enough = links.spend(one_link(member.shop, account->id), services.now()))
        return std::move(*enough);
    const auto secret = services.accounts.make_link(*account, services.now(), by(member));
    if (!secret) return from_error(secret.error());
    return json(201, person_json(*account, shown_to(member), link_url(services, *secret)));
}

// --- tokens ---

http::Response list_tokens(const Services& services, http::Request&, const Visitor& visitor) {
    const auto tokens = services.accounts.tokens(visitor.user());
    return tokens ? json(200, tokens_json(*tokens)) : from_error(tokens.error());
}

http::Response add_token(const Services& services, http::Request& request, const Visitor& visitor) {
    if (!visitor.has_session) return forbidden();  // a token makes no tokens
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const std::string name = body->needed_text("name", kTokenNameBytesMax);
    const auto scope = accounts::parse_scope(body->needed_text("scope"));
    const auto shops = body->texts("shops");
    const auto days = body->whole("days");
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (!is_one_line(name, accounts::kNameBytesMax))
        return from_fault({.field = "name", .expected = say("field.line_1_200")});
    if (!scope) return from_fault({.field = "scope", .expected = say("ask.right")});
    if (days && (*days < 1 || *days > 3660))
        return from_fault({.field = "days", .expected = say("field.from_1_3660")});
    const Instant now = services.now();
    accounts::Accounts::NewToken wanted{
        .name = name, .scope = *scope, .shops = {}, .expires_at = std::nullopt};
    for (const std::string& shop : shops.value_or(std::vector<std::string>{}))
        wanted.shops.emplace_back(shop);
    if (days) wanted.expires_at = now + std::chrono::days{*days};
    const auto made = services.accounts.make_token(visitor.user(), std::move(wanted), now);
    if (!made && made.error().code == ErrorCode::TooLarge)
        return quota_exceeded(say("limit.tokens"), accounts::kTokensMax, accounts::kTokensMax);
    if (!made) return from_error(made.error());
    request.asker.detail = made->token.id;
    return json(201, token_json(made->token, made->secret));
}

http::Response revoke_token(const Services& services, http::Request& request,
                            const Visitor& visitor) {
    if (!visitor.has_session) return forbidden();
    const auto done =
        services.accounts.revoke_token(visitor.user(), http::path_value(request, "token"));
    return done ? http::no_content() : from_error(done.error());
}

// Of somebody else; of those that reach this shop only.
http::Response list_person_tokens(const Services& services, http::Request& request,
                                  const Member& member) {
    const auto account = person_of(services, request, member);
    if (!account) return from_error(account.error());
    auto tokens = services.accounts.tokens(account->id);
    if (!tokens) return from_error(tokens.error());
    std::erase_if(*tokens, [&](const accounts::ApiToken& token) {
        return !accounts::reaches(token, member.shop);
    });
    for (accounts::ApiToken& token : *tokens)
        if (!token.shops.empty()) token.shops = {member.shop};  // others are not told
    return json(200, tokens_json(*tokens));
}

// It ends in this shop; where else it is good is not ours to say.
http::Response revoke_person_token(const Services& services, http::Request& request,
                                   const Member& member) {
    const auto account = person_of(services, request, member);
    if (!account) return from_error(account.error());
    const auto done = services.accounts.shut_token(account->id, http::path_value(request, "token"),
                                                   by(member), services.now());
    return done ? http::no_content() : from_error(done.error());
}

// --- shops ---

http::Response list_shops(const Services& services, http::Request&, const Visitor& visitor) {
    std::vector<app::ShopRecord> shops;
    for (const accounts::Membership& membership : visitor.caller.account.memberships) {
        if (visitor.caller.membership(membership.shop) == nullptr) continue;
        auto shop = services.shops.find(membership.shop, services.now());
        if (shop) shops.push_back(std::move(*shop));
    }
    return json(200, shops_json(shops));
}

bool owns_a_shop(const Visitor& visitor) {
    return std::ranges::any_of(visitor.caller.account.memberships, [](const auto& membership) {
        return accounts::may(membership, Permission::ManagePeople);
    });
}

// Who owns a shop may open another and owns it too.
http::Response add_shop(const Services& services, http::Request& request, const Visitor& visitor) {
    if (!visitor.has_session || !owns_a_shop(visitor)) return forbidden();
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const std::string name = body->needed_text("name");
    const std::string platform = body->needed_text("platform");
    const std::string zone = body->text("zone").value_or("Asia/Shanghai");
    if (const auto fault = body->fault()) return from_fault(*fault);
    // What the operator opens is for others, who have nothing to do with each other.
    app::ShopRecord shop{
        .id = ShopId{services.new_id()}, .name = name, .platform = platform, .zone = zone};
    if (!visitor.caller.account.is_operator) shop.founder = visitor.user();
    const accounts::Membership place{.shop = shop.id, .roles = {accounts::Role::Owner}};
    const auto enough = [] {
        return quota_exceeded(say("limit.shops"), accounts::kShopsOwnedMax,
                              accounts::kShopsOwnedMax);
    };
    if (!accounts::has_room_for(visitor.caller.account, place)) return enough();
    request.asker.detail = shop.id.value();
    // A conflict: an earlier try of the same request, which did not come to its end.
    if (const auto done = services.shops.add(shop);
        !done && done.error().code != ErrorCode::VersionConflict)
        return from_error(done.error());
    if (const auto done = services.accounts.join(visitor.user(), place, services.now()); !done) {
        // Another one was opened in the same moment.
        if (done.error().code != ErrorCode::TooLarge) return from_error(done.error());
        const auto undone = services.shops.take_back(shop.id);
        return undone ? enough() : from_error(undone.error());
    }
    auto response = json(201, shop_json(shop));
    response.fields.push_back({.name = "Location", .value = "/api/v1/shops/" + shop.id.value()});
    return response;
}

http::Response show_shop(const Services& services, http::Request&, const Member& member) {
    const auto shop = services.shops.find(member.shop, services.now());
    return shop ? json(200, shop_json(*shop)) : from_error(shop.error());
}

}  // namespace

void add_people_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string shop = "/api/v1/shops/{shop}";
    router.add(Method::Get, "/api/v1/shops", for_visitors(services, list_shops));
    router.add(Method::Post, "/api/v1/shops", for_visitors(services, once(VisitorRoute{add_shop})));
    router.add(Method::Get, shop, for_members(services, std::nullopt, show_shop));
    router.add(Method::Get, shop + "/people",
               for_members(services, Permission::ReadPersonal, list_people));
    const auto links = std::make_shared<SharedBudget>(kLinksCountedFor, kEnoughLinks);
    const auto links_counted = [&links](auto route) {
        return once(MemberRoute{
            [links, route](const Services& all, http::Request& request, const Member& member) {
                return route(all, request, member, *links);
            }});
    };
    const auto add = [&](Method method, const std::string& path, Permission permission,
                         MemberRoute route) {
        router.add(method, shop + "/people" + path,
                   for_members_in_session(services, permission, std::move(route)));
    };
    add(Method::Post, "", Permission::ManagePeople, links_counted(add_person));
    add(Method::Patch, "/{person}", Permission::ManagePeople, change_person);
    add(Method::Delete, "/{person}", Permission::ManagePeople, remove_person);
    add(Method::Post, "/{person}/links", Permission::ManagePeople, links_counted(make_link));
    add(Method::Get, "/{person}/tokens", Permission::ManageTokens, list_person_tokens);
    add(Method::Delete, "/{person}/tokens/{token}", Permission::ManageTokens, revoke_person_token);
    router.add(Method::Get, "/api/v1/tokens", for_visitors(services, list_tokens));
    router.add(Method::Post, "/api/v1/tokens",
               for_visitors(services, once(VisitorRoute{add_token})));
    router.add(Method::Delete, "/api/v1/tokens/{token}", for_visitors(services, revoke_token));
}

}  // namespace pingli::api
