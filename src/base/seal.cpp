#include "base/seal.hpp"

#include <sodium.h>

#include "base/assert.hpp"

namespace pingli {

namespace {

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

static_assert(kSealKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kSealNonceBytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

// `sealed`: a nonce and what was encrypted under it.
std::optional<std::string> open_unversioned(std::string_view key, std::string_view context,
                                            std::string_view sealed) {
    if (sealed.size() < kSealNonceBytes + kTag) return std::nullopt;
    const std::string_view nonce = sealed.substr(0, kSealNonceBytes);
    const std::string_view cipher = sealed.substr(kSealNonceBytes);
    std::string text(cipher.size() - kTag, '\0');
    const int fault = crypto_aead_xchacha20poly1305_ietf_decrypt(
        bytes(text), nullptr, nullptr, bytes(cipher), cipher.size(), bytes(context), context.size(),
        bytes(nonce), bytes(key));
    if (fault != 0) return std::nullopt;
    return text;
}

}  // namespace

std::string seal(std::string_view key, std::string_view nonce, std::string_view context,
                 std::string_view text) {
    PINGLI_ASSERT(key.size() == kSealKeyBytes && nonce.size() == kSealNonceBytes);
    std::string cipher(text.size() + kTag, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(cipher), nullptr, bytes(text), text.size(),
                                               bytes(context), context.size(), nullptr,
                                               bytes(nonce), bytes(key));
    return kSealVersion + std::string{nonce} + cipher;
}

std::optional<std::string> open_sealed(std::string_view key, std::string_view context,
                                       std::string_view sealed) {
    if (key.size() != kSealKeyBytes) return std::nullopt;
    if (sealed.starts_with(kSealVersion))
        if (auto text = open_unversioned(key, context, sealed.substr(1))) return text;
    // Of before, or a nonce that happens to begin with the version.
    return open_unversioned(key, context, sealed);
}

}  // namespace pingli
