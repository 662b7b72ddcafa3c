#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <set>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "support/shipped_engine.hpp"
#include "text/engine.hpp"

namespace pingli::text {
namespace {

ReviewSignals review_of(std::string_view text, std::optional<int> stars = 1,
                        std::string_view followup = {}) {
    const Engine& engine = support::shipped_engine();
    Scratch scratch{engine};
    return engine.review({.stars = stars, .text = text, .followup = followup}, scratch);
}

std::string words(std::string_view text, const Span& span) {
    return std::string{utf8::slice(text, span.start, span.end)};
}

std::set<std::string> causes_of(const ReviewSignals& signals) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < kCauseCount; ++i)
        if (signals.causes[i]) names.emplace(to_name(static_cast<Cause>(i)));
    return names;
}

// proves B3
TEST(Causes, AreNamedByWhatTheTextComplainsOf) {
    const struct {
        const char* text;
        int stars;
        std::set<std::string> causes;
    } rows[] = {
        {"鞋子穿了两天就开胶了", 1, {"quality"}},
        {"没有色差，也不掉色，很喜欢", 5, {}},
        {"担心会起球，洗了几次都没起，不错", 5, {}},
        {"别家买的都掉毛，这件不掉", 5, {}},
        {"尺码偏小，肩膀太窄了", 2, {"size_or_fit"}},
        {"发错颜色，赠品也没有", 1, {"colour_or_not_as_described"}},
        {"明显是翻新机，序列号查不到", 1, {"authenticity"}},
        {"等了十天才到，快递还扔在门口", 2, {"logistics_slow", "service_attitude"}},
        {"收到的时候杯子碎了三个", 1, {"logistics_damage"}},
        {"刚买第二天就降价五十", 2, {"price"}},
        {"退货运费要自己出，没有运费险", 2, {"freight_insurance"}},
        {"七天无理由都不给退，驳回我的申请", 1, {"after_sales_refused"}},
        {"客服爱答不理", 1, {"service_attitude"}},
    };
    for (const auto& row : rows)
        EXPECT_EQ(causes_of(review_of(row.text, row.stars)), row.causes) << row.text;
}

TEST(Causes, OfWhatWasSettledAreNone) {
    EXPECT_TRUE(review_of("杯子碎了一个", 5, "客服马上补发了，很满意，好评").causes.none());
    EXPECT_FALSE(review_of("杯子碎了一个", 1, "到现在没补发").causes.none());
}

// proves B6, B15, S60
TEST(Insults, AreFoundInEveryDisguise) {
    for (const char* text :
         {"客服是傻逼", "客服是傻 逼", "客服是煞笔", "客服就是个s.b", "你们老板脑残吧", "ＮＭＳＬ",
          "卖家草泥马", "他妈的三天就坏", "他媽的三天就壞", "垃圾客服", "这客服有病吧"})
        EXPECT_EQ(review_of(text).abusive_spans.size(), 1U) << text;
}

// proves B14
TEST(Insults, AreNotHardWordsAboutGoodsQuotationsOrAmazement) {
    for (const char* text :
         {"性价比太低", "垃圾东西，烂透了", "骗子，奸商，卖假货", "客服骂我傻逼",
          "我真是个傻子才会买", "狗狗不爱吃这个狗粮", "这个智能音箱的设计脑残", "把顾客当傻子",
          "客服说“你有病吧”", "2b铅笔断芯", "妈妈的味道没有了", "比较失望"})
        EXPECT_TRUE(review_of(text).abusive_spans.empty()) << text;
    EXPECT_TRUE(review_of("卧槽好软，他妈的太舒服了", 5).abusive_spans.empty());
}

