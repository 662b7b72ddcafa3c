// The domain of a fact as integers. Every value of a fact has a key, keys keep the order of the
// values, and every test is a set of keys: "< 10" and "[10..20]" become intervals of integers, and
// the table checker and the evaluator need not know types.
//
// Whole numbers, money, dates, moments, times and durations are discrete: their key is their count
// (of fen, days, seconds). A number of any length falls on 2n when it is n steps of the finest
// literal, and on 2n + 1 when it lies between n and n + 1: the odd keys are the open gaps between
// literals. The key of a closed text is its place in the domain, sorted by code point; an open text
// has a key for each literal and one more for any other text.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rulebook/cell.hpp"
#include "rulebook/value.hpp"

namespace pingli::rulebook {

using Key = std::int64_t;
constexpr Key kKeyMin = -Decimal::kKeyMax;
constexpr Key kKeyMax = Decimal::kKeyMax;

struct KeySpan {  // both ends included, low <= high
    Key low = 0;
    Key high = 0;
    friend bool operator==(const KeySpan&, const KeySpan&) = default;
};

// Sorted, disjoint spans.
class KeySet {
public:
    KeySet() = default;
    explicit KeySet(KeySpan span) : spans_{span} {}
    [[nodiscard]] const std::vector<KeySpan>& spans() const { return spans_; }
    [[nodiscard]] bool is_empty() const { return spans_.empty(); }
    [[nodiscard]] bool contains(Key key) const;
    void add(KeySpan span);
    [[nodiscard]] KeySet without(const KeySet& other) const;
    [[nodiscard]] KeySet common_with(const KeySet& other) const;
    friend bool operator==(const KeySet&, const KeySet&) = default;

private:
    std::vector<KeySpan> spans_;
};

struct KeySpace {
    Type type{};
    int scale = 0;                     // numbers: decimals of the finest literal
    std::optional<Currency> currency;  // money: of the literals, when there is one
    std::vector<std::string> texts;    // sorted by code point
    bool is_open_text = false;
    KeySet domain;

    // The key of a value of exactly this type; nothing for another currency, or a text outside a
    // closed domain. The key may lie outside `domain`.
    [[nodiscard]] std::optional<Key> key_of(const Value& value) const;
    [[nodiscard]] std::optional<Key> key_of_text(std::string_view text) const;
    // The keys for which the test holds, within the domain. The literals have this type.
    [[nodiscard]] KeySet keys_of(const Test& test) const;
    [[nodiscard]] KeySet keys_of(const Cell& cell) const;
    // A value with this key, for a witness.
    [[nodiscard]] Value value_of(Key key) const;
    // The most readable key of a span.
    [[nodiscard]] Key representative(KeySpan span) const;
};

// The span of all values of `type` (nothing for lists and texts, which have their own).
KeySpan natural_span(Type type);

}  // namespace pingli::rulebook
