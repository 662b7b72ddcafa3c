// The sessions that somebody has open, and how they end.

#include <algorithm>

#include "accounts/accounts.hpp"
#include "accounts/kinds.hpp"

namespace pingli::accounts {

Result<void> Accounts::name_session(std::string_view token, std::string_view browser, Instant now) {
    auto held = TRY(held_session(token, now));
    if (!held || held->session.browser == browser) return {};
    held->session.browser = browser;
    const auto done = storage_.put(kSessionKind,
                                   {.key = held->key,
                                    .bytes = encode(held->session),
                                    .expires_at = expires_at(held->session, rules_.session)},
                                   Put::IfUnchanged, held->bytes);
    if (!done && done.error().code != ErrorCode::VersionConflict) return done;
    return {};
}

Result<std::vector<ShownSession>> Accounts::sessions(const UserId& user,
                                                     std::string_view this_token, Instant now) {
    const Account holder = TRY(account(user, now));
    const std::string mine = digest_of(this_token);
    std::vector<ShownSession> out;
    for (const Item& item : TRY(storage_.list(kSessionKind, ""))) {
        auto session = decode_session(item.bytes);
        if (!session || session->user != user || !is_alive(*session, rules_.session, now) ||
            !is_good_for(*session, holder))
            continue;
        out.push_back({.id = item.key.substr(0, kPublicIdChars),
                       .session = *std::move(session),
                       .is_this = item.key == mine});
    }
    std::ranges::sort(out, std::greater{},
                      [](const ShownSession& one) { return one.session.seen_at; });
    return out;
}

Result<void> Accounts::end_session(const UserId& user, std::string_view id, Instant now) {
    for (const ShownSession& one : TRY(sessions(user, {}, now))) {
        if (one.id != id) continue;
        for (const Item& item : TRY(storage_.list(kSessionKind, one.id)))
            TRY(storage_.remove(kSessionKind, item.key));
        ++changes_;
        return {};
    }
    return fail(ErrorCode::NotFound, "no such session");
}

Result<void> Accounts::end_other_sessions(const UserId& user, std::string_view this_token,
                                          Instant now) {
    for (const ShownSession& one : TRY(sessions(user, this_token, now)))
        if (!one.is_this) TRY(end_session(user, one.id, now));
    ++changes_;
    return {};
}

Result<void> Accounts::log_out(std::string_view token) {
    TRY(storage_.remove(kSessionKind, digest_of(token)));
    ++changes_;
    return {};
}

Result<void> Accounts::log_out_everywhere(const UserId& user, Instant now) {
    TRY(update(user, now, [&](Account& account) -> Result<std::vector<Write>> {
        account.sessions_from = now + Duration{1};
        return std::vector<Write>{};
    }));
    return {};
}

}  // namespace pingli::accounts
