#include "text/grammar.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "text/word_list.hpp"

namespace pingli::text {

namespace {

constexpr std::size_t kNegationReach = 6;  // characters between a negation and what it denies
constexpr std::size_t kSpeakerReach = 10;  // characters before a quotation in which its speaker is

bool is_han(char32_t code) {
    return code >= 0x3400 && code < 0xA000;
}

bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

bool is_any(char32_t code, std::u32string_view set) {
    return set.find(code) != std::u32string_view::npos;
}

// Whether the mark at `at` splits: dots, commas and colons between letters or digits do not.
bool splits(std::string_view text, std::size_t at, const utf8::Decoded& letter, char32_t before) {
    if (letter.code == U' ') {
        const std::size_t next = at + 1;
        return is_han(before) && next < text.size() && is_han(utf8::decode(text, next).code);
    }
    if (letter.code == U'.' || letter.code == U',' || letter.code == U':')
        return at == 0 || at + 1 == text.size() || !is_plain(byte_before(text, at)) ||
               !is_plain(text[at + 1]);
    return is_any(letter.code, U";!?。、~\n…");
}

// Where [start, end) ends without the blanks at its end.
std::size_t without_blanks(std::string_view text, std::size_t start, std::size_t end) {
    while (start < end && byte_before(text, end) == ' ') end = back_or_start(end, 1);
    return end;
}

}  // namespace

std::size_t letters(std::string_view text, std::size_t start, std::size_t end) {
    return utf8::count(cut(text, start, end));
}

// --- clauses -----------------------------------------------------------------------------------

void split_clauses(std::string_view text, std::vector<Clause>& out) {
    out.clear();
    std::size_t start = 0;
    char32_t before = 0;
    const auto close = [&](std::size_t end, char32_t mark) {
        while (start < end && text[start] == ' ') ++start;
        end = without_blanks(text, start, end);
        const bool ends_sentence = mark == 0 || is_any(mark, U".!?。;\n");
        if (start < end)
            out.push_back(
                {.start = start, .end = end, .mark = mark, .ends_sentence = ends_sentence});
        else if (!out.empty() && mark != U' ') {
            if (out.back().mark == U' ') out.back().mark = mark;
            out.back().ends_sentence |= ends_sentence;
        }
    };
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded letter = utf8::decode(text, at);
        const bool may_split = letter.code < 0x80 ? !is_plain(text[at]) : !is_han(letter.code);
        if (may_split && splits(text, at, letter, before)) {
            close(at, letter.code);
            start = at + letter.size;
        }
        before = letter.code;
        at += letter.size;
    }
    close(text.size(), 0);
}

std::size_t clause_at(std::span<const Clause> clauses, std::size_t at) {
    const auto after = std::ranges::upper_bound(clauses, Offset{at}, {}, &Clause::start);
    return back_or_start(static_cast<std::size_t>(std::distance(clauses.begin(), after)), 1);
}

// --- speech ------------------------------------------------------------------------------------

