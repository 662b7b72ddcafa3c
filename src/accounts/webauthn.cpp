#include "accounts/webauthn.hpp"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <variant>

#include "accounts/cbor_shape.hpp"
#include "base/sha256.hpp"

namespace pingli::accounts {

namespace {

// Where things stand in authenticator data (WebAuthn, 6.1).
constexpr std::size_t kPartyHashBytes = 32;
constexpr std::size_t kFlagsAt = kPartyHashBytes;
constexpr std::size_t kCounterAt = kFlagsAt + 1;
constexpr std::size_t kFixedBytes = kCounterAt + 4;
constexpr std::size_t kModelBytes = 16;  // AAGUID
constexpr std::size_t kCredentialAt = kFixedBytes + kModelBytes + 2;

constexpr unsigned kMayBeCopied = 0x08, kIsCopied = 0x10;  // backup eligibility and state

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

// What libfido2 makes, freed as it wants it.
template <class T, void (*Free)(T**)>
struct Freed {
    void operator()(T* one) const { Free(&one); }
};
using Credential = std::unique_ptr<fido_cred_t, Freed<fido_cred_t, fido_cred_free>>;
using Shown = std::unique_ptr<fido_assert_t, Freed<fido_assert_t, fido_assert_free>>;
using Es256 = std::unique_ptr<es256_pk_t, Freed<es256_pk_t, es256_pk_free>>;
using Eddsa = std::unique_ptr<eddsa_pk_t, Freed<eddsa_pk_t, eddsa_pk_free>>;
using Rs256 = std::unique_ptr<rs256_pk_t, Freed<rs256_pk_t, rs256_pk_free>>;

bool is_real(EVP_PKEY* key) {
    const bool is_there = key != nullptr;
    EVP_PKEY_free(key);
    return is_there;
}

// A point that is not on the curve is no key.
using AnyKey = std::variant<Es256, Eddsa, Rs256>;
std::optional<AnyKey> key_of(int algorithm, std::string_view bytes) {
    if (algorithm == COSE_ES256) {
        Es256 key{es256_pk_new()};
        if (es256_pk_from_ptr(key.get(), bytes.data(), bytes.size()) == FIDO_OK &&
            is_real(es256_pk_to_EVP_PKEY(key.get())))
            return key;
    } else if (algorithm == COSE_EDDSA) {
        Eddsa key{eddsa_pk_new()};
        if (eddsa_pk_from_ptr(key.get(), bytes.data(), bytes.size()) == FIDO_OK &&
            is_real(eddsa_pk_to_EVP_PKEY(key.get())))
            return key;
    } else if (algorithm == COSE_RS256) {
        Rs256 key{rs256_pk_new()};
        if (rs256_pk_from_ptr(key.get(), bytes.data(), bytes.size()) == FIDO_OK &&
            is_real(rs256_pk_to_EVP_PKEY(key.get())))
            return key;
    }
    return std::nullopt;
}

std::string party_hash(const RelyingParty& party) {
    const std::string hex = sha256_hex(party.id);
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return out;
}

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t number = 0;
    for (const char c : bytes.substr(at, size))
        number = (number << 8U) | static_cast<unsigned char>(c);
    return number;
}

std::optional<PasskeyFault> fault_of(const RelyingParty& party, const ClientData& client,
                                     std::string_view type) {
    if (client.bytes.size() > kClientDataBytesMax) return PasskeyFault::Malformed;
    if (client.type != type) return PasskeyFault::WrongType;
    if (client.origin != party.origin || client.is_cross_origin) return PasskeyFault::WrongOrigin;
    return std::nullopt;
}

// What stands at the same place in both kinds.
std::optional<PasskeyFault> fault_of(const RelyingParty& party, std::string_view data) {
    if (data.size() < kFixedBytes || data.size() > kAuthenticatorBytesMax)
        return PasskeyFault::Malformed;
    if (data.substr(0, kPartyHashBytes) != party_hash(party))
        return PasskeyFault::WrongRelyingParty;
    const unsigned flags = number_at(data, kFlagsAt, 1);
    constexpr unsigned kBoth = CTAP_AUTHDATA_USER_PRESENT | CTAP_AUTHDATA_USER_VERIFIED;
    if ((flags & kBoth) != kBoth) return PasskeyFault::NotVerified;
    if ((flags & kIsCopied) != 0 && (flags & kMayBeCopied) == 0) return PasskeyFault::Malformed;
    return std::nullopt;
}

// Whether CBOR stands from `at` to the end: `items` of them, small enough for libcbor.
bool is_cbor(std::string_view data, std::size_t at, int items) {
    for (; items > 0; --items) {
        if (at > data.size()) return false;
        const auto size = cbor_item_size(data.substr(at));
        if (!size) return false;
        at += *size;
    }
    return at == data.size();
}

int extensions(std::string_view data) {
    return (number_at(data, kFlagsAt, 1) & CTAP_AUTHDATA_EXT_DATA) != 0 ? 1 : 0;
}

bool has_key_shape(std::string_view data) {
    if ((number_at(data, kFlagsAt, 1) & CTAP_AUTHDATA_ATT_CRED) == 0) return false;
    if (data.size() <= kCredentialAt) return false;
    const std::size_t size = number_at(data, kFixedBytes + kModelBytes, 2);
    if (size == 0 || size > kCredentialBytesMax) return false;
    return is_cbor(data, kCredentialAt + size, 1 + extensions(data));
}

std::string text_of(const unsigned char* bytes, std::size_t size) {
    return bytes == nullptr ? std::string{}
                            : std::string{reinterpret_cast<const char*>(bytes), size};
}

// The key in `data`, if it is of this kind.
std::optional<PasskeyKey> read_key(std::string_view data, int algorithm) {
    const Credential read{fido_cred_new()};
    if (!read || fido_cred_set_type(read.get(), algorithm) != FIDO_OK ||
        fido_cred_set_authdata_raw(read.get(), bytes_of(data), data.size()) != FIDO_OK)
        return std::nullopt;
    PasskeyKey key{
        .credential = text_of(fido_cred_id_ptr(read.get()), fido_cred_id_len(read.get())),
        .algorithm = algorithm,
        .public_key = text_of(fido_cred_pubkey_ptr(read.get()), fido_cred_pubkey_len(read.get())),
        .counter = fido_cred_sigcount(read.get())};
    if (key.credential.empty() || !key_of(algorithm, key.public_key)) return std::nullopt;
    return key;
}

bool is_signed(const RelyingParty& party, const Assertion& shown, int algorithm, const void* key) {
    const Shown read{fido_assert_new()};
    fido_assert_t* const one = read.get();
    const std::string_view client = shown.client.bytes;
    const std::string_view data = shown.authenticator_data;
    return one != nullptr &&
           fido_assert_set_clientdata(one, bytes_of(client), client.size()) == FIDO_OK &&
           fido_assert_set_rp(one, party.id.c_str()) == FIDO_OK &&
           fido_assert_set_count(one, 1) == FIDO_OK &&
           fido_assert_set_authdata_raw(one, 0, bytes_of(data), data.size()) == FIDO_OK &&
           fido_assert_set_sig(one, 0, bytes_of(shown.signature), shown.signature.size()) ==
               FIDO_OK &&
           fido_assert_set_up(one, FIDO_OPT_TRUE) == FIDO_OK &&
           fido_assert_set_uv(one, FIDO_OPT_TRUE) == FIDO_OK &&
           fido_assert_verify(one, 0, algorithm, key) == FIDO_OK;
}

}  // namespace

