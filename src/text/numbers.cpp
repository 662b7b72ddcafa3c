#include "text/numbers.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.hpp"
#include "text/offset.hpp"

namespace pingli::text {

namespace {

constexpr std::size_t kDigitsMax = 9;
constexpr std::size_t kSpacedDigitsMax = 16;  // of one amount pulled apart

struct UnitWord {
    std::string_view word;
    Unit unit;
};
// Longer words before shorter ones that begin them.
constexpr auto kUnits = std::to_array<UnitWord>({
    {"人民币", Unit::Money}, {"块钱", Unit::Money},  {"元钱", Unit::Money},  {"大洋", Unit::Money},
    {"颗星", Unit::Star},    {"个星", Unit::Star},   {"星", Unit::Star},     {"%", Unit::Percent},
    {"元", Unit::Money},     {"圆", Unit::Money},    {"块", Unit::Money},    {"rmb", Unit::Money},
    {"毛钱", Unit::Money},   {"分钟", Unit::Minute}, {"分钱", Unit::Money},  {"个小时", Unit::Hour},
    {"小时", Unit::Hour},    {"个钟", Unit::Hour},   {"钟头", Unit::Hour},   {"个月", Unit::Month},
    {"个星期", Unit::Week},  {"星期", Unit::Week},   {"个礼拜", Unit::Week}, {"礼拜", Unit::Week},
    {"周", Unit::Week},      {"天", Unit::Day},      {"日", Unit::Day},      {"月", Unit::Month},
    {"年", Unit::Year},      {"折", Unit::Discount}, {"倍", Unit::Times},    {"次", Unit::Times},
    {"遍", Unit::Times},     {"分", Unit::Score},    {"厘米", Unit::Length}, {"公分", Unit::Length},
    {"毫米", Unit::Length},  {"米", Unit::Length},   {"cm", Unit::Length},   {"mm", Unit::Length},
    {"寸", Unit::Length},    {"斤", Unit::Weight},   {"公斤", Unit::Weight}, {"千克", Unit::Weight},
    {"克", Unit::Weight},    {"kg", Unit::Weight},   {"两半", Unit::None},   {"个", Unit::Piece},
    {"件", Unit::Piece},     {"只", Unit::Piece},    {"条", Unit::Piece},    {"双", Unit::Piece},
    {"瓶", Unit::Piece},     {"盒", Unit::Piece},    {"包", Unit::Piece},    {"袋", Unit::Piece},
    {"套", Unit::Piece},     {"支", Unit::Piece},    {"枚", Unit::Piece},    {"本", Unit::Piece},
    {"张", Unit::Piece},     {"箱", Unit::Piece},    {"桶", Unit::Piece},    {"台", Unit::Piece},
    {"把", Unit::Piece},     {"片", Unit::Piece},    {"根", Unit::Piece},    {"颗", Unit::Piece},
    {"份", Unit::Piece},     {"罐", Unit::Piece},    {"听", Unit::Piece},    {"卷", Unit::Piece},
    {"串", Unit::Piece},     {"粒", Unit::Piece},    {"单", Unit::Piece},    {"顶", Unit::Piece},
    {"副", Unit::Piece},     {"块", Unit::Piece},    {"r", Unit::Money},
});

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::int64_t value_of(char digit) {
    return digit & 0x0F;
}

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

int chinese_digit(char32_t code) {
    constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
    constexpr std::u32string_view kFormal = U"〇壹贰叁肆伍陆柒捌玖";
    if (const auto at = kDigits.find(code); at != kDigits.npos) return static_cast<int>(at);
    if (const auto at = kFormal.find(code); at != kFormal.npos) return static_cast<int>(at);
    return code == U'两' || code == U'俩' ? 2 : -1;
}

std::int64_t chinese_power(char32_t code) {
    switch (code) {
        case U'十':
        case U'拾':
            return 10;
        case U'百':
        case U'佰':
            return 100;
        case U'千':
        case U'仟':
            return 1000;
        case U'万':
            return 10000;
        default:
            return 0;
    }
}

// 两百五 is 250, 一千零五 1005, 一二三 123.
struct ChineseReader {
    std::int64_t total = 0, section = 0, digit = 0, last_power = 0;
    int run = 0;  // digits without a power between them
    bool zero = false;

