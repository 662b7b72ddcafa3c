#include "text/conversation_demand.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"
#include "text/word_list.hpp"

namespace pingli::text {

namespace {

// Verbs by which money changes hands; grammar of a closed class, the nouns are in the lexicon.
constexpr std::u32string_view kGive = U"补赔退返转给贴打付掏还报拿塞发来要v微凑收拨奖抵";
constexpr std::u32string_view kBetween = U"我给个了点就到俺咱你也再得整足满 :";
constexpr auto kAfterAmount = std::to_array<std::string_view>(
    {"补",     "给",     "转",   "赔",     "私了", "红包", "返",   "退",   "到账",
     "打过来", "打给",   "打到", "发我",   "就行", "就够", "就好", "就算", "就成",
     "行",     "走人",   "了事", "私下",   "解决", "摆平", "搞定", "了结", "封口",
     "买断",   "你们出", "你出", "商家出", "我就", "意思", "来"});
constexpr auto kNow = std::to_array<std::string_view>(
    {"现在", "现", "马上", "立马", "立刻", "今天", "今晚", "先", "一次性"});
constexpr auto kReceived = std::to_array<std::string_view>(
    {"收到了", "我收到", "都收到", "已收到", "已经收到", "到账了", "领到了", "拿到了"});
constexpr auto kBeforeAmount = std::to_array<std::string_view>(
    {"费", "损失", "金", "钱", "至少", "起码", "最少", "最低", "一口价", "不低于", "少说"});
constexpr auto kNoBenefit =
    std::to_array<std::string_view>({"道歉", "解释", "说法", "理由", "交代", "赔不是", "赔礼"});
constexpr auto kToMe = std::to_array<std::string_view>(
    {"给我补", "给我退",   "给我转", "给我返", "补给我", "退给我", "转给我",
     "返给我", "补我",     "赔我",   "退我",   "转我",   "返我",   "给我报",
     "你给我", "你们给我", "打过来", "转过来", "补回来", "退回来"});
constexpr auto kWhole =
    std::to_array<std::string_view>({"全", "整", "原路", "都退", "退了", "退款", "一分"});
constexpr auto kNotGranted = std::to_array<std::string_view>(
    {"不给", "都不", "不肯", "不行", "没有", "没得", "也不", "也没", "不送", "不干"});
constexpr auto kAsk = std::to_array<std::string_view>(
    {"能不能", "可不可以", "可否", "能否", "可以", "是不是该", "是不是得", "应该", "麻烦"});
constexpr auto kLead = std::to_array<std::string_view>(
    {"那就", "那么", "那",   "请",   "麻烦", "亲",     "老板", "我要",   "我想要", "我想", "就",
     "不如", "要不", "你们", "你",   "能",   "先",     "所以", "反正",   "也",     "或者", "要么",
     "算了", "行",   "好",   "我说", "必须", "至少得", "得",   "懒得查", "还是"});
constexpr auto kTrail = std::to_array<std::string_view>(
    {"吧", "呗",   "呀",   "啊",     "嘛",   "哦",     "啦",     "哈",     "咯",
     "吗", "行吗", "行不", "行不行", "好吗", "好不好", "可以吗", "可以不", "呢",
     "噻", "嘞",   "么",   "哟",     "喔",   "的",     "不"});
constexpr std::int64_t kAmountMax = 100'000'000;  // hundredths: more is a number, not a demand
constexpr std::size_t kLettersBeforeMax = 10;     // of an object that stands before its verb

struct Guess {
    std::string_view word;
    DemandKind kind;
};
// Verbs of giving in forms that are asked with, most telling first.
constexpr auto kGuesses = std::to_array<Guess>({
    {"便宜", DemandKind::Discount}, {"优惠", DemandKind::Discount},
    {"价给", DemandKind::Discount}, {"给个价", DemandKind::Discount},
    {"折", DemandKind::Discount},   {"券", DemandKind::Discount},
    {"再送", DemandKind::Gift},     {"送", DemandKind::Gift},
    {"赠", DemandKind::Gift},       {"多给", DemandKind::Gift},
    {"多寄", DemandKind::Gift},     {"补", DemandKind::Cash},
    {"赔", DemandKind::Cash},       {"转", DemandKind::Cash},
    {"钱", DemandKind::Cash},       {"红包", DemandKind::Cash},
    {"费", DemandKind::Cash},       {"报销", DemandKind::Cash},
    {"意思", DemandKind::Cash},     {"表示", DemandKind::Cash},
    {"给我", DemandKind::Gift},
});

// Weaker ones, good enough where the answer was no and a threat came next.
constexpr auto kLastGuesses = std::to_array<Guess>({
    {"降", DemandKind::Discount},
    {"减", DemandKind::Discount},
    {"少", DemandKind::Discount},
    {"价", DemandKind::Discount},
    {"按", DemandKind::Discount},
    {"算", DemandKind::Discount},
    {"块", DemandKind::Cash},
    {"元", DemandKind::Cash},
    {"出", DemandKind::Cash},
    {"退", DemandKind::Cash},
    {"给", DemandKind::Gift},
    {"发", DemandKind::Gift},
    {"寄", DemandKind::Gift},
    {"加", DemandKind::Gift},
    {"多", DemandKind::Gift},
    {"再", DemandKind::Gift},
    {"来", DemandKind::Gift},
    {"拿", DemandKind::Gift},
});

bool is_in(char32_t code, std::u32string_view set) {
    return set.find(code) != std::u32string_view::npos;
}

const Guess* find_guess(std::span<const Guess> guesses, std::string_view words) {
    const auto it = std::ranges::find_if(
        guesses, [&](const Guess& guess) { return words.contains(guess.word); });
    return it == guesses.end() ? nullptr : &*it;
}

// Whether a verb of giving stands right before `at`, with at most three particles between.
bool has_verb_before(std::string_view text, std::size_t from, std::size_t at) {
    constexpr std::size_t kParticlesMax = 4;
    for (std::size_t i = 0; i < kParticlesMax && at > from; ++i) {
        at = letter_before(text, at);
        const char32_t code = utf8::decode(text, at).code;
        if (is_in(code, kGive)) return true;
        if (!is_in(code, kBetween)) return false;
    }
    return false;
}

bool is_done(std::string_view text, std::size_t end) {  // 便宜了, 降了: told, not asked
    const std::string_view after = rest(text, end);
    return after.starts_with("了") && !after.starts_with("了吧") && !after.starts_with("了呗");
}

// An amount of money that is asked for in `part`.
// `bare_is_bid`: the seller has just named a sum, so that a bare number is the answer to it.
const Number* asked_amount(const TurnView& turn, const Part& part, bool is_benefit_named,
                           bool bare_is_bid) {
    const std::string_view text = turn.text();
    const Number* best = nullptr;
    const auto numbers = turn.numbers_in(part);
    const bool is_for_me = !numbers.empty() && contains_any(turn.words(part), kToMe);
    for (const Number& number : numbers) {
        if (number.unit != Unit::Money && number.unit != Unit::None) continue;
        if (number.hundredths <= 0 || number.hundredths > kAmountMax) continue;
        if (turn.find(Mark::ThreatRegulator, number.start, number.end) != nullptr) continue;
        std::string_view after = cut(text, number.end, part.end);
        for (const std::string_view now : kNow)  // 1800现转
            if (after.starts_with(now)) after.remove_prefix(now.size());
        const bool is_all = number.start == part.start && number.end == part.end;
        const bool is_asked = is_benefit_named || (is_all && bare_is_bid && !part.is_question) ||
                              is_for_me || has_verb_before(text, part.start, number.start) ||
                              starts_with_any(after, kAfterAmount) ||
                              ends_with_any(cut(text, part.start, number.start), kBeforeAmount);
        if (!is_asked) continue;
        if (best == nullptr || (number.unit == Unit::Money && best->unit != Unit::Money))
            best = &number;
    }
    return best;
}

constexpr std::u32string_view kHand = U"寄塞送给整捎饶搭放赠拎拿添加多";

// 塞俩手机支架, 再给我一张: a verb of handing over with a quantity of things.
const Number* asked_things(const TurnView& turn, const Part& part) {
    const std::string_view text = turn.text();
    for (const Number& number : turn.numbers_in(part)) {
        const bool is_things = number.unit == Unit::Piece || number.unit == Unit::Weight;
        if (!is_things) continue;
        std::size_t at = number.start;
        for (std::size_t i = 0; i < 3 && at > part.start; ++i) {
            at = letter_before(text, at);
            const char32_t code = utf8::decode(text, at).code;
            if (is_in(code, kHand)) return &number;
            if (!is_in(code, kBetween)) break;
        }
    }
    return nullptr;
}

struct Found {
    DemandKind kind = DemandKind::None;
    bool is_ordinary = false;
    bool is_whole_price = false;
    Offset first;
    Offset last;
};

// 还要我出运费
bool is_paid_by_buyer(std::string_view text, const Sign& sign) {
    constexpr std::u32string_view kPaying = U"出付掏赔补贴给拿";
    return up_to(text, sign.start).ends_with("我") &&
           is_in(utf8::decode(text, sign.start).code, kPaying);
}

// The first usable sign of `mark` in the part: not negated, not told of the past, not reported.
const Sign* usable(const TurnView& turn, const Part& part, Mark mark) {
    if (!part.marks.has(mark)) return nullptr;
    for (const Sign& sign : turn.signs_from(part.start, part.end)) {
        if (sign.mark != mark || sign.is_negated || sign.end > part.end) continue;
        if (starts_with_any(rest(turn.text(), sign.end), kNotGranted)) continue;
        if (is_paid_by_buyer(turn.text(), sign)) continue;
        // 红包收到了: told, not asked for
        if (starts_with_any(cut(turn.text(), sign.end, part.end), kReceived)) continue;
        if (mark == Mark::DemandDiscount && is_done(turn.text(), sign.end)) continue;
        const Speech* speech = speech_around(turn.reading->speech, sign.start, sign.end);
        if (speech != nullptr && speech->voice != Voice::Unknown && speech->voice != Voice::Self)
            continue;
        return &sign;
    }
    return nullptr;
}

void widen(Found& found, Offset start, Offset end) {
    if (found.last == 0) {
        found.first = start;
        found.last = end;
    }
    found.first = std::min(found.first, start);
    found.last = std::max(found.last, end);
}

// 把活动那个价退给我, 券再给我一张: about the price, whatever the verb.
void refine_price(std::string_view words, Found& found) {
    const bool is_price = words.contains("价") && !words.contains("全价") &&
                          !words.contains("原价") &&
                          found.kind == DemandKind::RefundWithoutReturn && found.is_ordinary;
    if (found.kind == DemandKind::Gift && words.contains("升级")) found.kind = DemandKind::Discount;
    if (found.kind == DemandKind::Cash && (words.starts_with("差") || words.contains("差那")))
        found.kind = DemandKind::Discount;
    const bool is_coupon = words.contains("券") && found.kind == DemandKind::Gift;
    if (!is_price && !is_coupon) return;
    found.kind = DemandKind::Discount;
    found.is_ordinary = found.is_whole_price = false;
}

bool names_whole(std::string_view words) {
    return std::ranges::any_of(kWhole, [&](auto word) { return words.contains(word); });
}

Found find_kind(const TurnView& turn, const Part& part, const Number* amount) {
    Found found;
    const Sign* only = usable(turn, part, Mark::DemandRefundOnly);
    const Sign* refund = usable(turn, part, Mark::DemandRefund);
    const Sign* discount = usable(turn, part, Mark::DemandDiscount);
    const Sign* gift = usable(turn, part, Mark::DemandGift);
    const Sign* cash = usable(turn, part, Mark::DemandCash);
    const Sign* back = usable(turn, part, Mark::DemandReturn);
    for (const Sign* sign : {only, refund, discount, gift, cash})
        if (sign != nullptr) widen(found, sign->start, sign->end);
    if (only != nullptr) {
        found.kind = DemandKind::RefundWithoutReturn;
    } else if (discount != nullptr && gift == nullptr) {
        found.kind = DemandKind::Discount;
    } else if (gift != nullptr) {
        found.kind = DemandKind::Gift;
    } else if (refund != nullptr && amount != nullptr && !names_whole(turn.words(part))) {
        found.kind = DemandKind::Cash;
    } else if (refund != nullptr) {
        found.kind = DemandKind::RefundWithoutReturn;
        found.is_ordinary = true;
        found.is_whole_price = true;
    } else if (cash != nullptr || (amount != nullptr && back == nullptr)) {
        found.kind = DemandKind::Cash;
    } else if (back != nullptr) {
        found.kind = DemandKind::RefundWithoutReturn;
        found.is_ordinary = true;
        widen(found, back->start, back->end);
    }
    if (amount != nullptr) widen(found, amount->start, amount->end);
    const bool claims = turn.marks.any(Mark::Missing, Mark::Wrong, Mark::Defect);
    if (found.kind == DemandKind::None && !claims)
        if (const Number* things = asked_things(turn, part); things != nullptr) {
            found.kind = DemandKind::Gift;
            widen(found, letter_before(turn.text(), things->start), things->end);
        }
    refine_price(turn.words(part), found);
    return found;
}

// From the verb, or from the object that stands before it, to the end of the phrase.
void set_span(const TurnView& turn, const Part& part, const Found& found, Demand& demand) {
    const std::string_view text = turn.text();
    std::size_t start = part.start;
    for (const std::string_view ask : kAsk) {
        const std::size_t at = cut(text, part.start, found.first).rfind(ask);
        if (at != std::string_view::npos)
            start = std::max<std::size_t>(start, part.start + at + ask.size());
    }
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view lead : kLead)
            if (cut(text, start, found.first).starts_with(lead)) {
                start += lead.size();
                again = true;
                break;
            }
    }
    if (letters(text, start, found.first) > kLettersBeforeMax) start = found.first;
    std::size_t end = part.end;
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view trail : kTrail)
            if (end > found.last && cut(text, found.last, end).ends_with(trail)) {
                end = back_or_start(end, trail.size());
                again = true;
                break;
            }
    }
    demand.start = std::min<std::size_t>(start, found.first);
    demand.end = std::max<std::size_t>(end, found.last);
}

