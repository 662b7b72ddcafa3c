// Log-in, sessions, API tokens and one-time links over a Storage. Time, randomness and storage are
// given; no HTTP here. Thread-safe if the storage is.

#pragma once

#include <atomic>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/account.hpp"
#include "accounts/notice.hpp"
#include "accounts/passkeys.hpp"
#include "accounts/password.hpp"
#include "accounts/second_factor_rule.hpp"
#include "accounts/second_factors.hpp"
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
    // The clock of authenticator apps, whatever time the desk uses; none: the time that is given.
    std::function<Instant()> code_clock;
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
    bool is_operator = false;
};

enum class Denial : std::uint8_t {
    Wrong,     // log-in or password; which one is not said
    TooMany,   // attempts; see `retry_at`
    BadLogin,  // cannot be one
    Taken,     // the log-in exists
    BadPassword,
    Expired,     // a link that is used, old or made up
    CodeNeeded,  // the password is right; the account has a second factor too
    WrongCode,
    WrongPasskey,  // for what it was shown; why is not said
    TooManyPasskeys,
    TooManyShops,  // an account has kPlacesMax, and owns kShopsOwnedMax
    Unavailable,
};
struct Denied {
    Denial why{};
    std::optional<Instant> retry_at;
    std::optional<PasswordFault> password;
    // Whose recovery code was right and is used up all the same.
    std::optional<UserId> used_recovery_of{};
};
// What came after the proof of a holder came to nothing.
inline std::unexpected<Denied> in_vain(std::unexpected<Denied> denied, const UserId& holder,
                                       bool used_recovery) {
    if (used_recovery) denied.error().used_recovery_of = holder;
    return denied;
}
template <class T>
using Allowed = std::expected<T, Denied>;

struct LoggedIn {
    Account account;
    std::string token;  // for the cookie; shown once
    bool has_shown_second = false;
    bool used_recovery = false;  // a recovery code was shown, and is used up
};

// A log-in as its holder sees it.
struct ShownSession {
    std::string id;  // public, to end it by
    Session session;
    bool is_this = false;  // the one that asks
};

// Who changes something about somebody else's account, and where. Without a user: the operator, at
// the terminal.
struct By {
    UserId user{};
    ShopId shop{};
};

// Somebody's place in a shop from now on; what is absent stays.
struct PlaceChange {
    std::optional<std::vector<Role>> roles{};
    std::optional<bool> is_disabled{};
    bool leaves = false;  // the place is gone
};

enum class PlaceFault : std::uint8_t {
    NotThere,    // the account has no place in that shop
    LastOwner,   // a shop keeps one owner at least
    ByOperator,  // only the operator opens what the operator has shut
    NoRoom,      // they own kShopsOwnedMax
    Unavailable
};

// Who sends a request. Made anew for each: a change of roles holds at once.
struct Caller {
    Account account;
    std::optional<ApiToken> api_token;  // nothing: a session
    bool is_recent = false;             // the session: its holder logged in a moment ago
    bool has_shown_second = false;      // the session: a second factor beside the password
    // The shops a token names, if it names any; roles are the account's. Who is shut out of the
    // shop has no place.
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
    // BadLogin: empty or too long.
    Allowed<void> set_name(const UserId& user, const std::string& name, Instant now);

    // Rights. A place is a matter of its shop; the account and the operator's right are the
    // operator's.
    std::expected<Account, PlaceFault> change_place(const UserId& user, const ShopId& shop,
                                                    const PlaceChange& change, const By& by,
                                                    Instant now);
    // A place beside those that the account has; one that it has stays as it is. TooLarge: there
    // are kPlacesMax, or kShopsOwnedMax of an owner.
    Result<Account> join(const UserId& user, const Membership& place, Instant now);
    Result<void> set_disabled(const UserId& user, bool is_disabled, Instant now);
    Result<void> set_operator(const UserId& user, bool is_operator, Instant now);
    // What others changed about the account, the latest first.
    Result<std::vector<Notice>> notices(const UserId& user, Instant now);
    Result<void> tell(const UserId& user, Notice::What what, const By& by, Instant now);
    Result<void> forget_notices(const UserId& user);
    // Rises whenever anybody's rights may have changed; for those who keep asking.
    [[nodiscard]] std::uint64_t changes() const { return changes_; }

