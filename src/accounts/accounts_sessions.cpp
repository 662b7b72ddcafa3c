// Sessions and API tokens of Accounts.

#include <utility>

#include "accounts/accounts.hpp"
#include "base/one_line.hpp"

namespace pingli::accounts {

namespace {

const std::string kSessionKind = "session";
const std::string kTokenKind = "token";
const std::string kTokenListKind = "token_of";  // key: user and id; bytes: the token's digest
constexpr std::string_view kTokenPrefix = "pingli_";
constexpr std::size_t kTokenIdChars = 12;

std::string list_key(const UserId& user, std::string_view id) {
    return user.value() + "/" + std::string{id};
}

}  // namespace

Allowed<LoggedIn> Accounts::begin_session(Account account, Instant now) {
    // A password of this second moved the boundary one second ahead.
    const Instant begins_at = std::max(now, account.sessions_from);
    const Session session{.user = account.id, .created_at = begins_at, .seen_at = begins_at};
    std::string token = make_secret(random_);
    const auto put = storage_.put(kSessionKind,
                                  {.key = digest_of(token),
                                   .bytes = encode(session),
                                   .expires_at = expires_at(session, rules_.session)},
                                  Put::IfAbsent);
    if (!put) {
        return std::unexpected{Denied{.why = Denial::Unavailable, .retry_at = {}, .password = {}}};
    }
    return LoggedIn{.account = std::move(account), .token = std::move(token)};
}

Result<std::optional<Caller>> Accounts::caller_of_session(std::string_view token, Instant now) {
    if (!is_secret(token)) return std::optional<Caller>{};
    const std::string key = digest_of(token);
    const auto item = storage_.get(kSessionKind, key, now);
    if (!item && item.error().code == ErrorCode::NotFound) return std::optional<Caller>{};
    if (!item) return std::unexpected{item.error()};
    auto session = decode_session(item->bytes);
    if (!session || !is_alive(*session, rules_.session, now)) return std::optional<Caller>{};

    auto holder = account(session->user, now);
    if (!holder && holder.error().code == ErrorCode::NotFound) return std::optional<Caller>{};
    if (!holder) return std::unexpected{holder.error()};
    if (holder->is_disabled || session->created_at < holder->sessions_from)
        return std::optional<Caller>{};
    if (is_to_be_noted(*session, rules_.session, now)) {
        session->seen_at = now;
        TRY(storage_.put(kSessionKind,
                         {.key = key,
                          .bytes = encode(*session),
                          .expires_at = expires_at(*session, rules_.session)},
                         Put::Always));
    }
    return Caller{.account = *std::move(holder), .api_token = std::nullopt};
}

Result<void> Accounts::log_out(std::string_view token) {
    TRY(storage_.remove(kSessionKind, digest_of(token)));
    return {};
}

Result<void> Accounts::log_out_everywhere(const UserId& user, Instant now) {
    Account changed = TRY(account(user, now));
    changed.sessions_from = now + Duration{1};
    return save(changed);
}

Result<Accounts::MadeToken> Accounts::make_token(const UserId& user, NewToken wanted, Instant now) {
    TRY(account(user, now));
    if (!is_one_line(wanted.name, kNameBytesMax))
        return fail(ErrorCode::Invalid, "a token's name is one line");
    const std::string secret = make_secret(random_);
    const std::string digest = digest_of(secret);
    ApiToken token{.id = digest.substr(0, kTokenIdChars),
                   .user = user,
                   .name = std::move(wanted.name),
                   .scope = wanted.scope,
                   .shops = std::move(wanted.shops),
                   .created_at = now,
                   .expires_at = wanted.expires_at};
    TRY(storage_.put(
        kTokenListKind,
        {.key = list_key(user, token.id), .bytes = digest, .expires_at = token.expires_at},
        Put::IfAbsent));
    TRY(storage_.put(kTokenKind,
                     {.key = digest, .bytes = encode(token), .expires_at = token.expires_at},
                     Put::IfAbsent));
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
    if (holder->is_disabled) return std::optional<Caller>{};
    return Caller{.account = *std::move(holder), .api_token = std::move(token)};
}

Result<std::vector<ApiToken>> Accounts::tokens(const UserId& user) {
    std::vector<ApiToken> out;
    for (const Item& listed : TRY(storage_.list(kTokenListKind, list_key(user, "")))) {
        const auto item = storage_.get(kTokenKind, listed.bytes, Instant::min());
        if (!item && item.error().code == ErrorCode::NotFound) continue;
        if (!item) return std::unexpected{item.error()};
        if (auto token = decode_token(item->bytes)) out.push_back(*std::move(token));
    }
    return out;
}

Result<void> Accounts::revoke_token(const UserId& user, std::string_view id) {
    const std::string key = list_key(user, id);
    const Item listed = TRY(storage_.get(kTokenListKind, key, Instant::min()));
    TRY(storage_.remove(kTokenKind, listed.bytes));
    TRY(storage_.remove(kTokenListKind, key));
    return {};
}

}  // namespace pingli::accounts
