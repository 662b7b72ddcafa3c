#include "report/display_width.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"

namespace pingli::report {

namespace {

using Range = std::pair<char32_t, char32_t>;  // first, last

// Unicode 15: East_Asian_Width W and F, blocks joined where the gaps between are unassigned.
constexpr std::array kWide = std::to_array<Range>({
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
    {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
    {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},
    {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
    {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
    {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18CFF}, {0x1AFF0, 0x1B2FF},
    {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A},
    {0x1F200, 0x1F320}, {0x1F32D, 0x1F335}, {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393},
    {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3}, {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4},
    {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440}, {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D},
    {0x1F54B, 0x1F567}, {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4},
    {0x1F5FB, 0x1F64F}, {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6DF},
    {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F9FF},
    {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
});

// The combining marks and joiners that texts of shops are likely to hold.
constexpr std::array kNone = std::to_array<Range>({
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F}, {0x0483, 0x0489},   {0x0591, 0x05BD},
    {0x0610, 0x061C}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC},   {0x0E31, 0x0E31},
    {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF},   {0x200B, 0x200F},
    {0x202A, 0x202E}, {0x2060, 0x2069}, {0x20D0, 0x20FF}, {0x302A, 0x302D},   {0x3099, 0x309A},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0000, 0xE0FFF},
});

template <std::size_t N>
bool is_in(const std::array<Range, N>& ranges, char32_t code) {
    const auto next = std::ranges::upper_bound(ranges, code, {}, &Range::first);
    return next != ranges.begin() && code <= std::prev(next)->second;
}

}  // namespace

int width_of(char32_t code) {
    constexpr char32_t kFirstSpecial = 0x7F;
    if (code >= 0x20 && code < kFirstSpecial) return 1;
    if (is_in(kNone, code)) return 0;
    return is_in(kWide, code) ? 2 : 1;
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
