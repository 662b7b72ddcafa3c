// Passkeys: a way in without a name typed, and one's own list of them. What the browser brings is
// base64url, and is as large as kAuthenticatorBytesMax and the like allow.

#include <algorithm>
#include <expected>
#include <utility>

#include "accounts/base64url.hpp"
#include "api/answers.hpp"
#include "api/guard.hpp"
#include "api/routes.hpp"
#include "api/session_answer.hpp"
#include "base/one_line.hpp"
#include "codec/json_body.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

using accounts::ClientData;
using codec::JsonBody;

constexpr std::string_view kOurName = "Pingli";  // what the authenticator shows
constexpr std::size_t kUserHandleBytesMax = 64;  // WebAuthn's own

std::optional<accounts::RelyingParty> relying_party(const Services& services) {
    auto name = public_name(services.names, services.base_url);
    if (!name) return std::nullopt;
    return accounts::RelyingParty{.id = std::move(name->host), .origin = std::move(name->origin)};
}

constexpr std::size_t encoded(std::size_t bytes) {
    return (bytes * 4 + 2) / 3;
}

template <class T>
using Read = std::expected<T, Problem>;

// The bytes of a field; empty ones are as bad as none.
Read<std::string> bytes_of(JsonBody& body, std::string_view field, std::size_t bytes_max) {
    const std::string text = body.needed_text(field, encoded(bytes_max));
    if (const auto fault = body.fault(); fault && fault->field == field)
        return std::unexpected{*fault};
    auto bytes = accounts::from_base64url(text);
    if (!bytes)
        return std::unexpected{
            Problem{.field = std::string{field}, .expected = say("account.base64url")}};
    return *std::move(bytes);
}

// The browser adds what it likes.
Read<ClientData> client_data_of(JsonBody& body) {
    auto bytes = bytes_of(body, "client_data", accounts::kClientDataBytesMax);
    if (!bytes) return std::unexpected{bytes.error()};
    const Problem no_client_data{.field = "client_data", .expected = say("account.client_data")};
    auto json = JsonBody::parse(*bytes);
    if (!json) return std::unexpected{no_client_data};
    auto type = json->text("type");
    auto challenge = json->text("challenge");
    auto origin = json->text("origin");
    const bool is_cross_origin = json->boolean("crossOrigin").value_or(false);
    if (!type || !challenge || !origin) return std::unexpected{no_client_data};
    return ClientData{.type = *std::move(type),
                      .challenge = *std::move(challenge),
                      .origin = *std::move(origin),
                      .is_cross_origin = is_cross_origin,
                      .bytes = *std::move(bytes)};
}

// --- the way in ---

std::string_view flow_cookie_name(bool is_secure) {
    return is_secure ? "__Host-pingli_passkey" : "pingli_passkey";
}

// Of another tab that asks in the same minutes the cookie is kept.
http::Response challenge_to_log_in(const Services& services, http::Request& request) {
    const auto party = relying_party(services);
    if (!party) return conflict(say("account.no_passkeys"));
    const bool secure = is_secure(services, request);
    std::string flow{http::cookie(request, flow_cookie_name(secure)).value_or("")};
    if (!accounts::is_secret(flow)) flow = accounts::make_secret(services.random);
    std::string text;
    codec::JsonWriter out{text};
    out.begin_object();
    out.field("challenge", services.accounts.challenge_to_enter(flow, services.now()));
    out.field("rp_id", party->id);
    out.end_object();
    auto response = json(201, std::move(text));
    response.fields.push_back(
        {.name = "Set-Cookie",
         .value = accounts::cookie_line(flow_cookie_name(secure), flow, secure,
                                        accounts::kChallengeGoodFor)});
    return response;
}

Read<accounts::PasskeyLogIn> shown_in(JsonBody& body) {
    auto credential = bytes_of(body, "credential", accounts::kCredentialBytesMax);
    if (!credential) return std::unexpected{credential.error()};
    auto user = bytes_of(body, "user_handle", kUserHandleBytesMax);
    if (!user) return std::unexpected{user.error()};
    auto client = client_data_of(body);
    if (!client) return std::unexpected{client.error()};
    auto data = bytes_of(body, "authenticator_data", accounts::kAuthenticatorBytesMax);
    if (!data) return std::unexpected{data.error()};
    auto signature = bytes_of(body, "signature", accounts::kSignatureBytesMax);
    if (!signature) return std::unexpected{signature.error()};
    if (const auto fault = body.fault()) return std::unexpected{*fault};
    return accounts::PasskeyLogIn{.user = UserId{*std::move(user)},
                                  .credential = *std::move(credential),
                                  .assertion = {.client = *std::move(client),
                                                .authenticator_data = *std::move(data),
                                                .signature = *std::move(signature)}};
}

http::Response log_in_with_passkey(const Services& services, http::Request& request) {
    const auto party = relying_party(services);
    if (!party) return conflict(say("account.no_passkeys"));
    auto body = JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const auto shown = shown_in(*body);
    if (!shown) return from_fault(shown.error());
    const Instant now = services.now();
    const auto flow = http::cookie(request, flow_cookie_name(is_secure(services, request)));
    const auto done = services.accounts.log_in_with_passkey(*party, *shown, flow.value_or(""), now);
    if (!done) return from_denial(done.error(), now);
    return session_answer(services, request, *done);
}

