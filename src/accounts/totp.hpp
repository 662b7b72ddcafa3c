// One-time codes from a shared secret and the time (RFC 6238): six digits, SHA-1, 30 seconds, as
// every authenticator app makes them. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "accounts/secret.hpp"
#include "base/time.hpp"

namespace pingli::accounts {

constexpr std::size_t kTotpSecretBytes = 20;  // RFC 4226: as long as the hash
constexpr int kTotpDigits = 6;
constexpr Duration kTotpStep = std::chrono::seconds{30};
constexpr std::int64_t kTotpStepsOff = 1;  // how far a clock may be off, either way

// Raw bytes.
std::string make_totp_secret(const Random& random);
std::string to_base32(std::string_view bytes);  // RFC 4648, without padding

std::int64_t totp_step(Instant now);
std::string totp_code(std::string_view secret, std::int64_t step);
// The step whose code it is, of those that are later than `used`: no code is good twice. Spaces
// between the digits are passed over.
std::optional<std::int64_t> find_totp_step(std::string_view secret, std::string_view code,
                                           Instant now, std::int64_t used);
// What an authenticator app reads from a picture.
std::string otpauth_uri(std::string_view secret, std::string_view login, std::string_view issuer);

}  // namespace pingli::accounts