namespace {

struct Marks {
    std::string_view open, close;
};
constexpr auto kMarks = std::to_array<Marks>(
    {{"“", "”"}, {"\"", "\""}, {"「", "」"}, {"『", "』"}, {"‘", "’"}, {"”", "“"}, {"“", "“"}});
constexpr std::size_t kQuotedBytesMax = 600;

Voice voice_before(std::string_view text, std::size_t at) {
    std::size_t from = at;
    for (std::size_t i = 0; i < kSpeakerReach && from > 0; ++i) {
        const std::size_t next = letter_before(text, from);
        if (is_any(utf8::decode(text, next).code, U"。!?;\n")) break;
        from = next;
    }
    const std::string_view before = cut(text, from, at);
    const auto last = [&](std::initializer_list<std::string_view> words) {
        std::size_t best = 0;
        for (const std::string_view word : words)
            if (const auto found = before.rfind(word); found != std::string_view::npos)
                best = std::max(best, found + 1);
        return best;
    };
    const std::size_t seller = last(
        {"客服", "店家", "卖家", "商家", "老板", "店主",   "掌柜", "售后", "店员", "主播", "师傅",
         "快递", "小哥", "安装", "对方", "他说", "她说",   "他们", "人家", "那边", "你们", "店铺",
         "页面", "详情", "标题", "写着", "人工", "机器人", "回我", "回复", "怼我", "骂我", "让我"});
    const std::size_t other =
        last({"朋友", "同事", "老公", "老婆", "儿子", "女儿", "妈妈", "爸爸", "网上", "网友",
              "别人", "有人", "邻居", "孩子", "室友", "同学"});
    const std::size_t self = last({"我说", "我问", "我回", "我讲", "我就说", "我想说"});
    if (seller == 0 && other == 0 && self == 0) return Voice::Unknown;
    if (self >= seller && self >= other) return Voice::Self;
    return seller >= other ? Voice::Seller : Voice::Other;
}

void find_quoted(std::string_view text, std::vector<Speech>& out) {
    for (std::size_t at = 0; at < text.size();) {
        if (is_plain(text[at]) || utf8::decode(text, at).size == 3) {
            const std::string_view here = rest(text, at);
            const bool may_open = here.starts_with("\xE2\x80") || here.starts_with("\xE3\x80");
            if (!may_open) {
                at += utf8::decode(text, at).size;
                continue;
            }
        }
        std::size_t next = at + utf8::decode(text, at).size;
        for (const Marks& marks : kMarks) {
            if (!rest(text, at).starts_with(marks.open)) continue;
            const std::size_t start = at + marks.open.size();
            const std::size_t size =
                cut(text, start, start + kQuotedBytesMax + marks.close.size()).find(marks.close);
            if (size == std::string_view::npos) continue;
            const std::size_t end = start + size;
            out.push_back(
                {.start = start, .end = end, .voice = voice_before(text, at), .is_quoted = true});
            next = end + marks.close.size();
            break;
        }
        at = next;
    }
}

}  // namespace

void find_speech(std::string_view text, const std::vector<Clause>& clauses,
                 std::vector<Speech>& out) {
    out.clear();
    find_quoted(text, out);
    const std::size_t quoted = out.size();
    for (const Clause& clause : clauses) {
        const std::string_view words = clause.in(text);
        for (const std::string_view verb : {"说", "讲", "回复", "告诉我", "骂我"}) {
            const std::size_t found = words.find(verb);
            if (found == std::string_view::npos || found == 0) continue;
            const Voice voice = voice_before(text, clause.start + found);
            if (voice == Voice::Unknown) continue;
            const Offset start = clause.start + found + verb.size();
            const auto quotes = std::span{out}.first(quoted);  // in order
            const auto next = std::ranges::lower_bound(quotes, start, {}, &Speech::start);
            const bool holds_quote = next != quotes.end() && next->start <= clause.end + 3U;
            if (!holds_quote && start < clause.end)
                out.push_back({.start = start, .end = clause.end, .voice = voice});
            break;
        }
    }
    std::ranges::sort(out, {}, &Speech::start);
    Offset reach;
    for (Speech& speech : out) speech.reach = reach = std::max(reach, speech.end);
}

const Speech* speech_around(const std::vector<Speech>& speech, std::size_t start, std::size_t end) {
    // The first to reach as far as `end` does so itself.
    const auto it = std::ranges::lower_bound(speech, Offset{end}, {}, &Speech::reach);
    return it == speech.end() || it->start > start ? nullptr : &*it;
}

// --- negation, questions, conditions -----------------------------------------------------------