// --- one's own ---

void write_passkey(codec::JsonWriter& out, const accounts::Passkey& passkey) {
    out.begin_object();
    out.field("id", passkey.id);
    out.field("name", passkey.name);
    out.field("credential", accounts::to_base64url(passkey.key.credential));
    out.field("made_at", passkey.made_at);
    if (passkey.used_at) out.field("used_at", *passkey.used_at);
    out.end_object();
}

http::Response passkey_answer(int status, const accounts::Passkey& passkey) {
    std::string text;
    codec::JsonWriter out{text};
    write_passkey(out, passkey);
    return json(status, std::move(text));
}

http::Response list(const Services& services, http::Request&, const Visitor& visitor) {
    if (!visitor.has_session) return forbidden();
    const auto passkeys = services.accounts.passkeys().all(visitor.user());
    if (!passkeys) return from_error(passkeys.error());
    const auto party = relying_party(services);
    std::string text;
    codec::JsonWriter out{text};
    out.begin_object();
    out.key("passkeys");
    out.begin_array();
    for (const accounts::Passkey& one : *passkeys) write_passkey(out, one);
    out.end_array();
    out.key("origin");
    out.text_or_null(party ? std::string_view{party->origin} : std::string_view{});
    out.end_object();
    return json(200, std::move(text));
}

http::Response challenge_to_add(const Services& services, http::Request&, const Visitor& visitor) {
    if (!visitor.has_session) return forbidden();
    const auto party = relying_party(services);
    if (!party) return conflict(say("account.no_passkeys"));
    const auto known = services.accounts.passkeys().all(visitor.user());
    if (!known) return from_error(known.error());
    const accounts::Account& account = visitor.caller.account;
    std::string text;
    codec::JsonWriter out{text};
    out.begin_object();
    out.field("challenge", services.accounts.challenge_to_make(visitor.credential, services.now()));
    out.field("rp_id", party->id);
    out.field("rp_name", kOurName);
    out.field("user_handle", accounts::to_base64url(account.id.value()));
    out.field("login", account.login);
    out.field("name", account.name);
    out.key("algorithms");
    out.begin_array();
    for (const int algorithm : accounts::kPasskeyAlgorithms) out.whole(algorithm);
    out.end_array();
    out.key("known");
    out.begin_array();
    for (const accounts::Passkey& one : *known)
        out.text(accounts::to_base64url(one.key.credential));
    out.end_array();
    out.end_object();
    return json(201, std::move(text));
}

Problem bad_name() {
    return {.field = "name", .expected = say("field.line_1_200")};
}

http::Response add(const Services& services, http::Request& request, const Visitor& visitor) {
    if (!visitor.has_session) return forbidden();
    auto party = relying_party(services);
    if (!party) return conflict(say("account.no_passkeys"));
    auto body = JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    std::string name = body->needed_text("name");
    auto client = client_data_of(*body);
    if (!client) return from_fault(client.error());
    auto data = bytes_of(*body, "authenticator_data", accounts::kAuthenticatorBytesMax);
    if (!data) return from_fault(data.error());
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (!is_one_line(name, accounts::kNameBytesMax)) return from_fault(bad_name());
    const Instant now = services.now();
    const auto added = services.accounts.add_passkey(visitor.user(), visitor.credential,
                                                     {.party = *std::move(party),
                                                      .name = std::move(name),
                                                      .client = *std::move(client),
                                                      .authenticator_data = *std::move(data)},
                                                     now);
    if (!added && added.error().why == accounts::Denial::Taken)
        return conflict(say("account.passkey_there"));
    return added ? passkey_answer(201, *added) : from_wrong(request, added.error(), now);
}

http::Response rename(const Services& services, http::Request& request, const Visitor& visitor) {
    if (!visitor.has_session) return forbidden();
    auto body = JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const std::string name = body->needed_text("name");
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (!is_one_line(name, accounts::kNameBytesMax)) return from_fault(bad_name());
    const auto renamed = services.accounts.passkeys().rename(
        visitor.user(), http::path_value(request, "passkey"), name);
    return renamed ? passkey_answer(200, *renamed) : from_error(renamed.error());
}

http::Response remove(const Services& services, http::Request& request, const Visitor& visitor) {
    if (!visitor.has_session) return forbidden();
    const auto done = services.accounts.remove_passkey(
        visitor.user(), visitor.credential, http::path_value(request, "passkey"), services.now());
    return done ? http::no_content() : from_error(done.error());
}

}  // namespace

void add_passkey_routes(http::Router& router, const Services& services) {
    using http::Method;
    router.add(Method::Post, "/api/v1/session/challenges", [&services](http::Request& request) {
        return challenge_to_log_in(services, request);
    });
    router.add(Method::Post, "/api/v1/session/passkey", [&services](http::Request& request) {
        return log_in_with_passkey(services, request);
    });
    const std::string path = "/api/v1/passkeys";
    router.add(Method::Get, path, for_visitors(services, list));
    router.add(Method::Post, path + "/challenges", for_visitors(services, challenge_to_add));
    router.add(Method::Post, path, for_visitors(services, add));
    router.add(Method::Patch, path + "/{passkey}", for_visitors(services, rename));
    router.add(Method::Delete, path + "/{passkey}", for_visitors(services, remove));
}

}  // namespace pingli::api
