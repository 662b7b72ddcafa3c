// Any bytes as what a stranger may send to the server: a head, a target, cookies, a form, a whole
// request with its body. The first byte chooses; the second, how the bytes are cut.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "base/utf8.hpp"
#include "http/fields.hpp"
#include "http/framing.hpp"
#include "http/multipart.hpp"
#include "http/target.hpp"
#include "http/transport.hpp"
#include "http/upload.hpp"

namespace {

using namespace pingli;
using namespace pingli::http;

// The end of a head is found alike in one piece and in many, and what is accepted is unambiguous.
void try_head(std::string_view bytes, std::size_t step) {
    const HeadScan whole = scan_head(bytes, 0);
    HeadScan scan;
    std::size_t seen = 0;
    for (std::size_t n = 0; n <= bytes.size() && scan.state == HeadScan::State::NeedMore;
         n = std::min(n + step, std::max(bytes.size(), n + 1))) {
        scan = scan_head(bytes.substr(0, n), seen);
        seen = n;
    }
    if (whole.state == HeadScan::State::Complete) {
        PINGLI_ASSERT(scan.state == HeadScan::State::Complete && scan.size == whole.size);
        PINGLI_ASSERT(whole.size <= bytes.size());
    }
    const std::string_view head = bytes.substr(0, whole.size);
    const auto framing = check_framing(head);
    if (!framing) {
        PINGLI_ASSERT(!to_text(framing.error()).empty() && status_of(framing.error()) >= 400);
        return;
    }
    PINGLI_ASSERT(whole.state == HeadScan::State::Complete);
    PINGLI_ASSERT(!framing->is_chunked || !framing->content_length);
    PINGLI_ASSERT(!head.contains("\r\n ") && !head.contains('\0'));
}

// A request as the session reads it, from a buffer that gets so many bytes at a time.
struct Read {
    std::string body;
    bool is_whole = false;
    std::size_t used = 0;
};

Read read_request(std::string_view bytes, const Framing& framing, std::size_t head_size,
                  std::size_t step) {
    constexpr std::size_t kBufferMax = 16 << 10;
    constexpr std::size_t kChunkedEndBytes = 5;
    Read out;
    RequestParser parser;
    parser.body_limit(boost::none);
    parser.on_body = [&](std::string_view part) {
        out.body += part;
        return true;
    };
    ErrorNumber error;
    out.used = parser.put(net::buffer(bytes.substr(0, head_size)), error);
    if (error || out.used != head_size || !parser.is_header_done() ||
        parser.chunked() != framing.is_chunked)
        return out;
    if (!framing.is_chunked && framing.content_length)
        PINGLI_ASSERT(parser.content_length() == *framing.content_length);
    std::size_t there = head_size;
    while (!parser.is_done()) {
        const std::string_view buffered = bytes.substr(out.used, there - out.used);
        if (buffered.size() >= (framing.is_chunked ? kChunkedEndBytes : 1)) {
            const std::size_t used = parser.put(net::buffer(buffered), error);
            PINGLI_ASSERT(used <= buffered.size());
            out.used += used;
            if (error && error != beast::http::error::need_more) return out;
            if (used > 0) continue;
        }
        if (there == bytes.size() || there - out.used >= kBufferMax) return out;
        there = std::min(there + step, bytes.size());
    }
    out.is_whole = true;
    return out;
}

// However a request is cut, it has the same body and the next one begins at the same byte.
void try_request(std::string_view bytes, std::size_t step) {
    const HeadScan scan = scan_head(bytes, 0);
    if (scan.state != HeadScan::State::Complete) return;
    const auto framing = check_framing(bytes.substr(0, scan.size));
    if (!framing) return;
    const Read whole = read_request(bytes, *framing, scan.size, bytes.size());
    const Read cut = read_request(bytes, *framing, scan.size, step);
    PINGLI_ASSERT(whole.is_whole == cut.is_whole);
    if (!whole.is_whole) return;
    PINGLI_ASSERT(whole.body == cut.body && whole.used == cut.used);
    if (!framing->is_chunked)
        PINGLI_ASSERT(whole.body.size() == framing->content_length.value_or(0));
}

struct Told {
    std::string text;
    std::optional<MultipartFault> fault;
};

Told tell(std::string_view bytes, std::size_t step) {
    Told told;
    MultipartParser parser{"b",
                           {.begin =
                                [&](const PartHead& head) {
                                    told.text += "<" + head.name + "|" +
                                                 head.file_name.value_or("-") + "|" +
                                                 head.media_type + ">";
                                    return true;
                                },
                            .data =
                                [&](std::string_view data) {
                                    told.text += data;
                                    return true;
                                },
                            .end =
                                [&] {
                                    told.text += "</>";
                                    return true;
                                }}};
    for (std::size_t at = 0; at < bytes.size(); at += step) parser.feed(bytes.substr(at, step));
    told.fault = parser.finish();
    return told;
}

void try_form(std::string_view bytes, std::size_t step) {
    const Told whole = tell(bytes, bytes.size() + 1);
    const Told cut = tell(bytes, step);
    PINGLI_ASSERT(whole.fault.has_value() == cut.fault.has_value());
    PINGLI_ASSERT(whole.fault.has_value() || whole.text == cut.text);
}

void try_target(std::string_view bytes) {
    const auto target = parse_target(bytes);
    if (!target) return;
    for (const std::string& segment : target->segments) {
        PINGLI_ASSERT(utf8::is_valid(segment) && segment != ".." && !segment.contains('\0'));
    }
    for (const auto& [name, value] : target->query)
        PINGLI_ASSERT(utf8::is_valid(name) && utf8::is_valid(value) && !value.contains('\n'));
}

void try_fields(std::string_view bytes) {
    if (const auto value = find_cookie(bytes, "s")) PINGLI_ASSERT(!value->contains(';'));
    if (const auto read = parse_parameterised(bytes)) {
        for (const Field& parameter : read->parameters) PINGLI_ASSERT(is_token(parameter.name));
    }
    if (const auto boundary = multipart_boundary(bytes)) PINGLI_ASSERT(boundary->size() <= 70);
    const std::string name = safe_file_name(bytes);
    PINGLI_ASSERT(utf8::is_valid(name) && name.size() <= 255 && !name.contains('/'));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view bytes{reinterpret_cast<const char*>(data) + 2, size - 2};
    const std::size_t step = (data[1] % 32) + 1U;
    switch (data[0] % 8) {
        case 0:
            try_head(bytes, step);
            break;
        case 1:
            try_form(bytes, step);
            break;
        case 2:
            try_target(bytes);
            break;
        case 3:
            try_fields(bytes);
            break;
        default:
            try_request(bytes, step);
            break;
    }
    return 0;
}
