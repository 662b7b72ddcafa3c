#include "text/conversation_promises.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "text/word_list.hpp"

namespace pingli::text {

namespace {

// What a buyer may be refused: 不+…, 没+….
constexpr std::u32string_view kGiving =
    U"给补赔退送转返减便改发打换肯行同答处解饶贴加降免出付认管理让报抵寄安算升还俾到见满";
constexpr std::u32string_view kModal = U"得能想再肯愿";
constexpr std::u32string_view kDenying = U"不没冇唔";

bool is_in(char32_t code, std::u32string_view set) {
    return set.find(code) != std::u32string_view::npos;
}

constexpr auto kSelf = std::to_array<std::string_view>({"我", "俺", "咱", "本人"});
constexpr auto kAdverbs = std::to_array<std::string_view>(
    {"们", "可", "也", "都", "真的", "真", "绝对", "肯定", "一定", "其实", "本来", "根本", "这个人",
     "这人", "才", "并", "又", "就"});
// Denials of a will, and what it would have been moved by: 我不会因为…, 我不是那种…的人.
constexpr auto kNoWill = std::to_array<std::string_view>(
    {"从来不会", "从来不是", "从来没", "从来不", "从不",   "从没",   "不会",   "不是",
     "没有要",   "没有想",   "没要",   "没想",   "没打算", "不打算", "不可能", "不至于",
     "绝不",     "决不",     "犯不着", "用不着", "没必要", "不必"});
constexpr auto kMotives = std::to_array<std::string_view>(
    {"因为", "为了", "为", "那种", "那些", "这种", "动不动", "随便", "随手", "轻易", "像",  "一不",
     "不",   "没",   "就", "拿",   "说",   "要",   "给",     "打",   "去",   "故意", "恶意"});
// 不介意差评, 不会手软, 不排除差评: a denial that denies no act.
constexpr auto kNoPromise = std::to_array<std::string_view>(
    {"介意",   "客气",   "惜",     "怕",   "得不", "排除", "敢保证", "能保证", "会客气",
     "会手软", "会放过", "会罢休", "止",   "光",   "仅",   "只",     "但",     "怪",
     "会少",   "会忘",   "会改",   "会删", "会撤", "会停", "会善罢", "然"});
constexpr auto kConceding = std::to_array<std::string_view>(
    {"就算", "即使", "即便", "哪怕", "不管", "无论", "不论", "甭管"});
constexpr auto kBehindAct = std::to_array<std::string_view>(
    {"什么的", "这种事", "我", "是", "肯定", "绝对", "也", "都", "倒"});
constexpr auto kDeniedBehind = std::to_array<std::string_view>(
    {"不会", "不给", "不打", "不至于", "不可能", "没想", "没打算", "没必要", "免了", "不存在"});
// Who is to give, and what opens a condition: what may stand before 不给 where it is one.
constexpr auto kBeforeCondition = std::to_array<std::string_view>(
    {"你们", "你", "您", "店家", "卖家", "商家", "客服", "老板", "再", "如果", "要是", "还", "若",
     "敢", "都", "又", "谁", "就"});

// Drops any of `words` from the front, again and again.
template <class List>
void drop_any(std::string_view& text, const List& words) {
    for (bool again = true; again;) {
        const auto found = std::ranges::find_if(
            words, [&](std::string_view word) { return text.starts_with(word); });
        again = found != words.end();
        if (again) text.remove_prefix(found->size());
    }
}

}  // namespace

bool is_denial(char32_t letter) {
    return is_in(letter, kDenying);
}

DeniedGiving denied_giving(std::string_view text) {
    constexpr std::size_t kReach = 4;
    std::size_t at = 0;
    char32_t before = 0;
    for (std::size_t i = 0; i < kReach && at < text.size(); ++i) {
        const utf8::Decoded letter = utf8::decode(text, at);
        const std::size_t next = at + letter.size;
        if (is_in(letter.code, kDenying) && next < text.size()) {
            std::size_t from = next;
            utf8::Decoded verb = utf8::decode(text, from);
            const bool is_either = verb.code == before;  // 给不给, 能不能
            if (is_in(verb.code, kModal) && from + verb.size < text.size()) {
                from += verb.size;
                verb = utf8::decode(text, from);
            }
            if (!is_either && is_in(verb.code, kGiving) && !rest(text, from).starts_with("打算"))
                return {.start = at, .end = from + verb.size};
        }
        before = letter.code;
        at = next;
    }
    return {};
}

bool is_of_refusal(std::string_view condition) {
    return contains_any(condition, kConceding) || denied_giving(condition).end != 0;
}

bool denies_will(std::string_view before_act) {
    for (const std::string_view self : kSelf)
        for (std::size_t at = before_act.find(self); at != std::string_view::npos;
             at = before_act.find(self, at + self.size())) {
            std::string_view behind = rest(before_act, at + self.size());
            drop_any(behind, kAdverbs);
            const auto denial = std::ranges::find_if(
                kNoWill, [&](std::string_view word) { return behind.starts_with(word); });
            if (denial == kNoWill.end()) continue;
            behind.remove_prefix(denial->size());
            const bool is_double = is_any_of(behind, {"不", "不给", "不打", "不写", "不给你"});
            const bool is_other = starts_with_any(behind, {"就这", "就此", "就算了"});
            if (behind.empty() || (starts_with_any(behind, kMotives) && !is_double && !is_other))
                return true;
        }
    return false;
}

bool is_denied_behind(std::string_view behind_act) {
    drop_any(behind_act, kBehindAct);
    const auto* const denial = std::ranges::find_if(
        kDeniedBehind, [&](std::string_view word) { return behind_act.starts_with(word); });
    if (denial == kDeniedBehind.end() || rest(behind_act, denial->size()).starts_with("了"))
        return false;
    const bool is_negation = behind_act.starts_with("不");
    return !is_negation ||
           !starts_with_any(rest(behind_act, std::string_view{"不"}.size()), kNoPromise);
}

bool denies_act(const TurnView& view, std::size_t from, const DeniedGiving& denied,
                const Sign& act) {
    std::string_view between = cut(view.text(), from + denied.end, act.start);
    drop_any(between, std::to_array<std::string_view>({"你们", "你", "您", "个", "任何", "了"}));
    const std::string_view verb = cut(view.text(), from + denied.start, from + denied.end);
    if (!between.empty() || !(verb.ends_with("给") || verb.ends_with("打"))) return false;
    std::string_view before = cut(view.text(), from, from + denied.start);
    drop_any(before, kBeforeCondition);
    if (before.empty()) return false;
    const auto names_benefit = [](const Sign& sign) {
        return sign.mark == Mark::DemandCash || sign.mark == Mark::DemandGift ||
               sign.mark == Mark::DemandDiscount;
    };
    return std::ranges::none_of(view.signs_from(from, from + denied.start), names_benefit) &&
           numbers_within(view.reading->numbers, from, from + denied.start).empty();
}

std::optional<std::size_t> promise_before(std::string_view text, std::size_t from,
                                          std::size_t act) {
    if (!is_negated(text, {.start = from, .end = act}, act)) return std::nullopt;
    std::optional<std::size_t> last;
    for (std::size_t at = from; at < act;) {
        const utf8::Decoded letter = utf8::decode(text, at);
        if (is_in(letter.code, kDenying) &&
            !starts_with_any(rest(text, at + letter.size), kNoPromise))
            last = at;
        at += letter.size;
    }
    return last;
}

}  // namespace pingli::text
