#include "base/one_line.hpp"

#include "base/utf8.hpp"

namespace pingli {

namespace {

// C0, DEL, C1, line and paragraph separators, and the marks of bidirectional text.
bool is_obeyed(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

std::string hex_of(char32_t value, std::size_t digits) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out;
    for (std::size_t i = digits; i-- > 0;) out += kHex.at((value >> (4 * i)) & 0xFU);
    return out;
}

struct Read {
    char32_t value = 0;
    std::size_t bytes = 0;  // 0: no character begins here
};

// Of text that need not be UTF-8.
Read read_at(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (at + bytes > text.size() || !utf8::is_valid(text.substr(at, bytes))) return {};
    return {.value = utf8::decode(text, at).code, .bytes = bytes};
}

}  // namespace

bool is_one_line(std::string_view text, std::size_t bytes_max) {
    if (text.size() > bytes_max || !utf8::is_valid(text)) return false;
    bool says_something = false;
    for (std::size_t at = 0; at < text.size();) {
        const Read read = read_at(text, at);
        if (read.bytes == 0 || is_obeyed(read.value)) return false;
        says_something = says_something || (read.value != U' ' && read.value != U'\u3000');
        at += read.bytes;
    }
    return says_something;
}

std::string shown_plainly(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const Read read = read_at(text, at);
        if (read.bytes == 0) {
            out += "\\x" + hex_of(static_cast<unsigned char>(text[at]), 2);
            ++at;
            continue;
        }
        if (!is_obeyed(read.value))
            out += text.substr(at, read.bytes);
        else
            out += read.value < 0x100 ? "\\x" + hex_of(read.value, 2)
                                      : "\\u{" + hex_of(read.value, 4) + "}";
        at += read.bytes;
    }
    return out;
}

}  // namespace pingli
