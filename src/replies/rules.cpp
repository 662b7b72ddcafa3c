#include "replies/rules.hpp"

#include <algorithm>
#include <array>
#include <iterator>
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

// `count` code points back from a boundary, or the beginning.
std::size_t step_back(std::string_view text, std::size_t from, std::size_t count) {
    while (count > 0 && from > 0) {
        --from;
        while (from > 0 && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) --from;
        --count;
    }
    return from;
}

// `count` code points on from a boundary, or the end.
std::size_t step_on(std::string_view text, std::size_t from, std::size_t count) {
    for (; count > 0 && from < text.size(); --count) from += utf8::decode(text, from).size;
    return from;
}

bool has_any(std::string_view text, const std::vector<std::string>& words) {
    return std::ranges::any_of(words, [&](const std::string& word) { return text.contains(word); });
}

struct Bytes {
    std::size_t start = 0;
    std::size_t end = 0;
};

// Where `word` begins first in [from, before), or npos. Looks no further than it must.
std::size_t find_within(std::string_view text, std::string_view word, std::size_t from,
                        std::size_t before) {
    if (before <= from) return std::string_view::npos;
    return text.substr(0, before - 1 + word.size()).find(word, from);
}

// The first of two places of words; of two that begin together the longer one.
void keep_first(std::optional<Bytes>& best, Bytes candidate) {
    if (!best || candidate.start < best->start ||
        (candidate.start == best->start && candidate.end > best->end))
        best = candidate;
}

// The earliest of `words` that begins in [from, before).
std::optional<Bytes> find_first(std::string_view text, const std::vector<std::string>& words,
                                std::size_t from, std::size_t before) {
    std::optional<Bytes> best;
    for (const std::string& word : words) {
        const auto at = find_within(text, word, from, before);
        if (at != std::string_view::npos) keep_first(best, {.start = at, .end = at + word.size()});
    }
    return best;
}

// The earliest of `words` behind places that only go on: each word is looked for once over the
// whole text, however often it is asked for.
class FirstOf {
public:
    FirstOf(std::string_view text, const std::vector<std::string>& words)
        : text_(text), words_(words) {
        for (const std::string& word : words_) places_.push_back(text_.find(word));
    }
    std::optional<Bytes> next(std::size_t from) {
        std::optional<Bytes> best;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            std::size_t& at = places_[i];
            if (at == std::string_view::npos) continue;
            if (at < from) at = text_.find(words_[i], from);
            if (at != std::string_view::npos)
                keep_first(best, {.start = at, .end = at + words_[i].size()});
        }
        return best;
    }

private:
    std::string_view text_;
    const std::vector<std::string>& words_;
    std::vector<std::size_t> places_;  // npos: it does not come any more
};

