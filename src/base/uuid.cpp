#include "base/uuid.hpp"

#include <algorithm>
#include <cstdint>

namespace pingli {

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";
constexpr std::size_t kTextSize = 36;

constexpr bool is_dash_at(std::size_t i) {
    return i == 8 || i == 13 || i == 18 || i == 23;
}

}  // namespace

std::string uuid_v7(std::chrono::sys_time<std::chrono::milliseconds> at,
                    const std::array<std::byte, kUuidRandomBytes>& random) {
    std::array<std::uint8_t, 16> bytes{};
    const auto millis = static_cast<std::uint64_t>(at.time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i)
        bytes.at(i) = static_cast<std::uint8_t>(millis >> (8 * (5 - i)));
    std::ranges::transform(random, bytes.begin() + 6,
                           [](std::byte b) { return std::to_integer<std::uint8_t>(b); });
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x70U);  // version 7
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);  // variant 10
    std::string text;
    text.reserve(kTextSize);
    for (const std::uint8_t byte : bytes) {
        if (is_dash_at(text.size())) text += '-';
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 0x0FU];
    }
    return text;
}

bool is_uuid(std::string_view text) {
    if (text.size() != kTextSize) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool fits = is_dash_at(i) ? text[i] == '-' : kDigits.contains(text[i]);
        if (!fits) return false;
    }
    return true;
}

}  // namespace pingli
