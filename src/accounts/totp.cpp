#include "accounts/totp.hpp"

#include <algorithm>
#include <array>

#include "accounts/hmac_sha1.hpp"

namespace pingli::accounts {

namespace {

constexpr std::uint32_t kModulus = 1'000'000;  // ten to the power of kTotpDigits

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                              (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' ||
                              c == '~';
        if (is_plain) {
            out += c;
        } else {
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 0xFU];
        }
    }
    return out;
}

}  // namespace

std::string make_totp_secret(const Random& random) {
    std::string secret(kTotpSecretBytes, '\0');
    random(std::as_writable_bytes(std::span{secret}));
    return secret;
}

std::string to_base32(std::string_view bytes) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t held = 0;
    unsigned bits = 0;
    for (const char c : bytes) {
        held = (held << 8U) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5) out += kAlphabet[(held >> (bits - 5)) & 31U];
    }
    if (bits > 0) out += kAlphabet[(held << (5 - bits)) & 31U];
    return out;
}

std::int64_t totp_step(Instant now) {
    return now.time_since_epoch() / kTotpStep;
}

std::string totp_code(std::string_view secret, std::int64_t step) {
    std::string counter(8, '\0');
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[7 - i] = static_cast<char>(static_cast<std::uint64_t>(step) >> (8 * i));
    const Sha1Mac mac = hmac_sha1(secret, counter);
    const std::size_t at = mac.back() & 0xFU;  // RFC 4226, 5.3
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = (value << 8U) | mac.at(at + i);
    const std::string digits = std::to_string((value & 0x7FFF'FFFFU) % kModulus);
    return std::string(kTotpDigits - digits.size(), '0') + digits;
}

std::optional<std::int64_t> find_totp_step(std::string_view secret, std::string_view code,
                                           Instant now, std::int64_t used) {
    std::string typed{code};
    std::erase(typed, ' ');
    std::optional<std::int64_t> found;
    // All are looked at, whichever it is: it takes as long.
    for (std::int64_t off = -kTotpStepsOff; off <= kTotpStepsOff; ++off) {
        const std::int64_t step = totp_step(now) + off;
        const bool is_it = equal_in_constant_time(totp_code(secret, step), typed);
        if (is_it && step > used && !found) found = step;
    }
    return found;
}

std::string otpauth_uri(std::string_view secret, std::string_view login, std::string_view issuer) {
    const std::string from = percent_encoded(issuer);
    return "otpauth://totp/" + from + ":" + percent_encoded(login) +
           "?secret=" + to_base32(secret) + "&issuer=" + from;
}

}  // namespace pingli::accounts
