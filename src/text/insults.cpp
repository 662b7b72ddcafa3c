#include "text/insults.hpp"

#include <algorithm>
#include <string_view>

#include "text/word_list.hpp"

namespace pingli::text {

namespace {

constexpr Category kInsult{"insult"};
constexpr Category kStaff{"person.staff"};
constexpr Category kSeller{"person.seller"};
constexpr Category kPerson{"person.any"};
constexpr std::size_t kPhraseGap = 9;  // bytes between two words of one phrase
constexpr std::size_t kAloneMax = 3;   // letters beside an insult that stands alone
constexpr std::size_t kThingReach =
    12;  // bytes behind a word in which the thing it is said of stands

// 我真是个…, 把我当…, 谁买谁是…: the writer or buyers at large, not the seller.
bool is_about_writer(std::string_view before) {
    bool changed = true;
    while (changed) {
        changed = false;
        for (const std::string_view word :
             {"真的", "真是", "真",   "就是", "就",   "也是", "也",   "是",   "个", "像个", "像",
              "怕是", "大概", "简直", "可能", "这个", "这种", "居然", "才",   "都", "太",   "有点",
              "一个", "怎么", "这么", "那么", "自己", "当时", "确实", "果然", "又"})
            if (before.ends_with(word)) {
                before.remove_suffix(word.size());
                changed = true;
            }
    }
    return ends_with_any(before, {"我", "俺", "本人", "怪我", "怪自己", "咱", "老子"}) ||
           ends_with_any(before, {"当", "当成", "当作", "当做", "谁买谁", "谁买", "谁用谁", "谁信",
                                  "谁信谁", "别当", "以为我", "以为消费者", "以为顾客", "以为买家",
                                  "以为大家", "我们", "算我"});
}

// Somebody else's words: 骂我…, 说我是…, or between quotation marks that a seller's name opens.
bool is_quoted(const Reading& reading, const Hit& hit, std::string_view before) {
    if (ends_with_any(before,
                      {"骂我", "骂我是", "说我", "说我是", "骂人", "骂顾客", "叫我", "骂我们",
                       "骂了我", "回我", "骂", "回了句", "回一句", "来一句", "让我", "喊我"}))
        return true;
    const Speech* const speech = reading.speech_of(hit);
    return speech != nullptr && (speech->voice == Voice::Seller || speech->voice == Voice::Other) &&
           (speech->is_quoted || speech->start == hit.start);
}

// Somebody who serves the order, or 你, in the clause or in the one before of the same sentence.
bool has_target(const Reading& reading, const Clause& clause) {
    const auto in = [&](const Clause& c) {
        return !reading.hits.within(kStaff, c.start, c.end).empty() ||
               !reading.hits.within(kSeller, c.start, c.end).empty() ||
               !reading.hits.within(kPerson, c.start, c.end).empty();
    };
    if (in(clause)) return true;
    const std::size_t index = clause_at(reading.clauses, clause.start);
    const Clause* const last = one_before(reading.clauses, index);
    return last != nullptr && !last->ends_sentence && in(*last);
}

bool is_said_of_thing(const Reading& reading, const Hit& hit, const Clause& clause) {
    const std::string_view text = reading.text();
    std::string_view after =
        cut(text, hit.end, std::min<std::size_t>(hit.end + kThingReach, clause.end));
    if (after.starts_with("的")) after.remove_prefix(std::string_view{"的"}.size());
    if (starts_with_any(after,
                        {"设计", "功能", "产品", "app",  "系统", "软件", "机器", "音箱", "说明",
                         "操作", "界面", "程序", "逻辑", "广告", "包装", "规定", "规则", "手机",
                         "电视", "扫地", "空调", "东西", "玩意", "游戏", "剧情", "质量", "快递"}))
        return true;
    // Alone it calls somebody names; about something that is named it is a judgement of that.
    // As many bytes as hold one letter too many are enough to look at.
    constexpr std::size_t kEnough = 4 * (kAloneMax + 1);
    const std::size_t others =
        letters(text, clause.start, std::min<std::size_t>(hit.start, clause.start + kEnough)) +
        letters(text, hit.end, std::min<std::size_t>(clause.end, hit.end + kEnough));
    return others > kAloneMax && !has_target(reading, clause);
}

bool is_aimed(const Engine::Parts& parts, const Reading& reading, const Hit& hit, Tone tone) {
    const Entry& entry = parts.entry(hit);
    const Clause& clause = reading.clause_of(hit.start);
    const std::string_view before = cut(reading.text(), clause.start, hit.start);
    if (is_quoted(reading, hit, before) || is_about_writer(before)) return false;
    if (tone == Tone::Praise) {  // 卧槽好软, 给我家憨批室友买的
        if (entry.has("profane")) return false;
        if (reading.hits.within(kStaff, clause.start, clause.end).empty()) return false;
    }
    if (!entry.has("profane") && reading.is_negated(hit)) return false;
    if (entry.has("thing") && is_said_of_thing(reading, hit, clause)) return false;
    return !entry.has("person") || has_target(reading, clause);
}

}  // namespace

std::vector<Insult> find_insults(const Engine::Parts& parts, const Reading& reading, Tone tone) {
    std::vector<Insult> insults;
    for (const Hit& hit : reading.of(kInsult)) {
        if (!is_aimed(parts, reading, hit, tone)) continue;
        const bool follows =
            !insults.empty() && gap(insults.back().end, hit.start) <= kPhraseGap &&
            &reading.clause_of(insults.back().start) == &reading.clause_of(hit.start);
        if (follows)
            insults.back().end = std::max(insults.back().end, hit.end);
        else
            insults.push_back({.start = hit.start, .end = hit.end, .entry = hit.entry});
    }
    return insults;
}

}  // namespace pingli::text
