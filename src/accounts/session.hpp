// A log-in and how a browser carries it: a cookie that scripts cannot read and other sites cannot
// send, and a second token against forged requests that follows from the first. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "accounts/account.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace pingli::accounts {

struct SessionRules {
    Duration idle_for = std::chrono::hours{12};
    Duration absolute_for = std::chrono::days{7};
    // So often at most is it written down that a session is alive.
    Duration noted_every = std::chrono::minutes{5};
    // What gives rights away, or everything at once, asks who has shown a password or a code so
    // long ago to do so again.
    Duration recent_for = std::chrono::minutes{10};
};

struct Session {
    UserId user;
    Instant created_at;
    Instant seen_at;
    std::int64_t epoch = 0;  // of its account
    std::string browser{};   // as people know it, e.g. "Firefox, Windows"; may be empty
    // It began with a code or a passkey, or one was set up in it.
    bool has_shown_second = false;
    std::int64_t ways_in = 0;  // of its account
    friend bool operator==(const Session&, const Session&) = default;
};

// The last instant at which the session is good, if nobody comes by before.
Instant expires_at(const Session& session, const SessionRules& rules);
bool is_alive(const Session& session, const SessionRules& rules, Instant now);
// Nothing has ended the account's sessions since.
bool is_good_for(const Session& session, const Account& account);
// Each proof of who one is begins a session of its own: it is as old as the proof.
bool is_recent(const Session& session, const SessionRules& rules, Instant now);
bool is_to_be_noted(const Session& session, const SessionRules& rules, Instant now);

std::string encode(const Session& session);
std::optional<Session> decode_session(std::string_view bytes);

// Over TLS the name itself promises Secure, the root path and no Domain; browsers hold it to that.
std::string_view cookie_name(bool is_secure);
// Values of Set-Cookie.
std::string set_cookie(std::string_view token, bool is_secure, const SessionRules& rules);
std::string clear_cookie(bool is_secure);
// Of any cookie of ours.
std::string cookie_line(std::string_view name, std::string_view value, bool is_secure,
                        Duration age);

// What a page sends back in a header with every request that changes something.
std::string csrf_token(std::string_view session_token);
bool is_csrf_token(std::string_view sent, std::string_view session_token);

}  // namespace pingli::accounts
