#include "http/framing.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "http/fields.hpp"
#include "http/limits.hpp"

namespace pingli::http {

namespace {

constexpr std::size_t kLengthDigitsMax = 15;  // a petabyte; far from any overflow

struct Seen {
    Framing framing;
    std::size_t hosts = 0;
    std::size_t fields = 0;
    bool is_version_1_0 = false;
};
using Fault = std::optional<FramingFault>;

std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find("\r\n");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    return line;
}

bool is_value_character(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}

Fault check_request_line(std::string_view line, Seen& seen) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return FramingFault::BadRequestLine;
    const std::string_view target = line.substr(first + 1, last - first - 1);
    const bool is_visible = std::ranges::all_of(
        target, [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7F; });
    if (!is_token(line.substr(0, first)) || target.empty() || !is_visible)
        return FramingFault::BadRequestLine;
    const std::string_view version = line.substr(last + 1);
    seen.is_version_1_0 = version == "HTTP/1.0";
    if (version != "HTTP/1.1" && !seen.is_version_1_0)
        return version.starts_with("HTTP/") ? FramingFault::BadVersion
                                            : FramingFault::BadRequestLine;
    return std::nullopt;
}

Fault check_host(std::string_view value, Seen& seen) {
    // RFC 3986: a name, an IPv4 address or an IPv6 address in brackets, and a port.
    constexpr std::string_view kMarks = "-._~%!$&'()*+,;=:[]";
    const bool is_host = std::ranges::all_of(value, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               kMarks.contains(c);
    });
    ++seen.hosts;
    if (!is_host || value.empty() || seen.hosts > 1) return FramingFault::BadHost;
    return std::nullopt;
}

Fault check_content_length(std::string_view value, Seen& seen) {
    const bool is_number = !value.empty() && value.size() <= kLengthDigitsMax &&
                           value.find_first_not_of("0123456789") == std::string_view::npos;
    if (!is_number || seen.framing.content_length) return FramingFault::BadContentLength;
    std::uint64_t length = 0;
    std::from_chars(value.data(), value.data() + value.size(), length);
    seen.framing.content_length = length;
    return std::nullopt;
}

Fault check_transfer_encoding(std::string_view value, Seen& seen) {
    // Nothing but `chunked` alone: all else is either unsupported or a trick.
    if (!equals_ignoring_case(value, "chunked") || seen.framing.is_chunked)
        return FramingFault::BadTransferEncoding;
    seen.framing.is_chunked = true;
    return std::nullopt;
}

Fault check_expectation(std::string_view value, Seen& seen) {
    if (!equals_ignoring_case(value, "100-continue")) return FramingFault::BadExpectation;
    seen.framing.expects_continue = true;
    return std::nullopt;
}

Fault check_field(std::string_view line, Seen& seen) {
    if (line.starts_with(' ') || line.starts_with('\t')) return FramingFault::FoldedField;
    if (++seen.fields > kFieldsMax) return FramingFault::TooManyFields;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
        return FramingFault::BadFieldName;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trim(line.substr(colon + 1));
    if (!std::ranges::all_of(value, is_value_character)) return FramingFault::BadFieldValue;

    if (equals_ignoring_case(name, "host")) return check_host(value, seen);
    if (equals_ignoring_case(name, "content-length")) return check_content_length(value, seen);
    if (equals_ignoring_case(name, "transfer-encoding"))
        return check_transfer_encoding(value, seen);
    if (equals_ignoring_case(name, "expect")) return check_expectation(value, seen);
    return std::nullopt;
}

}  // namespace

std::string_view to_text(FramingFault fault) {
    constexpr std::array<std::string_view, 13> kTexts = {
        "the request line is malformed",
        "only HTTP/1.1 and HTTP/1.0 are spoken here",
        "lines end with carriage return and line feed",
        "a field name is malformed",
        "a field value holds a control character",
        "a field is folded over two lines",
        "there are too many fields",
        "the Host field is missing",
        "the Host field is malformed or comes twice",
        "Content-Length is malformed or comes twice",
        "the only transfer encoding is chunked",
        "Content-Length and Transfer-Encoding exclude each other",
        "the only expectation is 100-continue",
    };
    return kTexts.at(static_cast<std::size_t>(fault));
}

int status_of(FramingFault fault) {
    switch (fault) {
        case FramingFault::BadVersion:
            return 505;
        case FramingFault::BadExpectation:
            return 417;
        default:
            return 400;
    }
}

HeadScan scan_head(std::string_view bytes, std::size_t scanned) {
    using enum HeadScan::State;
    // A method starts with a letter; a TLS hello on the plain port does not.
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    if (!bytes.empty() && !is_letter(bytes.front())) return {.state = Bad};
    const bool is_after_return = scanned > 0 && bytes[scanned - 1] == '\r';
    std::size_t at = is_after_return ? scanned - 1 : scanned;
    while ((at = bytes.find_first_of(std::string_view{"\r\n\0", 3}, at)) !=
           std::string_view::npos) {
        if (bytes[at] != '\r') return {.state = Bad};
        if (at + 1 == bytes.size()) break;
        if (bytes[at + 1] != '\n') return {.state = Bad};
        if (at >= 2 && bytes.substr(at - 2, 2) == "\r\n")
            return {.state = Complete, .size = at + 2};
        at += 2;
    }
    return {.state = NeedMore};
}

std::expected<Framing, FramingFault> check_framing(std::string_view head) {
    Seen seen;
    std::string_view rest = head;
    if (scan_head(head, 0).size != head.size()) return std::unexpected(FramingFault::BadLineEnd);
    if (const Fault fault = check_request_line(take_line(rest), seen))
        return std::unexpected(*fault);
    for (std::string_view line = take_line(rest); !line.empty(); line = take_line(rest)) {
        if (const Fault fault = check_field(line, seen)) return std::unexpected(*fault);
    }
    if (seen.hosts == 0 && !seen.is_version_1_0) return std::unexpected(FramingFault::NoHost);
    if (seen.framing.is_chunked && seen.framing.content_length)
        return std::unexpected(FramingFault::LengthAndEncoding);
    if (seen.framing.is_chunked && seen.is_version_1_0)
        return std::unexpected(FramingFault::BadTransferEncoding);
    if (seen.is_version_1_0) seen.framing.expects_continue = false;  // It knows no 100.
    return seen.framing;
}

}  // namespace pingli::http
