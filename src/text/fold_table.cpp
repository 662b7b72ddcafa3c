// How a Folder gets its table: compatibility forms from ICU, characters from the two data files.

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/utf8.hpp"
#include "text/fold.hpp"
#include "text/offset.hpp"

namespace pingli::text {

namespace {

constexpr std::size_t kTableEnd = 0x30000;  // Above stand tags and variation selectors only.
constexpr std::size_t kFilterWords = 1024;  // 64 Ki bits

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        parts.push_back(cut(text, at, end));
        at = end + 1;
    }
    return parts;
}

std::string_view without_line_end(std::string_view line) {
    return line.ends_with('\r') ? up_to(line, back_or_start(line.size(), 1)) : line;
}

}  // namespace

Folder::Folder(std::string_view traditional, std::string_view look_alikes, Problems& problems)
    : slots_(kTableEnd, 0), entries_(1), joint_filter_(kFilterWords, 0) {
    add_compatibility();
    read_table("traditional.tsv", traditional, problems);
    read_table("look-alikes.tsv", look_alikes, problems);
    // A compatibility form may itself be traditional or a look-alike.
    for (Entry& entry : entries_) {
        const std::u32string code = utf8::to_utf32(entry.replacement);
        if (code.size() != 1) continue;
        const Entry& next = entries_[slot(code[0])];
        if (&next != &entries_[0] && next.exceptions == 0) entry.replacement = next.replacement;
    }
}

// NFKC with case folding, character by character: composed sequences do not occur in Chinese text,
// and a letter with a mark written apart stays recognizable as it is.
void Folder::add_compatibility() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const nfkc = icu::Normalizer2::getNFKCCasefoldInstance(status);
    PINGLI_ASSERT(U_SUCCESS(status));  // The data is part of the library.
    for (char32_t code = 1; code < kTableEnd; ++code) {
        if (code >= 0x4E00 && code < 0xA000) continue;  // Unified ideographs are their own form.
        if (code >= 0xD800 && code < 0xE000) continue;
        if (code >= 0x20000 && code < 0x2F800) continue;
        const icu::UnicodeString one{static_cast<UChar32>(code)};
        if (nfkc->isNormalized(one, status)) continue;
        std::string folded;
        nfkc->normalize(one, status).toUTF8String(folded);
        set(code, std::move(folded), {});
    }
    // What readers take for the plain form although Unicode does not.
    for (const auto& [from, to] : std::initializer_list<std::pair<char32_t, const char*>>{
             {U'•', "·"}, {U'‧', "·"},  {U'・', "·"}, {U'●', "·"},  {U'–', "-"},     {U'—', "-"},
             {U'―', "-"}, {U'−', "-"},  {U'‐', "-"},  {U'〜', "~"}, {U'\u20E3', ""}, {U'❶', "1"},
             {U'❷', "2"}, {U'❸', "3"},  {U'❹', "4"},  {U'❺', "5"},  {U'❻', "6"},     {U'❼', "7"},
             {U'❽', "8"}, {U'❾', "9"},  {U'➊', "1"},  {U'➋', "2"},  {U'➌', "3"},     {U'➍', "4"},
             {U'➎', "5"}, {U'➏', "6"},  {U'➐', "7"},  {U'➑', "8"},  {U'➒', "9"},     {U'⓪', "0"},
             {U'⓿', "0"}, {U'\t', " "}, {U'\r', ""}})
        set(from, to, {});
}

void Folder::set(char32_t code, std::string replacement, std::vector<Exception> exceptions) {
    PINGLI_ASSERT(code < kTableEnd && entries_.size() < 0xFFFF);
    Entry entry{.replacement = std::move(replacement),
                .first_exception = static_cast<std::uint32_t>(exceptions_.size()),
                .exceptions = static_cast<std::uint32_t>(exceptions.size())};
    std::ranges::move(exceptions, std::back_inserter(exceptions_));
    if (slots_[code] == 0) {
        slots_[code] = static_cast<std::uint16_t>(entries_.size());
        entries_.push_back(std::move(entry));
    } else {
        entries_[slots_[code]] = std::move(entry);
    }
}

void Folder::read_table(std::string_view file, std::string_view bytes, Problems& problems) {
    std::uint64_t number = 0;
    for (std::string_view line : split(bytes, '\n')) {
        ++number;
        line = without_line_end(line);
        if (line.empty() || line.starts_with('#')) continue;
        const auto columns = split(line, '\t');
        const auto report = [&](std::string found, std::string expected) {
            problems.push_back({.file = std::string{file},
                                .line = number,
                                .column = 0,
                                .field = {},
                                .found = std::move(found),
                                .expected = std::move(expected)});
        };
        if (!utf8::is_valid(line)) {
            report({}, "valid UTF-8");
        } else if (columns.size() < 2 || columns.size() > 3) {
            report(std::to_string(columns.size()) + " columns", "character, replacement, words");
        } else if (utf8::count(columns[0]) != 1 || columns[0] == columns[1] ||
                   utf8::decode(columns[0], 0).code >= kTableEnd) {
            report(std::string{columns[0]}, "one character, other than its replacement");
        } else {
            add_row(columns[0], columns[1], columns.size() > 2 ? columns[2] : std::string_view{});
        }
    }
}

void Folder::add_row(std::string_view from, std::string_view to, std::string_view words) {
    const char32_t code = utf8::decode(from, 0).code;
    std::vector<Exception> exceptions;
    for (std::string_view word : split(words, ' ')) {
        if (word.empty()) continue;
        const std::size_t arrow = word.find('>');
        const std::string_view keeps =
            arrow == std::string_view::npos ? from : rest(word, arrow + 1);
        const std::u32string letters = utf8::to_utf32(up_to(word, arrow));
        for (std::size_t i = 0; i < letters.size(); ++i)
            if (letters[i] == code)
                exceptions.push_back({.before = {letters, 0, i},
                                      .after = {letters, i + 1},
                                      .replacement = std::string{keeps}});
    }
    set(code, std::string{to}, std::move(exceptions));
}

void Folder::add_joined(std::string_view word) {
    std::u32string letters = utf8::to_utf32(word);
    if (letters.size() < 2) return;
    const auto index = static_cast<std::uint32_t>(words_.size());
    for (std::uint32_t i = 0; i + 1 < letters.size(); ++i)
        joints_.push_back({.pair = (std::uint64_t{letters[i]} << 32) | letters[i + 1],
                           .word = index,
                           .position = i + 1});
    words_.push_back(std::move(letters));
}

void Folder::sort_joined() {
    std::ranges::sort(joints_);
    for (const Joint& joint : joints_) {
        const std::uint64_t bit = (joint.pair * 0x9E3779B97F4A7C15U) >> 48;
        joint_filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
}

}  // namespace pingli::text