namespace {

// Words that hold the character of a negation and deny nothing.
bool is_only_alike(std::string_view before, std::string_view after) {
    // `before` ends with the negation's character, `after` begins behind it.
    if (ends_with_any(
            before, {"特别", "区别", "个别", "级别", "类别", "分别", "性别", "告别", "识别", "差别",
                     "辨别", "鉴别", "虚无", "除非", "是非", "好不", "了不"}))
        return true;
    if (before.ends_with("差不") && after.starts_with("多")) return true;
    if (before.ends_with("不") &&
        (after.starts_with("但") || after.starts_with("仅") || after.starts_with("止") ||
         after.starts_with("光") || after.starts_with("过") || after.starts_with("料") ||
         after.starts_with("愧") || after.starts_with("然") || after.starts_with("管") ||
         after.starts_with("论") || after.starts_with("如") || after.starts_with("知") ||
         after.starts_with("错") || after.starts_with("断") || after.starts_with("停") ||
         after.starts_with("时") || after.starts_with("少") || after.starts_with("同") ||
         after.starts_with("久") || after.starts_with("到") || after.starts_with("得不")))
        return true;
    if (before.ends_with("无") &&
        (after.starts_with("论") || after.starts_with("语") || after.starts_with("奈") ||
         after.starts_with("比") || after.starts_with("敌") || after.starts_with("良") ||
         after.starts_with("耻") || after.starts_with("法")))
        return true;
    if (before.ends_with("没") &&
        (after.starts_with("想到") || after.starts_with("成想") || after.starts_with("料到") ||
         after.starts_with("准") || after.starts_with("用几") || after.starts_with("穿几")))
        return true;
    if (before.ends_with("别") && (after.starts_with("人") || after.starts_with("的") ||
                                   after.starts_with("家") || after.starts_with("看")))
        return true;
    return before.ends_with("非") && (after.starts_with("常") || after.starts_with("得"));
}

// Something between a negation and a word that cuts their tie: 不好用了就坏, 没几天坏了.
bool is_cut(std::string_view between) {
    return contains_any(between, {"了", "就", "才", "而", "却", "但", "天", "周", "年", "月", "次",
                                  "小时", "分钟", "下", "着", "后", ","});
}

}  // namespace

bool is_negated(std::string_view text, const Clause& clause, std::size_t at) {
    std::size_t place = at;
    bool negated = false;
    for (std::size_t i = 0; i < kNegationReach && place > clause.start; ++i) {
        const std::size_t end = place;
        place = letter_before(text, place);
        const char32_t code = utf8::decode(text, place).code;
        if (!is_any(code, U"不没無无未别勿非莫休")) continue;
        const std::string_view between = cut(text, end, at);
        if (is_cut(between)) break;
        // 不好的外婆: what is denied stands before 的; 没有明显的色差 goes on behind it.
        if (code == U'不' && between.contains("的")) break;
        if (is_only_alike(cut(text, clause.start, end), rest(text, end))) continue;
        if (place > clause.start && end < text.size()) {  // 是不是, 会不会
            const std::size_t left = letter_before(text, place);
            if (utf8::decode(text, left).code == utf8::decode(text, end).code) continue;
        }
        negated = !negated;
    }
    return negated;
}

bool is_question(std::string_view text, const Clause& clause) {
    if (clause.mark == U'?') return true;
    const std::string_view words = clause.in(text);
    return ends_with_any(words, {"吗", "呢", "么", "嘛", "吗亲", "没有呀", "行不行", "好不好"}) ||
           contains_any(words, {"能不能", "可不可以", "可以不", "是不是", "为什么", "为啥", "怎么",
                                "什么时候", "啥时候", "多少", "哪里", "哪个", "有没有", "会不会",
                                "要不要", "请问", "咋"});
}

bool is_condition(std::string_view text, const Clause& clause) {
    return contains_any(
        clause.in(text),
        {"如果", "要是", "假如", "若是", "的话", "除非", "只要", "万一",     "倘若", "否则",
         "不然", "要不", "再不", "不给", "不退", "不赔", "不补", "什么时候", "何时", "一旦"});
}

}  // namespace pingli::text