// 快递公司赔我
bool is_asked_of_others(const TurnView& turn, const Part& part, const Found& found) {
    const Sign* other = turn.find(Mark::OtherTarget, part.start, found.first);
    return other != nullptr && !turn.words(part).contains("你");
}

// 预售页写定金翻倍抵30: what was promised, not yet asked for.
bool is_promise_told(const TurnView& turn, const Part& part, const Found& found) {
    const Sign* promise = turn.find(Mark::Promise, part.start, part.end);
    if (promise == nullptr || promise->start > found.first) return false;
    return !cut(turn.text(), found.first, part.end).contains("我");
}

bool is_told_by_others(const TurnView& turn, const Part& part) {
    const Sign* reported = turn.find(Mark::Reported, 0, part.end);
    return reported != nullptr;
}

}  // namespace

void find_demands(const TurnView& turn, bool bare_is_bid, std::vector<Demand>& out) {
    for (std::uint32_t i = 0; i < turn.parts.size(); ++i) {
        const Part& part = turn.parts[i];
        if (is_told_by_others(turn, part)) continue;
        const bool is_named = part.marks.any(Mark::DemandCash, Mark::DemandDiscount,
                                             Mark::DemandRefund, Mark::DemandRefundOnly);
        const Number* amount = asked_amount(turn, part, is_named, bare_is_bid);
        const Found found = find_kind(turn, part, amount);
        if (found.kind == DemandKind::None || is_asked_of_others(turn, part, found)) continue;
        const bool is_act = part.marks.any(Mark::ThreatPlatform, Mark::ThreatRegulator);
        if (is_act && found.is_ordinary) continue;  // 品质退款我直接点: the act itself
        if (is_promise_told(turn, part, found)) continue;
        Demand demand{.turn = turn.index,
                      .part = i,
                      .kind = found.kind,
                      .is_ordinary = found.is_ordinary,
                      .is_whole_price = found.is_whole_price,
                      .amount = {}};
        if (amount != nullptr) demand.amount = amount->money(true);
        set_span(turn, part, found, demand);
        out.push_back(demand);
    }
}

