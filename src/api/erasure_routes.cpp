// Erasing a person for ever, for the owner of a shop who is logged in: no token erases anybody.

#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/limits.hpp"
#include "api/query.hpp"
#include "api/routes.hpp"
#include "api/shared_budget.hpp"
#include "app/security_log.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

using accounts::Permission;
using codec::JsonWriter;

void write_erasing(const Services& services, JsonWriter& out, const Erasing& one) {
    const auto account = services.accounts.account(UserId{one.by}, services.now());
    out.begin_object();
    out.field("person", one.person.value());
    out.field("state", to_name(one.state));
    out.field("by", one.by);
    out.key("name");
    out.text_or_null(account ? account->name : "");
    out.field("reason", one.reason);
    out.field("at", one.at);
    if (one.ended_at) out.field("ended_at", *one.ended_at);
    out.field("files", one.files);
    out.end_object();
}

// A slip of the pen is not erased for ever: the person has words here, had them, or has an account.
Result<std::optional<PersonId>> known(const Services& services, const ShopId& shop,
                                      const std::string& name) {
    auto found = TRY(services.office.person_named(shop, name));
    if (found) return found;
    const auto account = services.accounts.account(UserId{name}, services.now());
    if (account && accounts::find(account->memberships, shop) != nullptr) found = PersonId{name};
    return found;
}

constexpr EnoughWords kEnoughErasures{.of_person = "limit.erasures",
                                      .of_shop = "limit.shop_erasures"};

http::Response erase(const Services& services, http::Request& request, const Member& member,
                     SharedBudget& budget) {
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const std::string name = body->needed_text("person");
    const std::string reason = body->needed_text("reason");
    if (const auto fault = body->fault()) return from_fault(*fault);
    const SharedBudget::Use use{.person = member.visitor.user(),
                                .shop = member.shop,
                                .person_max = kErasuresMax,
                                .shop_max = kErasuresMax};
    if (auto enough = budget.spend(use, services.now())) return std::move(*enough);
    const auto person = known(services, member.shop, name);
    if (!person) return from_error(person.error());
    if (!*person) return from_fault({.field = "person", .expected = say("ask.person")});
    const auto erasing =
        services.office.erase(member.shop, **person, member.visitor.user(), reason);
    if (!erasing && erasing.error().code == ErrorCode::Invalid)
        return from_fault({.field = "reason", .expected = say("field.line_1_500")});
    if (!erasing) return from_error(erasing.error());
    request.asker.detail = app::mark_of(member.shop, **person);
    std::string text;
    JsonWriter out{text};
    write_erasing(services, out, *erasing);
    return json(202, std::move(text));
}

// The cursor is the time before which the next page begins.
http::Response list(const Services& services, http::Request& request, const Member& member) {
    const auto limit = limit_of(request);
    if (!limit) return limit.error();
    const auto cursor = number_cursor_of(request);
    if (!cursor) return cursor.error();
    const auto before =
        *cursor ? std::optional{Instant{std::chrono::seconds{**cursor}}} : std::nullopt;
    const auto page = services.office.erasings(member.shop, before, *limit);
    if (!page) return from_error(page.error());
    std::string text;
    JsonWriter out{text};
    out.begin_object();
    out.key("erasures");
    out.begin_array();
    for (const Erasing& one : page->erasings) write_erasing(services, out, one);
    out.end_array();
    out.key("next");
    out.text_or_null(page->next ? std::to_string(page->next->time_since_epoch().count()) : "");
    out.end_object();
    return json(200, std::move(text));
}

}  // namespace

void add_erasure_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string all = "/api/v1/shops/{shop}/erasures";
    const auto budget = std::make_shared<SharedBudget>(kErasuresCountedFor, kEnoughErasures);
    router.add(Method::Post, all,
               for_members_in_session(
                   services, Permission::ErasePersons,
                   [budget](const Services& own, http::Request& request, const Member& member) {
                       return erase(own, request, member, *budget);
                   }));
    router.add(Method::Get, all, for_members_in_session(services, Permission::ErasePersons, list));
}

}  // namespace pingli::api
