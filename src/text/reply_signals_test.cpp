#include "text/reply_signals.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <set>
#include <string>

#include "support/shipped_engine.hpp"

namespace pingli::text {
namespace {

std::set<std::string> faults_of(const char* context, const char* draft) {
    const Engine& engine = support::shipped_engine();
    Scratch scratch{engine};
    const ReplySignals signals = engine.reply({.context = context, .draft = draft}, scratch);
    std::set<std::string> out;
    for (std::size_t i = 0; i < kFaultCount; ++i)
        if (signals.faults.test(i)) out.emplace(to_name(static_cast<Fault>(i)));
    return out;
}

struct Row {
    const char* context;
    const char* draft;
    std::set<std::string> faults;
};

void expect_rows(std::initializer_list<Row> rows) {
    for (const Row& row : rows)
        EXPECT_EQ(faults_of(row.context, row.draft), row.faults) << row.draft;
}

// proves B2, B4, C11
TEST(Reply, ThatRegretsAndNamesAStepIsGood) {
    expect_rows({
        {"[聊天] 买家：水壶漏水", "抱歉，给您换新，今天寄出，旧的不用寄回。", {}},
        {"[回评·公开] 一星：“拉链坏了”", "对不起让您扫兴了，点订单页“换货”，运费我们出。", {}},
        {"[回评·公开] 五星：“很喜欢”", "谢谢支持，欢迎常来。", {}},
        {"[聊天] 买家问能上飞机吗", "两万毫安以内可以随身带。", {}},
        {"[聊天] 买家嫌贵", "理解，今晚八点有券，减二十。", {}},
        {"[聊天] 买家：“送我一个支架，否则低星”", "抱歉，没有赠送活动，评价请按真实体验写。", {}},
    });
}

// proves B17, S15, S18
TEST(Reply, IsToldWhatMustNotBeSaid) {
    expect_rows({
        {"[聊天] 买家刚收货", "五星好评截图领6元红包。", {"offers_cash_for_review"}},
        {"[聊天] 买家给了差评，杯子有裂",
         "抱歉，杯子给您换新。求求您把差评删了吧。",
         {"begs_review_change"}},
        {"[回评·公开] 一星：“锅盖漏气”",
         "你个傻子不会用吧，电话137 0000 1188的那位。",
         {"insult", "blames_buyer", "leaks_buyer_info", "public_argument", "no_apology",
          "no_solution"}},
        {"[聊天] 买家要退", "你试试看，我知道你家住哪。", {"threatens_buyer", "no_solution"}},
        {"[聊天] 买家：音箱没声音",
         "加微信 laoban_88 单独处理。",
         {"contact_info_leak", "no_apology"}},
    });
}

// proves F2, F5, S53, S58
TEST(Reply, PromisesInsuranceOnlyForAnOrderThatWasLookedUp) {
    expect_rows({
        {"[聊天] 买家问退货运费", "我们所有订单都有运费险。", {"promises_freight_insurance"}},
        {"[聊天] 买家问退货运费", "放心，有运费险的。", {"promises_freight_insurance"}},
        {"[聊天] 买家问退货运费", "查了您这单，投保状态是已投保。", {}},
        {"[聊天] 买家问退货运费", "以订单页面显示为准，未投保的质量问题由我们承担。", {}},
    });
}

// proves C4, S57
TEST(Reply, IsStoppedForWhatACounterMustNotSay) {
    const struct {
        const char* draft;
        const char* fault;
    } rows[] = {
        {"那是您洗的方法不对。", "blames_buyer"},
        {"所有毛衣都会起球，正常现象。", "no_apology"},
        {"公司规定，一律不退不换。", "stonewalls"},
        {"嫌贵去买便宜的，没钱别买。", "insult"},
        {"剪掉不就行了，别的客户李丽买十件都没说啥。", "leaks_buyer_info"},
    };
    for (const auto& row : rows)
        EXPECT_TRUE(faults_of("[聊天] 买家：毛衣起球", row.draft).contains(row.fault)) << row.draft;
}

// proves B4
TEST(Reply, PromisesNoMoreThanLawAndPolicy) {
    for (const char* draft : {"终身免费修。", "无效退您一百倍。", "私下转我微信便宜一成。",
                              "发票想开多少都行，多开没事。"})
        EXPECT_TRUE(faults_of("[聊天] 买家问售后", draft).contains("promises_outside_policy"))
            << draft;
    for (const char* draft : {"七天内可退换。", "质保一年，坏了免费修。", "我们没有终身保修。"})
        EXPECT_FALSE(faults_of("[聊天] 买家问售后", draft).contains("promises_outside_policy"))
            << draft;
}

TEST(Reply, SpansLieInTheDraftAndEveryFaultHasAReason) {
    const Engine& engine = support::shipped_engine();
    Scratch scratch{engine};
    const ReplySignals signals = engine.reply(
        {.context = "[回评·公开] 一星：“漏”", .draft = "你不会用吧，求改，删了返你10元。"},
        scratch);
    EXPECT_EQ(signals.why.size(), signals.faults.count());
    for (const FaultSpan& found : signals.spans) {
        EXPECT_LT(found.span.start, found.span.end);
        EXPECT_LE(found.span.end, 17U);
    }
}

}  // namespace
}  // namespace pingli::text
