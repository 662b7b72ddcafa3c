#include "accounts/password.hpp"

#include <sodium.h>

#include <array>

#include "base/utf8.hpp"

namespace pingli::accounts {

Said expected_of(PasswordFault fault) {
    static constexpr std::array<std::string_view, 5> kCodes{
        "account.password_min", "account.password_max", "account.password_nul",
        "account.password_log_in", "account.password_common"};
    return say(kCodes.at(static_cast<std::size_t>(fault)));
}

std::optional<PasswordFault> check_password(std::string_view password, const PasswordCheck& check) {
    if (password.size() > kPasswordBytesMax) return PasswordFault::TooLong;
    if (!utf8::is_valid(password) || password.contains('\0')) return PasswordFault::NotText;
    if (utf8::count(password) < kPasswordCharsMin) return PasswordFault::TooShort;
    if (password == check.login) return PasswordFault::LikeTheName;
    if (check.book != nullptr && check.book->guesses(password, check.own_words) < kGuessesMin)
        return PasswordFault::Guessable;
    return std::nullopt;
}

Result<std::string> hash_password(std::string_view password, PasswordCost cost) {
    if (sodium_init() < 0) return fail(ErrorCode::Unavailable, "libsodium does not start");
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    const int status =
        crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), cost.passes,
                              cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
    if (status != 0) return fail(ErrorCode::Unavailable, "no memory to hash a password");
    return std::string{hash.data()};
}

bool is_password(std::string_view password, const std::string& hash) {
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool is_outdated(const std::string& hash, PasswordCost cost) {
    return crypto_pwhash_str_needs_rehash(hash.c_str(), cost.passes, cost.memory_bytes) != 0;
}

}  // namespace pingli::accounts
