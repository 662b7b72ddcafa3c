#include "text/fold.hpp"

#include <algorithm>
#include <array>
#include <ranges>

#include "base/utf8.hpp"
#include "text/offset.hpp"

namespace pingli::text {

namespace {

constexpr std::size_t kHanBytes = 3;
constexpr std::size_t kSeparatorsMax = 3;  // between two characters of one word

bool is_word_character(char32_t code) {
    if (code < 0x80)
        return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
               (code >= '0' && code <= '9');
    return (code >= 0x3400 && code < 0xA000) || code >= 0x1F000 || code == 0x3007;
}

bool is_han(char32_t code) {
    return code >= 0x3400 && code < 0xA000;
}

// What people put into a word to hide it. Ends of sentences are no separators.
bool is_separator(char32_t code) {
    if (code < 0x80)
        return code >= 0x20 && !is_word_character(code) && code != '!' && code != '?' &&
               code != ';' && code != ':' && code != ',';
    return code == U'·' || code == U'、' || code == 0x3000 || code == U'…' || code == U'°' ||
           (code >= 0x2500 && code < 0x2600);
}

bool is_weak_separator(char32_t code) {
    return (code >= '0' && code <= '9') || code == U'。';
}

// Letters of no clean word: between them and another digits and full stops part a word too.
bool is_coarse(char32_t code) {
    return std::u32string_view{U"逼屄屌婊肏痹"}.contains(code);
}

// 傻1逼, 麻。。痹, but not 狗1日: where the digits or stops at `at` end; `at` when they part no
// such letters.
std::size_t weak_gap_end(std::string_view text, std::size_t at, char32_t before) {
    if (!is_han(before)) return at;
    std::size_t end = at;
    for (std::size_t i = 0; i <= kSeparatorsMax && end < text.size(); ++i) {
        const utf8::Decoded next = utf8::decode(text, end);
        if (is_weak_separator(next.code)) {
            end += next.size;
            continue;
        }
        const bool parts = is_han(next.code) && (is_coarse(before) || is_coarse(next.code));
        return parts ? end : at;
    }
    return at;
}

bool is_spacing(std::string_view gap) {
    return gap.find("、") == std::string_view::npos;
}

}  // namespace

// --- back to the original ----------------------------------------------------------------------

std::size_t Folded::original_start(std::size_t at) const {
    // The last edit that begins at or before `at`; at equal places the last one counts, so that
    // what was dropped before a word is not within it.
    const auto after = std::ranges::upper_bound(edits_, at, {}, &Edit::at);
    if (after == edits_.begin()) return at;
    const Edit& edit = *std::prev(after);
    if (at < edit.at + edit.size) return edit.from;
    return edit.from + edit.from_size + gap(edit.at + edit.size, at);
}

std::size_t Folded::original_end(std::size_t at) const {
    // The last edit that begins before `at`: what was dropped after a word is not within it.
    const auto after = std::ranges::lower_bound(edits_, at, {}, &Edit::at);
    if (after == edits_.begin()) return at;
    const Edit& edit = *std::prev(after);
    if (at <= edit.at + edit.size) return edit.from + edit.from_size;
    return edit.from + edit.from_size + gap(edit.at + edit.size, at);
}

std::pair<std::size_t, std::size_t> Folded::to_original_bytes(std::size_t start,
                                                              std::size_t end) const {
    if (!is_copy_) return {start, end};
    const std::size_t from = original_start(start);
    return {from, std::max(from, original_end(end))};
}

Span Folded::to_original(std::size_t start, std::size_t end) const {
    const auto [from, to] = to_original_bytes(start, end);
    return {.start = static_cast<std::uint32_t>(letters_before(from)),
            .end = static_cast<std::uint32_t>(letters_before(to))};
}

// A text of many findings is counted once, not once for each.
void Folded::count_letters() {
    counts_.clear();
    std::size_t letters = 0;
    for (std::size_t at = 0; at + kStride <= original_.size(); at += kStride) {
        letters += utf8::count(cut(original_, at, at + kStride));
        counts_.push_back(static_cast<std::uint32_t>(letters));
    }
}

std::size_t Folded::letters_before(std::size_t at) const {
    const std::size_t stride = std::min(at / kStride, counts_.size());
    const std::uint32_t* const counted = one_before(counts_, stride);
    return (counted == nullptr ? 0 : *counted) + utf8::count(cut(original_, stride * kStride, at));
}

// --- folding -----------------------------------------------------------------------------------

std::uint16_t Folder::slot(char32_t code) const {
    return code < slots_.size() ? slots_[code] : 0;
}

char32_t Folder::plain(char32_t code) const {
    const Entry& entry = entries_[slot(code)];
    if (entry.replacement.empty()) return code;
    const utf8::Decoded first = utf8::decode(entry.replacement, 0);
    return first.size == entry.replacement.size() ? first.code : code;
}

bool Folder::fits(const Exception& exception, std::string_view text, std::size_t at,
                  std::size_t size) const {
    std::size_t left = at;
    for (const char32_t code : std::views::reverse(exception.before)) {
        if (left == 0) return false;
        left = letter_before(text, left);
        if (plain(utf8::decode(text, left).code) != plain(code)) return false;
    }
    std::size_t right = at + size;
    for (const char32_t code : exception.after) {
        if (right == text.size()) return false;
        const utf8::Decoded next = utf8::decode(text, right);
        if (plain(next.code) != plain(code)) return false;
        right += next.size;
    }
    return true;
}

const std::string& Folder::replacement(const Entry& entry, std::string_view text, std::size_t at,
                                       std::size_t size) const {
    for (std::uint32_t i = 0; i < entry.exceptions; ++i) {
        const Exception& exception = exceptions_[entry.first_exception + i];
        if (fits(exception, text, at, size)) return exception.replacement;
    }
    return entry.replacement;
}

void Folder::change(Folded& out) const {
    static const std::string kNothing;
    const std::string_view text = out.original_;
    std::size_t copied = 0;  // Bytes of `text` that are in the copy.
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded letter = utf8::decode(text, at);
        const std::uint16_t index = slot(letter.code);
        const bool is_tag = letter.code >= 0xE0000 && letter.code < 0xE1000;
        if (index == 0 && !is_tag) [[likely]] {
            at += letter.size;
            continue;
        }
        const std::string& to =
            is_tag ? kNothing : replacement(entries_[index], text, at, letter.size);
        if (to == cut(text, at, at + letter.size)) {
            at += letter.size;
            continue;
        }
        out.is_copy_ = true;
        out.copy_ += cut(text, copied, at);
        out.edits_.push_back({.at = static_cast<std::uint32_t>(out.copy_.size()),
                              .size = static_cast<std::uint32_t>(to.size()),
                              .from = static_cast<std::uint32_t>(at),
                              .from_size = letter.size});
        out.copy_ += to;
        at += letter.size;
        copied = at;
    }
    if (out.is_copy_) out.copy_ += rest(text, copied);
}