    void add_digit(int value) {
        if (value == 0 && run == 0) {
            zero = true;
            return;
        }
        digit = digit * 10 + value;
        ++run;
    }
    void add_power(std::int64_t power) {
        if (power == 10000) {
            total += (section + digit == 0 ? 1 : section + digit) * power;
            section = 0;
        } else {
            section += (run == 0 ? 1 : digit) * power;
        }
        digit = run = 0;
        zero = false;
        last_power = power;
    }
    [[nodiscard]] std::int64_t value() const {
        const bool is_short = run == 1 && !zero && last_power >= 100;  // 一千二
        return total + section + (is_short ? digit * (last_power / 10) : digit);
    }
};

// The end of single digits pulled apart before a unit of money, "1 0 元" (B15), or 0.
std::size_t end_of_spaced_amount(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    for (std::size_t digits = 1;
         end + 1 < text.size() && text[end] == ' ' && is_digit(text[end + 1]); ++digits, end += 2)
        if (digits == kSpacedDigitsMax) return 0;
    if (end == at + 1 || (end < text.size() && is_digit(text[end]))) return 0;
    std::string_view after = rest(text, end);
    if (after.starts_with(' ')) after.remove_prefix(1);
    return after.starts_with("元") || after.starts_with("块") ? end : 0;
}

Number read_arabic(std::string_view text, std::size_t at) {
    Number number{.digits_start = at};
    std::int64_t value = 0;
    std::size_t end = at;
    if (const std::size_t spaced = end_of_spaced_amount(text, at); spaced != 0) {
        for (; end < spaced; end += 2)
            if (gap(at, end) <= kDigitsMax) value = value * 10 + value_of(text[end]);
        number.hundredths = value * 100;
        number.digits_end = spaced;
        return number;
    }
    for (; end < text.size() && is_digit(text[end]); ++end)
        if (gap(at, end) <= kDigitsMax) value = value * 10 + value_of(text[end]);
    number.hundredths = value * 100;
    if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) {
        ++end;
        for (std::int64_t weight = 10; end < text.size() && is_digit(text[end]);
             ++end, weight /= 10)
            number.hundredths += weight * value_of(text[end]);
    }
    std::int64_t power = 0;
    if (end < text.size() && static_cast<unsigned char>(text[end]) >= 0xE0)
        power = chinese_power(utf8::decode(text, end).code);
    if (gap(at, end) <= kDigitsMax && (power == 10000 || power == 1000 || power == 100)) {
        number.hundredths *= power;
        end += 3;
    } else if (end < text.size() && text[end] == 'w' &&
               (end + 1 == text.size() || !is_letter(text[end + 1])) && value < 100) {
        ++end;  // 3w, 12w; three digits are watts
        number.hundredths *= 10000;
    }
    number.digits_end = end;
    return number;
}

// Letters read, or 0.
std::size_t read_chinese(std::string_view text, std::size_t at, Number& number) {
    ChineseReader reader;
    std::size_t count = 0;
    std::size_t end = at;
    while (end < text.size() && static_cast<unsigned char>(text[end]) >= 0xE0) {
        const char32_t code = utf8::decode(text, end).code;
        if (const int digit = chinese_digit(code); digit >= 0)
            reader.add_digit(digit);
        else if (const std::int64_t power = chinese_power(code); power > 0)
            reader.add_power(power);
        else
            break;
        end += 3;
        if (++count > kDigitsMax) return 0;
    }
    number.digits_start = at;
    number.digits_end = end;
    number.hundredths = reader.value() * 100;
    number.is_chinese = true;
    return count;
}

void read_unit(std::string_view text, Number& number) {
    number.start = number.digits_start;
    number.end = number.digits_end;
    std::size_t at = number.digits_end;
    while (at < text.size() && text[at] == ' ') ++at;
    for (const std::string_view more : {"来", "多", "几"})  // 二十多块
        if (rest(text, at).starts_with(more)) at += more.size();
    for (const UnitWord& unit : kUnits) {
        if (!rest(text, at).starts_with(unit.word)) continue;
        const std::size_t end = at + unit.word.size();
        if (is_letter(unit.word.back()) && end < text.size() && is_letter(text[end])) continue;
        number.unit = unit.unit;
        number.end = end;
        if (unit.word == "毛钱") number.hundredths /= 10;
        if (unit.word == "分钱") number.hundredths /= 100;
        break;
    }
    if (number.unit == Unit::Money) {  // 三块五
        Number more;
        if (number.end < text.size() && up_to(text, number.end).ends_with("块") &&
            read_chinese(text, number.end, more) == 1 && more.hundredths < 1000) {
            number.hundredths += more.hundredths / 10;
            number.end = more.digits_end;
        }
    } else if (number.unit == Unit::None && number.digits_end < text.size() &&
               is_letter(text[number.digits_end])) {
        number.unit = Unit::Other;
    }
    for (const std::string_view sign : {"¥", "￥", "rmb", "$"}) {
        if (!up_to(text, number.start).ends_with(sign)) continue;
        number.unit = Unit::Money;
        number.start = back_or_start(number.start, sign.size());
    }
}

bool is_fixed_word(std::string_view text, const Number& number) {
    const std::string_view from = rest(text, number.digits_start);
    for (const std::string_view word :
         {"十分", "万一", "千万", "万分", "百度", "百货", "一一", "千方百计", "一百八十度"})
        if (from.starts_with(word)) return true;
    return false;
}

}  // namespace

