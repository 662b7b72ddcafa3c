// Passkeys of Accounts: made by who is logged in, and a way in of their own.

#include <utility>

#include "accounts/accounts.hpp"
#include "base/one_line.hpp"

namespace pingli::accounts {

namespace {

constexpr std::size_t kUserBytesMax = 100;

// A challenge is for one purpose: an answer to the one is none to the other.
std::string to_make(std::string_view browser) {
    return "make " + digest_of(browser);
}
std::string to_enter(std::string_view browser) {
    return "enter " + digest_of(browser);
}

std::unexpected<Denied> deny(Denial why, std::optional<Instant> retry_at = std::nullopt) {
    return std::unexpected{Denied{.why = why, .retry_at = retry_at, .password = {}}};
}

}  // namespace

std::string Accounts::challenge_to_make(std::string_view token, Instant now) const {
    return challenges_.make(to_make(token), now);
}

std::string Accounts::challenge_to_enter(std::string_view browser, Instant now) const {
    return challenges_.make(to_enter(browser), now);
}

// To be asked when the answer is known to be the account's, and before anything follows from it:
// the same answer once more tells nothing, and strangers leave nothing here.
Allowed<void> Accounts::spend(std::string_view challenge, const UserId& user, Instant now) {
    const auto is_first = challenges_.spend(challenge, user, now);
    if (!is_first) return deny(Denial::TooMany, is_first.error());
    if (!*is_first) return deny(Denial::WrongPasskey);
    return {};
}

Allowed<Passkey> Accounts::add_passkey(const UserId& user, std::string_view token,
                                       const NewPasskey& made, Instant now) {
    if (!challenges_.is_good(made.client.challenge, to_make(token), now))
        return deny(Denial::WrongPasskey);
    const auto key = read_registration(made.party, made.client, made.authenticator_data);
    if (!key) return deny(Denial::WrongPasskey);
    if (const auto once = spend(made.client.challenge, user, now); !once)
        return std::unexpected{once.error()};
    Passkey passkey = new_passkey(made.name, *key, now);
    const auto added =
        change_ways_in(user, {.token = token, .shows_second = true}, now,
                       [&]() -> Result<std::optional<std::vector<Write>>> {
                           auto writes = TRY(passkeys_.addition(user, passkey, now));
                           writes.push_back(notice_write(user, Notice::What::PasskeyMade,
                                                         {.user = user, .shop = {}}, now));
                           return writes;
                       });
    if (!added && added.error().code == ErrorCode::VersionConflict) return deny(Denial::Taken);
    if (!added && added.error().code == ErrorCode::TooLarge) return deny(Denial::TooManyPasskeys);
    if (!added) return deny(Denial::Unavailable);
    return passkey;
}

Result<void> Accounts::remove_passkey(const UserId& user, std::string_view token,
                                      std::string_view id, Instant now) {
    const ChangeOfWays change = [&]() -> Result<std::optional<std::vector<Write>>> {
        return std::vector{
            TRY(passkeys_.removal(user, id)),
            notice_write(user, Notice::What::PasskeyEnded, {.user = user, .shop = {}}, now)};
    };
    TRY(change_ways_in(user, {.token = token}, now, change));
    return {};
}

Result<void> Accounts::remove_passkeys(const UserId& user, const By& by, Instant now) {
    const ChangeOfWays change = [&]() -> Result<std::optional<std::vector<Write>>> {
        auto writes = TRY(passkeys_.removal_of_all(user));
        if (writes.empty()) return std::nullopt;
        writes.push_back(notice_write(user, Notice::What::PasskeyEnded, by, now));
        return writes;
    };
    TRY(change_ways_in(user, {}, now, change));
    return {};
}

// Nobody is slowed for what others do: a signature cannot be guessed, and only right ones count.
Allowed<LoggedIn> Accounts::log_in_with_passkey(const RelyingParty& party,
                                                const PasskeyLogIn& shown, std::string_view browser,
                                                Instant now) {
    const std::string& challenge = shown.assertion.client.challenge;
    if (!challenges_.is_good(challenge, to_enter(browser), now) ||
        !is_one_line(shown.user.value(), kUserBytesMax))
        return deny(Denial::WrongPasskey);
    // Before the proof: when something ends its epoch meanwhile, the session is of no use.
    auto holder = account(shown.user, now);
    if (!holder && holder.error().code != ErrorCode::NotFound) return deny(Denial::Unavailable);
    if (!holder || holder->is_disabled) return deny(Denial::WrongPasskey);
    const auto checked = passkeys_.check(party, shown, now);
    if (!checked) return deny(Denial::Unavailable);
    if (!*checked) return deny(Denial::WrongPasskey);
    if (const auto once = spend(challenge, holder->id, now); !once)
        return std::unexpected{once.error()};
    const auto used = passkeys_.use(holder->id, **checked, now);
    if (!used && used.error().code == ErrorCode::NotFound) return deny(Denial::WrongPasskey);
    if (!used) return deny(Denial::Unavailable);
    if (!*used) {
        if (!tell(holder->id, Notice::What::PasskeyCopied, {.user = holder->id, .shop = {}}, now))
            return deny(Denial::Unavailable);
        return deny(Denial::WrongPasskey);
    }
    return begin_session({.account = *std::move(holder), .has_shown_second = true}, now);
}

}  // namespace pingli::accounts
