#include "report/display_width.hpp"

#include <utf8proc.h>

#include "base/utf8.hpp"

namespace pingli::report {

// Width and class by libutf8proc, Unicode 15. Marks, joiners and skin tones belong to the character
// before them.
int width_of(char32_t code) {
    constexpr char32_t kFirstSpecial = 0x7F;
    if (code >= 0x20 && code < kFirstSpecial) return 1;
    const auto point = static_cast<utf8proc_int32_t>(code);
    const auto kind = utf8proc_get_property(point)->boundclass;
    if (kind == UTF8PROC_BOUNDCLASS_EXTEND || kind == UTF8PROC_BOUNDCLASS_ZWJ) return 0;
    return utf8proc_charwidth(point);
}

std::size_t display_width(std::string_view valid) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < valid.size();) {
        const utf8::Decoded c = utf8::decode(valid, at);
        width += static_cast<std::size_t>(width_of(c.code));
        at += c.size;
    }
    return width;
}

std::string cut_to_width(std::string_view valid, std::size_t columns) {
    if (display_width(valid) <= columns) return std::string{valid};
    if (columns == 0) return {};
    std::size_t width = 0;
    std::size_t at = 0;
    while (at < valid.size()) {
        const utf8::Decoded c = utf8::decode(valid, at);
        width += static_cast<std::size_t>(width_of(c.code));
        if (width > columns - 1) break;
        at += c.size;
    }
    return std::string{valid.substr(0, at)} + "…";
}

std::string cut_middle_to_width(std::string_view valid, std::size_t columns) {
    if (display_width(valid) <= columns || columns < 4) return cut_to_width(valid, columns);
    const std::size_t tail_columns = columns / 2;
    std::string out = cut_to_width(valid, columns - tail_columns);
    std::size_t at = valid.size();
    std::size_t start = at;
    std::size_t width = 0;
    while (at > 0) {
        do --at;
        while ((static_cast<unsigned char>(valid[at]) & 0xC0) == 0x80);
        const auto more = static_cast<std::size_t>(width_of(utf8::decode(valid, at).code));
        if (width + more > tail_columns) break;
        width += more;
        if (more > 0) start = at;  // not before a combining mark
    }
    return out.append(valid.substr(start));
}

std::string fit_to_width(std::string_view valid, std::size_t columns) {
    std::string out = cut_to_width(valid, columns);
    return out.append(columns - display_width(out), ' ');
}

}  // namespace pingli::report