// The end of the match that goes on with `group` behind `from`, if there is one.
std::optional<std::size_t> match_rest(const Compact& draft, const DraftRule& rule,
                                      std::size_t group, std::size_t from) {
    if (group == rule.groups.size()) return from;
    const std::string_view text = draft.text();
    const std::size_t limit =
        std::min(draft.sentence_end(from), step_on(text, from, rule.reach) + 1);
    std::size_t at = from;
    while (const auto word = find_first(text, rule.groups[group], at, limit)) {
        if (const auto end = match_rest(draft, rule, group + 1, word->end)) return end;
        at = step_on(text, word->start, 1);
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
            const std::string_view letter = draft.substr(at, size);
            if (std::ranges::find(kSentenceEnds, letter) != kSentenceEnds.end())
                ends_.push_back({.start = text_.size(), .end = text_.size() + size});
            text_.append(letter);
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

std::size_t Compact::sentence_end(std::size_t from) const {
    const auto at = std::ranges::lower_bound(ends_, from, {}, &End::start);
    return at == ends_.end() ? text_.size() : at->start;
}

std::size_t Compact::sentence_start(std::size_t before) const {
    const auto at = std::ranges::lower_bound(ends_, before, {}, &End::start);
    return at == ends_.begin() ? 0 : std::prev(at)->end;
}

std::vector<text::Span> find_rule(const Compact& draft, const DraftRule& rule) {
    std::vector<text::Span> found;
    const std::string_view text = draft.text();
    FirstOf firsts{text, rule.groups.front()};
    std::size_t from = 0;
    while (const auto first = firsts.next(from)) {
        const auto end = match_rest(draft, rule, 1, first->end);
        if (!end) {
            from = step_on(text, first->start, 1);
            continue;
        }
        const std::size_t around = std::max(step_back(text, first->start, kUnlessReach),
                                            draft.sentence_start(first->start));
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

// The rules that hold in the sentence of the number asked for last: many numbers share one.
class RulesOfSentence {
public:
    RulesOfSentence(const Compact& draft, const std::vector<PromiseRule>& rules)
        : draft_(draft), rules_(rules) {}

    // The words of a term that stand nearest to the number within its sentence: those behind it,
    // else those before it.
    std::optional<Near> nearest_words(const text::Number& number) {
        enter(draft_.sentence_start(number.start), draft_.sentence_end(number.end));
        std::optional<Near> behind;
        std::optional<Near> before;
        for (const PromiseRule* rule : held_) {
            for (const std::string& word : rule->words) {
                look_behind(number, *rule, word, behind);
                look_before(number, *rule, word, before);
            }
        }
        return behind ? behind : before;
    }

private:
    void enter(std::size_t start, std::size_t end) {
        if (is_entered_ && start == start_ && end == end_) return;
        is_entered_ = true;
        start_ = start;
        end_ = end;
        held_.clear();
        const std::string_view sentence = text::cut(draft_.text(), start, end);
        for (const PromiseRule& rule : rules_)
            if (!has_any(sentence, rule.unless)) held_.push_back(&rule);
    }
    void look_behind(const text::Number& number, const PromiseRule& rule, std::string_view word,
                     std::optional<Near>& best) const {
        const std::string_view text = draft_.text();
        const std::size_t limit = std::min(end_, step_on(text, number.end, kPromiseReach) + 1);
        const auto at = find_within(text, word, number.end, limit);
        if (at == std::string_view::npos) return;
        keep_nearer(best, {.term = rule.term,
                           .words = {.start = at, .end = at + word.size()},
                           .distance = utf8::count(text::cut(text, number.end, at))});
    }
    void look_before(const text::Number& number, const PromiseRule& rule, std::string_view word,
                     std::optional<Near>& best) const {
        const std::string_view text = draft_.text();
        const std::size_t from =
            std::max(start_, step_back(text, number.start, kPromiseReach + utf8::count(word)));
        const auto at = text::cut(text, from, number.start).rfind(word);
        if (at == std::string_view::npos) return;
        const std::size_t end = from + at + word.size();
        keep_nearer(best, {.term = rule.term,
                           .words = {.start = from + at, .end = end},
                           .distance = utf8::count(text::cut(text, end, number.start))});
    }

    const Compact& draft_;
    const std::vector<PromiseRule>& rules_;
    bool is_entered_ = false;
    std::size_t start_ = 0;
    std::size_t end_ = 0;
    std::vector<const PromiseRule*> held_;
};

}  // namespace

std::vector<PromisedDays> find_promises(const Compact& draft,
                                        const std::vector<PromiseRule>& rules) {
    std::vector<PromisedDays> found;
    std::vector<text::Number> numbers;
    text::find_numbers(draft.text(), numbers);
    find_halves(draft.text(), numbers);
    RulesOfSentence sentence{draft, rules};
    for (const text::Number& number : numbers) {
        const auto days = days_of(number);
        if (!days) continue;
        const auto near = sentence.nearest_words(number);
        if (!near) continue;
        found.push_back({.term = near->term,
                         .days = *days,
                         .span = draft.span(std::min<std::size_t>(near->words.start, number.start),
                                            std::max<std::size_t>(near->words.end, number.end))});
    }
    return found;
}

}  // namespace pingli::replies