    // Passwords and links. A new password ends all sessions, links and tokens of the account.
    Allowed<void> set_password(const UserId& user, std::string_view password, Instant now);
    // By its holder, who proves it with the old one; failures count. Answers with a new session, in
    // which is shown what was in the one before, `token`: that is still there, or nothing is
    // changed. With `name`, one line, that is set too.
    Allowed<LoggedIn> change_password(const UserId& user, std::string_view token,
                                      std::string_view old_password, std::string_view password,
                                      Instant now,
                                      const std::optional<std::string>& name = std::nullopt);
    // The secret of a link with which the account's holder, once, sets a password. It is good until
    // the password or places change that the account had when it was `seen`, and while `by`, if
    // they are no operator, have the right over all of them; the holder is told of it.
    Result<std::string> make_link(const Account& seen, Instant now,
                                  const std::optional<By>& by = std::nullopt);
    // Wrong: the log-in is another account's already, and this is not its password. With the right
    // one that account gets the memberships for which this one was made.
    // An account with a second factor gives its `code` too: a link stands in for a password only.
    Allowed<LoggedIn> use_link(std::string_view secret, std::string_view password,
                               std::string_view code, Instant now);

    // Sessions
    struct LogIn {
        std::string_view login;
        std::string_view password;
        std::string_view address;  // of the peer; kept in memory for the window, nowhere else
        std::string_view device;   // what `remember_device` gave this browser; empty: nothing
        std::string_view code{};   // of the second factor; empty: none was given
    };
    Allowed<LoggedIn> log_in(const LogIn& attempt, Instant now);
    // By whom is logged in: the password, or a code of the second factor, once more. Failures
    // count.
    Allowed<void> confirm_password(const UserId& user, std::string_view password, Instant now);
    Allowed<CodeKind> confirm_code(const UserId& user, std::string_view code, Instant now);
    // The second factor that begins now is on, and these are its recovery codes. To turn it on or
    // off ends the holder's sessions but `token`, the one in which it is done, and shown; all in
    // one write, and with none of it when that session is over.
    Allowed<std::vector<std::string>> confirm_second_factor(const UserId& user,
                                                            std::string_view token,
                                                            std::string_view code, Instant now);
    // What a session lacks, if its holder must have a second factor.
    Result<Owed> second_factor_owed(const UserId& user, bool has_shown_second, Instant now);
    // Its holder is told. By their operator too, for who has lost the app and the codes.
    Result<void> remove_second_factor(const UserId& user, std::string_view token, const By& by,
                                      Instant now);
    [[nodiscard]] SecondFactors& second_factors() { return second_factors_; }
    // Passkeys. What the browser shall sign: to make one, in the session `token`; to enter with
    // one, under a secret that the browser keeps so long.
    [[nodiscard]] std::string challenge_to_make(std::string_view token, Instant now) const;
    [[nodiscard]] std::string challenge_to_enter(std::string_view browser, Instant now) const;
    struct NewPasskey {
        RelyingParty party;
        std::string name;  // one line
        ClientData client;
        std::string authenticator_data;
    };
    // Taken: it was added before. To make or to end one ends the holder's other sessions, likewise.
    Allowed<Passkey> add_passkey(const UserId& user, std::string_view token, const NewPasskey& made,
                                 Instant now);
    Result<void> remove_passkey(const UserId& user, std::string_view token, std::string_view id,
                                Instant now);
    // By the operator: what was lost may be in a session too, so all of them end.
    Result<void> remove_passkeys(const UserId& user, const By& by, Instant now);
    // It is both factors: no code is asked. One whose counter went back is refused, and its holder
    // told.
    Allowed<LoggedIn> log_in_with_passkey(const RelyingParty& party, const PasskeyLogIn& shown,
                                          std::string_view browser, Instant now);
    [[nodiscard]] Passkeys& passkeys() { return passkeys_; }
    // The browser of a right log-in is known from then on: failures of others do not slow it. What
    // it keeps to be known by; `device`, if it has something already. A new password forgets all.
    Result<std::string> remember_device(const UserId& user, std::string_view device, Instant now);
    // Again, by whom is logged in already: the password, or a code if there is a second factor. The
    // session `token` is over then, and a new one begins. Failures count.
    struct Proof {
        std::string_view password;
        std::optional<std::string_view> code;
    };
    Allowed<LoggedIn> log_in_again(const UserId& user, std::string_view token, const Proof& proof,
                                   Instant now);
    // Nothing: no such session, or it is over. Fails with Unavailable.
    Result<std::optional<Caller>> caller_of_session(std::string_view token, Instant now);
    // The same, without a note that somebody was there.
    Result<std::optional<Caller>> still_caller_of_session(std::string_view token, Instant now);
    // How its holder recognises it.
    Result<void> name_session(std::string_view token, std::string_view browser, Instant now);
    // The latest seen first.
    Result<std::vector<ShownSession>> sessions(const UserId& user, std::string_view this_token,
                                               Instant now);
    // NotFound when the user has no such session.
    Result<void> end_session(const UserId& user, std::string_view id);
    Result<void> end_other_sessions(const UserId& user, std::string_view this_token);
    Result<void> log_out(std::string_view token);

    // API tokens: "pingli_" and a secret, told once. TooLarge: there are kTokensMax.
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

