#include "base/utf8.hpp"

#include <algorithm>
#include <cstring>

namespace pingli::utf8 {

namespace {

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The length of the well-formed sequence at the front of `text` (Unicode table 3-7), or 0.
std::size_t sequence_size(std::string_view text) {
    const auto at = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const unsigned lead = at(0);
    const auto between = [](unsigned c, unsigned low, unsigned high) {
        return c >= low && c <= high;
    };
    if (lead < 0x80) return 1;
    if (between(lead, 0xC2, 0xDF)) return between(at(1), 0x80, 0xBF) ? 2 : 0;
    if (between(lead, 0xE0, 0xEF)) {
        const unsigned low = lead == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = lead == 0xED ? 0x9F : 0xBF;
        return between(at(1), low, high) && between(at(2), 0x80, 0xBF) ? 3 : 0;
    }
    if (between(lead, 0xF0, 0xF4)) {
        const unsigned low = lead == 0xF0 ? 0x90 : 0x80;
        const unsigned high = lead == 0xF4 ? 0x8F : 0xBF;
        return between(at(1), low, high) && between(at(2), 0x80, 0xBF) && between(at(3), 0x80, 0xBF)
                   ? 4
                   : 0;
    }
    return 0;
}

}  // namespace

std::optional<std::size_t> find_fault(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t word = 0;
        if (at + sizeof word <= text.size()) {
            std::memcpy(&word, text.data() + at, sizeof word);
            if ((word & 0x8080808080808080U) == 0) {
                at += sizeof word;
                continue;
            }
        }
        const std::size_t size = sequence_size(text.substr(at));
        if (size == 0) return at;
        at += size;
    }
    return std::nullopt;
}

std::size_t count(std::string_view valid) {
    return valid.size() - static_cast<std::size_t>(std::ranges::count_if(valid, is_continuation));
}

void append(std::string& out, char32_t code) {
    const auto push = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (code < 0x80) {
        push(code);
    } else if (code < 0x800) {
        push(0xC0 | (code >> 6));
        push(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        push(0xE0 | (code >> 12));
        push(0x80 | ((code >> 6) & 0x3F));
        push(0x80 | (code & 0x3F));
    } else {
        push(0xF0 | (code >> 18));
        push(0x80 | ((code >> 12) & 0x3F));
        push(0x80 | ((code >> 6) & 0x3F));
        push(0x80 | (code & 0x3F));
    }
}

std::u32string to_utf32(std::string_view valid) {
    std::u32string out;
    out.reserve(valid.size());
    for (std::size_t at = 0; at < valid.size();) {
        const auto [code, size] = decode(valid, at);
        out.push_back(code);
        at += size;
    }
    return out;
}

std::string from_utf32(std::u32string_view text) {
    std::string out;
    out.reserve(text.size() * 3);
    for (const char32_t code : text) append(out, code);
    return out;
}

std::string_view slice(std::string_view valid, std::size_t start, std::size_t end) {
    std::size_t at = 0;
    std::size_t point = 0;
    const auto advance_to = [&](std::size_t wanted) {
        while (at < valid.size() && point < wanted) {
            ++at;
            while (at < valid.size() && is_continuation(valid[at])) ++at;
            ++point;
        }
        return at;
    };
    const std::size_t from = advance_to(start);
    return valid.substr(from, advance_to(std::max(start, end)) - from);
}

}  // namespace pingli::utf8
