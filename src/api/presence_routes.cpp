// Who else looks at an incident just now.

#include <memory>

#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/presence.hpp"
#include "api/routes.hpp"
#include "codec/json_body.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

std::string others_json(const Services& services, const std::vector<UserId>& others) {
    std::string text;
    codec::JsonWriter out{text};
    out.begin_object();
    out.key("others");
    out.begin_array();
    for (const UserId& user : others) {
        const auto account = services.accounts.account(user, services.now());
        out.begin_object();
        out.field("user", user.value());
        out.field("name", account ? account->name : std::string{});
        out.end_object();
    }
    out.end_array();
    out.end_object();
    return text;
}

http::Response look(const Services& services, http::Request& request, const Member& member,
                    Presence& presence) {
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const std::string about = body->text("about").value_or("");
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (about.size() > kPresenceBytesMax)
        return from_fault({.field = "about", .expected = say("field.bytes_max", "200")});
    const auto seen = presence.look(member.shop, member.visitor.user(), about, services.now());
    if (seen.has_changed)
        services.hub.publish(member.shop, LiveEvent::PresenceChanged,
                             R"({"user":")" + member.visitor.user().value() + R"("})");
    return json(200, others_json(services, seen.others));
}

}  // namespace

void add_presence_routes(http::Router& router, const Services& services) {
    const auto presence = std::make_shared<Presence>();
    router.add(
        http::Method::Post, "/api/v1/shops/{shop}/presence",
        for_members(services, accounts::Permission::ReadPersonal,
                    [presence](const Services& all, http::Request& request, const Member& member) {
                        return look(all, request, member, *presence);
                    }));
}

}  // namespace pingli::api
