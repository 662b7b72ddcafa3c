// The passkeys of accounts, as stored. Who may change them is asked elsewhere.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/challenges.hpp"
#include "accounts/storage.hpp"
#include "accounts/webauthn.hpp"
#include "base/ids.hpp"

namespace pingli::accounts {

constexpr std::size_t kPasskeysMax = 20;  // of one account

struct Passkey {
    std::string id;  // public
    std::string name;
    PasskeyKey key;
    Instant made_at;
    std::optional<Instant> used_at{};
    friend bool operator==(const Passkey&, const Passkey&) = default;
};

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
    // Invalid: a name that is none. VersionConflict: it is there already. TooLarge: too many.
    Result<Passkey> add(const UserId& user, std::string_view name, const PasskeyKey& key,
                        Instant now);
    // NotFound: the account has none of that id.
    Result<Passkey> rename(const UserId& user, std::string_view id, std::string_view name);
    Result<void> remove(const UserId& user, std::string_view id);
    // How many there were.
    Result<std::size_t> remove_all(const UserId& user);
    // Nothing: it is right, and was used at `now`.
    Result<std::optional<PasskeyFault>> use(const RelyingParty& party, const PasskeyLogIn& shown,
                                            Instant now);

private:
    Result<Item> item_of(const UserId& user, std::string_view id);

    Storage& storage_;
};

std::string encode(const Passkey& passkey);
std::optional<Passkey> decode_passkey(std::string_view bytes);

}  // namespace pingli::accounts
