#include "replies/rules.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.hpp"
#include "text/numbers.hpp"

namespace pingli::replies {

namespace {

constexpr std::size_t kUnlessReach = 6;    // characters before a match that may undo it
constexpr std::size_t kPromiseReach = 10;  // characters between a number of days and its words

bool is_blank(char32_t code) {
    constexpr char32_t kNoBreakSpace = 0xA0;
    constexpr char32_t kIdeographicSpace = 0x3000;
    return code == ' ' || code == '\t' || code == '\n' || code == '\r' || code == kNoBreakSpace ||
           code == kIdeographicSpace;
}

constexpr std::array<std::string_view, 7> kSentenceEnds{"。", "！", "？", "；", "!", "?", ";"};

// The first end of a sentence at or after `from`, else the end of the text.
std::size_t sentence_end(std::string_view text, std::size_t from) {
    std::size_t end = text.size();
    for (const std::string_view mark : kSentenceEnds) end = std::min(end, text.find(mark, from));
    return end;
}

std::size_t sentence_start(std::string_view text, std::size_t before) {
    std::size_t start = 0;
    for (const std::string_view mark : kSentenceEnds) {
        const auto at = before == 0 ? std::string_view::npos : text.rfind(mark, before - 1);
        if (at != std::string_view::npos) start = std::max(start, at + mark.size());
    }
    return start;
}

// `count` code points back from a boundary, or the beginning.
std::size_t step_back(std::string_view text, std::size_t from, std::size_t count) {
    while (count > 0 && from > 0) {
        --from;
        while (from > 0 && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) --from;
        --count;
    }
    return from;
}

bool has_any(std::string_view text, const std::vector<std::string>& words) {
    return std::ranges::any_of(words, [&](const std::string& word) { return text.contains(word); });
}

struct Bytes {
    std::size_t start = 0;
    std::size_t end = 0;
};

// The earliest of `words` that begins in [from, before).
std::optional<Bytes> find_first(std::string_view text, const std::vector<std::string>& words,
                                std::size_t from, std::size_t before) {
    std::optional<Bytes> best;
    for (const std::string& word : words) {
        const auto at = text.find(word, from);
        if (at == std::string_view::npos || at >= before) continue;
        if (!best || at < best->start || (at == best->start && at + word.size() > best->end))
            best = Bytes{.start = at, .end = at + word.size()};
    }
    return best;
}

// The end of the match that goes on with `group` behind `from`, if there is one.
std::optional<std::size_t> match_rest(std::string_view text, const DraftRule& rule,
                                      std::size_t group, std::size_t from) {
    if (group == rule.groups.size()) return from;
    std::size_t at = from;
    const std::size_t limit = sentence_end(text, from);
    while (const auto word = find_first(text, rule.groups[group], at, limit)) {
        if (utf8::count(text.substr(from, word->start - from)) > rule.reach) return std::nullopt;
        if (const auto end = match_rest(text, rule, group + 1, word->end)) return end;
        at = word->start + utf8::decode(text, word->start).size;
    }
    return std::nullopt;
}

}  // namespace

Compact::Compact(std::string_view draft) {
    text_.reserve(draft.size());
    std::uint32_t place = 0;
    for (std::size_t at = 0; at < draft.size(); ++place) {
        const auto [code, size] = utf8::decode(draft, at);
        if (!is_blank(code)) {
            text_.append(draft.substr(at, size));
            places_.insert(places_.end(), size, place);
        }
        at += size;
    }
    places_.push_back(place);
}

text::Span Compact::span(std::size_t start, std::size_t end) const {
    // The end of a span is the place behind its last character, blanks behind it left out.
    const std::uint32_t last = end > start ? places_[end - 1] + 1 : places_[start];
    return {.start = places_[start], .end = last};
}

std::vector<text::Span> find_rule(const Compact& draft, const DraftRule& rule) {
    std::vector<text::Span> found;
    const std::string_view text = draft.text();
    std::size_t from = 0;
    while (const auto first = find_first(text, rule.groups.front(), from, text.size())) {
        const auto end = match_rest(text, rule, 1, first->end);
        if (!end) {
            from = first->start + utf8::decode(text, first->start).size;
            continue;
        }
        const std::size_t around = std::max(step_back(text, first->start, kUnlessReach),
                                            sentence_start(text, first->start));
        if (!has_any(text.substr(around, *end - around), rule.unless))
            found.push_back(draft.span(first->start, *end));
        from = *end;
    }
    return found;
}

namespace {

std::optional<std::int64_t> days_of(const text::Number& number) {
    constexpr std::int64_t kDaysOfWeek = 7;
    constexpr std::int64_t kDaysOfMonth = 30;
    constexpr std::int64_t kDaysOfYear = 365;
    constexpr std::int64_t kHundredths = 100;
    switch (number.unit) {
        case text::Unit::Day:
            return number.hundredths / kHundredths;
        case text::Unit::Week:
            return number.hundredths * kDaysOfWeek / kHundredths;
        case text::Unit::Month:
            return number.hundredths * kDaysOfMonth / kHundredths;
        case text::Unit::Year:
            return number.hundredths * kDaysOfYear / kHundredths;
        default:
            return std::nullopt;
    }
}

// "半年" and "半个月", which are no numbers to the text engine.
void find_halves(std::string_view text, std::vector<text::Number>& numbers) {
    struct Half {
        std::string_view words;
        std::int64_t days;
    };
    constexpr std::array kHalves{Half{.words = "半年", .days = 182},
                                 Half{.words = "半个月", .days = 15}};
    constexpr std::int64_t kHundredths = 100;
    for (const auto& [words, days] : kHalves) {
        for (auto at = text.find(words); at != std::string_view::npos;
             at = text.find(words, at + words.size())) {
            numbers.push_back({.start = static_cast<std::uint32_t>(at),
                               .end = static_cast<std::uint32_t>(at + words.size()),
                               .digits_start = static_cast<std::uint32_t>(at),
                               .digits_end = static_cast<std::uint32_t>(at),
                               .hundredths = days * kHundredths,
                               .unit = text::Unit::Day});
        }
    }
}

struct Near {
    PolicyTerm term{};
    Bytes words;
    std::size_t distance = 0;
};

void keep_nearer(std::optional<Near>& best, Near candidate) {
    if (candidate.distance <= kPromiseReach && (!best || candidate.distance < best->distance))
        best = candidate;
}

// The words of a term that stand nearest to the number within its sentence: those behind it, else
// those before it.
std::optional<Near> nearest_words(std::string_view text, const text::Number& number,
                                  const std::vector<PromiseRule>& rules) {
    const std::size_t start = sentence_start(text, number.start);
    const std::size_t end = sentence_end(text, number.end);
    const std::string_view sentence = text.substr(start, end - start);
    std::optional<Near> behind;
    std::optional<Near> before;
    for (const PromiseRule& rule : rules) {
        if (has_any(sentence, rule.unless)) continue;
        for (const std::string& word : rule.words) {
            if (const auto at = text.find(word, number.end); at < end) {
                keep_nearer(behind, {.term = rule.term,
                                     .words = {.start = at, .end = at + word.size()},
                                     .distance = utf8::count(text::cut(text, number.end, at))});
            }
            const auto at = text::up_to(text, number.start).rfind(word);
            if (at == std::string_view::npos || at < start) continue;
            const std::size_t word_end = at + word.size();
            keep_nearer(before, {.term = rule.term,
                                 .words = {.start = at, .end = word_end},
                                 .distance = utf8::count(text::cut(text, word_end, number.start))});
        }
    }
    return behind ? behind : before;
}

}  // namespace

std::vector<PromisedDays> find_promises(const Compact& draft,
                                        const std::vector<PromiseRule>& rules) {
    std::vector<PromisedDays> found;
    std::vector<text::Number> numbers;
    text::find_numbers(draft.text(), numbers);
    find_halves(draft.text(), numbers);
    for (const text::Number& number : numbers) {
        const auto days = days_of(number);
        if (!days) continue;
        const auto near = nearest_words(draft.text(), number, rules);
        if (!near) continue;
        found.push_back({.term = near->term,
                         .days = *days,
                         .span = draft.span(std::min<std::size_t>(near->words.start, number.start),
                                            std::max<std::size_t>(near->words.end, number.end))});
    }
    return found;
}

}  // namespace pingli::replies
