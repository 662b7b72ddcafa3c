// Passwords: which ones are taken, and their Argon2id hashes in libsodium's own text form.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "accounts/guesses.hpp"
#include "base/result.hpp"

namespace pingli::accounts {

// Length is what helps; no rules about marks and digits (NIST SP 800-63B).
constexpr std::size_t kPasswordCharsMin = 12;
constexpr std::size_t kPasswordBytesMax = 512;  // 128 characters of any writing

enum class PasswordFault : std::uint8_t { TooShort, TooLong, NotText, LikeTheName, Guessable };
Said expected_of(PasswordFault fault);  // instead

// Against what a new password is held.
struct PasswordCheck {
    std::string_view login;
    std::span<const std::string> own_words;  // of the holder: name, shops
    const GuessBook* book = nullptr;         // none: how easily it is guessed is not asked
};
std::optional<PasswordFault> check_password(std::string_view password, const PasswordCheck& check);

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
