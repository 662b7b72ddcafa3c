// Runs of digits and letters that are somebody's: found by form, judged by the words before them.

#include <algorithm>
#include <array>
#include <optional>
#include <ranges>
#include <string>

#include "base/utf8.hpp"
#include "text/personal_data.hpp"

namespace pingli::text {

namespace {

constexpr Category kWechat{"pii.wechat"};
constexpr Category kQq{"pii.qq"};
constexpr Category kOrder{"pii.order"};
constexpr Category kThing{"pii.thing"};
constexpr Category kIdCard{"pii.id_card"};
constexpr Category kHotline{"pii.hotline"};
constexpr std::size_t kLabelReach = 18;  // bytes between a label and its number: 号码是：
constexpr std::size_t kWechatIdMin = 5;
constexpr std::size_t kWechatIdMax = 20;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

// A digit as people write it to hide it, or -1: 三 幺 〇, and o, l between digits.
int digit_of(char32_t code) {
    if (code < 0x80) return is_digit(static_cast<char>(code)) ? static_cast<int>(code & 0x0F) : -1;
    switch (code) {  // Asked of every character of every review: a switch, not a search.
        case U'〇':
        case U'零':
            return 0;
        case U'一':
        case U'壹':
        case U'幺':
            return 1;
        case U'二':
        case U'贰':
        case U'两':
            return 2;
        case U'三':
        case U'叁':
            return 3;
        case U'四':
        case U'肆':
            return 4;
        case U'五':
        case U'伍':
            return 5;
        case U'六':
        case U'陆':
            return 6;
        case U'七':
        case U'柒':
            return 7;
        case U'八':
        case U'捌':
            return 8;
        case U'九':
        case U'玖':
            return 9;
        default:
            return -1;
    }
}

bool is_joint(char32_t code) {  // may stand between the digits of one number
    return code == U' ' || code == U'-' || code == U'.' || code == U'·' || code == U'_' ||
           code == U'(' || code == U')' || code == U'+' || code >= 0x1F000;
}

struct Run {
    std::string digits;
    std::vector<Offset> places;  // the start of each digit in the folded text
    std::size_t start = 0;
    std::size_t end = 0;
    std::size_t chinese = 0;  // how many are written in Chinese
    std::size_t joints = 0;
    std::size_t groups = 1;  // digits without a joint between them
    std::size_t longest_group = 0;
    bool ends_in_x = false;

