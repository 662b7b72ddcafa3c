#include "rulebook/facts.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "rulebook/cell.hpp"

namespace pingli::rulebook {

namespace {

std::optional<Value> from_number(const std::string& text, Type type) {
    if (type == Type::Money) {
        const auto money = Money::parse(text);
        return money ? std::optional{Value{*money}} : std::nullopt;
    }
    if (type != Type::Whole && type != Type::Number) return std::nullopt;
    const auto decimal = Decimal::parse(text);
    if (!decimal) return std::nullopt;
    return convert(Value{*decimal}, type);
}

std::optional<Value> from_text(const std::string& text, Type type, const Zone& zone) {
    if (type == Type::Boolean || type == Type::TextList) return std::nullopt;
    if (type == Type::Moment) {
        const auto written = parse_time(text);
        if (!written) return std::nullopt;
        return Value{zone.to_instant(*written)};
    }
    auto literal = parse_literal(text, zone);
    if (type == Type::Money && !(literal && type_of(*literal) == Type::Money)) {
        const auto money = Money::read(text);
        return money ? std::optional{Value{*money}} : std::nullopt;
    }
    if (!literal || type_of(*literal) == Type::Text) return std::nullopt;
    return convert(std::move(*literal), type);
}

}  // namespace

Facts& Facts::set(std::string name, Given value) {
    const auto at = std::ranges::find(entries_, name, &std::pair<std::string, Given>::first);
    if (at == entries_.end())
        entries_.emplace_back(std::move(name), std::move(value));
    else
        at->second = std::move(value);
    return *this;
}

Facts& Facts::stop(std::string deadline, calendar::Pause pause) {
    stops_.push_back({.deadline = std::move(deadline), .pause = pause});
    return *this;
}

const Given* Facts::find(std::string_view name) const {
    const auto at = std::ranges::find(entries_, name, &std::pair<std::string, Given>::first);
    return at == entries_.end() ? nullptr : &at->second;
}

std::optional<Value> to_value(const Given& given, Type type, const Zone& zone) {
    if (const auto* number = std::get_if<WrittenNumber>(&given))
        return from_number(number->text, type);
    const auto* value = std::get_if<Value>(&given);
    if (value == nullptr) return std::nullopt;
    if (type_of(*value) == type) return *value;
    if (const auto* whole = std::get_if<std::int64_t>(value); whole && type == Type::Money)
        return from_number(std::to_string(*whole), type);
    if (const auto* text = std::get_if<std::string>(value)) return from_text(*text, type, zone);
    if (type == Type::TextList) return std::nullopt;
    return convert(*value, type);
}

std::string to_text(const Given& given, const Zone& zone) {
    std::string text;
    if (const auto* number = std::get_if<WrittenNumber>(&given))
        text = number->text;
    else if (const auto* unusable = std::get_if<Unusable>(&given))
        text = unusable->got;
    else if (const auto* plain = std::get_if<std::string>(&std::get<Value>(given)))
        text = *plain;
    else
        text = to_literal(std::get<Value>(given), zone);
    const std::string_view cut = utf8::slice(text, 0, kGotMax);
    return std::string{cut} + (cut.size() < text.size() ? "…" : "");
}

}  // namespace pingli::rulebook
