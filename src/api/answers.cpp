#include "api/answers.hpp"

#include <algorithm>

#include "base/barrier.hpp"
#include "codec/json_writer.hpp"

namespace pingli::api {

namespace {

http::Response told(ErrorCode code) {
    switch (code) {
        case ErrorCode::NotFound:
            return http::problem(404, "not-found",
                                 "There is no such thing, or it is not yours to see.");
        case ErrorCode::Invalid:
            return http::problem(422, "invalid", "The request cannot be understood.");
        case ErrorCode::TooLarge:
            return http::problem(413, "too-large",
                                 "The request is larger than what is taken here.");
        case ErrorCode::VersionConflict:
            return http::problem(409, "version-conflict",
                                 "It has changed in the meantime. Read it again.");
        case ErrorCode::KeyReused:
            return http::problem(422, "key-reused",
                                 "This Idempotency-Key came before with another request.");
        case ErrorCode::Unavailable:
            return http::problem(503, "unavailable",
                                 "The store cannot answer now. Nothing is lost; try again.");
        case ErrorCode::Corrupt:
            break;
    }
    return http::problem(500, "internal", "Something is wrong on our side. It has been noted.");
}

http::Response told(int status, std::string_view code, const Said& title) {
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.field("type", "urn:pingli:problem:" + std::string{code});
    out.field("title", english(title));
    out.field("status", std::int64_t{status});
    write_why(out, title);
    out.end_object();
    return http::answer(status, "application/problem+json", std::move(body));
}

http::Response not_yet(http::Response response) {
    response.fields.push_back({.name = "Retry-After", .value = "1"});
    return response;
}

}  // namespace

http::Response json(int status, std::string body) {
    http::Response response =
        http::answer(status, "application/json; charset=utf-8", std::move(body));
    response.fields.push_back({.name = "Cache-Control", .value = "no-store"});
    return response;
}

http::Response from_error(const Error& error) {
    http::Response response = told(error.code);
    const bool is_unavailable = error.code == ErrorCode::Unavailable;
    if (is_unavailable) response = not_yet(std::move(response));
    // "It has been noted": what whoever asked is not told goes to the operator's log.
    if (is_unavailable || error.code == ErrorCode::Corrupt)
        response.cause = without_words(error.context);
    return response;
}

http::Response from_told(const Error& error) {
    if (error.code == ErrorCode::VersionConflict) return conflict(said_of(error));
    if (error.told && error.code == ErrorCode::TooLarge) return told(413, "too-large", *error.told);
    if (error.told && error.code == ErrorCode::Unavailable)
        return not_yet(told(503, "unavailable", *error.told));
    return from_error(error);
}

void write_why(codec::JsonWriter& out, const Said& said) {
    if (!said.is_coded()) return;
    out.key("why");
    out.bilingual(both(said));
}

http::Response from_fault(const Problem& fault) {
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.key("type");
    out.text("urn:pingli:problem:invalid");
    out.key("title");
    out.text("A field of the request is not what was expected.");
    out.key("status");
    out.whole(422);
    out.key("field");
    out.text_or_null(fault.field);
    out.field("expected", english(fault.expected));
    write_why(out, fault.expected);
    out.end_object();
    return http::answer(422, "application/problem+json", std::move(body));
}

http::Response from_denial(const accounts::Denied& denial, Instant now) {
    switch (denial.why) {
        case accounts::Denial::Wrong:
            return http::problem(401, "wrong-log-in", "The log-in or the password is wrong.");
        case accounts::Denial::TooMany: {
            auto response =
                http::problem(429, "too-many-attempts", "Too many attempts. Try later.");
            const auto wait = denial.retry_at ? *denial.retry_at - now : std::chrono::minutes{15};
            response.fields.push_back(
                {.name = "Retry-After",
                 .value = std::to_string(std::max<std::int64_t>(1, wait.count()))});
            return response;
        }
        case accounts::Denial::BadLogin:
            return from_fault({.field = "login", .expected = say("field.log_in")});
        case accounts::Denial::Taken:
            return conflict(say("account.log_in_taken"));
        case accounts::Denial::BadPassword:
            return from_fault({.field = "password",
                               .expected = denial.password ? accounts::expected_of(*denial.password)
                                                           : say("account.password_min")});
        case accounts::Denial::Expired:
            return http::problem(410, "link-expired",
                                 "This link was used before, is too old or wrong.");
        case accounts::Denial::CodeNeeded:
            return http::problem(401, "second-factor-needed",
                                 "A code of the second factor is needed too.");
        case accounts::Denial::WrongCode:
            return http::problem(401, "wrong-code", "This code is wrong or was used before.");
        case accounts::Denial::WrongPasskey:
            return http::problem(401, "wrong-passkey", "This passkey does not open this server.");
        case accounts::Denial::TooManyPasskeys:
            return quota_exceeded(say("limit.passkeys"), accounts::kPasskeysMax,
                                  accounts::kPasskeysMax);
        case accounts::Denial::TooManyShops:
            return quota_exceeded(say("limit.shops"), accounts::kShopsOwnedMax,
                                  accounts::kShopsOwnedMax);
        case accounts::Denial::Unavailable:
            break;
    }
    return from_error(
        {.code = ErrorCode::Unavailable, .context = "accounts: the store does not answer"});
}

http::Response from_wrong(const http::Request& request, const accounts::Denied& denial,
                          Instant now) {
    using enum accounts::Denial;
    request.asker.was_wrong = denial.why == Wrong || denial.why == WrongCode ||
                              denial.why == CodeNeeded || denial.why == WrongPasskey;
    if (denial.why == Wrong)
        return from_fault({.field = "password", .expected = say("account.password_now")});
    if (denial.why == WrongCode || denial.why == CodeNeeded)
        return from_fault({.field = "code", .expected = say("account.code")});
    if (denial.why == WrongPasskey)
        return from_fault({.field = "authenticator_data", .expected = say("account.passkey")});
    return from_denial(denial, now);
}

http::Response exhibit_damaged(std::string_view exhibit) {
    const Said title = say("conflict.exhibit");
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.field("type", "urn:pingli:problem:exhibit-damaged");
    out.field("title", english(title));
    out.field("status", std::int64_t{500});
    out.field("exhibit", exhibit);
    write_why(out, title);
    out.end_object();
    return http::answer(500, "application/problem+json", std::move(body));
}

http::Response not_found() {
    return from_error({.code = ErrorCode::NotFound, .context = {}});
}

http::Response forbidden() {
    return http::problem(403, "forbidden", "Your role does not allow this.");
}

http::Response unauthorised() {
    auto response = http::problem(401, "log-in-needed", "Log in first.");
    response.fields.push_back({.name = "WWW-Authenticate", .value = "Bearer"});
    return response;
}

http::Response second_factor_required(accounts::Owed owed) {
    return told(
        403, "second-factor-required",
        owed == accounts::Owed::SetUp ? say("account.factor_first") : say("account.show_factor"));
}

http::Response quota_exceeded(const Said& title, std::uint64_t limit, std::uint64_t used) {
    std::string body;
    codec::JsonWriter out{body};
    out.begin_object();
    out.field("type", "urn:pingli:problem:quota-exceeded");
    out.field("title", english(title));
    out.field("status", std::int64_t{429});
    out.field("limit", static_cast<std::int64_t>(limit));
    out.field("used", static_cast<std::int64_t>(used));
    write_why(out, title);
    out.end_object();
    return http::answer(429, "application/problem+json", std::move(body));
}

http::Response conflict(const Said& title) {
    return told(409, "conflict", title);
}

}  // namespace pingli::api
