#include "codec/json_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/utf8.hpp"

namespace pingli::codec {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kHex = "0123456789abcdef";

bool is_plain(unsigned char byte) {
    // 0xE2 may begin U+2028 or U+2029.
    return byte >= 0x20 && byte != '"' && byte != '\\' && byte != '<' && byte != 0x7F &&
           byte != 0xE2;
}

void append_escape(std::string& out, unsigned code) {
    out += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U}) out += kHex[(code >> shift) & 0xFU];
}

void append_special(std::string& out, unsigned char byte) {
    switch (byte) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            append_escape(out, byte);
    }
}

void append_valid(std::string& out, std::string_view valid) {
    std::size_t done = 0;
    for (std::size_t i = 0; i < valid.size(); ++i) {
        const auto byte = static_cast<unsigned char>(valid[i]);
        if (is_plain(byte)) continue;
        if (byte == 0xE2) {
            const std::string_view three = valid.substr(i, 3);
            if (three != "\xE2\x80\xA8" && three != "\xE2\x80\xA9") continue;
            out += valid.substr(done, i - done);
            append_escape(out, three.back() == '\xA8' ? 0x2028 : 0x2029);
            i += 2;
        } else {
            out += valid.substr(done, i - done);
            append_special(out, byte);
        }
        done = i + 1;
    }
    out += valid.substr(done);
}

}  // namespace

void JsonWriter::separate() {
    if (needs_comma_) out_ += ',';
    needs_comma_ = true;
}

void JsonWriter::open(char bracket) {
    separate();
    out_ += bracket;
    needs_comma_ = false;
}

void JsonWriter::close(char bracket) {
    out_ += bracket;
    needs_comma_ = true;
}

void JsonWriter::key(std::string_view name) {
    text(name);
    out_ += ':';
    needs_comma_ = false;
}

void JsonWriter::text(std::string_view value) {
    separate();
    out_ += '"';
    while (const auto fault = utf8::find_fault(value)) {
        append_valid(out_, value.substr(0, *fault));
        out_ += kReplacement;
        value.remove_prefix(*fault + 1);
    }
    append_valid(out_, value);
    out_ += '"';
}

void JsonWriter::text_or_null(std::string_view value) {
    value.empty() ? null() : text(value);
}

void JsonWriter::boolean(bool value) {
    separate();
    out_ += value ? "true" : "false";
}

void JsonWriter::whole(std::int64_t value) {
    separate();
    std::array<char, 24> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out_.append(digits.data(), written.ptr);
}

void JsonWriter::share(double value) {
    constexpr double kParts = 1000;
    separate();
    const double bounded = std::isfinite(value) ? std::clamp(value, 0.0, 1.0) : 0.0;
    std::array<char, 32> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(),
                                       std::round(bounded * kParts) / kParts);
    out_.append(digits.data(), written.ptr);
}

void JsonWriter::raw(std::string_view json) {
    separate();
    out_ += json;
    needs_comma_ = true;
}

void JsonWriter::null() {
    separate();
    out_ += "null";
}

void JsonWriter::bilingual(const Bilingual& words) {
    begin_object();
    key("zh");
    text(words.zh);
    key("en");
    text(words.en);
    end_object();
}

void JsonWriter::field(std::string_view name, std::string_view value) {
    key(name);
    text(value);
}

void JsonWriter::field(std::string_view name, std::int64_t value) {
    key(name);
    whole(value);
}

void JsonWriter::field(std::string_view name, Instant at) {
    field(name, format_instant(at, std::chrono::seconds{0}));
}

}  // namespace pingli::codec
