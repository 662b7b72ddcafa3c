// Passwords: which ones are taken, and their Argon2id hashes in libsodium's own text form.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace pingli::accounts {

// Length is what helps; no rules about marks and digits (NIST SP 800-63B).
constexpr std::size_t kPasswordCharsMin = 10;
constexpr std::size_t kPasswordBytesMax = 256;

enum class PasswordFault : std::uint8_t { TooShort, TooLong, NotText, LikeTheName };
std::string_view to_text(PasswordFault fault);
std::optional<PasswordFault> check_password(std::string_view password, std::string_view login);

struct PasswordCost {
    std::uint64_t passes = 2;
    std::size_t memory_bytes = 19 << 20;  // OWASP's second choice: 19 MiB, two passes
};
constexpr PasswordCost kCheapForTests{.passes = 1, .memory_bytes = 8 << 10};

// The salt is libsodium's own. Fails with Unavailable when there is no memory.
Result<std::string> hash_password(std::string_view password, PasswordCost cost);
bool is_password(std::string_view password, const std::string& hash);
// Was it made at another cost? Then it is made again at the next log-in.
bool is_outdated(const std::string& hash, PasswordCost cost);

}  // namespace pingli::accounts
