// Whom the server knows: people with a log-in, and programs with a token that acts for one of them.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/roles.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace pingli::accounts {

struct Account {
    UserId id;
    std::string login;  // lower case; what one types
    std::string name;   // what others see
    std::vector<Membership> memberships;
    bool is_disabled = false;  // shut out of the server, by its operator
    bool is_operator = false;  // backups: of the server, of no shop
    // Links, tokens and sessions are good in the epoch in which they were made.
    std::int64_t epoch = 0;
    // Rises with each change of memberships; a link is good for the places it was made for.
    std::int64_t places = 0;
    // Rises with each change of how one comes in (second factor, passkeys) and each end of all
    // other sessions: those from before are over.
    std::int64_t ways_in = 0;
    Instant created_at;
    // Sessions that began before are over: a new password, a log-out everywhere.
    Instant sessions_from;
    std::string password_hash;  // empty: nobody has set one yet
    friend bool operator==(const Account&, const Account&) = default;
};

enum class Scope : std::uint8_t { Read, Write };  // Write includes reading.
std::string_view to_text(Scope scope);
std::optional<Scope> parse_scope(std::string_view text);

struct ApiToken {
    std::string id;  // public, to revoke it by
    UserId user;     // it may do what this account may, and no more than its scope says
    std::string name;
    Scope scope{};
    std::vector<ShopId> shops;      // empty: all of the account's
    std::vector<ShopId> shut_of{};  // their owners ended it there, and there only
    Instant created_at;
    std::optional<Instant> expires_at;
    std::int64_t epoch = 0;  // of its account
    friend bool operator==(const ApiToken&, const ApiToken&) = default;
};

bool reaches(const ApiToken& token, const ShopId& shop);
// Whether `by` has the right over every place that `whom` has: only then may they hand out what
// opens the whole account. Never over oneself, an operator, or an account without a place.
bool may_manage_all_of(const Account& by, const Account& whom);

// Let in, and somebody has set a password: who is only invited may never come.
bool can_come_in(const Account& account);
// And can come in, not shut out of the shop: without one, nobody does an owner's work there.
bool owns(const Account& account, const ShopId& shop);

// Under which a browser of the holder's seals what it keeps for them, such as what is typed and not
// sent yet. Nobody can make it who does not have the record, and a new password makes it another.
// Empty: there is no password, so nobody has come in.
std::string browser_key(const Account& account);

std::string encode(const Account& account);
std::optional<Account> decode_account(std::string_view bytes);
std::string encode(const ApiToken& token);
std::optional<ApiToken> decode_token(std::string_view bytes);

constexpr std::size_t kLoginBytesMax = 100;
constexpr std::size_t kNameBytesMax = 200;
// The form in which log-ins are kept and compared; nothing for what cannot be one: 1..100 bytes,
// no spaces, no control characters, valid UTF-8. ASCII letters become lower case.
std::optional<std::string> normal_login(std::string_view typed);

}  // namespace pingli::accounts