    // "134 0000 8876" and "1 3 4 …" are one number, "155 160 165 170" are four.
    [[nodiscard]] bool is_one_number() const { return groups <= 3 || longest_group <= 2; }
};

// The run of digits that begins at `at`, which is a digit.
Run read_run(std::string_view text, std::size_t at) {
    Run run{.digits = {}, .places = {}, .start = at, .end = at};
    std::size_t joints = 0;
    std::size_t group = 0;
    while (at < text.size()) {
        const utf8::Decoded letter = utf8::decode(text, at);
        int digit = digit_of(letter.code);
        const bool between = !run.digits.empty() && joints == 0 && at + 1 < text.size() &&
                             is_digit(text[at + 1]) && is_digit(byte_before(text, at));
        if (digit < 0 && between && letter.code == U'o') digit = 0;
        if (digit < 0 && between && letter.code == U'l') digit = 1;
        if (digit >= 0) {
            run.digits += static_cast<char>('0' + digit);
            run.places.push_back(at);
            run.chinese += letter.code >= 0x80 ? 1 : 0;
            run.joints += joints;
            group = joints > 0 ? 1 : group + 1;
            run.groups += joints > 0 ? 1 : 0;
            run.longest_group = std::max(run.longest_group, group);
            joints = 0;
            at += letter.size;
            run.end = at;
        } else if (is_joint(letter.code) && joints < 2) {
            ++joints;
            at += letter.size;
        } else {
            if (letter.code == U'x' && run.digits.size() == 17 && joints == 0) {
                run.ends_in_x = true;
                run.end = at + 1;
            }
            break;
        }
    }
    return run;
}

// What the words right before the number say it is.
struct Label {
    bool thing = false, hotline = false, order = false, id_card = false, qq = false, wechat = false;
};

const Hit* label_before(const Reading& reading, Category category, std::size_t at) {
    const std::span<const Hit> hits = reading.of(category);
    const auto behind = std::ranges::upper_bound(hits, Offset{at}, {}, &Hit::end);
    for (const Hit& hit : std::views::reverse(std::span{hits.begin(), behind})) {
        if (gap(hit.end, at) > kLabelReach) break;
        const std::string_view between = cut(reading.text(), hit.end, at);
        const bool is_cut = between.find_first_of(",;!?") != std::string_view::npos ||
                            between.find("。") != std::string_view::npos ||
                            std::ranges::any_of(between, is_digit);
        if (!is_cut) return &hit;
    }
    return nullptr;
}

Label read_label(const Reading& reading, std::size_t at) {
    Label label;
    std::size_t nearest = 0;
    const auto look = [&](Category category, bool Label::* flag) {
        const Hit* const hit = label_before(reading, category, at);
        if (hit == nullptr || hit->end < nearest) return;
        if (hit->end > nearest) label = {};  // The nearest label counts: 订单的快递单号
        nearest = hit->end;
        label.*flag = true;
    };
    look(kOrder, &Label::order);
    look(kQq, &Label::qq);
    look(kWechat, &Label::wechat);
    look(kIdCard, &Label::id_card);
    look(kHotline, &Label::hotline);
    look(kThing, &Label::thing);
    return label;
}

bool is_mobile(std::string_view digits) {
    return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

bool is_landline(std::string_view digits) {
    if (digits.size() < 10 || digits.size() > 12 || digits[0] != '0') return false;
    const std::size_t area = digits[1] == '1' || digits[1] == '2' ? 3 : 4;
    if (digits[1] == '0' || (digits[1] == '1' && digits[2] != '0')) return false;
    const std::size_t local = gap(area, digits.size());
    return (local == 7 || local == 8) && digits[area] >= '2';
}

bool is_date(int year, int month, int day) {
    return year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c & 0x0F);
    return value;
}

bool is_region(std::string_view digits) {  // GB/T 2260: the first two digits
    const int code = number(up_to(digits, 2));
    constexpr auto kProvinces =
        std::to_array<int>({11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43,
                            44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83});
    return std::ranges::find(kProvinces, code) != kProvinces.end();
}

// GB 11643: region, birthday and check digit; the last may be `x`.
bool is_id_card(std::string_view digits, bool ends_in_x, bool is_labelled) {
    if (digits.size() == 15)
        return is_region(digits) &&
               is_date(1900 + number(cut(digits, 6, 8)), number(cut(digits, 8, 10)),
                       number(cut(digits, 10, 12)));
    if (digits.size() + (ends_in_x ? 1 : 0) != 18 || !is_region(digits)) return false;
    if (!is_date(number(cut(digits, 6, 10)), number(cut(digits, 10, 12)),
                 number(cut(digits, 12, 14))))
        return false;
    if (is_labelled) return true;  // Mistyped, it is somebody's all the same.
    constexpr auto kWeights =
        std::to_array<int>({7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2});
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) sum += kWeights.at(i) * (digits[i] & 0x0F);
    constexpr std::string_view kCheck = "10x98765432";
    return kCheck[static_cast<std::size_t>(sum % 11)] == (ends_in_x ? 'x' : digits[17]);
}

bool is_masked(std::string_view text, const Run& run) {
    return rest(text, run.end).starts_with('*') || byte_before(text, run.start) == '*';
}

// A letter right before makes it a model's or a batch's name, unless it is a label: tel134….
bool is_model_number(const Reading& reading, const Run& run, const Label& label) {
    const std::string_view text = reading.text();
    if (run.end < text.size() && is_letter(text[run.end]) && !run.ends_in_x) return true;
    if (!is_letter(byte_before(text, run.start))) return false;
    for (const std::string_view word : {"tel", "phone", "mobile", "dianhua", "shouji", "haoma"})
        if (up_to(text, run.start).ends_with(word)) return false;
    return !label.qq && !label.wechat && !label.order;
}

std::optional<PiiKind> judge(const Reading& reading, const Run& run, std::string_view digits) {
    const Label label = read_label(reading, run.start);
    if (!run.is_one_number() || is_masked(reading.text(), run) ||
        is_model_number(reading, run, label) || label.hotline)
        return std::nullopt;
    if (label.qq && digits.size() >= 5 && digits.size() <= 11 && digits[0] != '0' &&
        !(is_mobile(digits) && digits.size() == 11))
        return PiiKind::Qq;
    if (label.thing) return std::nullopt;
    if (is_mobile(digits)) return PiiKind::Mobile;
    if (label.wechat && digits.size() >= 6 && digits.size() <= 11) return PiiKind::Wechat;
    if (is_id_card(digits, run.ends_in_x, label.id_card)) return PiiKind::IdCard;
    if (is_landline(digits)) return PiiKind::Phone;
    if (label.id_card && digits.size() >= 15 && digits.size() <= 18) return PiiKind::IdCard;
    // A card or a trade number of another kind is no order unless it is called one.
    if (digits.size() >= 16 && digits.size() <= 20 && run.joints == 0) return PiiKind::OrderNo;
    if (label.order && digits.size() >= 15 && digits.size() <= 20) return PiiKind::OrderNo;
    return std::nullopt;
}

// +86 134…: the country code is part of the span, not of the number.
std::string_view without_country(std::string_view digits) {
    if (digits.size() == 15 && digits.starts_with("0086")) return rest(digits, 4);
    return digits.size() == 13 && digits.starts_with("86") ? rest(digits, 2) : digits;
}

// Several numbers in one run ("13400001111、13400002222", "3楼 13400001111"): the mobile within.
bool find_inner_mobile(const Reading& reading, const Run& run, std::vector<PiiPlace>& out) {
    bool found = false;
    const std::string_view text = reading.text();
    for (std::size_t i = 0; i + 11 <= run.digits.size(); ++i) {
        const std::string_view digits = cut(run.digits, i, i + 11);
        const auto gap_before = [&](std::size_t k) {
            const Offset* const left = one_before(run.places, k);
            return left == nullptr || k == run.places.size() ||
                   gap(*left, run.places[k]) > utf8::decode(text, *left).size;
        };
        if (!is_mobile(digits) || !gap_before(i) || !gap_before(i + 11)) continue;
        if (read_label(reading, run.places[i]).thing) continue;
        const std::size_t last = run.places[i + 10];
        out.push_back({.start = run.places[i],
                       .end = last + utf8::decode(text, last).size,
                       .kind = PiiKind::Mobile});
        found = true;
        i += 10;
    }
    return found;
}

bool is_id_character(char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '-';
}

// An id behind 微信: at least five letters, digits, _ or -, also with single blanks between.
void find_wechat_ids(const Reading& reading, std::vector<PiiPlace>& out) {
    const std::string_view text = reading.text();
    for (const Hit& hit : reading.of(kWechat)) {
        std::size_t at = hit.end;
        for (std::size_t skipped = 0; at < text.size() && skipped < 6; ++skipped) {
            const utf8::Decoded letter = utf8::decode(text, at);
            const std::string_view word = cut(text, at, at + letter.size);
            const bool is_filler =
                letter.code == U' ' || letter.code == U':' || letter.code == U'=' || word == "号" ||
                word == "是" || word == "为" || word == "码" || word == "我" || word == "加" ||
                word == "搜" || word == "→" || word == "信" || word == "“" || word == "\"" ||
                word == "【" || word == "(" || letter.code >= 0x1F000;
            if (!is_filler) break;
            at += letter.size;
        }
        if (at == text.size() || !is_letter(text[at])) continue;
        std::size_t end = at;
        std::size_t count = 0;
        while (end < text.size() && count < kWechatIdMax) {
            if (is_id_character(text[end])) {
                ++end;
                ++count;
            } else if (text[end] == ' ' && end + 1 < text.size() &&
                       is_id_character(text[end + 1]) &&
                       (end + 2 == text.size() || !is_letter(text[end + 2]))) {
                ++end;
            } else {
                break;
            }
        }
        if (count >= kWechatIdMin)
            out.push_back({.start = at, .end = end, .kind = PiiKind::Wechat});
    }
}

}  // namespace

