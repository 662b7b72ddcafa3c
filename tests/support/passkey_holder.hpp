// One person whose account is in memory, and what an authenticator of theirs says to the desk: for
// tests of passkeys, and of what a session lacks without one.

#pragma once

#include <string>
#include <string_view>

#include "support/accounts_office.hpp"
#include "support/authenticator.hpp"

namespace pingli::support {

inline const UserId kUser{"u1"};
inline const pingli::accounts::RelyingParty kParty{.id = "desk.example",
                                                   .origin = "https://desk.example"};

class PasskeyHolder : public testing::Test, protected Office {
protected:
    void SetUp() override { add(kUser); }

    pingli::accounts::Allowed<pingli::accounts::LoggedIn> log_in(Instant now,
                                                                 std::string_view code = {}) {
        return accounts->log_in({.login = kUser.value(),
                                 .password = kPassword,
                                 .address = "192.0.2.1",
                                 .device = {},
                                 .code = code},
                                now);
    }
    static pingli::accounts::Accounts::NewPasskey made(const Authenticator& one,
                                                       std::string_view challenge) {
        return {.party = kParty,
                .name = "phone",
                .client = client_data("webauthn.create", challenge, kParty.origin),
                .authenticator_data = one.made(kParty.id)};
    }
    pingli::accounts::Allowed<pingli::accounts::Passkey> add_passkey(const Authenticator& one,
                                                                     std::string_view session,
                                                                     Instant now) {
        return accounts->add_passkey(kUser, session,
                                     made(one, accounts->challenge_to_make(session, now)), now);
    }
    static pingli::accounts::PasskeyLogIn shown(const Authenticator& one,
                                                std::string_view challenge,
                                                const UserId& user = kUser) {
        return {.user = user,
                .credential = one.id(),
                .assertion =
                    one.shown(kParty.id, client_data("webauthn.get", challenge, kParty.origin))};
    }
    pingli::accounts::Allowed<pingli::accounts::LoggedIn> enter(Authenticator& one, Instant now,
                                                                const UserId& user = kUser) {
        ++one.counter;
        return accounts->log_in_with_passkey(
            kParty, shown(one, accounts->challenge_to_enter("browser", now), user), "browser", now);
    }
};

}  // namespace pingli::support
