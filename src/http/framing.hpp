// The guard in front of the parser: does the head of a request say, without any doubt, where the
// request ends? Whatever two programs could read differently (RFC 9112, section 11.2) is refused
// here, whether or not the parser behind would have noticed. Pure; knows no library.

#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

namespace pingli::http {

enum class FramingFault : std::uint8_t {
    BadRequestLine,
    BadVersion,  // neither HTTP/1.1 nor HTTP/1.0
    BadLineEnd,  // a line feed or carriage return that stands alone
    BadFieldName,
    BadFieldValue,
    FoldedField,
    TooManyFields,
    NoHost,
    BadHost,  // twice, or not a host
    BadContentLength,
    BadTransferEncoding,
    LengthAndEncoding,
    BadExpectation,
};
std::string_view to_text(FramingFault fault);  // for the answer, lower case English
int status_of(FramingFault fault);             // 400, 417 or 505

struct Framing {
    std::optional<std::uint64_t> content_length;
    bool is_chunked = false;
    bool expects_continue = false;
    friend bool operator==(const Framing&, const Framing&) = default;
};

// How far the head at the front of `bytes` has come.
struct HeadScan {
    enum class State : std::uint8_t { NeedMore, Complete, Bad } state{};
    std::size_t size = 0;  // Complete: of the head, with its empty line
};
// Bad as soon as it can no longer become a head, so that nobody waits for the rest of it.
// `scanned` bytes were seen before and were in need of more.
HeadScan scan_head(std::string_view bytes, std::size_t scanned);

// `head` is complete: request line, fields, empty line.
std::expected<Framing, FramingFault> check_framing(std::string_view head);

}  // namespace pingli::http