std::expected<PasskeyKey, PasskeyFault> read_registration(const RelyingParty& party,
                                                          const ClientData& client,
                                                          std::string_view authenticator_data) {
    if (const auto fault = fault_of(party, client, "webauthn.create"))
        return std::unexpected{*fault};
    if (const auto fault = fault_of(party, authenticator_data)) return std::unexpected{*fault};
    if (!has_key_shape(authenticator_data)) return std::unexpected{PasskeyFault::Malformed};
    fido_init(0);
    for (const int algorithm : kPasskeyAlgorithms)
        if (auto key = read_key(authenticator_data, algorithm)) return *std::move(key);
    return std::unexpected{PasskeyFault::BadKey};
}

std::expected<std::uint32_t, PasskeyFault> check_assertion(const RelyingParty& party,
                                                           const Assertion& shown,
                                                           const PasskeyKey& key) {
    const std::string_view data = shown.authenticator_data;
    if (const auto fault = fault_of(party, shown.client, "webauthn.get"))
        return std::unexpected{*fault};
    if (const auto fault = fault_of(party, data)) return std::unexpected{*fault};
    const bool has_key = (number_at(data, kFlagsAt, 1) & CTAP_AUTHDATA_ATT_CRED) != 0;
    if (has_key || !is_cbor(data, kFixedBytes, extensions(data)) || shown.signature.empty() ||
        shown.signature.size() > kSignatureBytesMax)
        return std::unexpected{PasskeyFault::Malformed};
    fido_init(0);
    const auto known = key_of(key.algorithm, key.public_key);
    if (!known) return std::unexpected{PasskeyFault::BadKey};
    const auto* const raw =
        std::visit([](const auto& one) -> const void* { return one.get(); }, *known);
    if (!is_signed(party, shown, key.algorithm, raw))
        return std::unexpected{PasskeyFault::BadSignature};
    return number_at(data, kCounterAt, 4);
}

bool counter_went_back(std::uint32_t shown, std::uint32_t known) {
    return (shown != 0 || known != 0) && shown <= known;
}

}  // namespace pingli::accounts
