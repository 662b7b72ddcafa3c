#include "base/time.hpp"

#include <cstdio>

namespace pingli {

namespace {

// Reads exactly `digits` decimal digits at the front of `text` and drops them.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<LocalDate> take_date(std::string_view& text) {
    const auto year = take_number(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = take_number(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = take_number(text, 2);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return LocalDate{date};
}

std::optional<std::chrono::seconds> take_clock(std::string_view& text) {
    const auto hour = take_number(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    int second = 0;
    if (take(text, ':')) {
        const auto read = take_number(text, 2);
        if (!read || *read > 59) return std::nullopt;
        second = *read;
        if (take(text, '.')) {
            while (!text.empty() && text.front() >= '0' && text.front() <= '9')
                text.remove_prefix(1);
        }
    }
    return std::chrono::seconds{*hour * 3600 + *minute * 60 + second};
}

std::optional<std::chrono::seconds> parse_offset(std::string_view text) {
    if (text == "Z" || text == "z") return std::chrono::seconds{0};
    if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    const auto hours = take_number(text, 2);
    if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
    const auto minutes = take_number(text, 2);
    if (!minutes || *minutes > 59 || !text.empty()) return std::nullopt;
    return std::chrono::seconds{sign * (*hours * 3600 + *minutes * 60)};
}

}  // namespace

std::optional<LocalDate> parse_date(std::string_view text) {
    const auto date = take_date(text);
    return text.empty() ? date : std::nullopt;
}

std::optional<WrittenTime> parse_time(std::string_view text) {
    const auto date = take_date(text);
    if (!date || (!take(text, 'T') && !take(text, ' '))) return std::nullopt;
    const auto clock = take_clock(text);
    if (!clock) return std::nullopt;
    WrittenTime time{.local = *date + *clock, .offset = std::nullopt};
    if (text.empty()) return time;
    time.offset = parse_offset(text);
    return time.offset ? std::optional{time} : std::nullopt;
}

std::string format_date(LocalDate day) {
    const std::chrono::year_month_day date{day};
    char out[16];
    static_cast<void>(std::snprintf(
        out, sizeof out, "%04d-%02u-%02u", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()) % 100U, static_cast<unsigned>(date.day()) % 100U));
    return out;
}

std::string format_instant(Instant at, std::chrono::seconds utc_offset) {
    const LocalTime local{at.time_since_epoch() + utc_offset};
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const std::chrono::hh_mm_ss clock{local - day};
    const auto minutes =
        std::chrono::abs(std::chrono::duration_cast<std::chrono::minutes>(utc_offset)).count();
    char out[32];
    static_cast<void>(std::snprintf(
        out, sizeof out, "T%02d:%02d:%02d%c%02d:%02d", static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
        utc_offset.count() < 0 ? '-' : '+', static_cast<int>(minutes / 60 % 100),
        static_cast<int>(minutes % 60)));
    return format_date(day) + out;
}

}  // namespace pingli
