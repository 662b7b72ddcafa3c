#include "intake/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>
#include <utility>

#include "base/phone_number.hpp"
#include "intake/cells.hpp"

namespace pingli::intake {

namespace {

constexpr std::string_view kTaken;
constexpr std::string_view kExpectedTime = "cell.time_such";
constexpr std::string_view kExpectedMoney = "cell.amount";
constexpr std::string_view kExpectedCount = "cell.seconds";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

// Eats 1..most digits.
std::optional<int> take_number(std::string_view& text, std::size_t most) {
    int value = 0;
    std::size_t taken = 0;
    while (taken < most && taken < text.size() && is_digit(text[taken]))
        value = value * 10 + (text[taken++] - '0');
    text.remove_prefix(taken);
    return taken == 0 ? std::nullopt : std::optional{value};
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

// "2026/5/1 9:03", "2026-05-01", "2026.5.1 9:03:07", "2026年5月1日 9:03".
std::optional<LocalTime> parse_loose_time(std::string_view text) {
    const auto separator = [&] { return take(text, '-') || take(text, '/') || take(text, '.'); };
    const auto word = [&](std::string_view w) {
        if (!text.starts_with(w)) return false;
        text.remove_prefix(w.size());
        return true;
    };
    const auto year = take_number(text, 4);
    if (!year || *year < 1970 || !(word("年") || separator())) return std::nullopt;
    const auto month = take_number(text, 2);
    if (!month || !(word("月") || separator())) return std::nullopt;
    const auto day = take_number(text, 2);
    word("日");
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    text = trimmed(text);
    if (take(text, 'T')) text = trimmed(text);
    if (text.empty()) return LocalTime{std::chrono::local_days{date}};
    const auto hour = take_number(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
    const auto minute = take_number(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    std::optional<int> second = 0;
    if (take(text, ':')) second = take_number(text, 2);
    if (!second || *second > 59 || !text.empty()) return std::nullopt;
    return std::chrono::local_days{date} +
           std::chrono::seconds{*hour * 3600 + *minute * 60 + *second};
}

// Seconds (10 digits) or milliseconds (13 digits) since 1970.
std::optional<Instant> parse_epoch(std::string_view text) {
    if ((text.size() != 10 && text.size() != 13) || !all_digits(text)) return std::nullopt;
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return Instant{std::chrono::seconds{text.size() == 13 ? value / 1000 : value}};
}

// The form that nearly every cell has: "2026-05-01 10:00:00", nothing behind it.
std::optional<LocalTime> parse_usual_time(std::string_view text) {
    static constexpr std::string_view kForm = "0000-00-00 00:00:00";
    if (text.size() != kForm.size()) return std::nullopt;
    for (std::size_t i = 0; i < kForm.size(); ++i)
        if (kForm[i] == '0' ? !is_digit(text[i]) : text[i] != kForm[i]) return std::nullopt;
    const auto two = [&](std::size_t i) { return (text[i] - '0') * 10 + (text[i + 1] - '0'); };
    const std::chrono::year_month_day date{std::chrono::year{two(0) * 100 + two(2)},
                                           std::chrono::month{static_cast<unsigned>(two(5))},
                                           std::chrono::day{static_cast<unsigned>(two(8))}};
    if (!date.ok() || two(11) > 23 || two(14) > 59 || two(17) > 59) return std::nullopt;
    return std::chrono::local_days{date} +
           std::chrono::seconds{two(11) * 3600 + two(14) * 60 + two(17)};
}

}  // namespace

bool Values::is_absent(std::string_view cell) const {
    return cell.empty() ||
           (cell.size() <= 24 && !is_digit(cell.front()) &&
            !formats_->meaning(WordKind::Absent, cell).empty()) ||
           (cell.front() == '0' && !formats_->meaning(WordKind::Absent, cell).empty());
}

Instant Values::at(LocalTime local) const {
    return zone_->to_instant(local);
}

Expected Values::read_text(std::string_view cell, std::string_view& out) {
    out = trimmed(cell);
    return out.size() <= kCellBytesMax ? kTaken : "cell.text_max";
}

Expected Values::read_id(std::string_view cell, std::string_view& out) const {
    cell = unwrapped(cell);
    out = {};
    if (cell.size() > kIdBytesMax) return "cell.id_max";
    if (cell.empty() || (cell.size() <= 4 && is_absent(cell))) return kTaken;
    if (is_rounded_number(cell)) return "cell.all_digits";
    out = cell;
    return kTaken;
}

Expected Values::read_order(std::string_view cell, std::string_view& out) const {
    const Expected expected = read_id(cell, out);
    if (std::ranges::all_of(out, [](char c) { return c > ' ' && c < '\x7F'; })) return expected;
    out = {};
    return "cell.order_form";
}

Expected Values::read(std::string_view cell, std::optional<Money>& out) const {
    cell = unwrapped(cell);
    out = Money::read(cell);
    return out || is_absent(cell) ? kTaken : kExpectedMoney;
}

Expected Values::read(std::string_view cell, std::optional<Instant>& out) const {
    cell = unwrapped(cell);
    out.reset();
    if (const auto usual = parse_usual_time(cell)) {
        // 1970 is how an export writes "never".
        if (*usual >= LocalTime{std::chrono::days{2}}) out = at(*usual);
        return kTaken;
    }
    if (is_absent(cell)) return kTaken;
    if (const auto written = parse_time(cell))
        out = zone_->to_instant(*written);
    else if (const auto loose = parse_loose_time(cell))
        out = at(*loose);
    else
        out = parse_epoch(cell);
    return out ? kTaken : kExpectedTime;
}

Expected Values::read(std::string_view cell, std::optional<bool>& out) const {
    cell = unwrapped(cell);
    out.reset();
    if (is_absent(cell)) return kTaken;
    const std::string_view meaning = formats_->meaning(WordKind::Bool, cell);
    if (meaning.empty()) return "cell.yes_no";
    out = meaning == "true";
    return kTaken;
}

Expected Values::read(std::string_view cell, std::optional<int>& out) const {
    cell = unwrapped(cell);
    out.reset();
    if (is_absent(cell)) return kTaken;
    using namespace std::literals;
    for (const std::string_view unit : {"星"sv, "分"sv, "级"sv})
        if (cell.ends_with(unit)) cell.remove_suffix(unit.size());
    if (cell.ends_with(".0")) cell.remove_suffix(2);
    int value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc{} || end != cell.data() + cell.size()) return "field.whole";
    out = value;
    return kTaken;
}

Expected Values::read(std::string_view cell, std::uint32_t& out) const {
    using namespace std::literals;
    static constexpr std::array kUnits{std::pair{":"sv, 0U},     std::pair{"小时"sv, 3600U},
                                       std::pair{"时"sv, 3600U}, std::pair{"分钟"sv, 60U},
                                       std::pair{"分"sv, 60U},   std::pair{"秒"sv, 1U}};
    cell = unwrapped(cell);
    out = 0;
    if (is_absent(cell)) return kTaken;
    std::uint64_t total = 0;
    while (!cell.empty()) {
        const auto part = take_number(cell, 9);
        if (!part || total > std::numeric_limits<std::uint32_t>::max()) return kExpectedCount;
        const auto value = static_cast<std::uint64_t>(*part);
        if (cell.empty()) {
            total += value;
            break;
        }
        const auto* const unit = std::ranges::find_if(
            kUnits, [&](const auto& known) { return cell.starts_with(known.first); });
        if (unit == kUnits.end()) return kExpectedCount;
        cell.remove_prefix(unit->first.size());
        if (unit->second == 0 && cell.empty()) return kExpectedCount;
        total = unit->second == 0 ? (total + value) * 60 : total + value * unit->second;
    }
    if (total > std::numeric_limits<std::uint32_t>::max()) return kExpectedCount;
    out = static_cast<std::uint32_t>(total);
    return kTaken;
}

Expected Values::read(std::string_view cell, std::optional<facts::Rating>& out) const {
    cell = unwrapped(cell);
    out.reset();
    if (is_absent(cell)) return kTaken;
    const std::string_view meaning = formats_->meaning(WordKind::Rating, cell);
    if (meaning == "good") out = facts::Rating::Good;
    if (meaning == "neutral") out = facts::Rating::Neutral;
    if (meaning == "bad") out = facts::Rating::Bad;
    return out ? kTaken : "cell.rating";
}

Expected Values::read(std::string_view cell, std::optional<facts::InsuranceStatus>& out) const {
    cell = unwrapped(cell);
    out.reset();
    if (cell.empty()) return kTaken;
    const std::string_view meaning = formats_->meaning(WordKind::Insurance, cell);
    if (meaning == "insured") out = facts::InsuranceStatus::Insured;
    if (meaning == "none") out = facts::InsuranceStatus::None;
    if (meaning == "declined") out = facts::InsuranceStatus::Declined;
    return out || is_absent(cell) ? kTaken : "cell.insurance";
}

Expected Values::read(std::string_view cell, std::optional<facts::Speaker>& out) const {
    cell = unwrapped(cell);
    out.reset();
    if (is_absent(cell)) return kTaken;
    const std::string_view meaning = formats_->meaning(WordKind::Speaker, cell);
    if (meaning == "buyer") out = facts::Speaker::Buyer;
    if (meaning == "seller") out = facts::Speaker::Seller;
    if (meaning == "platform") out = facts::Speaker::Platform;
    return out ? kTaken : "cell.speaker";
}

}  // namespace pingli::intake
