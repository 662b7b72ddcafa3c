// An authenticator in software, for tests: makes passkeys and signs with them as WebAuthn has it,
// or in any way that a thief would like.

#pragma once

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "accounts/base64url.hpp"
#include "accounts/webauthn.hpp"
#include "base/assert.hpp"

namespace pingli::support {

constexpr int kEs256 = -7, kEddsa = -8, kRs256 = -257;
constexpr unsigned kPresent = 0x01, kVerified = 0x04, kHasKey = 0x40, kHasExtensions = 0x80;

inline accounts::ClientData client_data(std::string_view type, std::string_view challenge,
                                        std::string_view origin) {
    return {.type = std::string{type},
            .challenge = std::string{challenge},
            .origin = std::string{origin},
            .bytes = R"({"type":")" + std::string{type} + R"(","challenge":")" +
                     std::string{challenge} + R"(","origin":")" + std::string{origin} +
                     R"(","crossOrigin":false})"};
}

class Authenticator {
public:
    explicit Authenticator(int algorithm = kEs256, std::string id = "credential-1")
        : algorithm_(algorithm), id_(std::move(id)), key_(make(algorithm)) {}

    std::uint32_t counter = 1;
    unsigned flags = kPresent | kVerified;

    [[nodiscard]] const std::string& id() const { return id_; }
    [[nodiscard]] std::string made(std::string_view party, std::string_view extensions = {}) const {
        const unsigned with = flags | kHasKey | (extensions.empty() ? 0U : kHasExtensions);
        return head(party, with) + std::string(16, '\0') + number(id_.size(), 2) + id_ + cose() +
               std::string{extensions};
    }
    [[nodiscard]] accounts::Assertion shown(std::string_view party,
                                            accounts::ClientData client) const {
        std::string data = head(party, flags);
        std::string signature = sign(data + sha256(client.bytes));
        return {.client = std::move(client),
                .authenticator_data = std::move(data),
                .signature = std::move(signature)};
    }
    [[nodiscard]] std::string cose() const {
        if (algorithm_ == kEs256) {
            const std::string point = part(OSSL_PKEY_PARAM_PUB_KEY);  // 4, x, y
            return bytes({0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32}) + point.substr(1, 32) +
                   bytes({0x22, 0x58, 32}) + point.substr(33);
        }
        if (algorithm_ == kEddsa)
            return bytes({0xA4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32}) +
                   part(OSSL_PKEY_PARAM_PUB_KEY);
        BIGNUM* modulus = nullptr;
        PINGLI_ASSERT(EVP_PKEY_get_bn_param(key_.get(), OSSL_PKEY_PARAM_RSA_N, &modulus) == 1);
        std::string n(256, '\0');
        BN_bn2binpad(modulus, reinterpret_cast<unsigned char*>(n.data()), 256);
        BN_free(modulus);
        return bytes({0xA4, 1, 3, 3, 0x39, 1, 0, 0x20, 0x59, 1, 0}) + n +
               bytes({0x21, 0x43, 1, 0, 1});
    }

private:
    struct Freed {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };

    static EVP_PKEY* make(int algorithm) {
        if (algorithm == kEs256) return EVP_EC_gen("P-256");
        if (algorithm == kEddsa) return EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
        return EVP_RSA_gen(2048);
    }
    static std::string bytes(std::initializer_list<unsigned> values) {
        std::string out;
        for (const unsigned value : values) out += static_cast<char>(value);
        return out;
    }
    static std::string number(std::size_t value, std::size_t size) {
        std::string out;
        for (std::size_t i = size; i > 0; --i) out += static_cast<char>(value >> (8 * (i - 1)));
        return out;
    }
    static std::string sha256(std::string_view text) {
        std::string out(32, '\0');
        PINGLI_ASSERT(EVP_Q_digest(nullptr, "SHA256", nullptr, text.data(), text.size(),
                                   reinterpret_cast<unsigned char*>(out.data()), nullptr) == 1);
        return out;
    }
    [[nodiscard]] std::string part(const char* name) const {
        std::string out(200, '\0');
        std::size_t size = 0;
        PINGLI_ASSERT(EVP_PKEY_get_octet_string_param(key_.get(), name,
                                                      reinterpret_cast<unsigned char*>(out.data()),
                                                      out.size(), &size) == 1);
        out.resize(size);
        return out;
    }
    [[nodiscard]] std::string head(std::string_view party, unsigned with) const {
        return sha256(party) + number(with, 1) + number(counter, 4);
    }
    [[nodiscard]] std::string sign(std::string_view text) const {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                              EVP_MD_CTX_free};
        const EVP_MD* digest = algorithm_ == kEddsa ? nullptr : EVP_sha256();
        PINGLI_ASSERT(EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()) == 1);
        std::string out(512, '\0');
        std::size_t size = out.size();
        PINGLI_ASSERT(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()),
                                     &size, reinterpret_cast<const unsigned char*>(text.data()),
                                     text.size()) == 1);
        out.resize(size);
        return out;
    }

    int algorithm_;
    std::string id_;
    std::unique_ptr<EVP_PKEY, Freed> key_;
};

}  // namespace pingli::support
