// Secrets that only their holder knows: 256 bits, stored as SHA-256 and nothing else, compared in
// constant time. Randomness is an argument.

#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace pingli::accounts {

// Fills its argument from a cryptographic source; thread-safe.
using Random = std::function<void(std::span<std::byte>)>;

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretChars = 43;  // base64url without padding

std::string make_secret(const Random& random);
// So many characters of its digest tell a thing with a secret from others, for all to see.
constexpr std::size_t kPublicIdChars = 12;
// Looks like one: anything else need not be looked up.
bool is_secret(std::string_view text);
// Under which a secret is stored, lower-case hexadecimal.
std::string digest_of(std::string_view secret);
// Takes as long whatever the two say; lengths are not secret.
bool equal_in_constant_time(std::string_view a, std::string_view b);
// HMAC-SHA256 of `message` under `secret`, base64url without padding. For tokens that follow from
// another secret; `purpose` keeps the uses apart.
std::string derive(std::string_view secret, std::string_view purpose);

}  // namespace pingli::accounts
