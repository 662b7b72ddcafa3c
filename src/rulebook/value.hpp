// The types a rulebook speaks in (docs/rulebook-format.md, part 2), their values, and how a value
// is written: as a literal of the rulebook, and as a reader writes it.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/decimal.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "base/zone.hpp"

namespace pingli::rulebook {

enum class Type : std::uint8_t {
    Boolean,
    Text,
    TextList,  // results only
    Whole,
    Number,
    Money,
    Date,
    Moment,
    Time,
    Duration,
};

struct TimeOfDay {
    std::chrono::seconds since_midnight{0};
    friend bool operator==(const TimeOfDay&, const TimeOfDay&) = default;
};

using TextList = std::vector<std::string>;

// In the order of Type: the index of a value is its type.
using Value = std::variant<bool, std::string, TextList, std::int64_t, Decimal, Money, LocalDate,
                           Instant, TimeOfDay, Duration>;

inline Type type_of(const Value& value) {
    return static_cast<Type>(value.index());
}

std::string_view to_name(Type type);  // "boolean", "list of text" …
std::optional<Type> parse_type(std::string_view name);

// As a rulebook's cell writes it: `"bad"`, `12.50 CNY`, `2026-05-01T10:00:00+08:00`, `30 days`.
std::string to_literal(const Value& value, const Zone& zone);

// `value` as a value of `type`: itself, or a whole number where a number is wanted (or the other
// way round when nothing stands after the point). Nothing when it is of another type.
std::optional<Value> convert(Value value, Type type);

}  // namespace pingli::rulebook
