// Which encoding bytes are in, told by the bytes themselves. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/said.hpp"

namespace pingli::intake {

enum class Encoding : std::uint8_t { Utf8, Utf16Le, Utf16Be, Gb18030 };

struct ByteOrderMark {
    Encoding encoding;
    std::size_t size;
};
std::optional<ByteOrderMark> find_byte_order_mark(std::string_view head);

// The offset of the first byte above 0x7F, or the size.
std::size_t ascii_prefix(std::string_view bytes);

// For bytes that hold something beyond ASCII. A sequence cut off at the end is no fault. Nothing:
// neither encoding explains the bytes. A few faults among many valid characters do not change the
// answer: text in UTF-8 with a broken character stays UTF-8, though it could be read as GB18030.
std::optional<Encoding> guess_encoding(std::string_view sample);

// What a file is that is no text at all ("an Excel workbook (.xlsx)"); empty for text.
Said name_binary(std::string_view head);

}  // namespace pingli::intake
