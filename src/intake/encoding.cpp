#include "intake/encoding.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace pingli::intake {

namespace {

// How many valid characters outweigh one fault.
constexpr std::size_t kValidPerFault = 8;
// A text has no NUL; UTF-16 without a mark has one in two bytes.
constexpr std::size_t kNulShare = 4;

struct Tally {
    std::size_t valid = 0;
    std::size_t faults = 0;
    [[nodiscard]] bool explains() const { return faults * kValidPerFault <= valid; }
};

unsigned byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

Tally tally_utf8(std::string_view text) {
    Tally tally;
    for (std::size_t at = 0; at < text.size();) {
        const unsigned lead = byte_at(text, at);
        if (lead < 0x80) {
            ++at;
            continue;
        }
        const std::size_t size = lead >= 0xC2 && lead <= 0xDF   ? 2
                                 : lead >= 0xE0 && lead <= 0xEF ? 3
                                 : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                                : 0;
        std::size_t have = size == 0 ? 0 : 1;
        while (have < size && at + have < text.size() && (byte_at(text, at + have) & 0xC0) == 0x80)
            ++have;
        if (have < size && at + have == text.size()) break;  // cut off
        const bool valid = size != 0 && have == size;
        ++(valid ? tally.valid : tally.faults);
        at += have == 0 ? 1 : have;  // What a broken sequence began with is one fault.
    }
    return tally;
}

Tally tally_gb18030(std::string_view text) {
    Tally tally;
    for (std::size_t at = 0; at < text.size();) {
        const unsigned lead = byte_at(text, at);
        if (lead < 0x80) {
            ++at;
            continue;
        }
        if (at + 1 == text.size()) break;
        const unsigned second = byte_at(text, at + 1);
        std::size_t size = 0;
        if (lead != 0x80 && lead != 0xFF) {
            if (second >= 0x40 && second <= 0xFE && second != 0x7F) size = 2;
            if (second >= '0' && second <= '9') size = 4;
        }
        if (at + size > text.size()) break;
        ++(size != 0 ? tally.valid : tally.faults);
        at += size != 0 ? size : 1;
    }
    return tally;
}

}  // namespace

std::optional<ByteOrderMark> find_byte_order_mark(std::string_view head) {
    if (head.starts_with("\xEF\xBB\xBF")) return ByteOrderMark{Encoding::Utf8, 3};
    if (head.starts_with("\xFF\xFE")) return ByteOrderMark{Encoding::Utf16Le, 2};
    if (head.starts_with("\xFE\xFF")) return ByteOrderMark{Encoding::Utf16Be, 2};
    return std::nullopt;
}

std::size_t ascii_prefix(std::string_view bytes) {
    std::size_t at = 0;
    std::uint64_t word = 0;
    while (at + sizeof word <= bytes.size()) {
        std::memcpy(&word, bytes.data() + at, sizeof word);
        if ((word & 0x8080808080808080U) != 0) break;
        at += sizeof word;
    }
    while (at < bytes.size() && byte_at(bytes, at) < 0x80) ++at;
    return at;
}

std::optional<Encoding> guess_encoding(std::string_view sample) {
    if (tally_utf8(sample).explains()) return Encoding::Utf8;
    if (tally_gb18030(sample).explains()) return Encoding::Gb18030;
    return std::nullopt;
}

Said name_binary(std::string_view head) {
    using namespace std::literals;
    static constexpr std::array kMagics{
        std::pair{"PK\x03\x04"sv, "file.is_zip"sv},
        std::pair{"\xD0\xCF\x11\xE0"sv, "file.is_excel"sv},
        std::pair{"%PDF-"sv, "file.is_pdf"sv},
        std::pair{"\x89PNG"sv, "file.is_picture"sv},
        std::pair{"\xFF\xD8\xFF"sv, "file.is_picture"sv},
    };
    for (const auto& [magic, code] : kMagics)
        if (head.starts_with(magic)) return say(code);
    const auto nuls = static_cast<std::size_t>(std::ranges::count(head, '\0'));
    if (head.size() >= 16 && nuls * kNulShare >= head.size()) return say("file.is_binary");
    return {};
}

}  // namespace pingli::intake