// Whether some word reads on over the gap from `left` (end of what stands before) to `right`.
bool Folder::joins(std::string_view text, std::size_t left, std::size_t right) const {
    const std::uint64_t pair =
        (std::uint64_t{utf8::decode(text, letter_before(text, left)).code} << 32) |
        utf8::decode(text, right).code;
    const std::uint64_t bit = (pair * 0x9E3779B97F4A7C15U) >> 48;
    if ((joint_filter_[bit / 64] >> (bit % 64) & 1) == 0) return false;
    // The next character in a direction, over at most kSeparatorsMax separators.
    const auto backward = [&](std::size_t& at) -> char32_t {
        for (std::size_t skipped = 0; at > 0; ++skipped) {
            at = letter_before(text, at);
            const char32_t code = utf8::decode(text, at).code;
            if (!is_separator(code) || skipped == kSeparatorsMax) return code;
        }
        return 0;
    };
    const auto forward = [&](std::size_t& at) -> char32_t {
        for (std::size_t skipped = 0; at < text.size(); ++skipped) {
            const utf8::Decoded next = utf8::decode(text, at);
            at += next.size;
            if (!is_separator(next.code) || skipped == kSeparatorsMax) return next.code;
        }
        return 0;
    };
    for (auto joint = std::ranges::lower_bound(joints_, pair, {}, &Joint::pair);
         joint != joints_.end() && joint->pair == pair; ++joint) {
        const std::u32string& word = words_[joint->word];
        bool fits = true;
        std::size_t at = left;
        for (const char32_t code : word | std::views::take(joint->position) | std::views::reverse)
            if (!(fits = backward(at) == code)) break;
        at = right;
        for (std::size_t i = joint->position; fits && i < word.size(); ++i)
            fits = forward(at) == word[i];
        if (fits) return true;
    }
    return false;
}

