#include "store/grams.hpp"

#include <algorithm>

#include "app/event_store.hpp"
#include "base/utf8.hpp"

namespace pingli::store {

namespace {

bool is_ascii_word(char32_t code) {
    return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
           (code >= 'A' && code <= 'Z');
}

// Punctuation, spaces, symbols and drawings part words; everything else is a letter to us.
bool is_word(char32_t code) {
    if (code < 0x80) return is_ascii_word(code);
    if (code < 0xC0) return code == 0xAA || code == 0xB5 || code == 0xBA;
    struct Range {
        char32_t first, last;
    };
    constexpr Range kParting[] = {
        {0xD7, 0xD7},     {0xF7, 0xF7},       {0x2000, 0x206F},   {0x20A0, 0x20CF},
        {0x2190, 0x245F}, {0x2500, 0x2BFF},   {0x3000, 0x3004},   {0x3008, 0x3020},
        {0x3030, 0x3030}, {0x30FB, 0x30FB},   {0xE000, 0xF8FF},   {0xFE00, 0xFE6F},
        {0xFF00, 0xFF0F}, {0xFF1A, 0xFF20},   {0xFF3B, 0xFF40},   {0xFF5B, 0xFF65},
        {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF}};
    return std::ranges::none_of(kParting,
                                [&](const Range& r) { return code >= r.first && code <= r.last; });
}

template <class Take>
void for_each_run(std::string_view text, const Take& take) {
    std::size_t start = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto [code, size] = utf8::decode(text, at);
        if (!is_word(code)) {
            if (at > start) take(text.substr(start, at - start));
            start = at + size;
        }
        at += size;
    }
    if (at > start) take(text.substr(start));
}

template <class Take>
void for_each_gram(std::string_view run, const Take& take) {
    std::size_t previous = run.size();
    for (std::size_t at = 0; at < run.size();) {
        const std::size_t size = utf8::decode(run, at).size;
        if (previous != run.size()) take(run.substr(previous, at + size - previous));
        previous = at;
        at += size;
    }
    take(run.substr(previous));
}

constexpr std::size_t kQuad = 4;
constexpr int kCharacterBits = 21;
constexpr int kQuadBits = 7;
constexpr int kQuadMark = 62;

// Of four or more letters and digits of ASCII, within a run.
template <class Take>
void for_each_stretch(std::string_view run, const Take& take) {
    std::size_t start = 0;
    for (std::size_t at = 0; at <= run.size(); ++at) {
        if (at < run.size() && is_ascii_word(static_cast<unsigned char>(run[at]))) continue;
        if (at - start >= kQuad) take(run.substr(start, at - start));
        start = at + 1;
    }
}

bool is_space(char32_t code) {
    return code == ' ' || (code >= 9 && code <= 13) || code == 0xA0 || code == 0x3000;
}

}  // namespace

std::string searchable(const Fold& fold, std::string_view text) {
    std::string folded = fold(text);
    if (folded.size() <= app::kSearchTextBytesMax) return folded;
    std::size_t end = app::kSearchTextBytesMax;
    while ((static_cast<unsigned char>(folded[end]) & 0xC0U) == 0x80U) --end;
    folded.resize(end);
    return folded;
}

std::string gram_text(std::string_view folded) {
    std::string out;
    out.reserve(folded.size() * 3);
    for_each_run(folded, [&](std::string_view run) {
        for_each_gram(run, [&](std::string_view gram) {
            if (!out.empty()) out += ' ';
            out += gram;
        });
    });
    return out;
}

std::string quad_text(std::string_view folded) {
    std::string out;
    for_each_stretch(folded, [&](std::string_view stretch) {
        for (const std::string_view quad : quads(stretch)) out.append(quad).append(" ");
        out.append(stretch.substr(stretch.size() - kQuad + 1)).append(" ");
    });
    if (!out.empty()) out.pop_back();
    return out;
}

std::vector<std::string_view> quads(std::string_view stretch) {
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at + kQuad <= stretch.size(); ++at)
        out.push_back(stretch.substr(at, kQuad));
    return out;
}

std::vector<std::string_view> stretches(std::string_view run) {
    std::vector<std::string_view> out;
    for_each_stretch(run, [&](std::string_view stretch) { out.push_back(stretch); });
    return out;
}

// Of one or two characters in 21 bits each; a four in 7 bits each, under a bit that no other has.
std::int64_t token_code(std::string_view token) {
    const bool is_quad = token.size() == kQuad && std::ranges::all_of(token, [](char c) {
                             return is_ascii_word(static_cast<unsigned char>(c));
                         });
    std::int64_t code = is_quad ? 1 : 0;
    const int bits = is_quad ? kQuadBits : kCharacterBits;
    if (is_quad) code <<= kQuadMark - (4 * kQuadBits);
    for (std::size_t at = 0; at < token.size();) {
        const auto [character, size] = utf8::decode(token, at);
        code = (code << bits) | static_cast<std::int64_t>(character);
        at += size;
    }
    return code;
}

std::vector<std::int64_t> token_codes(std::string_view folded) {
    std::vector<std::int64_t> codes;
    for_each_run(folded, [&](std::string_view run) {
        std::int64_t previous = 0;
        for (std::size_t at = 0; at < run.size();) {
            const auto [character, size] = utf8::decode(run, at);
            const auto code = static_cast<std::int64_t>(character);
            codes.push_back(code);
            if (at > 0) codes.push_back((previous << kCharacterBits) | code);
            previous = code;
            at += size;
        }
        for (const std::string_view stretch : stretches(run))
            for (const std::string_view quad : quads(stretch)) codes.push_back(token_code(quad));
    });
    std::ranges::sort(codes);
    const auto [first, last] = std::ranges::unique(codes);
    codes.erase(first, last);
    return codes;
}

std::vector<std::string> search_runs(const Fold& fold, std::string_view words) {
    std::vector<std::string> runs;
    const auto take_word = [&](std::string_view word) {
        const std::string folded = fold(word);
        for_each_run(folded, [&](std::string_view run) {
            run = utf8::slice(run, 0, kSearchRunCharactersMax);
            if (runs.size() < kSearchRunsMax && std::ranges::find(runs, run) == runs.end())
                runs.emplace_back(run);
        });
    };
    // Words are parted before folding, which may join what stands apart.
    std::size_t start = 0;
    for (std::size_t at = 0; at < words.size();) {
        const auto [code, size] = utf8::decode(words, at);
        if (is_space(code)) {
            if (at > start) take_word(words.substr(start, at - start));
            start = at + size;
        }
        at += size;
    }
    if (start < words.size()) take_word(words.substr(start));
    return runs;
}

std::vector<std::string_view> characters(std::string_view run) {
    std::vector<std::string_view> out;
    for (std::size_t at = 0; at < run.size();) {
        const std::size_t size = utf8::decode(run, at).size;
        out.push_back(run.substr(at, size));
        at += size;
    }
    return out;
}

}  // namespace pingli::store
