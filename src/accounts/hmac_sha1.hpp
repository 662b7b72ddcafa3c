// HMAC-SHA-1 (RFC 2104), for the codes of authenticator apps and for nothing else: libsodium has
// no SHA-1, and those apps know nothing newer. In an HMAC SHA-1 is not broken.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace pingli::accounts {

using Sha1Mac = std::array<std::uint8_t, 20>;
Sha1Mac hmac_sha1(std::string_view key, std::string_view message);

}  // namespace pingli::accounts
