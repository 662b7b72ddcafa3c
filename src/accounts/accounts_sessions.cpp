// Sessions and API tokens of Accounts.

#include <algorithm>
#include <utility>

#include "accounts/accounts.hpp"
#include "accounts/counted_list.hpp"
#include "accounts/kinds.hpp"
#include "base/one_line.hpp"

namespace pingli::accounts {

namespace {

constexpr std::string_view kTokenPrefix = "pingli_";

bool reaches_a_place(const ApiToken& token, const Account& account) {
    return std::ranges::any_of(account.memberships, [&](const Membership& place) {
        return !place.is_disabled && reaches(token, place.shop);
    });
}

}  // namespace

Result<std::optional<Accounts::HeldSession>> Accounts::held_session(std::string_view token,
                                                                    Instant now) {
    using Nobody = std::optional<HeldSession>;
    if (!is_secret(token)) return Nobody{};
    std::string key = digest_of(token);
    auto item = storage_.get(kSessionKind, key, now);
    if (!item && item.error().code == ErrorCode::NotFound) return Nobody{};
    if (!item) return std::unexpected{item.error()};
    auto session = decode_session(item->bytes);
    if (!session || !is_alive(*session, rules_.session, now)) return Nobody{};
    auto holder = account(session->user, now);
    if (!holder && holder.error().code == ErrorCode::NotFound) return Nobody{};
    if (!holder) return std::unexpected{holder.error()};
    if (!is_good_for(*session, *holder)) return Nobody{};
    return std::optional{HeldSession{.key = std::move(key),
                                     .bytes = std::move(item->bytes),
                                     .session = *std::move(session),
                                     .account = *std::move(holder)}};
}

Result<std::optional<Caller>> Accounts::caller_of_session(std::string_view token, Instant now) {
    auto held = TRY(held_session(token, now));
    if (!held) return std::optional<Caller>{};
    if (is_to_be_noted(held->session, rules_.session, now)) {
        held->session.seen_at = now;
        const auto noted = storage_.put(kSessionKind,
                                        {.key = held->key,
                                         .bytes = encode(held->session),
                                         .expires_at = expires_at(held->session, rules_.session)},
                                        Put::IfUnchanged, held->bytes);
        // Another noted it, or it was ended meanwhile: what is over is never written back.
        if (!noted && noted.error().code == ErrorCode::VersionConflict)
            return still_caller_of_session(token, now);
        if (!noted) return std::unexpected{noted.error()};
    }
    return Caller{.account = std::move(held->account),
                  .api_token = std::nullopt,
                  .is_recent = is_recent(held->session, rules_.session, now),
                  .has_shown_second = held->session.has_shown_second};
}

Result<std::optional<Caller>> Accounts::still_caller_of_session(std::string_view token,
                                                                Instant now) {
    auto held = TRY(held_session(token, now));
    if (!held) return std::optional<Caller>{};
    return Caller{.account = std::move(held->account),
                  .api_token = std::nullopt,
                  .is_recent = is_recent(held->session, rules_.session, now),
                  .has_shown_second = held->session.has_shown_second};
}

Result<Accounts::MadeToken> Accounts::make_token(const UserId& user, NewToken wanted, Instant now) {
    const Account holder = TRY(account(user, now));
    if (!is_one_line(wanted.name, kNameBytesMax))
        return fail(ErrorCode::Invalid, "a token's name is one line");
    const std::string secret = make_secret(random_);
    const std::string digest = digest_of(secret);
    ApiToken token{.id = digest.substr(0, kPublicIdChars),
                   .user = user,
                   .name = std::move(wanted.name),
                   .scope = wanted.scope,
                   .shops = std::move(wanted.shops),
                   .created_at = now,
                   .expires_at = wanted.expires_at,
                   .epoch = holder.epoch};
    const auto add = [&]() -> Result<std::vector<Write>> {
        const auto others = TRY(tokens(user));
        if (others.size() >= kTokensMax)
            return fail(ErrorCode::TooLarge, "an account has so many tokens at most");
        return std::vector<Write>{
            {.kind = kTokenListKind,
             .item = {.key = list_key(user, token.id),
                      .bytes = digest,
                      .expires_at = token.expires_at},
             .when = Put::IfAbsent},
            {.kind = kTokenKind,
             .item = {.key = digest, .bytes = encode(token), .expires_at = token.expires_at},
             .when = Put::IfAbsent}};
    };
    TRY(add_counted(storage_, kTokenListKind, user.value(), now, add));
    return MadeToken{.token = std::move(token), .secret = std::string{kTokenPrefix} + secret};
}

Result<std::optional<Caller>> Accounts::caller_of_token(std::string_view secret, Instant now) {
    if (!secret.starts_with(kTokenPrefix)) return std::optional<Caller>{};
    secret.remove_prefix(kTokenPrefix.size());
    if (!is_secret(secret)) return std::optional<Caller>{};
    const auto item = storage_.get(kTokenKind, digest_of(secret), now);
    if (!item && item.error().code == ErrorCode::NotFound) return std::optional<Caller>{};
    if (!item) return std::unexpected{item.error()};
    auto token = decode_token(item->bytes);
    if (!token || (token->expires_at && *token->expires_at < now)) return std::optional<Caller>{};
    auto holder = account(token->user, now);
    if (!holder && holder.error().code == ErrorCode::NotFound) return std::optional<Caller>{};
    if (!holder) return std::unexpected{holder.error()};
    if (holder->is_disabled || token->epoch != holder->epoch) return std::optional<Caller>{};
    return Caller{.account = *std::move(holder), .api_token = std::move(token), .is_recent = false};
}

Result<std::vector<ApiToken>> Accounts::tokens(const UserId& user) {
    const Account holder = TRY(account(user, Instant::min()));
    std::vector<ApiToken> out;
    for (const Item& listed : TRY(storage_.list(kTokenListKind, list_key(user, "")))) {
        const auto item = storage_.get(kTokenKind, listed.bytes, Instant::min());
        if (!item && item.error().code == ErrorCode::NotFound) continue;
        if (!item) return std::unexpected{item.error()};
        auto token = decode_token(item->bytes);
        if (token && token->epoch == holder.epoch) out.push_back(*std::move(token));
    }
    return out;
}

Result<void> Accounts::revoke_token(const UserId& user, std::string_view id) {
    const std::string key = list_key(user, id);
    const Item listed = TRY(storage_.get(kTokenListKind, key, Instant::min()));
    TRY(storage_.write({{.kind = kTokenKind, .item = {.key = listed.bytes}, .removes = true},
                        {.kind = kTokenListKind, .item = {.key = key}, .removes = true}}));
    ++changes_;
    return {};
}

Result<void> Accounts::shut_token(const UserId& user, std::string_view id, const By& by,
                                  Instant now) {
    const Item listed = TRY(storage_.get(kTokenListKind, list_key(user, id), now));
    const Item before = TRY(storage_.get(kTokenKind, listed.bytes, now));
    auto token = decode_token(before.bytes);
    if (!token || !reaches(*token, by.shop)) return fail(ErrorCode::NotFound, "no such token");
    token->shut_of.push_back(by.shop);
    const Account holder = TRY(account(user, now));
    std::vector<Write> writes{notice_write(user, Notice::What::TokenEnded, by, now)};
    if (reaches_a_place(*token, holder)) {
        writes.push_back(
            {.kind = kTokenKind,
             .item = {.key = before.key, .bytes = encode(*token), .expires_at = before.expires_at},
             .when = Put::IfUnchanged,
             .before = before.bytes});
    } else {
        writes.push_back({.kind = kTokenKind, .item = {.key = before.key}, .removes = true});
        writes.push_back({.kind = kTokenListKind, .item = {.key = listed.key}, .removes = true});
    }
    TRY(storage_.write(writes));
    ++changes_;
    return {};
}

// Removes what can do nothing any more: of an epoch before, or of shops alone in which the account
// has no place.
Result<void> Accounts::clear_ended(const Account& account, Instant now) {
    TRY(clear_sessions(account, now));
    return clear_tokens(account);
}

Result<void> Accounts::clear_tokens(const Account& account) {
    for (const Item& listed : TRY(storage_.list(kTokenListKind, list_key(account.id, "")))) {
        const auto item = storage_.get(kTokenKind, listed.bytes, Instant::min());
        if (!item && item.error().code != ErrorCode::NotFound) return std::unexpected{item.error()};
        const auto token = item ? decode_token(item->bytes) : std::nullopt;
        const bool is_good = token && token->epoch == account.epoch &&
                             (token->shops.empty() || reaches_a_place(*token, account));
        if (is_good) continue;
        TRY(storage_.write(
            {{.kind = kTokenKind, .item = {.key = listed.bytes}, .removes = true},
             {.kind = kTokenListKind, .item = {.key = listed.key}, .removes = true}}));
    }
    return {};
}

}  // namespace pingli::accounts
