// One's own second factor: an authenticator app and recovery codes. By its holder alone, logged in.

#include "accounts/totp.hpp"
#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/routes.hpp"
#include "codec/json_body.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

constexpr std::string_view kIssuer = "Pingli";  // what the app shows

http::Response show(const Services& services, http::Request&, const Visitor& visitor) {
    const auto factor = services.accounts.second_factors().find(visitor.user(), services.now());
    if (!factor) return from_error(factor.error());
    const bool is_on = *factor && (*factor)->is_on;
    std::string text;
    codec::JsonWriter out{text};
    out.begin_object();
    out.key("is_on");
    out.boolean(is_on);
    if (is_on) out.field("made_at", (*factor)->made_at);
    out.field("recovery_codes_left",
              static_cast<std::int64_t>(is_on ? (*factor)->recovery.size() : 0));
    out.end_object();
    return json(200, std::move(text));
}

http::Response begin(const Services& services, http::Request&, const Visitor& visitor) {
    if (!visitor.has_session) return forbidden();
    const Instant now = services.now();
    const auto secret = services.accounts.second_factors().begin(visitor.user(), now);
    if (!secret && secret.error().code == ErrorCode::VersionConflict)
        return conflict(say("account.factor_on"));
    if (!secret) return from_error(secret.error());
    std::string text;
    codec::JsonWriter out{text};
    out.begin_object();
    out.field("secret", accounts::to_base32(*secret));
    out.field("uri", accounts::otpauth_uri(*secret, visitor.caller.account.login, kIssuer));
    out.end_object();
    return json(201, std::move(text));
}

http::Response confirm(const Services& services, http::Request& request, const Visitor& visitor) {
    if (!visitor.has_session) return forbidden();
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const std::string code = body->needed_text("code");
    if (const auto fault = body->fault()) return from_fault(*fault);
    const Instant now = services.now();
    const auto codes =
        services.accounts.confirm_second_factor(visitor.user(), visitor.credential, code, now);
    if (!codes) return from_wrong(request, codes.error(), now);
    std::string text;
    codec::JsonWriter out{text};
    out.begin_object();
    out.key("recovery_codes");
    out.begin_array();
    for (const std::string& one : *codes) out.text(one);
    out.end_array();
    out.end_object();
    return json(200, std::move(text));
}

http::Response remove(const Services& services, http::Request& request, const Visitor& visitor) {
    if (!visitor.has_session) return forbidden();
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const std::string password = body->needed_text("password");
    const std::string code = body->needed_text("code");
    if (const auto fault = body->fault()) return from_fault(*fault);
    const Instant now = services.now();
    if (const auto done = services.accounts.confirm_password(visitor.user(), password, now); !done)
        return from_wrong(request, done.error(), now);
    const auto shown = services.accounts.confirm_code(visitor.user(), code, now);
    if (!shown) return from_wrong(request, shown.error(), now);
    request.asker.used_recovery = *shown == accounts::CodeKind::Recovery;
    const auto done = services.accounts.remove_second_factor(
        visitor.user(), visitor.credential, {.user = visitor.user(), .shop = {}}, now);
    return done ? http::no_content() : from_error(done.error());
}

}  // namespace

void add_second_factor_routes(http::Router& router, const Services& services) {
    using http::Method;
    const std::string path = "/api/v1/second-factor";
    router.add(Method::Get, path, for_visitors(services, show));
    router.add(Method::Post, path, for_visitors(services, begin));
    router.add(Method::Post, path + "/confirmation", for_visitors(services, confirm));
    router.add_late(Method::Post, path + "/removal",
                    in_lane(services.hashing, for_visitors(services, remove)));
}

}  // namespace pingli::api
