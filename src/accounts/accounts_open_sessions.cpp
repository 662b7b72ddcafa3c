// The sessions that somebody has open: how they begin, are shown and end. Beside each stands its
// key under its user, so that nobody goes through those of others.

#include <algorithm>

#include "accounts/accounts.hpp"
#include "accounts/counted_list.hpp"
#include "accounts/kinds.hpp"

namespace pingli::accounts {

namespace {

Write list_write(const Session& session, const std::string& key, const SessionRules& rules) {
    return {.kind = kSessionListKind,
            .item = {.key = list_key(session.user, key),
                     .bytes = {},
                     .expires_at = session.created_at + rules.absolute_for}};
}

void add_end(std::vector<Write>& writes, const UserId& user, const std::string& key) {
    writes.push_back({.kind = kSessionKind, .item = {.key = key}, .removes = true});
    writes.push_back(
        {.kind = kSessionListKind, .item = {.key = list_key(user, key)}, .removes = true});
}

std::string key_in(const Item& listed, const UserId& user) {
    return listed.key.substr(list_key(user, "").size());
}

}  // namespace

Result<void> Accounts::add_end_of_held(std::vector<Write>& writes, const UserId& user,
                                       std::string_view token, Instant now) {
    std::string key = digest_of(token);
    Item held = TRY(storage_.get(kSessionKind, key, now));
    writes.push_back(
        {.kind = kSessionListKind, .item = {.key = list_key(user, key)}, .removes = true});
    writes.push_back({.kind = kSessionKind,
                      .item = {.key = std::move(key)},
                      .when = Put::IfUnchanged,
                      .before = std::move(held.bytes),
                      .removes = true});
    return {};
}

Result<Accounts::ListedSessions> Accounts::listed_sessions(const Account& holder, Instant now) {
    ListedSessions out;
    for (const Item& listed : TRY(storage_.list(kSessionListKind, list_key(holder.id, "")))) {
        std::string key = key_in(listed, holder.id);
        const auto item = storage_.get(kSessionKind, key, now);
        if (!item && item.error().code != ErrorCode::NotFound) return std::unexpected{item.error()};
        auto session = item ? decode_session(item->bytes) : std::nullopt;
        if (session && is_alive(*session, rules_.session, now) && is_good_for(*session, holder))
            out.open.push_back({.key = std::move(key), .session = *std::move(session)});
        else
            out.over.push_back(std::move(key));
    }
    std::ranges::stable_sort(out.open, {}, [](const auto& one) { return one.session.seen_at; });
    return out;
}

Allowed<LoggedIn> Accounts::begin_session(Proven holder, Instant now, std::string_view instead_of) {
    Account& account = holder.account;
    // A password of this second moved the boundary one second ahead.
    const Instant begins_at = std::max(now, account.sessions_from);
    const Session session{.user = account.id,
                          .created_at = begins_at,
                          .seen_at = begins_at,
                          .epoch = account.epoch,
                          .has_shown_second = holder.has_shown_second,
                          .ways_in = account.ways_in};
    std::string token = make_secret(random_);
    const std::string key = digest_of(token);
    const auto begun = add_counted(
        storage_, kSessionListKind, account.id.value(), now, [&]() -> Result<std::vector<Write>> {
            // The account as it is now: what it was when the password was looked at may be over.
            const Account as_now = TRY(this->account(account.id, now));
            if (!is_good_for(session, as_now))
                return fail(ErrorCode::Unavailable, "the epoch ended in this moment");
            const ListedSessions listed = TRY(listed_sessions(as_now, now));
            std::vector<Write> writes;
            if (!instead_of.empty()) TRY(add_end_of_held(writes, account.id, instead_of, now));
            writes.push_back({.kind = kSessionKind,
                              .item = {.key = key,
                                       .bytes = encode(session),
                                       .expires_at = expires_at(session, rules_.session)},
                              .when = Put::IfAbsent});
            writes.push_back(list_write(session, key, rules_.session));
            for (const std::string& over : listed.over) add_end(writes, account.id, over);
            if (listed.open.size() < kSessionsMax) return writes;
            writes.push_back(daily_notice_write(account.id, Notice::What::SessionsEnded, now));
            for (std::size_t i = 0; i <= listed.open.size() - kSessionsMax; ++i)
                add_end(writes, account.id, listed.open[i].key);
            ++changes_;
            return writes;
        });
    if (!begun)
        return in_vain(
            std::unexpected{Denied{.why = Denial::Unavailable, .retry_at = {}, .password = {}}},
            account.id, holder.used_recovery);
    return LoggedIn{.account = std::move(account),
                    .token = std::move(token),
                    .has_shown_second = holder.has_shown_second,
                    .used_recovery = holder.used_recovery};
}

// Of a program before they were listed by user.
Result<void> Accounts::list_older_sessions() {
    const auto listed = TRY(storage_.list(kSessionListKind, ""));
    std::vector<std::string> known;
    known.reserve(listed.size());
    for (const Item& item : listed) known.push_back(item.key);
    std::vector<Write> writes;
    for (const Item& item : TRY(storage_.list(kSessionKind, ""))) {
        const auto session = decode_session(item.bytes);
        if (session && !std::ranges::binary_search(known, list_key(session->user, item.key)))
            writes.push_back(list_write(*session, item.key, rules_.session));
    }
    if (writes.empty()) return {};
    return storage_.write(writes);
}

Result<void> Accounts::name_session(std::string_view token, std::string_view browser, Instant now) {
    auto held = TRY(held_session(token, now));
    if (!held || held->session.browser == browser) return {};
    held->session.browser = browser;
    auto done = storage_.put(kSessionKind,
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
    ListedSessions listed = TRY(listed_sessions(holder, now));
    std::vector<ShownSession> out;
    out.reserve(listed.open.size());
    for (OpenSession& one : listed.open)
        out.push_back({.id = one.key.substr(0, kPublicIdChars),
                       .session = std::move(one.session),
                       .is_this = one.key == mine});
    std::ranges::reverse(out);
    return out;
}

Result<void> Accounts::end_session(const UserId& user, std::string_view id) {
    const auto listed = TRY(storage_.list(kSessionListKind, list_key(user, id)));
    if (id.size() != kPublicIdChars || listed.empty())
        return fail(ErrorCode::NotFound, "no such session");
    std::vector<Write> writes;
    for (const Item& item : listed) add_end(writes, user, key_in(item, user));
    TRY(storage_.write(writes));
    ++changes_;
    return {};
}

Result<void> Accounts::end_other_sessions(const UserId& user, std::string_view this_token) {
    TRY(change_ways_in(user, {.token = this_token}, Instant::min(),
                       [] { return std::optional{std::vector<Write>{}}; }));
    return {};
}

// One that begins in this very moment is not listed yet: it is over by the number.
Result<bool> Accounts::change_ways_in(const UserId& user, const Here& here, Instant now,
                                      const ChangeOfWays& change) {
    bool is_changed = false;
    const Change with_sessions = [&](Account& account) -> Result<std::vector<Write>> {
        auto changed = TRY(change());
        is_changed = changed.has_value();
        if (!changed) return std::vector<Write>{};
        std::vector<Write> writes = *std::move(changed);
        ++account.ways_in;
        std::string kept;
        if (!here.token.empty()) {
            auto held = TRY(held_session(here.token, now));
            if (!held || held->account.id != user)
                return fail(ErrorCode::Unavailable, "the session ended in this moment");
            held->session.ways_in = account.ways_in;
            held->session.has_shown_second |= here.shows_second;
            writes.push_back({.kind = kSessionKind,
                              .item = {.key = held->key,
                                       .bytes = encode(held->session),
                                       .expires_at = expires_at(held->session, rules_.session)},
                              .when = Put::IfUnchanged,
                              .before = held->bytes});
            kept = std::move(held->key);
        }
        for (const Item& item : TRY(storage_.list(kSessionListKind, list_key(user, ""))))
            if (item.key != list_key(user, kept)) add_end(writes, user, key_in(item, user));
        return writes;
    };
    TRY(update(user, now, with_sessions));
    return is_changed;
}

// What the account's new epoch has ended.
Result<void> Accounts::clear_sessions(const Account& account, Instant now) {
    const ListedSessions listed = TRY(listed_sessions(account, now));
    std::vector<Write> writes;
    for (const std::string& over : listed.over) add_end(writes, account.id, over);
    if (writes.empty()) return {};
    return storage_.write(writes);
}

Result<void> Accounts::log_out(std::string_view token) {
    const std::string key = digest_of(token);
    const auto item = storage_.get(kSessionKind, key, Instant::min());
    if (!item && item.error().code == ErrorCode::NotFound) return {};
    if (!item) return std::unexpected{item.error()};
    std::vector<Write> writes{{.kind = kSessionKind, .item = {.key = key}, .removes = true}};
    if (const auto session = decode_session(item->bytes)) add_end(writes, session->user, key);
    TRY(storage_.write(writes));
    ++changes_;
    return {};
}

}  // namespace pingli::accounts
