// The passkeys of accounts, as stored. Who may change them is asked elsewhere.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/challenges.hpp"
#include "accounts/limits.hpp"
#include "accounts/storage.hpp"
#include "accounts/webauthn.hpp"
#include "base/ids.hpp"

namespace pingli::accounts {

struct Passkey {
    std::string id;  // public
    std::string name;
    PasskeyKey key;
    Instant made_at;
    std::optional<Instant> used_at{};
    friend bool operator==(const Passkey&, const Passkey&) = default;
};

Passkey new_passkey(std::string_view name, const PasskeyKey& key, Instant now);

// What a log-in with a passkey shows.
struct PasskeyLogIn {
    UserId user{};  // as the passkey has it
    std::string credential;
    Assertion assertion;
};

class Passkeys {
public:
    explicit Passkeys(Storage& storage) : storage_(storage) {}

    // The oldest first.
    Result<std::vector<Passkey>> all(const UserId& user);
    // What is to be written to add one. Invalid: a name that is none. VersionConflict: it is there
    // already. TooLarge: too many.
    Result<std::vector<Write>> addition(const UserId& user, const Passkey& passkey, Instant now);
    // NotFound: the account has none of that id.
    Result<Passkey> rename(const UserId& user, std::string_view id, std::string_view name);
    // What is to be written to remove one, or all there are.
    Result<Write> removal(const UserId& user, std::string_view id);
    Result<std::vector<Write>> removal_of_all(const UserId& user);
    // What it shows is signed by the passkey that is named; nothing is changed by it.
    struct Checked {
        PasskeyKey key;  // as it is known
        std::uint32_t counter = 0;
    };
    Result<std::expected<Checked, PasskeyFault>> check(const RelyingParty& party,
                                                       const PasskeyLogIn& shown, Instant now);
    // It was used at `now`. False, and nothing is changed: its counter went back. NotFound: it is
    // gone meanwhile.
    Result<bool> use(const UserId& user, const Checked& checked, Instant now);

private:
    Result<Item> item_of(const UserId& user, std::string_view id);

    Storage& storage_;
};

std::string encode(const Passkey& passkey);
std::optional<Passkey> decode_passkey(std::string_view bytes);

}  // namespace pingli::accounts
