#include "rulebook/value.hpp"

#include <array>
#include <cstdio>
#include <utility>

namespace pingli::rulebook {

namespace {

constexpr std::array<std::pair<Type, std::string_view>, 10> kTypeNames{{
    {Type::Boolean, "boolean"},
    {Type::Text, "text"},
    {Type::TextList, "list of text"},
    {Type::Whole, "whole"},
    {Type::Number, "number"},
    {Type::Money, "money"},
    {Type::Date, "date"},
    {Type::Moment, "moment"},
    {Type::Time, "time"},
    {Type::Duration, "duration"},
}};

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::string clock_text(std::chrono::seconds since_midnight) {
    const std::chrono::hh_mm_ss clock{since_midnight};
    char out[16];
    static_cast<void>(std::snprintf(out, sizeof out, "%02d:%02d:%02d",
                                    static_cast<int>(clock.hours().count()) % 100,
                                    static_cast<int>(clock.minutes().count()) % 100,
                                    static_cast<int>(clock.seconds().count()) % 100));
    std::string text = out;
    if (text.ends_with(":00")) text.resize(text.size() - 3);
    return text;
}

std::string duration_text(Duration duration) {
    constexpr std::int64_t kMinute = 60;
    constexpr std::int64_t kHour = 3600;
    constexpr std::int64_t kDay = 86400;
    const std::int64_t seconds = duration.count();
    if (seconds != 0 && seconds % kDay == 0) return std::to_string(seconds / kDay) + " days";
    if (seconds != 0 && seconds % kHour == 0) return std::to_string(seconds / kHour) + " hours";
    if (seconds % kMinute == 0) return std::to_string(seconds / kMinute) + " minutes";
    return std::to_string(seconds) + " seconds";
}

struct LiteralWriter {
    const Zone& zone;
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(const std::string& value) const { return quoted(value); }
    std::string operator()(const TextList& list) const {
        std::string out;
        for (const std::string& value : list) out += (out.empty() ? "" : ", ") + quoted(value);
        return out;
    }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(Decimal value) const { return value.to_text(); }
    std::string operator()(const Money& value) const {
        return value.amount() + " " + std::string{value.currency.code()};
    }
    std::string operator()(LocalDate value) const { return format_date(value); }
    std::string operator()(Instant value) const { return zone.format(value); }
    std::string operator()(TimeOfDay value) const { return clock_text(value.since_midnight); }
    std::string operator()(Duration value) const { return duration_text(value); }
};

}  // namespace

std::string_view to_name(Type type) {
    return kTypeNames[static_cast<std::size_t>(type)].second;
}

std::optional<Type> parse_type(std::string_view name) {
    for (const auto& [type, known] : kTypeNames)
        if (known == name) return type;
    return std::nullopt;
}

std::string to_literal(const Value& value, const Zone& zone) {
    return std::visit(LiteralWriter{zone}, value);
}

std::optional<Value> convert(Value value, Type type) {
    if (type_of(value) == type) return value;
    if (type == Type::Number && type_of(value) == Type::Whole)
        return Value{Decimal{std::get<std::int64_t>(value)}};
    if (type == Type::Whole && type_of(value) == Type::Number) {
        const auto whole = std::get<Decimal>(value).whole();
        return whole ? std::optional<Value>{*whole} : std::nullopt;
    }
    if (type == Type::TextList && type_of(value) == Type::Text)
        return Value{TextList{std::get<std::string>(std::move(value))}};
    return std::nullopt;
}

}  // namespace pingli::rulebook