// Three and more Han characters that each stand alone between the same separators ("好 评 返 现")
// are one stretch, as are the parts of a word of add_joined().
void Folder::find_separators(Folded& out) const {
    const std::string_view text = out.text();
    struct Gap {
        std::uint32_t start, end;
        bool is_spacing;  // between Han characters, and not a mark that lists or ends
    };
    constexpr std::size_t kGapsMax = 256;  // A longer text is not somebody's trick.
    std::array<Gap, kGapsMax> gaps;
    std::size_t count = 0;
    char32_t before = 0;
    for (std::size_t at = 0; at < text.size() && count < kGapsMax;) {
        utf8::Decoded letter = utf8::decode(text, at);
        if (!is_separator(letter.code)) [[likely]] {
            const std::size_t end = weak_gap_end(text, at, before);
            if (end != at) {
                gaps[count++] = {.start = static_cast<std::uint32_t>(at),
                                 .end = static_cast<std::uint32_t>(end),
                                 .is_spacing = false};
                at = end;
                continue;
            }
            before = letter.code;
            at += letter.size;
            continue;
        }
        const std::size_t start = at;
        std::size_t separators = 0;
        while (at < text.size() && is_separator(letter.code)) {
            at += letter.size;
            ++separators;
            if (at < text.size()) letter = utf8::decode(text, at);
        }
        if (at == text.size()) break;
        if (separators <= kSeparatorsMax && is_word_character(before) &&
            is_word_character(letter.code))
            gaps[count++] = {.start = static_cast<std::uint32_t>(start),
                             .end = static_cast<std::uint32_t>(at),
                             .is_spacing = is_han(before) && is_han(letter.code) &&
                                           is_spacing(cut(text, start, at))};
    }
    const auto is_row = [&](std::size_t i) {  // Both neighbours stand alone.
        const Gap& gap = gaps[i];
        const Gap* const last = one_before(gaps, i);
        const std::uint32_t left_end = last == nullptr ? 0 : last->end;
        const bool left = left_end + kHanBytes == gap.start;
        const bool right = i + 1 < count ? gap.end + kHanBytes == gaps[i + 1].start
                                         : gap.end + kHanBytes == text.size();
        return gap.is_spacing && left && right;
    };
    for (std::size_t i = 0; i < count; ++i) {
        const bool in_row =
            is_row(i) && ((i > 0 && is_row(*back(i, 1))) || (i + 1 < count && is_row(i + 1)));
        if (in_row || joins(text, gaps[i].start, gaps[i].end))
            out.dropped_.emplace_back(gaps[i].start, gaps[i].end);
    }
}

void Folder::drop(Folded& out) {
    const std::string_view text = out.text();
    out.joined_.clear();
    out.joined_edits_.clear();
    auto edit = out.edits_.cbegin();
    std::size_t copied = 0;
    std::size_t gone = 0;
    const auto keep_edits = [&](std::size_t until) {
        for (; edit != out.edits_.cend() && edit->at < until; ++edit) {
            out.joined_edits_.push_back(*edit);
            out.joined_edits_.back().at = static_cast<std::uint32_t>(gap(gone, edit->at));
        }
    };
    for (const auto& [start, end] : out.dropped_) {
        keep_edits(start);
        out.joined_ += cut(text, copied, start);
        const auto [from, to] = out.to_original_bytes(start, end);
        while (edit != out.edits_.cend() && edit->at < end) ++edit;
        out.joined_edits_.push_back({.at = static_cast<std::uint32_t>(out.joined_.size()),
                                     .size = 0,
                                     .from = static_cast<std::uint32_t>(from),
                                     .from_size = static_cast<std::uint32_t>(gap(from, to))});
        gone += gap(start, end);
        copied = end;
    }
    keep_edits(text.size() + 1);
    out.joined_ += rest(text, copied);
    std::swap(out.copy_, out.joined_);
    std::swap(out.edits_, out.joined_edits_);
    out.is_copy_ = true;
}

void Folder::fold(std::string_view original, Folded& out) const {
    out.original_ = original;
    out.copy_.clear();
    out.edits_.clear();
    out.dropped_.clear();
    out.is_copy_ = false;
    change(out);
    find_separators(out);
    if (!out.dropped_.empty()) drop(out);
    out.count_letters();
}

std::string Folder::fold(std::string_view original) const {
    Folded out;
    out.original_ = original;
    change(out);
    return std::string{out.text()};
}

}  // namespace pingli::text