std::optional<Money> Number::money(bool allow_bare) const {
    if (unit != Unit::Money && !(allow_bare && unit == Unit::None)) return std::nullopt;
    return Money{.minor = hundredths, .currency = {}};
}

void find_numbers(std::string_view text, std::vector<Number>& out) {
    out.clear();
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (is_digit(text[at])) {
            Number number = read_arabic(text, at);
            const std::size_t size = gap(at, number.digits_end);
            const bool is_name = is_letter(byte_before(text, at));  // k15900002
            at = number.digits_end;
            if (size > kDigitsMax + 3) continue;
            read_unit(text, number);
            if (is_name && number.unit != Unit::Money) continue;
            out.push_back(number);
            at = std::max<std::size_t>(at, number.end);
        } else if (byte >= 0xE3 && byte <= 0xE9) {
            const char32_t code = utf8::decode(text, at).code;
            if (chinese_digit(code) < 0 && chinese_power(code) == 0) {
                at += 3;
                continue;
            }
            Number number;
            const std::size_t count = read_chinese(text, at, number);
            if (count == 0) {  // too long: an identifier in Chinese digits
                do {           // 十 is no digit, yet may begin one: always a step on
                    at += 3;
                } while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0xE0 &&
                         chinese_digit(utf8::decode(text, at).code) >= 0);
                continue;
            }
            at = number.digits_end;
            if (is_fixed_word(text, number)) continue;
            read_unit(text, number);
            if (count == 1 && number.unit == Unit::None) continue;
            out.push_back(number);
            at = std::max<std::size_t>(at, number.end);
        } else {
            at += utf8::decode(text, at).size;
        }
    }
}

std::span<const Number> numbers_within(std::span<const Number> numbers, std::size_t start,
                                       std::size_t end) {
    const auto first = std::ranges::lower_bound(numbers, Offset{start}, {}, &Number::start);
    const auto last = std::ranges::upper_bound(first, numbers.end(), Offset{end}, {}, &Number::end);
    return {first, last};
}

std::span<const Number> numbers_touching(std::span<const Number> numbers, std::size_t start,
                                         std::size_t end) {
    const auto first = std::ranges::upper_bound(numbers, Offset{start}, {}, &Number::digits_end);
    const auto last =
        std::ranges::lower_bound(first, numbers.end(), Offset{end}, {}, &Number::digits_start);
    return {first, last};
}

}  // namespace pingli::text
