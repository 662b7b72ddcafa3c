#include "accounts/session.hpp"

#include <algorithm>

#include "accounts/secret.hpp"
#include "base/record_form.hpp"

namespace pingli::accounts {

namespace {

constexpr std::string_view kShown = "shown";

}  // namespace

Instant expires_at(const Session& session, const SessionRules& rules) {
    return std::min(session.seen_at + rules.idle_for, session.created_at + rules.absolute_for);
}

bool is_alive(const Session& session, const SessionRules& rules, Instant now) {
    return now <= expires_at(session, rules);
}

bool is_good_for(const Session& session, const Account& account) {
    return !account.is_disabled && session.epoch == account.epoch &&
           session.ways_in == account.ways_in && session.created_at >= account.sessions_from;
}

bool is_recent(const Session& session, const SessionRules& rules, Instant now) {
    return now <= session.created_at + rules.recent_for;
}

bool is_to_be_noted(const Session& session, const SessionRules& rules, Instant now) {
    return now >= session.seen_at + rules.noted_every;
}

std::string encode(const Session& session) {
    return RecordWriter{}
        .add("user", session.user.value())
        .add("created_at", session.created_at)
        .add("seen_at", session.seen_at)
        .add("epoch", std::to_string(session.epoch))
        .add("browser", session.browser)
        .add("second_factor", session.has_shown_second ? kShown : "")
        .add("ways_in", std::to_string(session.ways_in))
        .take();
}

std::optional<Session> decode_session(std::string_view bytes) {
    const RecordReader record{bytes};
    const auto created_at = record.instant("created_at");
    const auto seen_at = record.instant("seen_at");
    std::string user = record.text("user");
    if (!created_at || !seen_at || user.empty()) return std::nullopt;
    return Session{.user = UserId{std::move(user)},
                   .created_at = *created_at,
                   .seen_at = *seen_at,
                   .epoch = record.whole("epoch").value_or(0),
                   .browser = record.text("browser"),
                   .has_shown_second = record.text("second_factor") == kShown,
                   .ways_in = record.whole("ways_in").value_or(0)};
}

std::string_view cookie_name(bool is_secure) {
    return is_secure ? "__Host-pingli_session" : "pingli_session";
}

std::string set_cookie(std::string_view token, bool is_secure, const SessionRules& rules) {
    return cookie_line(cookie_name(is_secure), token, is_secure, rules.absolute_for);
}

std::string clear_cookie(bool is_secure) {
    return cookie_line(cookie_name(is_secure), "", is_secure, Duration{0});
}

std::string cookie_line(std::string_view name, std::string_view value, bool is_secure,
                        Duration age) {
    std::string out{name};
    out.append("=").append(value).append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=");
    out.append(std::to_string(age.count()));
    if (is_secure) out += "; Secure";
    return out;
}

std::string csrf_token(std::string_view session_token) {
    return derive(session_token, "pingli csrf 1");
}

bool is_csrf_token(std::string_view sent, std::string_view session_token) {
    return equal_in_constant_time(sent, csrf_token(session_token));
}

}  // namespace pingli::accounts
