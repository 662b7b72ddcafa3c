// Whatever people write, the engine answers: nothing that a text says ends anything.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "support/shipped_engine.hpp"
#include "text/engine.hpp"
#include "text/limits.hpp"

namespace pingli::text {
namespace {

// Through every door of the engine. Spans are looked at, so that a wrong one is found as well.
void read_everywhere(std::string_view text) {
    const Engine& engine = support::shipped_engine();
    static Scratch scratch{engine};
    const std::size_t size = utf8::count(text);
    static_cast<void>(engine.may_need_review(text, scratch));
    const auto review = engine.review({.stars = 1, .text = text, .followup = text}, scratch);
    for (const Reason& reason : review.why)
        ASSERT_LE(reason.span.value_or(Span{}).end, size) << text;
    const std::array<Turn, 4> turns{{{.who = Speaker::Buyer, .at = {}, .text = text},
                                     {.who = Speaker::Seller, .at = {}, .text = text},
                                     {.who = Speaker::Buyer, .at = {}, .text = text},
                                     {.who = Speaker::Platform, .at = {}, .text = text}}};
    const auto talk = engine.conversation(turns, scratch);
    for (const Reason& reason : talk.why) ASSERT_LE(reason.span.value_or(Span{}).end, size) << text;
    for (const std::string_view context : {std::string_view{"[聊天] 买家：少发一件"}, text}) {
        const auto reply = engine.reply({.context = context, .draft = text}, scratch);
        for (const FaultSpan& fault : reply.spans) ASSERT_LE(fault.span.end, size) << text;
    }
}

constexpr auto kNumbers =
    std::to_array<const char*>({"6", "0", "12", "99999", "1 0 ", "两", "十", "三百五", "①", "3.",
                                "1.5", "6w", "一", "一二三四五六七八九十"});
constexpr auto kUnits = std::to_array<const char*>(
    {"r",  "rmb", "元",   "块",   "块五", "毛钱", "分钱", "多块", "几",   "来块", "颗", "颗星",
     "星", "折",  "%",    "w",    "w块",  "个",   "件",   "斤",   "kg",   "次",   "天", "小时",
     "号", "栋",  "单元", "号楼", "x",    "o",    "",     " ",    "两半", "倍",   "分", "人"});
constexpr auto kSigns =
    std::to_array<const char*>({"", "¥", "￥", "$", "rmb", "“", "\"", "[", "(", "+86 ", ",", "·"});
constexpr auto kTails =
    std::to_array<const char*>({"", "都不给？", "螺丝少了", "给我", "就行", "。", "？", "”",
                                "不然差评", "了", "吧", "说", "]"});

// security finding 43: a text that begins with a number and a unit ended the process.
TEST(AnyText, MayBeginWithANumberAndAUnit) {
    for (const char* text : {"6r都不给？", "8颗螺丝少了三颗", "6r", "5r就行", "6R", "￥6r"})
        read_everywhere(text);
    std::size_t turn = 0;  // through signs and tails, without every combination
    for (const char* number : kNumbers)
        for (const char* unit : kUnits) {
            ++turn;
            read_everywhere(std::string{kSigns[turn % kSigns.size()]} + number + unit +
                            kTails[turn % kTails.size()]);
        }
}

// security finding 7: 十 before nine digits was read for ever.
TEST(AnyText, MayHoldARunOfChineseDigitsThatBeginsWithAPower) {
    for (const char* text : {"十一三四零零零零八八七六", "万一二三四五六七八九零",
                             "十十十十十十十十十十十", "一二三四五六七八九十块"})
        read_everywhere(text);
}

// What stands at the very start, the very end, or alone: the edges of every rule.
TEST(AnyText, MayBeOnePieceOrTwo) {
    read_everywhere("");
    for (const char* sign : kSigns) read_everywhere(sign);
    for (const char* tail : kTails) {
        read_everywhere(tail);
        read_everywhere(std::string{tail} + "r");
    }
    for (const char* unit : kUnits) read_everywhere(unit);
}

// Found by fuzz_conversations: an empty text, read first of all, ended the process.
TEST(AnyText, MayBeEmptyAndTheFirst) {
    const Engine& engine = support::shipped_engine();
    Scratch gate{engine};
    EXPECT_FALSE(engine.may_need_review({}, gate));
    Scratch review{engine};
    static_cast<void>(engine.review({.stars = {}, .text = {}, .followup = {}}, review));
    Scratch reply{engine};
    static_cast<void>(engine.reply({.context = {}, .draft = {}}, reply));
}

std::string repeated(std::string_view piece, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += piece;
    return text;
}

bool has_reason(const Reasons& why, std::string_view code) {
    return std::ranges::any_of(why, [&](const Reason& reason) { return reason.code == code; });
}

// security finding 7: at 6f9b451 4,000 turns took a minute, and each of these texts half a minute.
TEST(AnyText, MayBeLong) {
    const Engine& engine = support::shipped_engine();
    Scratch scratch{engine};
    for (const char* piece : {"“", "退1款3不8然0差0评1 ", "13400008876 ", "10元", "1 "})
        static_cast<void>(engine.review(
            {.stars = 1, .text = repeated(piece, 1U << 17U), .followup = {}}, scratch));
    std::vector<Turn> turns;
    for (int i = 0; i < 4000; ++i)
        turns.push_back({.who = i % 2 == 0 ? Speaker::Buyer : Speaker::Seller,
                         .at = {},
                         .text = i % 2 == 0 ? "给我转20块，不然差评" : "抱歉，给您补发"});
    static_cast<void>(engine.conversation(turns, scratch));
}

TEST(AnyText, BeyondTheLimitIsNamedAsUnread) {
    const Engine& engine = support::shipped_engine();
    Scratch scratch{engine};
    const std::string text = repeated("x", kTextBytesMax + 1);
    EXPECT_TRUE(has_reason(engine.review({.stars = 5, .text = text, .followup = {}}, scratch).why,
                           kUnreadText));
    const std::vector<Turn> turns(kTurnsMax + 1, {.who = Speaker::Buyer, .at = {}, .text = ""});
    EXPECT_TRUE(has_reason(engine.conversation(turns, scratch).why, kUnreadTurns));
    EXPECT_FALSE(
        has_reason(engine.conversation(std::span{turns}.first(3), scratch).why, kUnreadTurns));
}

// security finding 7: an import could not be stopped while it read one chat.
TEST(AnyText, IsLeftWhenTheReadingIsStopped) {
    const Engine& engine = support::shipped_engine();
    Scratch scratch{engine};
    const std::atomic<bool> stop{true};
    scratch.heed(&stop);
    const Turn turn{.who = Speaker::Buyer, .at = {}, .text = "给我转20块，不然差评"};
    EXPECT_TRUE(engine.conversation(std::span{&turn, 1}, scratch).why.empty());
    scratch.heed(nullptr);
    EXPECT_FALSE(engine.conversation(std::span{&turn, 1}, scratch).why.empty());
}

constexpr auto kWords = std::to_array<const char*>({"补我",
                                                    "赔",
                                                    "退",
                                                    "送我",
                                                    "塞",
                                                    "给",
                                                    "不",
                                                    "没",
                                                    "别",
                                                    "就",
                                                    "不然",
                                                    "否则",
                                                    "要不",
                                                    "的话",
                                                    "差评",
                                                    "一星",
                                                    "投诉",
                                                    "12315",
                                                    "曝光",
                                                    "傻",
                                                    "逼",
                                                    "他妈",
                                                    "垃圾",
                                                    "客服",
                                                    "店家",
                                                    "我",
                                                    "你",
                                                    "电话",
                                                    "微信",
                                                    "qq",
                                                    "订单号",
                                                    "身份证",
                                                    "收件人",
                                                    "叫",
                                                    "王小明",
                                                    "文三路",
                                                    "18号",
                                                    "2幢",
                                                    "师傅",
                                                    "运费险",
                                                    "好评",
                                                    "返现",
                                                    "删",
                                                    "改",
                                                    "质量",
                                                    "很好",
                                                    "坏了",
                                                    "起球",
                                                    "快递",
                                                    "太慢",
                                                    "去“",
                                                    "旗舰店”",
                                                    "搜",
                                                    "比这好",
                                                    "说",
                                                    "回复",
                                                    "骂我",
                                                    "朋友说",
                                                    "你看着办",
                                                    "开玩笑的",
                                                    "抱歉",
                                                    "换新",
                                                    "不支持",
                                                    "13400008876",
                                                    "0571-87001652",
                                                    "330106199001011234",
                                                    "abc_123",
                                                    "一三四零零零零八八七六",
                                                    "私了",
                                                    "承诺",
                                                    "假一赔十",
                                                    "页面写的",
                                                    "没有",
                                                    "了",
                                                    "过",
                                                    "人",
                                                    "[聊天]",
                                                    "[回评·公开]"});
constexpr auto kMarks = std::to_array<const char*>({"，",     "。",
                                                    "？",     "！",
                                                    "“",      "”",
                                                    "\"",     "「",
                                                    "」",     "‘",
                                                    "’",      " ",
                                                    "  ",     "\n",
                                                    "、",     "…",
                                                    "~",      "·",
                                                    "*",      ".",
                                                    ":",      "：",
                                                    "[",      "]",
                                                    "😀",     "👨‍👩‍👧",
                                                    "\u200B", "\uFE0F",
                                                    "é",      "ｓ",
                                                    "\t",     "\x01"});

std::string any_text() {
    std::string text;
    const int count = *rc::gen::inRange(0, 14);
    for (int i = 0; i < count; ++i) switch (*rc::gen::inRange(0, 5)) {
            case 0:
                text += *rc::gen::elementOf(kSigns);
                text += *rc::gen::elementOf(kNumbers);
                text += *rc::gen::elementOf(kUnits);
                break;
            case 1:
                text += *rc::gen::elementOf(kMarks);
                break;
            case 2:
                text += *rc::gen::elementOf(kTails);
                break;
            default:
                text += *rc::gen::elementOf(kWords);
        }
    return text;
}

RC_GTEST_PROP(AnyText, IsReadToItsEnd, ()) {
    read_everywhere(any_text());
}

RC_GTEST_PROP(AnyText, IsReadInAConversationOfOthers, ()) {
    const Engine& engine = support::shipped_engine();
    Scratch scratch{engine};
    std::vector<std::string> texts;
    const int count = *rc::gen::inRange(1, 9);
    for (int i = 0; i < count; ++i) texts.push_back(any_text());
    std::vector<Turn> turns;
    for (const std::string& text : texts)
        turns.push_back(
            {.who = *rc::gen::element(Speaker::Buyer, Speaker::Seller, Speaker::Platform),
             .at = {},
             .text = text});
    const auto signals = engine.conversation(turns, scratch);
    for (const Moment& moment : signals.moments)
        RC_ASSERT(moment.span.end <= utf8::count(turns[moment.turn].text));
}

}  // namespace
}  // namespace pingli::text