void find_personal_numbers(const Reading& reading, std::vector<PiiPlace>& out) {
    const std::string_view text = reading.text();
    find_wechat_ids(reading, out);
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded letter = utf8::decode(text, at);
        if (digit_of(letter.code) < 0) {
            at += letter.size;
            continue;
        }
        const Run run = read_run(text, at);
        at = std::max(run.end, at + letter.size);
        if (run.digits.size() < 5) continue;
        if (const auto kind = judge(reading, run, without_country(run.digits)))
            out.push_back({.start = run.start, .end = run.end, .kind = *kind});
        else if (run.digits.size() > 11 && !is_masked(text, run))
            find_inner_mobile(reading, run, out);
    }
}

bool may_hold_numbers(std::string_view folded) {
    constexpr std::size_t kDigitsMin = 5;  // of the shortest number that is somebody's
    // A floor alone is no address (house() in personal_data.cpp), so 楼 and 层 are not among these.
    constexpr std::u32string_view kUnits = U"号栋幢弄室座单巷组队院门户#";
    std::size_t digits = 0;  // of the run at hand, over joints
    bool after_digit = false;
    for (std::size_t at = 0; at < folded.size();) {
        const utf8::Decoded letter = utf8::decode(folded, at);
        at += letter.size;
        if (digit_of(letter.code) >= 0) {
            after_digit = true;
            if (++digits >= kDigitsMin) return true;
            continue;
        }
        if (after_digit && kUnits.find(letter.code) != kUnits.npos) return true;
        after_digit = letter.code == U'十' || letter.code == U'百';
        const bool in_run = is_joint(letter.code) || letter.code == U'o' || letter.code == U'l';
        if (!in_run) digits = 0;
    }
    return false;
}

}  // namespace pingli::text
