#include "notify/signature.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace pingli::notify {

namespace {

std::string mac_of(std::string_view secret, std::string_view time, std::string_view body) {
    const auto bytes_of = [](std::string_view text) {
        return reinterpret_cast<const unsigned char*>(text.data());
    };
    crypto_auth_hmacsha256_state state{};
    crypto_auth_hmacsha256_init(&state, bytes_of(secret), secret.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(time), time.size());
    crypto_auth_hmacsha256_update(&state, bytes_of("."), 1);
    crypto_auth_hmacsha256_update(&state, bytes_of(body), body.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    std::array<char, (crypto_auth_hmacsha256_BYTES * 2) + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
    return hex.data();
}

std::optional<Instant> parse_instant(std::string_view text) {
    std::int64_t seconds = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, seconds);
    if (error != std::errc{} || end != last || text.empty()) return std::nullopt;
    return Instant{Duration{seconds}};
}

std::string_view take_part(std::string_view& rest) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

}  // namespace

std::string sign(std::span<const std::string> secrets, std::string_view body, Instant at) {
    const std::string time = std::to_string(at.time_since_epoch().count());
    std::string out = "t=" + time;
    for (const std::string& secret : secrets) out.append(",v1=").append(mac_of(secret, time, body));
    return out;
}

bool is_signed(std::string_view signature, std::string_view secret, std::string_view body,
               Instant now) {
    const std::string_view first = take_part(signature);
    if (!first.starts_with("t=")) return false;
    const std::string_view time = first.substr(2);
    const auto at = parse_instant(time);
    if (!at || *at < now - kSignatureAgeMax || *at > now + kSignatureAgeMax) return false;
    const std::string expected = "v1=" + mac_of(secret, time, body);
    bool is_right = false;
    while (!signature.empty()) {
        const std::string_view part = take_part(signature);
        is_right |= part.size() == expected.size() &&
                    sodium_memcmp(part.data(), expected.data(), part.size()) == 0;
    }
    return is_right;
}

}  // namespace pingli::notify
