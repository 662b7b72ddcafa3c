// Log-in, log-out, one-time links, and who one is.

#include <memory>
#include <optional>

#include "api/answers.hpp"
#include "api/budget.hpp"
#include "api/guard.hpp"
#include "api/limits.hpp"
#include "api/routes.hpp"
#include "api/session_answer.hpp"
#include "base/one_line.hpp"
#include "codec/json_body.hpp"

namespace pingli::api {

namespace {

// At whose account it was that a wrong password was tried. Only beside the hashing of it: how long
// the answer takes says no more than it did.
void tell_whose(const Services& services, const http::Request& request, const std::string& login,
                const accounts::Denied& denied) {
    using enum accounts::Denial;
    if (denied.why != Wrong && denied.why != CodeNeeded && denied.why != WrongCode) return;
    if (const auto account = services.accounts.account_of(login, services.now()))
        tell_asker(request, *account);
}

// Also where the request came to nothing.
void tell_recovery(const Services& services, const http::Request& request,
                   const accounts::Denied& denied) {
    if (!denied.used_recovery_of) return;
    request.asker.used_recovery = true;
    request.asker.account = denied.used_recovery_of->value();
    if (const auto account = services.accounts.account(*denied.used_recovery_of, services.now()))
        tell_asker(request, *account);
}

http::Response log_in(const Services& services, http::Request& request) {
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const std::string login = body->needed_text("login");
    const std::string password = body->needed_text("password");
    const std::string code = body->text("code").value_or("");
    if (const auto fault = body->fault()) return from_fault(*fault);
    const Instant now = services.now();
    const std::string device = device_of(services, request);
    const auto done = services.accounts.log_in({.login = login,
                                                .password = password,
                                                .address = request.address,
                                                .device = device,
                                                .code = code},
                                               now);
    if (!done) {
        tell_whose(services, request, login, done.error());
        tell_recovery(services, request, done.error());
        return from_denial(done.error(), now);
    }
    return session_answer(services, request, *done);
}

http::Response use_link(const Services& services, http::Request& request) {
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const std::string secret = body->needed_text("secret");
    const std::string password = body->needed_text("password");
    const std::string code = body->text("code").value_or("");
    if (const auto fault = body->fault()) return from_fault(*fault);
    const Instant now = services.now();
    const auto done = services.accounts.use_link(secret, password, code, now);
    if (!done) {
        tell_recovery(services, request, done.error());
        return from_denial(done.error(), now);
    }
    return session_answer(services, request, *done);
}

http::Response who(const Services& services, http::Request&, const Visitor& visitor) {
    std::string csrf;
    if (visitor.has_session) csrf = accounts::csrf_token(visitor.credential);
    auto told = welcome(services, holder_of(visitor), std::move(csrf));
    return told ? json(200, *std::move(told)) : from_error(told.error());
}

http::Response answer_of(const Services& services, http::Request& request, const Visitor& visitor) {
    auto account = services.accounts.account(visitor.user(), services.now());
    if (!account) return from_error(account.error());
    Visitor now = visitor;
    now.caller.account = std::move(*account);
    return who(services, request, now);
}

// Changed now and then: each change is an entry of the security log.
struct OwnChanges {
    Budget names{kRenamesCountedFor};
    Budget passwords{kRenamesCountedFor};
};

std::optional<http::Response> no_new_name(const Visitor& visitor,
                                          const std::optional<std::string>& name, Budget& names,
                                          Instant now) {
    if (name && !is_one_line(*name, accounts::kNameBytesMax))
        return from_fault({.field = "name", .expected = say("field.line_1_200")});
    if (const auto used = names.spend(visitor.user().value(), 1, kRenamesOfAPersonMax, now))
        return quota_exceeded(say("limit.names"), kRenamesOfAPersonMax, *used);
    return std::nullopt;
}

struct NewPassword {
    const std::string& before;
    const std::string& after;
    const std::optional<std::string>& name;
};

// With the name, if there is one, or nothing of both.
http::Response change_password(const Services& services, http::Request& request,
                               const Visitor& visitor, OwnChanges& changes,
                               const NewPassword& wanted) {
    const Instant now = services.now();
    const std::string& who = visitor.user().value();
    if (const auto used = changes.passwords.spend(who, 1, kNewPasswordsOfAPersonMax, now))
        return quota_exceeded(say("limit.passwords"), kNewPasswordsOfAPersonMax, *used);
    const auto changed = services.accounts.change_password(
        visitor.user(), visitor.credential, wanted.before, wanted.after, now, wanted.name);
    if (changed) return session_answer(services, request, *changed);
    changes.passwords.give_back(who, 1, now);
    if (changed.error().why != accounts::Denial::Wrong) return from_denial(changed.error(), now);
    request.asker.was_wrong = true;
    return from_fault({.field = "old_password", .expected = say("account.password_now")});
}

// One's own name, and the password with the old one. A wrong old one is no wrong log-in: the
// session stays.
http::Response change_account(const Services& services, http::Request& request,
                              const Visitor& visitor, OwnChanges& changes) {
    if (!visitor.has_session) return forbidden();
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const auto name = body->text("name");
    const auto old_password = body->text("old_password");
    const auto password = body->text("password");
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (password.has_value() != old_password.has_value())
        return from_fault({.field = password ? "old_password" : "password",
                           .expected = say("account.both_passwords")});
    const Instant now = services.now();
    if (name || !password)
        if (auto refusal = no_new_name(visitor, name, changes.names, now))
            return *std::move(refusal);
    request.asker.detail = password ? "password" : "name";
    if (password)
        return change_password(services, request, visitor, changes,
                               {.before = *old_password, .after = *password, .name = name});
    const auto named =
        name ? services.accounts.set_name(visitor.user(), *name, now) : accounts::Allowed<void>{};
    return named ? answer_of(services, request, visitor) : from_denial(named.error(), now);
}

// Who is logged in shows again who they are. A wrong password is no wrong log-in: the session
// stays.
http::Response log_in_again(const Services& services, http::Request& request,
                            const Visitor& visitor) {
    if (!visitor.has_session) return forbidden();
    auto body = codec::JsonBody::parse(request.body);
    if (!body) return from_fault(body.error());
    const auto password = body->text("password");
    const auto code = body->text("code");
    if (const auto fault = body->fault()) return from_fault(*fault);
    if (password.has_value() == code.has_value())
        return from_fault({.field = "password", .expected = say("account.password_or_code")});
    const Instant now = services.now();
    accounts::Accounts::Proof proof;
    if (password) proof.password = *password;
    if (code) proof.code = *code;
    const auto done =
        services.accounts.log_in_again(visitor.user(), visitor.credential, proof, now);
    if (!done) {
        tell_recovery(services, request, done.error());
        return from_wrong(request, done.error(), now);
    }
    return session_answer(services, request, *done);
}

http::Response log_out(const Services& services, http::Request& request, const Visitor& visitor) {
    if (!visitor.has_session) return http::no_content();
    if (const auto done = services.accounts.log_out(visitor.credential); !done)
        return from_error(done.error());
    auto response = http::no_content();
    response.fields.push_back(
        {.name = "Set-Cookie", .value = accounts::clear_cookie(is_secure(services, request))});
    return response;
}

}  // namespace

void add_session_routes(http::Router& router, const Services& services) {
    // What looks at a password waits in its own lane.
    const auto add_slow = [&](http::Method method, const char* path, http::Handler handler) {
        router.add_late(method, path, in_lane(services.hashing, std::move(handler)));
    };
    add_slow(http::Method::Post, "/api/v1/session",
             [&services](http::Request& request) { return log_in(services, request); });
    add_slow(http::Method::Post, "/api/v1/links",
             [&services](http::Request& request) { return use_link(services, request); });
    add_slow(http::Method::Post, "/api/v1/session/reauthenticate",
             for_visitors(services, log_in_again));
    const auto changes = std::make_shared<OwnChanges>();
    add_slow(http::Method::Patch, "/api/v1/session",
             for_visitors(services, [changes](const Services& all, http::Request& request,
                                              const Visitor& visitor) {
                 return change_account(all, request, visitor, *changes);
             }));
    router.add(http::Method::Get, "/api/v1/session", for_visitors(services, who));
    router.add(http::Method::Delete, "/api/v1/session", for_visitors(services, log_out));
}

}  // namespace pingli::api
