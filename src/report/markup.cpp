#include "report/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace pingli::report {

namespace {

bool is_digit(char32_t code) {
    return (code >= U'0' && code <= U'9') || (code >= U'０' && code <= U'９');
}

void append_escaped(std::string& out, std::string_view valid, std::size_t at,
                    const utf8::Decoded& c) {
    constexpr char32_t kPictures = 0x2400;  // ␀ and its kin: a control character made visible
    if (c.code == '&') {
        out += "&amp;";
    } else if (c.code == '<') {
        out += "&lt;";
    } else if (c.code == '>') {
        out += "&gt;";
    } else if (c.code == '"') {
        out += "&quot;";
    } else if (c.code == '\'') {
        out += "&#39;";
    } else if (c.code < 0x20 && c.code != '\n' && c.code != '\t') {
        utf8::append(out, kPictures + c.code);
    } else if (c.code == 0x7F) {
        utf8::append(out, 0x2421);
    } else if ((c.code >= 0x80 && c.code < 0xA0) || turns_direction(c.code)) {
        out += fmt::format("[U+{:04X}]", static_cast<unsigned>(c.code));
    } else {
        out += valid.substr(at, c.size);
    }
}

bool is_plain(unsigned char byte) {
    return byte >= 0x20 && byte < 0x7F && byte != '&' && byte != '<' && byte != '>' &&
           byte != '"' && byte != '\'';
}

void append_escaped(std::string& out, std::string_view valid) {
    for (std::size_t at = 0; at < valid.size();) {
        std::size_t end = at;
        while (end < valid.size() && is_plain(static_cast<unsigned char>(valid[end]))) ++end;
        out += valid.substr(at, end - at);
        at = end;
        if (at == valid.size()) return;
        const utf8::Decoded c = utf8::decode(valid, at);
        append_escaped(out, valid, at, c);
        at += c.size;
    }
}

struct Run {
    std::uint32_t start, last, digits, longest, row;  // code points; `last` is the last digit's
};

bool is_personal(const Run& run) {
    constexpr std::uint32_t kInARow = 7;
    constexpr std::uint32_t kWithGaps = 11;
    return run.longest >= kInARow || run.digits >= kWithGaps;
}

}  // namespace

bool turns_direction(char32_t code) {
    return code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

std::string as_valid(std::string_view any) {
    std::string out;
    out.reserve(any.size());
    while (const auto fault = utf8::find_fault(any)) {
        out += any.substr(0, *fault);
        utf8::append(out, 0xFFFD);
        any.remove_prefix(*fault + 1);
    }
    return out.append(any);
}

std::string with_commas(std::uint64_t value) {
    std::string digits = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string escaped(std::string_view any) {
    std::string out;
    Html{out}.text(any);
    return out;
}

std::string mask(std::string_view valid) {
    constexpr std::size_t kLong = 9;
    constexpr std::size_t kHead = 3;
    constexpr std::size_t kTail = 2;
    constexpr std::size_t kStarsMax = 6;  // a longer mask says no more
    const std::size_t size = utf8::count(valid);
    const std::size_t head = size >= kLong ? kHead : std::min<std::size_t>(1, size / 2);
    const std::size_t tail = size >= kLong ? kTail : 0;
    std::string out{utf8::slice(valid, 0, head)};
    out.append(std::min(size - head - tail, kStarsMax), '*');
    out += utf8::slice(valid, size - tail, size);
    return out;
}

std::vector<text::Span> number_runs(std::string_view valid) {
    std::vector<text::Span> found;
    Run run{};
    const auto close = [&] {
        if (is_personal(run)) found.push_back({.start = run.start, .end = run.last + 1});
        run = {};
    };
    std::uint32_t index = 0;
    for (std::size_t at = 0; at < valid.size(); ++index) {
        const utf8::Decoded c = utf8::decode(valid, at);
        at += c.size;
        if (is_digit(c.code)) {
            if (run.digits == 0) run.start = index;
            run.row = run.digits > 0 && run.last + 1 == index ? run.row + 1 : 1;
            run.longest = std::max(run.longest, run.row);
            run.last = index;
            ++run.digits;
        } else if (run.digits > 0) {
            const bool is_gap = (c.code == ' ' || c.code == '-') && run.last + 1 == index;
            if (!is_gap) close();
        }
    }
    close();
    return found;
}

std::string with_numbers_masked(std::string_view any) {
    std::string valid = as_valid(any);
    std::string out;
    std::uint32_t done = 0;
    for (const text::Span& run : number_runs(valid)) {
        out += utf8::slice(valid, done, run.start);
        out += mask(utf8::slice(valid, run.start, run.end));
        done = run.end;
    }
    if (done == 0) return valid;
    return out.append(utf8::slice(valid, done, valid.size()));
}

Html& Html::raw(std::string_view markup) {
    out_ += markup;
    return *this;
}

Html& Html::text(std::string_view any) {
    utf8::is_valid(any) ? append_escaped(out_, any) : append_escaped(out_, as_valid(any));
    return *this;
}

Html& Html::number(std::uint64_t value) {
    out_ += std::to_string(value);
    return *this;
}

Html& Html::count(std::uint64_t value) {
    out_ += with_commas(value);
    return *this;
}

Html& Html::attribute(std::string_view name, std::string_view value) {
    raw(" ").raw(name).raw(R"(=")").text(value);
    return raw(R"(")");
}

Html& Html::both(std::string_view zh, std::string_view en) {
    raw(R"(<span class="z" lang="zh">)").text(zh).raw("</span>");
    return raw(R"(<span class="e" lang="en">)").text(en).raw("</span>");
}

Html& Html::words(const Bilingual& words) {
    raw(R"(<span class="z" lang="zh">)").masked_text(words.zh).raw("</span>");
    return raw(R"(<span class="e" lang="en">)").masked_text(words.en).raw("</span>");
}

Html& Html::masked_text(std::string_view any) {
    const std::string valid = as_valid(any);
    std::uint32_t done = 0;
    for (const text::Span& run : number_runs(valid)) {
        text(utf8::slice(valid, done, run.start));
        masked(utf8::slice(valid, run.start, run.end));
        done = run.end;
    }
    return text(done == 0 ? std::string_view{valid} : utf8::slice(valid, done, valid.size()));
}

Html& Html::masked(std::string_view any) {
    const std::string valid = as_valid(any);
    raw(R"(<span class="m">)").text(mask(valid)).raw("</span>");
    return raw(R"(<span class="r">)").text(valid).raw("</span>");
}

}  // namespace pingli::report