std::optional<Demand> guess_demand(const TurnView& turn, bool threat_follows) {
    if (turn.marks.any(Mark::Defect, Mark::Wrong, Mark::Missing, Mark::Late, Mark::Reported,
                       Mark::DemandReturn, Mark::TooLate, Mark::WithinSeven))
        return std::nullopt;
    for (std::uint32_t i = 0; i < turn.parts.size(); ++i) {
        const Part& part = turn.parts[i];
        const std::string_view words = turn.words(part);
        if (contains_any(words, kNoBenefit)) continue;
        const Guess* guess = find_guess(kGuesses, words);
        const bool is_weak = guess == nullptr;
        if (guess == nullptr && threat_follows && !part.is_question)
            guess = find_guess(kLastGuesses, words);
        if (guess == nullptr) continue;
        Demand demand{.turn = turn.index,
                      .part = i,
                      .start = part.start,
                      .end = part.end,
                      .kind = guess->kind,
                      .certainty = is_weak ? Certainty::Weak : Certainty::Guess,
                      .amount = {}};
        return demand;
    }
    return std::nullopt;
}

void settle_refunds(std::span<const TurnView> turns, std::vector<Demand>& demands) {
    const bool keeps = std::ranges::any_of(turns, [](const TurnView& turn) {
        return turn.who == Speaker::Buyer && std::ranges::any_of(turn.signs, [](const Sign& s) {
                   return s.mark == Mark::DemandKeep;
               });
    });
    if (!keeps) return;
    for (Demand& demand : demands)
        if (demand.is_ordinary && demand.is_whole_price) demand.is_ordinary = false;
}

}  // namespace pingli::text