// proves B6
TEST(PersonalData, IsFoundByItsKind) {
    const struct {
        const char* text;
        PiiKind kind;
        const char* value;
    } rows[] = {
        {"客服手机134 0000 8876，打给她", PiiKind::Mobile, "134 0000 8876"},
        {"电话①③④００００８８７６", PiiKind::Mobile, "①③④００００８８７６"},
        {"号码一三四零零零零八八七六", PiiKind::Mobile, "一三四零零零零八八七六"},
        {"座机0571-8700 1652没人接", PiiKind::Phone, "0571-8700 1652"},
        {"身份证11010519491231002X被登记", PiiKind::IdCard, "11010519491231002X"},
        {"加薇信：huo_yuan88 便宜", PiiKind::Wechat, "huo_yuan88"},
        {"有事加扣扣 33800579", PiiKind::Qq, "33800579"},
        {"订单2988013465520917734没人管", PiiKind::OrderNo, "2988013465520917734"},
        {"老板住杭州市西湖区文三路18号2幢301", PiiKind::Address, "杭州市西湖区文三路18号2幢301"},
        {"快递员叫鲁春生，态度差", PiiKind::Name, "鲁春生"},
    };
    for (const auto& row : rows) {
        const auto signals = review_of(row.text);
        ASSERT_EQ(signals.pii_spans.size(), 1U) << row.text;
        EXPECT_EQ(signals.pii_spans[0].kind, row.kind) << row.text;
        EXPECT_EQ(words(row.text, signals.pii_spans[0].span), row.value);
    }
}

TEST(PersonalData, IsNotWhatBelongsToThingsOrShops) {
    for (const char* text :
         {"快递单号773012345678901 三天没动", "打400-600-9921没人接", "型号K15900002的锁坏了",
          "批号2026030411", "身高165 体重120", "155 160 165 170的码都试了", "手机1**********打不通",
          "条形码6901234567892扫不出", "李女士态度差", "客服阿橙", "执行标准GB18401-2010",
          "尾号8876", "加我微信聊", "李宁的鞋", "3号楼的快递", "广场一楼买的"})
        EXPECT_TRUE(review_of(text).pii_spans.empty()) << text;
}

// proves B10, B8
TEST(Demands, HoldTheRatingOpenForABenefitThatIsNotOwed) {
    for (const char* text : {"转我15我就改好评", "赔我50，不然接着写追评",
                             "想让我删差评就联系我谈价", "先给一星挂着，等你们红包到账再改"})
        EXPECT_TRUE(review_of(text).extortion_hint) << text;
    for (const char* text :
         {"卖家说改五星给我20，我没要", "换来合格的我就改评价", "好评返现卡是骗人的，不给返",
          "差评，等了十天", "希望商家赔偿我的损失"})
        EXPECT_FALSE(review_of(text).extortion_hint) << text;
}

// proves B10
TEST(Demands, RefusedAndPaidBackByTheRatingAreRetaliation) {
    EXPECT_TRUE(review_of("你们不给我补差价，那就送你一星").retaliation_after_failed_claim);
    EXPECT_TRUE(review_of("维权没成功，至少还有评价权").retaliation_after_failed_claim);
    EXPECT_FALSE(review_of("申请退款被拒，鞋底还是断的").retaliation_after_failed_claim);
}

TEST(Promotion, NamesAShopThatCanBeFound) {
    EXPECT_TRUE(review_of("别买，去“城南徐记鸭铺”搜，比这家好吃").competitor_promo);
    EXPECT_FALSE(review_of("不如我以前买的那家").competitor_promo);
    EXPECT_FALSE(review_of("“复古红”，实物像辣酱").competitor_promo);
}

TEST(Sentiment, IsThatOfTheWordsWhenTheyAreClear) {
    EXPECT_EQ(review_of("手抖点错了，东西非常好，很满意", 1).sentiment, Sentiment::Positive);
    EXPECT_EQ(review_of("五星献给卖家，用一次就坏，再也不买了，太差", 5).sentiment,
              Sentiment::Negative);
    EXPECT_EQ(review_of("还没拆", 3).sentiment, Sentiment::Neutral);
    EXPECT_EQ(review_of("很好用", {}).sentiment, Sentiment::Positive);
    EXPECT_EQ(review_of("不好用，差评", {}).sentiment, Sentiment::Negative);
    EXPECT_EQ(review_of("不错", 4, "用了两天就坏了，太差了").sentiment, Sentiment::Negative);
}

