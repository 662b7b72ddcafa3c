#include "accounts/secret.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "accounts/base64url.hpp"
#include "base/sha256.hpp"

namespace pingli::accounts {

std::string make_secret(const Random& random) {
    std::string bytes(kSecretBytes, '\0');
    random(std::as_writable_bytes(std::span{bytes}));
    return to_base64url(bytes);
}

bool is_secret(std::string_view text) {
    return text.size() == kSecretChars && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '-' || c == '_';
           });
}

std::string digest_of(std::string_view secret) {
    return sha256_hex(secret);
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string derive(std::string_view secret, std::string_view purpose) {
    const auto bytes_of = [](std::string_view text) {
        return reinterpret_cast<const unsigned char*>(text.data());
    };
    crypto_auth_hmacsha256_state state{};
    crypto_auth_hmacsha256_init(&state, bytes_of(secret), secret.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(purpose), purpose.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    return to_base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

}  // namespace pingli::accounts
