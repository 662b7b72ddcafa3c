// UTF-8, strictly as RFC 3629 has it: no surrogates, no overlong forms, nothing above U+10FFFF.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pingli::utf8 {

// The byte offset of the first fault, or nothing when `text` is valid. About 1 GB/s on ASCII.
std::optional<std::size_t> find_fault(std::string_view text);
inline bool is_valid(std::string_view text) {
    return !find_fault(text).has_value();
}

// The number of code points of valid UTF-8.
std::size_t count(std::string_view valid);

struct Decoded {
    char32_t code;
    std::uint32_t size;  // bytes, 1..4
};
// The code point at byte `at` of valid UTF-8; `at` is on a boundary and in range.
inline Decoded decode(std::string_view valid, std::size_t at) {
    // Not valid[at + i]: its range check would keep this from being inlined into every loop.
    const char* const first = valid.data() + at;
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(first[i]));
    };
    const char32_t lead = byte(0);
    if (lead < 0x80) return {.code = lead, .size = 1};
    if (lead < 0xE0) return {.code = ((lead & 0x1F) << 6) | (byte(1) & 0x3F), .size = 2};
    if (lead < 0xF0)
        return {.code = ((lead & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F),
                .size = 3};
    return {.code = ((lead & 0x07) << 18) | ((byte(1) & 0x3F) << 12) | ((byte(2) & 0x3F) << 6) |
                    (byte(3) & 0x3F),
            .size = 4};
}

void append(std::string& out, char32_t code);
std::u32string to_utf32(std::string_view valid);
std::string from_utf32(std::u32string_view text);

// Code points [start, end) of valid UTF-8, clamped to its length. Linear in `valid`.
std::string_view slice(std::string_view valid, std::size_t start, std::size_t end);

}  // namespace pingli::utf8