    // By somebody who has a right in `by.shop` only: it ends there, and goes on elsewhere.
    Result<void> shut_token(const UserId& user, std::string_view id, const By& by, Instant now);

private:
    Accounts(Storage& storage, Random random, AccountRules rules, std::string no_hash);
    // The account as it is now, changed, and as it is then; begins anew when another was faster.
    // What `change` answers is written with it, all or nothing.
    using Change = std::function<Result<std::vector<Write>>(Account&)>;
    Result<Account> update(const UserId& user, Instant now, const Change& change);
    static void begin_epoch(Account& account, std::string password_hash, Instant now);
    static void end_epoch(Account& account, Instant now);
    static Write login_write(const Account& account);
    struct NewPassword {
        std::string_view password;
        std::string_view from{};  // the token of the session that asks; empty: there is none
        std::optional<std::string> name{};
    };
    Allowed<Account> replace_password(const Account& seen, const NewPassword& wanted, Instant now);
    Result<Write> roster_write(const ShopId& shop, Instant now);
    Result<bool> has_other_owner(const ShopId& shop, const UserId& than);
    Write notice_write(const UserId& user, Notice::What what, const By& by, Instant now);
    static Write daily_notice_write(const UserId& user, Notice::What what, Instant now);
    Result<void> clear_ended(const Account& account, Instant now);
    Result<void> clear_tokens(const Account& account);
    Result<void> clear_sessions(const Account& account, Instant now);
    struct HeldSession {
        std::string key;
        std::string bytes;
        Session session;
        Account account;
    };
    Result<std::optional<HeldSession>> held_session(std::string_view token, Instant now);
    Allowed<std::string> hash(std::string_view password);
    [[nodiscard]] std::optional<PasswordFault> fault_of(std::string_view password,
                                                        const Account& holder) const;
    Allowed<Account> check(std::string_view password, Result<Account> found);
    struct Proven {
        Account account;
        bool has_shown_second = false;
        bool used_recovery = false;
    };
    using Permission = std::expected<Throttle::Permit, Instant>;
    // With a code, also an empty one, the second factor is asked too, if there is one.
    Allowed<Proven> check_counted(const Proof& proof, Result<Account> found,
                                  const Permission& permit, Instant now);
    // What it is good as; None: there is no second factor. Of a recovery code the holder is told.
    Allowed<CodeKind> check_code(const UserId& user, std::string_view code, Instant now);
    // Counted for the account, wherever it is tried: there are only a million codes.
    Allowed<CodeKind> check_code_counted(const UserId& user, std::string_view code, Instant now);
    // The account's ways in are changed, and with the same write all its sessions end but the one
    // in which that is done, if there is one. Whether there was anything to change.
    struct Here {
        std::string_view token;
        bool shows_second = false;
    };
    using ChangeOfWays = std::function<Result<std::optional<std::vector<Write>>>()>;
    Result<bool> change_ways_in(const UserId& user, const Here& here, Instant now,
                                const ChangeOfWays& change);
    void settle(const Throttle::Permit& permit, std::optional<Denial> denied, Instant now);
    struct HeldLink;
    Result<bool> may_still_manage(const UserId& maker, const Account& whom, Instant now);
    Result<std::vector<Write>> use_up(const HeldLink& link, const Account& account, Instant now);
    Allowed<Proven> set_by_link(const Account& holder, const HeldLink& link, const Proof& proof,
                                bool is_first, Instant now);
    Allowed<Proven> take_up(const Account& invited, const UserId& known, const HeldLink& link,
                            const Proof& proof, Instant now);
    Allowed<void> spend(std::string_view challenge, const UserId& user, Instant now);
    // `instead_of`: the token of a session that ends in the same write. When something ended that
    // one meanwhile, none begins.
    Allowed<LoggedIn> begin_session(Proven holder, Instant now, std::string_view instead_of = {});
    // Ends one that is still there. NotFound: something ended it meanwhile.
    Result<void> add_end_of_held(std::vector<Write>& writes, const UserId& user,
                                 std::string_view token, Instant now);
    struct OpenSession {
        std::string key;
        Session session;
    };
    struct ListedSessions {
        std::vector<OpenSession> open;  // the longest unused first
        std::vector<std::string> over;  // their keys
    };
    Result<ListedSessions> listed_sessions(const Account& holder, Instant now);
    Result<void> list_older_sessions();
    // The name of a device that is known for the account; empty: it is not.
    std::string known_device(const UserId& user, std::string_view device, Instant now);
    Result<void> forget_devices(const UserId& user);

    Storage& storage_;
    Random random_;
    AccountRules rules_;
    std::string no_hash_;  // of nothing: an unknown log-in takes as long as a known one
    Throttle throttle_;
    std::atomic<std::uint64_t> changes_ = 0;
    SecondFactors second_factors_;
    Passkeys passkeys_;
    Challenges challenges_;
    std::counting_semaphore<> hashing_{kHashesAtOnce};
};

}  // namespace pingli::accounts
