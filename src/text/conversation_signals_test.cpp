#include "text/conversation_signals.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.hpp"
#include "support/shipped_engine.hpp"

namespace pingli::text {
namespace {

// "买:…" and "卖:…" are turns.
struct Chat {
    std::vector<std::string> lines;
    std::vector<Turn> turns;
    ConversationSignals signals;

    Chat(std::initializer_list<const char*> said) : lines(said.begin(), said.end()) {
        for (const std::string& line : lines) {
            const bool is_buyer = line.starts_with("买:");
            turns.push_back({.who = is_buyer ? Speaker::Buyer : Speaker::Seller,
                             .at = {},
                             .text = std::string_view{line}.substr(4)});
        }
        const Engine& engine = support::shipped_engine();
        Scratch scratch{engine};
        signals = engine.conversation(turns, scratch);
    }
    [[nodiscard]] std::string cut(std::uint32_t turn, Span span) const {
        const std::string_view text = turns[turn].text;
        std::string out;
        std::uint32_t count = 0;
        for (std::size_t at = 0; at < text.size(); ++count) {
            const std::size_t size = utf8::decode(text, at).size;
            if (count >= span.start && count < span.end) out += text.substr(at, size);
            at += size;
        }
        return out;
    }
    [[nodiscard]] std::vector<std::string> moments(MomentKind kind) const {
        std::vector<std::string> out;
        for (const Moment& moment : signals.moments)
            if (moment.kind == kind)
                out.push_back(std::to_string(moment.turn) + " " + cut(moment.turn, moment.span));
        return out;
    }
    [[nodiscard]] bool has_reason(std::string_view code) const {
        return std::ranges::any_of(signals.why, [&](const Reason& r) { return r.code == code; });
    }
    [[nodiscard]] bool has(Fault fault) const {
        return signals.seller_faults.test(static_cast<std::size_t>(fault));
    }
};

using Strings = std::vector<std::string>;

// proves B8, B9, B11, S1
TEST(Conversation, OfTheExampleCaseGivesEveryPieceOfEvidence) {
    const Chat chat{"买:身高172体重68穿几码",
                    "卖:亲,按您的数据建议拍L码",
                    "买:不要L,我就要XL",
                    "卖:XL会偏大,L更合适",
                    "买:听我的,拍XL",
                    "买:收到了,裤子太大了",
                    "卖:您这单有运费险,可以免费换L",
                    "买:懒得换,给我10块钱改裤脚,不然给你差评",
                    "卖:抱歉,这个我们不能补"};
    const ConversationSignals& s = chat.signals;
    ASSERT_TRUE(s.demand_under_threat);
    EXPECT_EQ(s.demand_kind, DemandKind::Cash);
    EXPECT_EQ(s.threat_kind, ThreatKind::BadReview);
    ASSERT_TRUE(s.amount.has_value());
    EXPECT_EQ(s.amount->amount(), "10.00");
    ASSERT_EQ(s.demand_spans.size(), 1U);
    EXPECT_EQ(s.demand_spans[0].turn, 7U);
    EXPECT_EQ(chat.cut(7, s.demand_spans[0].span), "给我10块钱改裤脚");
    ASSERT_EQ(s.threat_spans.size(), 1U);
    EXPECT_EQ(chat.cut(7, s.threat_spans[0].span), "给你差评");
    EXPECT_EQ(chat.moments(MomentKind::AdviceGiven).front(), "1 按您的数据建议拍L码");
    EXPECT_EQ(chat.moments(MomentKind::AdviceRejected).size(), 2U);
    EXPECT_EQ(chat.moments(MomentKind::DetailedQuestion), (Strings{"0 身高172体重68穿几码"}));
    EXPECT_EQ(chat.moments(MomentKind::FaultFound), (Strings{"5 裤子太大了"}));
    EXPECT_EQ(chat.moments(MomentKind::RemedyOffered), (Strings{"6 可以免费换L"}));
    EXPECT_EQ(chat.moments(MomentKind::RemedyDeclined), (Strings{"7 懒得换"}));
    EXPECT_EQ(chat.moments(MomentKind::Demand), (Strings{"7 给我10块钱改裤脚"}));
    EXPECT_EQ(chat.moments(MomentKind::Threat), (Strings{"7 给你差评"}));
    EXPECT_EQ(chat.moments(MomentKind::DemandDeclined).size(), 1U);
}

// proves B6
TEST(Conversation, FindsTheLinkInEveryOrderAndWording) {
    const struct {
        Chat chat;
        const char* link;
    } rows[] = {
        {{"买:返现20,否则收到直接差评"}, "link.conditional"},
        {{"买:再送我一个杯垫", "卖:杯垫要单买", "买:那就给你打一颗星"}, "link.after_refusal"},
        {{"买:差评写好了还没发", "卖:怎么了亲", "买:给我转15块就不发了"}, "link.release"},
        {{"买:补我十六", "卖:补不了哦", "买:评语我打好腹稿了"}, "link.after_refusal"},
        {{"买:能便宜20吗", "卖:最低了", "买:我嗓门不大,可我们小区两千人"}, "link.after_refusal"},
    };
    for (const auto& row : rows) {
        const std::string what = row.chat.lines.back();
        EXPECT_TRUE(row.chat.signals.demand_under_threat) << what;
        EXPECT_TRUE(row.chat.has_reason(row.link)) << what;
    }
    const Chat half{"买:送我一双袜子,不送就一星", "卖:没有赠品的"};
    EXPECT_TRUE(half.signals.demand_under_threat);
    EXPECT_TRUE(half.has_reason("link.conditional"));
}

TEST(Conversation, NamesTheKindsOfDemandAndThreat) {
    const struct {
        Chat chat;
        DemandKind demand;
        ThreatKind threat;
    } rows[] = {
        {{"买:给个红包20", "卖:没有的", "买:那我追评见"}, DemandKind::Cash, ThreatKind::BadReview},
        {{"买:多寄两只给我", "卖:没有多的", "买:不寄我就找小二"},
         DemandKind::Gift,
         ThreatKind::ComplaintToPlatform},
        {{"买:仅退款,东西我留着用", "卖:不可以的", "买:那我打12315"},
         DemandKind::RefundWithoutReturn,
         ThreatKind::Regulator12315},
        {{"买:按五折给我", "卖:没有这个价", "买:抖音上挂你"},
         DemandKind::Discount,
         ThreatKind::ExposeOnline},
    };
    for (const auto& row : rows) {
        EXPECT_TRUE(row.chat.signals.demand_under_threat) << row.chat.lines[0];
        EXPECT_EQ(row.chat.signals.demand_kind, row.demand) << row.chat.lines[0];
        EXPECT_EQ(row.chat.signals.threat_kind, row.threat) << row.chat.lines[0];
    }
}

// proves B14, S5, S12, S13
TEST(Conversation, LeavesAloneWhatIsOwedJokedReportedOrAimedElsewhere) {
    const Chat rows[] = {
        {"买:衣服腋下的缝开了,我要退款", "卖:不退", "买:那我只能给差评了"},
        {"买:锅边磕掉一块漆", "卖:亲", "买:退我20我就将就用,不然差评"},
        {"买:牛奶过期三天,十倍赔偿,不赔我打12315", "卖:我们核实"},
        {"买:主播说前100名送杯子,我没收到,不补我就投诉", "卖:给您补"},
        {"买:去年买的裙子退了吧,不退就差评", "卖:超过时间了"},
        {"买:朋友说不赔就差评的人真多", "卖:是啊"},
        {"买:我给差评的话你们会打电话吗", "卖:不会的"},
        {"买:不送我一句生日快乐就一星", "卖:生日快乐", "买:哈哈哈五星"},
        {"买:补我20,不然差评", "卖:亲?", "买:开玩笑的,很满意"},
        {"买:快递员把箱子摔了,让快递赔我50,不赔我投诉他", "卖:我们帮您催"},
        {"买:送双袜子给你写五星好评", "卖:送您一双"},
        {"买:便宜5块,不便宜我去别家了", "卖:最低了"},
        {"买:难用,差评,不会再来", "卖:抱歉"},
        {"买:相机曝光补偿怎么调,便宜点送我张卡", "卖:没有卡", "买:那算了"},
        {"卖:亲五星好评返5元", "买:不需要,你们这样合适吗"},
        {"卖:不删差评我天天给你打电话", "买:录音了"},
    };
    for (const Chat& chat : rows) {
        EXPECT_FALSE(chat.signals.demand_under_threat) << chat.lines[0];
        EXPECT_TRUE(chat.signals.demand_spans.empty()) << chat.lines[0];
        EXPECT_TRUE(chat.signals.threat_spans.empty()) << chat.lines[0];
        EXPECT_EQ(chat.signals.demand_kind, DemandKind::None) << chat.lines[0];
    }
}

// proves B5
TEST(Conversation, SaysWhyABenefitIsNotOwed) {
    const Chat offered{"买:拉链坏了", "卖:抱歉,给您换新", "买:换来换去烦,补我五十", "卖:只能换新",
                       "买:不补就差评"};
    EXPECT_TRUE(offered.signals.demand_under_threat);
    EXPECT_TRUE(offered.signals.legitimate_claim);
    EXPECT_TRUE(offered.has_reason("not_owed.remedy_offered"));
    const Chat none{"买:颜色我不喜欢,补我五十", "卖:没有的", "买:不补就差评"};
    EXPECT_TRUE(none.has_reason("not_owed.no_problem"));
    EXPECT_FALSE(none.signals.legitimate_claim);
    const Chat minor{"买:有一根线头,赔我300,不赔就差评"};
    EXPECT_TRUE(minor.has_reason("not_owed.excessive"));
    const Chat owed{"买:灯罩裂了,退我十块算了,不然差评"};
    EXPECT_FALSE(owed.signals.demand_under_threat);
    EXPECT_TRUE(owed.has_reason("owed.proportionate"));
}

TEST(Conversation, ReadsAmountsAsTheyAreWritten) {
    const struct {
        const char* said;
        const char* amount;
    } rows[] = {{"买:补我十六,不然差评", "16.00"},
                {"买:红包发我25,否则一星", "25.00"},
                {"买:一口价两百五,不给就差评", "250.00"},
                {"买:退我三块五,不退就一星", "3.50"},
                {"买:v我50,不然差评", "50.00"}};
    for (const auto& row : rows) {
        const Chat chat{row.said};
        ASSERT_TRUE(chat.signals.amount.has_value()) << row.said;
        EXPECT_EQ(chat.signals.amount->amount(), row.amount);
    }
}

// proves S60
TEST(Conversation, SpansPointIntoTheOriginalOfDisguisedWords) {
    const Chat chat{"买:補我２０塊", "卖:补不了", "买:不補就差.評"};
    ASSERT_TRUE(chat.signals.demand_under_threat);
    EXPECT_EQ(chat.cut(0, chat.signals.demand_spans[0].span), "補我２０塊");
    EXPECT_EQ(chat.cut(2, chat.signals.threat_spans[0].span), "差.評");
}

TEST(Conversation, FindsTheFaultsOfTheSeller) {
    const struct {
        Chat chat;
        Fault fault;
    } rows[] = {
        {{"买:能看实物吗", "卖:穷鬼别看了"}, Fault::Insult},
        {{"买:毛衣缩水了", "卖:肯定是你自己用热水洗的"}, Fault::BlamesBuyer},
        {{"买:退货要钱吗", "卖:我们家每单都送运费险"}, Fault::PromisesFreightInsurance},
        {{"买:杯子裂了", "卖:求您别给差评"}, Fault::BegsReviewChange},
        {{"卖:五星晒图返8元"}, Fault::OffersCashForReview},
        {{"买:有人买过吗", "卖:有,手机131 0000 2297,您问她"}, Fault::LeaksBuyerInfo},
        {{"买:我如实评了", "卖:你等着,我找人上门找你"}, Fault::ThreatensBuyer},
        {{"买:空调不制冷", "卖:请联系厂家"}, Fault::Stonewalls},
        {{"买:能送到海南吗", "卖:本店支持七天无理由", "买:我问海南", "卖:本店支持七天无理由"},
         Fault::Stonewalls},
    };
    for (const auto& row : rows) EXPECT_TRUE(row.chat.has(row.fault)) << row.chat.lines.back();
}

// proves F2, F6
TEST(Conversation, KnowsWhatIsNoFaultOfTheSeller) {
    const Chat rows[] = {{"买:有运费险吗", "卖:我查了您这单是有运费险的"},
                         {"买:大了", "卖:亲订单里的规格是大号哦"},
                         {"买:保温杯有味", "卖:请问有没有泡过洗洁精?"},
                         {"买:到了", "卖:喜欢请给好评哦"},
                         {"买:送我一个", "卖:抱歉没有赠品"},
                         {"买:傻瓜相机有吗", "卖:傻瓜式操作的有"},
                         {"买:退款到了吗", "卖:已退,明天到账"}};
    for (const Chat& chat : rows)
        EXPECT_TRUE(chat.signals.seller_faults.none()) << chat.lines.back();
}

TEST(Conversation, OfNothingIsNothing) {
    EXPECT_TRUE(Chat({}).signals.moments.empty());
    const Chat empty{"买:", "卖:", "买:……"};
    EXPECT_FALSE(empty.signals.demand_under_threat);
}

}  // namespace
}  // namespace pingli::text
