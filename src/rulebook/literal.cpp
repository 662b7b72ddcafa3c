#include "rulebook/literal.hpp"

#include <charconv>

namespace pingli::rulebook {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr std::string_view kLiteralForms =
    "a value: true, false, \"text\", 12, 12.50, 10.00 CNY, 2026-05-01, 2026-05-01T10:00, 21:00 or "
    "30 days";

std::unexpected<CellFault> fault(std::size_t at, std::string_view expected) {
    return std::unexpected(CellFault{.at = at, .expected = std::string{expected}});
}

}  // namespace

bool Scanner::take(std::string_view token) {
    if (!sees(token)) return false;
    at_ += token.size();
    return true;
}

void Scanner::skip_blanks() {
    while (!at_end() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
}

std::size_t Scanner::digits_at(std::size_t at) const {
    std::size_t count = 0;
    while (is_digit(char_at(at + count))) ++count;
    return count;
}

CellResult<std::string> Scanner::take_text() {
    const std::size_t start = at_;
    ++at_;
    std::string out;
    while (!at_end()) {
        const char c = text_[at_++];
        if (c == '"') return out;
        if (c != '\\') {
            out += c;
            continue;
        }
        const char escaped = char_at(at_);
        if (escaped != '"' && escaped != '\\') return fault(at_ - 1, "\\\" or \\\\ in a text");
        out += escaped;
        ++at_;
    }
    return fault(start, "a closing \" of the text");
}

CellResult<Value> Scanner::take_literal() {
    const char first = char_at(at_);
    if (first == '"') {
        auto text = take_text();
        if (!text) return std::unexpected(text.error());
        return Value{std::move(*text)};
    }
    for (const bool value : {true, false}) {
        const std::string_view word = value ? "true" : "false";
        if (sees(word) && !is_letter(char_at(at_ + word.size()))) {
            at_ += word.size();
            return Value{value};
        }
    }
    const std::size_t digits = digits_at(at_);
    if (digits == 4 && char_at(at_ + 4) == '-' && is_digit(char_at(at_ + 5)))
        return take_date_or_moment();
    if (digits == 2 && char_at(at_ + 2) == ':') return take_time();
    if (digits > 0 || (first == '-' && is_digit(char_at(at_ + 1)))) return take_number();
    return fault(at_, kLiteralForms);
}

CellResult<Value> Scanner::take_date_or_moment() {
    constexpr std::size_t kDateBytes = 10;
    const std::size_t start = at_;
    const auto date = parse_date(text_.substr(start, kDateBytes));
    if (!date) return fault(start, "a day that exists, such as 2026-05-01");
    at_ += kDateBytes;
    if (char_at(at_) != 'T') return Value{*date};
    ++at_;
    while (is_digit(char_at(at_)) || char_at(at_) == ':') ++at_;
    if (char_at(at_) == 'Z') {
        ++at_;
    } else if (char_at(at_) == '+' || char_at(at_) == '-') {
        ++at_;
        while (is_digit(char_at(at_)) || char_at(at_) == ':') ++at_;
    }
    const auto written = parse_time(text_.substr(start, at_ - start));
    if (!written)
        return fault(start, "a moment such as 2026-05-01T10:00 or 2026-05-01T10:00+08:00");
    return Value{zone_.to_instant(*written)};
}

CellResult<Value> Scanner::take_time() {
    const std::size_t start = at_;
    while (is_digit(char_at(at_)) || char_at(at_) == ':') ++at_;
    const auto written = parse_time("2000-01-01T" + std::string{text_.substr(start, at_ - start)});
    if (!written) return fault(start, "a time of day such as 21:00");
    const auto day = std::chrono::floor<std::chrono::days>(written->local);
    return Value{TimeOfDay{written->local - day}};
}

CellResult<Value> Scanner::take_number() {
    const std::size_t start = at_;
    if (char_at(at_) == '-') ++at_;
    at_ += digits_at(at_);
    // "1..5" is an interval: a point belongs to the number only before a digit.
    const bool has_point = char_at(at_) == '.' && is_digit(char_at(at_ + 1));
    if (has_point) at_ += 1 + digits_at(at_ + 1);
    const std::string_view number = text_.substr(start, at_ - start);
    // Keys are integers of 62 bits; a longer literal would share its key with others.
    constexpr std::size_t kLongest = Decimal::kDigitsMax + 2;  // with a sign and a point
    if (number.size() > kLongest) return fault(start, "a number of at most 18 digits");
    if (char_at(at_) == ' ' && is_letter(char_at(at_ + 1))) return take_unit(number, start);
    if (!has_point) {
        std::int64_t whole = 0;
        const auto [end, failed] =
            std::from_chars(number.data(), number.data() + number.size(), whole);
        constexpr std::int64_t kWholeMax = 1'000'000'000'000'000'000;
        if (failed == std::errc{} && whole > -kWholeMax && whole < kWholeMax) return Value{whole};
        return fault(start, "a whole number of at most 18 digits");
    }
    const auto decimal = Decimal::parse(number);
    if (!decimal) return fault(start, "a number of at most 18 digits");
    return Value{*decimal};
}

CellResult<Value> Scanner::take_unit(std::string_view number, std::size_t start) {
    const std::size_t unit_at = at_ + 1;
    std::size_t end = unit_at;
    while (is_letter(char_at(end))) ++end;
    const std::string_view unit = text_.substr(unit_at, end - unit_at);
    if (const auto currency = Currency::parse(unit)) {
        const auto money = Money::parse(number, *currency);
        constexpr std::int64_t kMinorMax = 1'000'000'000'000'000'000;
        if (!money || money->minor > kMinorMax || money->minor < -kMinorMax)
            return fault(start, "an amount with at most the decimals of its currency");
        at_ = end;
        return Value{*money};
    }
    std::int64_t seconds = 0;
    if (unit == "days" || (unit == "day" && number == "1")) seconds = 86400;
    if (unit == "hours" || (unit == "hour" && number == "1")) seconds = 3600;
    if (unit == "minutes" || (unit == "minute" && number == "1")) seconds = 60;
    if (seconds == 0)
        return fault(unit_at,
                     "days, hours, minutes or a currency such as CNY (months, years and working "
                     "days are no durations; they stand in Deadlines)");
    constexpr std::int64_t kAmountMax = 10'000'000;
    std::int64_t amount = 0;
    const auto [stop, failed] =
        std::from_chars(number.data(), number.data() + number.size(), amount);
    if (failed != std::errc{} || stop != number.data() + number.size() || amount < 0 ||
        amount > kAmountMax)
        return fault(start, "a duration such as 30 days, whole and at most 10000000");
    at_ = end;
    return Value{Duration{amount * seconds}};
}

}  // namespace pingli::rulebook
