#include "api/case_access.hpp"

#include <algorithm>

#include "api/answers.hpp"

namespace pingli::api {

namespace {

bool is_party(const Member& member, const cases::Case& c) {
    return c.opening.person_user.has_value() && *c.opening.person_user == member.visitor.user();
}

}  // namespace

bool may_see(const Member& member, const cases::Case& c) {
    return accounts::may(member.membership, accounts::Permission::ReadCases) ||
           (is_party(member, c) && cases::is_shown_to(cases::Side::Customer, c));
}

bool may_read_words(const Member& member, const cases::Case& c) {
    return accounts::may(member.membership, accounts::Permission::ReadPersonal) ||
           is_party(member, c);
}

std::expected<app::CasePtr, http::Response> case_of(const Services& services,
                                                    const http::Request& request,
                                                    const Member& member) {
    auto loaded =
        services.desk.load(member.shop, CaseId{std::string{http::path_value(request, "case")}});
    if (!loaded) return std::unexpected(from_error(loaded.error()));
    if (!may_see(member, (*loaded)->state)) return std::unexpected(not_found());
    return std::move(*loaded);
}

// Who reads the shop's cases as a customer only does so for the customer's side.
cases::Sight sight_of(const Member& member) {
    const auto& roles = member.membership.roles;
    const bool is_customer = std::ranges::all_of(
        roles, [](cases::Role role) { return cases::side_of(role) == cases::Side::Customer; });
    return {.side = is_customer ? cases::Side::Customer : cases::side_of(roles.front()),
            .may_unseal = std::ranges::any_of(
                roles, [](cases::Role role) { return cases::kUnsealers.has(role); })};
}

std::expected<app::CasePtr, http::Response> seen_case_of(const Services& services,
                                                         const http::Request& request,
                                                         const Member& member) {
    auto loaded = case_of(services, request, member);
    if (!loaded) return loaded;
    std::optional<cases::Case> room;
    if (&cases::seen_by(sight_of(member), (*loaded)->state, room) == &(*loaded)->state)
        return loaded;
    return std::make_shared<const app::LoadedCase>(
        app::LoadedCase{.state = *std::move(room), .version = (*loaded)->version});
}

std::optional<cases::Role> acting_role(const Services& services, const http::Request& request,
                                       const Member& member, const cases::Case& c,
                                       std::string_view command) {
    if (const auto named = http::query_value(request, "role")) return role_named(member, *named);
    const auto& roles = member.membership.roles;
    const cases::Rules rules{.library = &services.library, .totals = {}};
    for (const accounts::Role role : roles) {
        if (roles.size() == 1) break;
        const cases::Actor actor{.user = member.visitor.user(), .role = role};
        const auto moves = cases::allowed_moves(c, actor, rules, services.now());
        if (std::ranges::find(moves, command, &cases::Move::command) != moves.end())
            return actor.role;
    }
    return roles.front();
}

std::expected<std::string, http::Response> file_of(const Services& services, const ShopId& shop,
                                                   const cases::Exhibit& exhibit) {
    auto path = services.vault.find(shop, exhibit.data.file->sha256);
    if (path) return std::move(*path);
    if (path.error().code == ErrorCode::Unavailable)
        return std::unexpected(from_error(path.error()));
    const std::string& id = exhibit.data.exhibit_id.value();
    services.note("exhibit " + id + " of shop " + shop.value() +
                  " is not given out: " + path.error().context);
    return std::unexpected(exhibit_damaged(id));
}

}  // namespace pingli::api
