// Log-in, sessions, API tokens and one-time links over a Storage. Time, randomness and storage are
// given; no HTTP here. Thread-safe if the storage is.

#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/account.hpp"
#include "accounts/password.hpp"
#include "accounts/secret.hpp"
#include "accounts/session.hpp"
#include "accounts/storage.hpp"
#include "accounts/throttle.hpp"
#include "base/result.hpp"

namespace pingli::accounts {

struct AccountRules {
    SessionRules session;
    PasswordCost password;
    // What new passwords must not be made of; none: not asked. And words of the holder beside the
    // log-in and the name, such as the names of shops.
    std::shared_ptr<const GuessBook> guesses;
    std::function<std::vector<std::string>(const Account&)> words_of;
    Duration link_for = std::chrono::hours{48};  // a one-time link is good so long
    ThrottleRules throttle;
};
constexpr std::ptrdiff_t kHashesAtOnce = 2;  // Each takes 19 MiB and most of a core.

struct NewAccount {
    UserId id;
    std::string login;
    std::string name;
    std::vector<Membership> memberships;
    // Invited: the log-in becomes theirs when the link is used. Who invites is not told whether
    // there is such a log-in already, elsewhere.
    bool is_invited = false;
};

enum class Denial : std::uint8_t {
    Wrong,     // log-in or password; which one is not said
    TooMany,   // attempts; see `retry_at`
    BadLogin,  // cannot be one
    Taken,     // the log-in exists
    BadPassword,
    Expired,  // a link that is used, old or made up
    Unavailable,
};
struct Denied {
    Denial why{};
    std::optional<Instant> retry_at;
    std::optional<PasswordFault> password;
};
template <class T>
using Allowed = std::expected<T, Denied>;

struct LoggedIn {
    Account account;
    std::string token;  // for the cookie; told once
};

// Who sends a request. Made anew for each: a change of roles holds at once.
struct Caller {
    Account account;
    std::optional<ApiToken> api_token;  // nothing: a session
    // The shops a token names, if it names any; roles are the account's.
    [[nodiscard]] const Membership* membership(const ShopId& shop) const;
    [[nodiscard]] bool may_write() const;
};

class Accounts {
public:
    // `storage` outlives this. Fails with Unavailable when libsodium does not start.
    static Result<std::unique_ptr<Accounts>> open(Storage& storage, Random random,
                                                  AccountRules rules);

    // Accounts. A new one has no password: it gets a link.
    Allowed<Account> create(const NewAccount& wanted, Instant now);
    Result<Account> account(const UserId& user, Instant now);
    Result<Account> account_of(std::string_view login, Instant now);
    Result<std::vector<Account>> all();
    Result<void> set_memberships(const UserId& user, std::vector<Membership> to, Instant now);
    // BadLogin: empty or too long.
    Allowed<void> set_name(const UserId& user, const std::string& name, Instant now);
    Result<void> set_disabled(const UserId& user, bool is_disabled, Instant now);

    // Passwords and links. A new password ends all sessions of the account.
    Allowed<void> set_password(const UserId& user, std::string_view password, Instant now);
    // By its holder, who proves it with the old one; failures count. Answers with a new session.
    Allowed<LoggedIn> change_password(const UserId& user, std::string_view old_password,
                                      std::string_view password, Instant now);
    // The secret of a link with which the account's holder, once, sets a password.
    Result<std::string> make_link(const UserId& user, Instant now);
    // Wrong: the log-in is another account's already, and this is not its password. With the right
    // one that account gets the memberships for which this one was made.
    Allowed<LoggedIn> use_link(std::string_view secret, std::string_view password, Instant now);

    // Sessions
    struct LogIn {
        std::string_view login;
        std::string_view password;
        std::string_view address;  // of the peer; kept in memory for the window, nowhere else
        std::string_view device;   // what `remember_device` gave this browser; empty: nothing
    };
    Allowed<LoggedIn> log_in(const LogIn& attempt, Instant now);
    // The browser of a right log-in is known from then on: failures of others do not slow it. What
    // it keeps to be known by; `device`, if it has something already. A new password forgets all.
    Result<std::string> remember_device(const UserId& user, std::string_view device, Instant now);
    // Nothing: no such session, or it is over. Fails with Unavailable.
    Result<std::optional<Caller>> caller_of_session(std::string_view token, Instant now);
    Result<void> log_out(std::string_view token);
    Result<void> log_out_everywhere(const UserId& user, Instant now);

    // API tokens: "pingli_" and a secret, told once.
    struct NewToken {
        std::string name;
        Scope scope{};
        std::vector<ShopId> shops;
        std::optional<Instant> expires_at;
    };
    struct MadeToken {
        ApiToken token;
        std::string secret;
    };
    Result<MadeToken> make_token(const UserId& user, NewToken wanted, Instant now);
    Result<std::optional<Caller>> caller_of_token(std::string_view secret, Instant now);
    Result<std::vector<ApiToken>> tokens(const UserId& user);
    // NotFound when the user has no such token.
    Result<void> revoke_token(const UserId& user, std::string_view id);

private:
    Accounts(Storage& storage, Random random, AccountRules rules, std::string no_hash);
    Result<void> save(const Account& account);
    Allowed<std::string> hash(std::string_view password);
    [[nodiscard]] std::optional<PasswordFault> fault_of(std::string_view password,
                                                        const Account& holder) const;
    Allowed<Account> check(std::string_view password, Result<Account> found);
    Allowed<Account> check_counted(std::string_view password, Result<Account> found,
                                   const std::expected<Throttle::Permit, Instant>& permit,
                                   Instant now);
    // Whose log-in the account's is: its own from now on, if it was nobody's.
    Result<UserId> claim_login(const Account& account, Instant now);
    Allowed<Account> join(const Account& invited, const UserId& known, std::string_view password,
                          Instant now);
    Allowed<LoggedIn> begin_session(Account account, Instant now);
    // The name of a device that is known for the account; empty: it is not.
    std::string known_device(const UserId& user, std::string_view device, Instant now);
    Result<void> forget_devices(const UserId& user);

    Storage& storage_;
    Random random_;
    AccountRules rules_;
    std::string no_hash_;  // of nothing: an unknown log-in takes as long as a known one
    Throttle throttle_;
    std::counting_semaphore<> hashing_{kHashesAtOnce};
};

}  // namespace pingli::accounts