TEST(Reasons, SayWhyInBothLanguagesAndWhere) {
    const std::string text = "客服傻逼，转我15我就改好评，电话13400008876";
    const auto signals = review_of(text);
    std::set<std::string> codes;
    for (const Reason& reason : signals.why) {
        codes.insert(reason.code);
        EXPECT_FALSE(reason.words.zh.empty());
        EXPECT_FALSE(reason.words.en.empty());
    }
    EXPECT_TRUE(codes.contains("abusive.insult"));
    EXPECT_TRUE(codes.contains("extortion.lever"));
    EXPECT_TRUE(codes.contains("pii.mobile"));
}

// proves B15, S60: the same findings on the clean text and on the one as scraped, spans pointing
// into the original; words that really use the characters are left alone.
TEST(DisguisedReview, GivesTheSameFindingsAsTheCleanOne) {
    const std::string clean = "客服是傻逼，态度不行，给差评！电话13400008876，退款不给退";
    const std::string scraped =
        "客\u200B服昰傻 逼，態度鈈荇，給 差 評！電話１３４ ０００0 8876，退款鈈給退";
    const auto a = review_of(clean);
    const auto b = review_of(scraped);
    EXPECT_EQ(a.causes, b.causes);
    EXPECT_EQ(a.sentiment, b.sentiment);
    ASSERT_EQ(a.abusive_spans.size(), 1U);
    ASSERT_EQ(b.abusive_spans.size(), 1U);
    EXPECT_EQ(words(scraped, b.abusive_spans[0]), "傻 逼");
    ASSERT_EQ(b.pii_spans.size(), 1U);
    EXPECT_EQ(words(scraped, b.pii_spans[0].span), "１３４ ０００0 8876");
    EXPECT_TRUE(review_of("荇菜很新鲜，囚犯主题的密室道具也好", 5).causes.none());
}

constexpr auto kPieces = std::to_array<const char*>(
    {"傻",       "逼",          "煞笔",    "他妈的",   "客服",     "你",     "是",     "狗",
     "垃圾人",   "13400008876", "一三四",  "零零零零", "八八七六", "0571",   "8700",   "1652",
     "订单",     "微信",        "abc_123", "qq",       "33800579", "文三路", "18号",   "2幢",
     "快递员叫", "鲁春生",      "王",      "转我15",   "补我",     "二十块", "红包",   "就改",
     "好评",     "五星",        "差评",    "删",       "不然",     "追评",   "保鲜期", "联系我",
     "谈价",     "很好",        "坏了",    " ",        "，",       "。",     "“",      "”",
     "ｓ",       "Ｂ",          "，",      "签收",     "🐴",       "个",     "给我",   "礼盒",
     "什么时候", "滚"});

std::string any_text() {
    std::string text;
    const int count = *rc::gen::inRange(0, 14);
    for (int i = 0; i < count; ++i) text += *rc::gen::elementOf(kPieces);
    return text;
}

RC_GTEST_PROP(ReviewGate, IsCertainWhenItSaysNo, ()) {
    const Engine& engine = support::shipped_engine();
    Scratch scratch{engine};
    const std::string text = any_text();
    if (engine.may_need_review(text, scratch)) return;
    for (const std::optional<int> stars :
         {std::optional<int>{}, std::optional<int>{1}, std::optional<int>{5}}) {
        const auto signals = engine.review({.stars = stars, .text = text, .followup = {}}, scratch);
        RC_ASSERT(signals.abusive_spans.empty());
        RC_ASSERT(signals.pii_spans.empty());
        RC_ASSERT(!signals.extortion_hint);
    }
}

RC_GTEST_PROP(ReviewSignals, HaveSpansWithinTheTextInOrder, ()) {
    const std::string text = any_text();
    const auto signals = review_of(text, *rc::gen::inRange(1, 6), any_text());
    const auto size = utf8::count(text);
    std::uint32_t end = 0;
    for (const Span& span : signals.abusive_spans) {
        RC_ASSERT(span.start >= end && span.start < span.end && span.end <= size);
        end = span.end;
    }
    end = 0;
    for (const PiiSpan& found : signals.pii_spans) {
        RC_ASSERT(found.span.start >= end && found.span.start < found.span.end &&
                  found.span.end <= size);
        end = found.span.end;
    }
}

}  // namespace
}  // namespace pingli::text
