// Authenticated encryption of a short text under a secret key (XChaCha20-Poly1305, libsodium).
// Randomness is an argument: key and nonce are the caller's.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pingli {

constexpr std::size_t kSealKeyBytes = 32;
constexpr std::size_t kSealNonceBytes = 24;  // random; long enough never to meet one again
// Stands before what is sealed, so that another cipher can follow and this one still be opened.
constexpr char kSealVersion = 1;

// `context` is not in the result but must be the same when it is opened. Asserts the lengths.
std::string seal(std::string_view key, std::string_view nonce, std::string_view context,
                 std::string_view text);
// Nothing when key, context or bytes are not those of seal(), or of seal() before it told a
// version.
std::optional<std::string> open_sealed(std::string_view key, std::string_view context,
                                       std::string_view sealed);

}  // namespace pingli
