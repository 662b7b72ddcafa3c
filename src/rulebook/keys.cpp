#include "rulebook/keys.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace pingli::rulebook {

namespace {

constexpr std::string_view kOtherText = "any other text";
constexpr Key kLastSecondOfDay = 86399;

Key clamp(std::int64_t key) {
    return std::clamp(key, kKeyMin, kKeyMax);
}

}  // namespace

bool KeySet::contains(Key key) const {
    const auto next = std::ranges::upper_bound(spans_, key, {}, &KeySpan::low);
    return next != spans_.begin() && key <= std::prev(next)->high;
}

void KeySet::add(KeySpan span) {
    if (span.low > span.high) return;
    std::vector<KeySpan> merged;
    for (const KeySpan& old : spans_) {
        if (old.high + 1 < span.low || span.high + 1 < old.low) {
            merged.push_back(old);
            continue;
        }
        span = {.low = std::min(span.low, old.low), .high = std::max(span.high, old.high)};
    }
    merged.push_back(span);
    std::ranges::sort(merged, {}, &KeySpan::low);
    spans_ = std::move(merged);
}

KeySet KeySet::without(const KeySet& other) const {
    KeySet out;
    for (const KeySpan& span : spans_) {
        Key low = span.low;
        for (const KeySpan& cut : other.spans_) {
            if (cut.high < low || cut.low > span.high) continue;
            if (cut.low > low) out.spans_.push_back({.low = low, .high = cut.low - 1});
            low = cut.high + 1;
        }
        if (low <= span.high) out.spans_.push_back({.low = low, .high = span.high});
    }
    return out;
}

KeySet KeySet::common_with(const KeySet& other) const {
    return without(without(other));
}

KeySpan natural_span(Type type) {
    switch (type) {
        case Type::Boolean:
            return {.low = 0, .high = 1};
        case Type::Time:
            return {.low = 0, .high = kLastSecondOfDay};
        default:
            return {.low = kKeyMin, .high = kKeyMax};
    }
}

std::optional<Key> KeySpace::key_of_text(std::string_view text) const {
    const auto at = std::ranges::lower_bound(texts, text);
    if (at != texts.end() && *at == text) return at - texts.begin();
    if (is_open_text) return static_cast<Key>(texts.size());
    return std::nullopt;
}

std::optional<Key> KeySpace::key_of(const Value& value) const {
    if (type_of(value) != type) return std::nullopt;
    switch (type) {
        case Type::Boolean:
            return std::get<bool>(value) ? 1 : 0;
        case Type::Text:
            return key_of_text(std::get<std::string>(value));
        case Type::TextList:
            return std::nullopt;
        case Type::Whole:
            return clamp(std::get<std::int64_t>(value));
        case Type::Number:
            return std::get<Decimal>(value).key(scale);
        case Type::Money: {
            const auto& money = std::get<Money>(value);
            if (currency && *currency != money.currency) return std::nullopt;
            return clamp(money.minor);
        }
        case Type::Date:
            return std::get<LocalDate>(value).time_since_epoch().count();
        case Type::Moment:
            return std::get<Instant>(value).time_since_epoch().count();
        case Type::Time:
            return std::get<TimeOfDay>(value).since_midnight.count();
        case Type::Duration:
            return clamp(std::get<Duration>(value).count());
    }
    return std::nullopt;
}

KeySet KeySpace::keys_of(const Test& test) const {
    KeySet keys;
    const auto add_span = [&](Key low, Key high) {
        if (low <= high) keys.add({.low = low, .high = high});
    };
    const auto low = key_of(test.low);
    if (!low) return keys;
    switch (test.comparison) {
        case Comparison::Equal:
            add_span(*low, *low);
            break;
        case Comparison::Less:
            add_span(kKeyMin, *low - 1);
            break;
        case Comparison::LessOrEqual:
            add_span(kKeyMin, *low);
            break;
        case Comparison::Greater:
            add_span(*low + 1, kKeyMax);
            break;
        case Comparison::GreaterOrEqual:
            add_span(*low, kKeyMax);
            break;
        case Comparison::Between: {
            const auto high = key_of(test.high);
            if (!high) return keys;
            add_span(test.has_low ? *low : *low + 1, test.has_high ? *high : *high - 1);
            break;
        }
    }
    return keys.common_with(domain);
}

KeySet KeySpace::keys_of(const Cell& cell) const {
    if (cell.is_any) return domain;
    KeySet keys;
    for (const Test& test : cell.tests) {
        const KeySet held = keys_of(test);
        for (const KeySpan& span : held.spans()) keys.add(span);
    }
    return cell.is_negated ? domain.without(keys) : keys;
}

Value KeySpace::value_of(Key key) const {
    switch (type) {
        case Type::Boolean:
            return key != 0;
        case Type::Text: {
            const auto at = static_cast<std::size_t>(key);
            if (at < texts.size()) return texts[at];
            std::string other{kOtherText};
            while (std::ranges::binary_search(texts, other)) other += '+';
            return other;
        }
        case Type::TextList:
            return TextList{};
        case Type::Whole:
            return key;
        case Type::Number: {
            // An odd key lies between two steps: half a step above the lower one.
            if (key % 2 == 0) return Decimal::of(key / 2, scale);
            if (scale == Decimal::kDigitsMax || key > kKeyMax / 8 || key < kKeyMin / 8)
                return Decimal::of((key - 1) / 2, scale);
            return Decimal::of(key * 5, scale + 1);
        }
        case Type::Money:
            return Money{.minor = key, .currency = currency.value_or(Currency{})};
        case Type::Date:
            return LocalDate{std::chrono::days{static_cast<int>(key)}};
        case Type::Moment:
            return Instant{std::chrono::seconds{key}};
        case Type::Time:
            return TimeOfDay{std::chrono::seconds{key}};
        case Type::Duration:
            return Duration{key};
    }
    PINGLI_ASSERT(false);
    return false;
}

Key KeySpace::representative(KeySpan span) const {
    const bool is_below_all = span.low <= kKeyMin;
    const bool is_above_all = span.high >= kKeyMax;
    if (is_below_all && is_above_all) return 0;
    Key key = is_below_all ? span.high : span.low;
    if (type != Type::Number || key % 2 == 0) return key;
    // A number that has no more decimals than it needs.
    if (is_below_all) return key - 1;
    return key + 1 <= span.high ? key + 1 : key;
}

}  // namespace pingli::rulebook
