// What a browser brings of a passkey, checked as WebAuthn (Level 2, 7.1 and 7.2) has it. Keys and
// signatures are libfido2's business. Every passkey verifies its holder, by finger, face or PIN, so
// that it is both factors. Pure.

#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace pingli::accounts {

// For whom passkeys are made: the server under the name by which people reach it.
struct RelyingParty {
    std::string id;      // "desk.example"
    std::string origin;  // "https://desk.example", as browsers write it
};

// What the browser says beside the authenticator (clientDataJSON), read by who knows JSON.
struct ClientData {
    std::string type{};
    std::string challenge{};  // base64url
    std::string origin{};
    bool is_cross_origin = false;
    std::string bytes{};  // the JSON itself: what is signed
};

// COSE names, the best first: ES256, EdDSA, RS256.
constexpr std::array<int, 3> kPasskeyAlgorithms = {-7, -8, -257};
constexpr std::size_t kCredentialBytesMax = 1023;  // WebAuthn's own
constexpr std::size_t kAuthenticatorBytesMax = 2048;
constexpr std::size_t kClientDataBytesMax = 4096;
constexpr std::size_t kSignatureBytesMax = 512;

// All bytes raw.
struct PasskeyKey {
    std::string credential;
    int algorithm = 0;
    std::string public_key;
    std::uint32_t counter = 0;
    friend bool operator==(const PasskeyKey&, const PasskeyKey&) = default;
};

enum class PasskeyFault : std::uint8_t {
    Malformed,
    WrongType,  // made for another purpose
    WrongOrigin,
    WrongRelyingParty,
    NotVerified,  // the holder was not there, or was not verified
    BadKey,       // of a kind that we do not take, or no key
    BadSignature,
};

// A new one. Whose make it is, is not asked (attestation "none").
std::expected<PasskeyKey, PasskeyFault> read_registration(const RelyingParty& party,
                                                          const ClientData& client,
                                                          std::string_view authenticator_data);

struct Assertion {
    ClientData client;
    std::string authenticator_data;
    std::string signature;
};
// The counter of signatures that it shows. That `client` answers the right challenge, and whether
// the counter is behind the one that is known, is asked elsewhere.
std::expected<std::uint32_t, PasskeyFault> check_assertion(const RelyingParty& party,
                                                           const Assertion& shown,
                                                           const PasskeyKey& key);
// Two authenticators have the key. Those that do not count say 0 for ever.
bool counter_went_back(std::uint32_t shown, std::uint32_t known);

}  // namespace pingli::accounts
