#include "intake/cells.hpp"

#include <algorithm>
#include <cstdint>

#include "base/phone_number.hpp"

namespace pingli::intake {

namespace {

constexpr std::size_t kShapeMax = 24;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::string lower_ascii(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string shape_of(std::string_view text) {
    std::string out;
    std::size_t shown = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) == 0x80U) continue;
        if (shown++ == kShapeMax) return out + "…";
        if (is_digit(c))
            out += '9';
        else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            out += 'a';
        else if (byte >= 0x80U)
            out += "字";
        else
            out += byte < 0x20U ? '?' : c;
    }
    return out;
}

std::string normalized_phone(std::string_view text) {
    std::string number = national_number(text);
    if (number.contains('*')) number.clear();
    return number;
}

}  // namespace pingli::intake
