// A text that has been read: folded, scanned, and split. What every detector starts from.

#pragma once

#include <string_view>
#include <vector>

#include "text/fold.hpp"
#include "text/grammar.hpp"
#include "text/matcher.hpp"
#include "text/numbers.hpp"

namespace pingli::text {

struct Reading {
    Folded folded;
    Hits hits;
    std::vector<Clause> clauses;
    std::vector<Speech> speech;
    std::vector<Number> numbers;

    void clear() {  // as of a text of nothing
        folded = {};
        hits.clear();
        clauses.clear();
        speech.clear();
        numbers.clear();
    }
    [[nodiscard]] std::string_view text() const { return folded.text(); }
    [[nodiscard]] bool has(Category category) const { return hits.has(category); }
    [[nodiscard]] std::span<const Hit> of(Category category) const { return hits.of(category); }
    [[nodiscard]] std::string_view words(const Hit& hit) const {
        return cut(text(), hit.start, hit.end);
    }
    // Code points of the original.
    [[nodiscard]] Span span(const Hit& hit) const { return folded.to_original(hit.start, hit.end); }
    [[nodiscard]] Span span(std::size_t start, std::size_t end) const {
        return folded.to_original(start, end);
    }
    // The clause that holds the hit. There is one for every hit on letters.
    [[nodiscard]] const Clause& clause_of(std::size_t at) const {
        static constexpr Clause kNone{};
        return clauses.empty() ? kNone : clauses[clause_at(clauses, at)];
    }
    [[nodiscard]] bool is_negated(const Hit& hit) const {
        return text::is_negated(text(), clause_of(hit.start), hit.start);
    }
    [[nodiscard]] const Speech* speech_of(const Hit& hit) const {
        return speech_around(speech, hit.start, hit.end);
    }
};

}  // namespace pingli::text
