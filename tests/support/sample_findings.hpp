// Findings as triage makes them for S1-S17, and some that mean harm, for the tests of what people
// see. Invented shop, invented people.

#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/utf8.hpp"
#include "facts/facts.hpp"
#include "triage/finding.hpp"

namespace pingli::support {

// Shanghai clock.
inline Instant at(int month, int day, int hour = 10, int minute = 0, int second = 0) {
    using namespace std::chrono;
    const year_month_day date{year{2026}, std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day))};
    return sys_days{date} + hours{hour - 8} + minutes{minute} + seconds{second};
}

inline const Instant kAsOf = at(5, 10, 9, 30);

inline facts::Shop sample_shop() {
    facts::Shop shop;
    shop.id = "tea-and-coats";
    shop.name = "山茶与大衣";
    shop.platform = facts::Platform::Taobao;
    return shop;
}

inline triage::Part part(triage::SpanPlace in, std::string who, Instant when, std::string text,
                         std::uint32_t turn = 0, bool gap_after = false) {
    return {.in = in,
            .turn = turn,
            .who = std::move(who),
            .at = when,
            .text = std::move(text),
            .gap_after = gap_after,
            .source = {}};
}

// Marks `words` where they first stand in the finding's part.
inline void mark(triage::Finding& finding, triage::SpanPlace in, std::uint32_t turn,
                 std::string_view words, triage::SpanKind kind) {
    for (const triage::Part& p : finding.parts) {
        if (p.in != in || (in == triage::SpanPlace::Chat && p.turn != turn)) continue;
        const std::size_t byte = p.text.find(words);
        PINGLI_ASSERT(byte != std::string::npos);
        const auto start =
            static_cast<std::uint32_t>(utf8::count(std::string_view{p.text}.substr(0, byte)));
        triage::FoundSpan found;
        found.in = in;
        if (in == triage::SpanPlace::Chat) found.turn = turn;
        found.span = {.start = start,
                      .end = start + static_cast<std::uint32_t>(utf8::count(words))};
        found.kind = kind;
        finding.spans.push_back(found);
        return;
    }
    PINGLI_ASSERT(false);
}

inline triage::Finding blank(std::string id, triage::Verdict verdict) {
    triage::Finding f;
    f.subject_kind = triage::SubjectKind::Review;
    f.subject_id = std::move(id);
    f.verdict = verdict;
    f.order = "2891" + f.subject_id;
    f.buyer = "tb" + f.subject_id + "_88";
    f.rulebook = "malicious-review-taobao";
    f.rulebook_version = "2026.1";
    f.confirm_note = "请与平台核实 / confirm with your platform";
    return f;
}

// S1: the tailor's ten yuan.
inline triage::Finding tailor() {
    using triage::SpanKind;
    using triage::SpanPlace;
    triage::Finding f = blank("3310000000000000001", triage::Verdict::Malicious);
    f.stars = 1;
    f.item = "羊毛双面呢大衣 女款中长";
    f.sku = "驼色 / XL";
    f.courier = "中通快递";
    f.made_at = at(5, 1, 20, 14);
    f.reportable = true;
    f.ground = triage::Ground::UnreasonableDemand;
    f.clause = "M1";
    f.admissible = true;
    f.due = at(5, 31, 23, 59, 59);
    f.parts = {
        part(SpanPlace::Text, "buyer", at(5, 1, 20, 14),
             "大得像麻袋，卖家也不管，裤子还拖地，差评！"),
        part(SpanPlace::Followup, "buyer", at(5, 1, 21, 2), "客服骂人，还不给退换，大家别买。"),
        part(SpanPlace::Chat, "buyer", at(4, 24, 10, 1), "165 / 58kg 穿多大？", 0),
        part(SpanPlace::Chat, "seller", at(4, 24, 10, 2), "亲，建议您选 L 码，合身。", 1),
        part(SpanPlace::Chat, "buyer", at(4, 24, 10, 5), "我就要 XL，宽松点好看", 2),
        part(SpanPlace::Chat, "buyer", at(4, 30, 19, 40), "太大了😤😤 裤脚也长", 3),
        part(SpanPlace::Chat, "seller", at(4, 30, 19, 42),
             "您这单有运费险，可以免费换 L 码，来回运费都不用您出。", 4),
        part(SpanPlace::Chat, "buyer", at(4, 30, 19, 45),
             "不换，麻烦。给我10块钱去改裤脚，不然就给你差评👎 电话13812345678", 5),
        part(SpanPlace::Chat, "seller", at(4, 30, 19, 49),
             "抱歉，这个我们不能答应，换货随时可以办。", 6),
    };
    mark(f, SpanPlace::Chat, 5, "给我10块钱去改裤脚", SpanKind::Demand);
    f.spans.back().amount = Money{.minor = 1000, .currency = {}};
    mark(f, SpanPlace::Chat, 5, "给你差评👎", SpanKind::Threat);
    f.have = {{"chat_advice",
               {"聊天第 2 条：卖家建议 L 码", "chat message 2: the seller advised L"},
               "chats/2026-04.jsonl:17"},
              {"chat_demand",
               {"聊天第 6 条：以差评要挟索要 10.00 元",
                "chat message 6: 10.00 CNY demanded under the threat of a bad review"},
               "chats/2026-04.jsonl:17 · 举证号 JZ20260430-7781"},
              {"chat_remedy",
               {"聊天第 5 条：免费换货被拒", "chat message 5: free exchange refused"},
               "chats/2026-04.jsonl:17"}};
    f.advice = {{"report", {"现在举报，期限前提交", "Report it now, before the last moment"}},
                {"do_not_pay", {"不要付款，也不要求改评", "Do not pay; do not ask for a change"}},
                {"answer",
                 {"用下面的草稿公开回复前，先看公开解释是否还开放",
                  "See whether a public answer is still possible before using the draft"}}};
    f.reply_draft =
        "您好，很抱歉这件大衣没有让您满意。下单前我们建议的是 L 码；收到后我们提出了免费换货，"
        "运费由运费险承担，这个方案现在仍然有效：七天无理由退换，三十天免费维修，九十天售后服务。";
    f.score = 0.55;
    f.signs = {{"索要与差评要挟相连", "a demand tied to the threat of a bad review"},
               {"提供的补救被拒绝", "the remedy offered was refused"}};
    f.why = {"聊天第 6 条要求“给我10块钱去改裤脚”，并以差评要挟；此前免费换货被拒绝。",
             "In chat message 6 the buyer wants 10 yuan or a bad review follows; the free exchange "
             "offered before was refused."};
    f.notes = {{"受理以双方互评为前提：买家、卖家都已评价。",
                "Admission needs both ratings: buyer and seller have rated."},
               {"期限自所举报的文字起算，未经平台核实。",
                "The period runs from the text complained of; not verified with the platform."}};
    f.dates = {{"due", {"举报截止", "last moment to report"}, at(5, 31, 23, 59, 59)},
               {"public_answer_until",
                {"公开解释：买家追评后已不能再解释", "public answer: closed by the follow-up"},
                at(5, 1, 21, 2),
                true}};
    f.filing_path = "淘宝首页 → 联系客服 → 自助服务 → 违规受理 → 不合理评价";
    return f;
}

// S2, S3, S16, S17 are S1 with one fact changed.
inline triage::Finding not_rated_by_seller() {
    triage::Finding f = tailor();
    f.subject_id = "3310000000000000002";
    f.admissible = false;
    f.refusal = triage::Refusal::NotRatedByBoth;
    f.advice = {
        {"rate_buyer",
         {"卖家还没有评价买家：交易完成后 15 天内可以补评，到 5 月 9 日止",
          "The seller has not rated yet: possible for 15 days after the end of the trade"}}};
    return f;
}

inline triage::Finding too_late() {
    triage::Finding f = tailor();
    f.subject_id = "3310000000000000003";
    f.made_at = at(4, 8, 20, 14);
    f.due = at(5, 8, 23, 59, 59);
    f.admissible = false;
    f.refusal = triage::Refusal::TooLate;
    f.dates = {{"due",
                {"评价发表于 4 月 8 日，举报到 5 月 8 日止", "made on 8 April, due 8 May"},
                at(5, 8, 23, 59, 59),
                true}};
    return f;
}

// S4: messages are missing where the threat would stand.
inline triage::Finding gap() {
    triage::Finding f = tailor();
    f.subject_id = "3310000000000000004";
    f.verdict = triage::Verdict::Unclear;
    f.reportable = false;
    f.admissible = std::nullopt;
    f.ground = std::nullopt;
    f.due = at(5, 12, 23, 59, 59);
    f.spans.clear();
    f.parts[7].gap_after = true;
    f.parts[7].text = "不换，麻烦。";
    f.missing = {{"chat_gap",
                  {"4 月 30 日 19:45 之后的聊天缺失：用平台的聊天举证号调取完整记录",
                   "Messages after 19:45 on 30 April are missing: get the full record by the "
                   "platform's evidence reference"},
                  ""}};
    f.why = {"聊天记录在要挟处有缺口，恶意没有得到证明。",
             "The chat has a gap where the threat would stand; malice is not proven."};
    f.filing_path.clear();
    return f;
}

// S5: the seam, and a shop that stonewalled.
inline triage::Finding seam() {
    using triage::SpanPlace;
    triage::Finding f = blank("3310000000000000005", triage::Verdict::Genuine);
    f.stars = 1;
    f.item = "棉麻衬衫";
    f.sku = "米白 / M";
    f.courier = "韵达快递";
    f.made_at = at(5, 3, 8, 5);
    f.causes.set(static_cast<std::size_t>(text::Cause::Quality));
    f.causes.set(static_cast<std::size_t>(text::Cause::AfterSalesRefused));
    f.parts = {
        part(SpanPlace::Text, "buyer", at(5, 3, 8, 5), "收到就开线，找客服一直推脱，只能差评。")};
    f.why = {"收到时开线，退款要求合理而被推脱：真实评价。",
             "The seam was open on arrival and a rightful refund was put off: genuine."};
    f.advice = {{"offer_exchange", {"现在就退货或换货", "Offer return or exchange now"}},
                {"no_report", {"不要举报：没有依据会伤信誉", "Do not report: there is no ground"}}};
    f.reply_draft =
        "非常抱歉，衣服开线是我们的问题。已为您开通退换，七天内无理由退换，运费由我们承担。";
    f.dates = {{"public_answer_until",
                {"公开解释截止", "public answer possible until"},
                at(6, 2, 23, 59, 59)}};
    return f;
}

// S6: insults and a telephone number in an honest quarrel.
inline triage::Finding insult() {
    using triage::SpanKind;
    using triage::SpanPlace;
    triage::Finding f = blank("3310000000000000006", triage::Verdict::Genuine);
    f.stars = 2;
    f.item = "真丝围巾";
    f.sku = "雾霾蓝";
    f.courier = "圆通速递";
    f.made_at = at(4, 12, 12, 0);
    f.reportable = true;
    f.ground = triage::Ground::PrivateDataOrInsults;
    f.clause = "M5";
    f.admissible = true;
    f.due = at(5, 12, 23, 59, 59);
    f.causes.set(static_cast<std::size_t>(text::Cause::ColourOrNotAsDescribed));
    f.parts = {part(SpanPlace::Text, "buyer", at(4, 12, 12, 0),
                    "颜色差太多。客服李小萌就是个贱人，电话 139 1234 5678，大家打给她！")};
    mark(f, SpanPlace::Text, 0, "李小萌", SpanKind::Pii);
    f.spans.back().pii_kind = text::PiiKind::Name;
    mark(f, SpanPlace::Text, 0, "就是个贱人", SpanKind::Insult);
    mark(f, SpanPlace::Text, 0, "139 1234 5678", SpanKind::Pii);
    f.spans.back().pii_kind = text::PiiKind::Mobile;
    f.have = {{"offending_words",
               {"评价原文中的辱骂和手机号", "the insult and the number in the text"},
               "reviews.csv:41"}};
    f.why = {"评价辱骂客服并公开其手机号：只屏蔽这些文字，评分和其余内容保留。",
             "The text insults an agent and publishes her number: only these words are masked."};
    f.advice = {{"report_words", {"举报这些文字", "Report these words"}},
                {"fix_colour", {"核对色差并答复颜色问题", "Check the colour and answer on it"}}};
    f.filing_path = "淘宝首页 → 联系客服 → 自助服务 → 违规受理 → 不合理评价";
    return f;
}

// S7: a professional, by telephone.
inline triage::Finding professional() {
    triage::Finding f = blank("3310000000000000007", triage::Verdict::Malicious);
    f.stars = 1;
    f.item = "明前龙井 250g";
    f.made_at = at(4, 16, 9, 0);
    f.reportable = true;
    f.ground = triage::Ground::ProfessionalCoercion;
    f.clause = "M2";
    f.admissible = true;
    f.due = at(5, 16, 23, 59, 59);
    f.score = 0.9;
    f.parts = {part(triage::SpanPlace::Text, "buyer", at(4, 16, 9, 0),
                    "茶叶碎、有杂味、包装有毛边，成分表字号偏小。"),
               part(triage::SpanPlace::Chat, "buyer", at(4, 16, 10, 2), "给五百，这事就过去了", 0)};
    mark(f, triage::SpanPlace::Chat, 0, "给五百", triage::SpanKind::Demand);
    f.spans.back().amount = Money{.minor = 50000, .currency = {}};
    f.have = {{"call_recording",
               {"电话录音 4 月 16 日 10:02，店铺录音系统取得",
                "call recording of 16 April 10:02, from the shop's own system"},
               "recordings.csv:2"}};
    f.signs = {{"账号等级低", "low account level"},
               {"下单前 11 个细节提问", "eleven detailed questions before buying"}};
    f.why = {"差评一小时后来电索要 500 元，有录音。",
             "An hour after the review: 500 yuan by phone."};
    f.advice = {{"report", {"举报", "Report"}}, {"do_not_pay", {"不付款", "Do not pay"}}};
    f.filing_path = "淘宝首页 → 联系客服 → 卖家服务 → 投诉处罚 → 不合理评价";
    return f;
}

// S10: slow and crushed.
inline triage::Finding slow() {
    triage::Finding f = blank("3310000000000000010", triage::Verdict::Genuine);
    f.stars = 3;
    f.item = "白茶饼 2019 年份";
    f.sku = "357g";
    f.courier = "韵达快递";
    f.made_at = at(4, 20, 18, 30);
    f.causes.set(static_cast<std::size_t>(text::Cause::LogisticsSlow));
    f.causes.set(static_cast<std::size_t>(text::Cause::LogisticsDamage));
    f.parts = {part(triage::SpanPlace::Text, "buyer", at(4, 20, 18, 30),
                    "物流走了九天，盒子压扁了，茶没事。")};
    f.why = {"物流慢且包装破损，商品无问题：真实评价。", "Slow delivery, crushed box: genuine."};
    f.advice = {{"courier", {"与承运商核对并记账", "Raise it with the courier"}}};
    return f;
}

// S11: a demand before the goods came; no review yet.
inline triage::Finding cash_back() {
    triage::Finding f = blank("conv-20260508-031", triage::Verdict::Malicious);
    f.subject_kind = triage::SubjectKind::Thread;
    f.order = "2891330000000000011";
    f.item = "保温杯 500ml";
    f.reportable = true;
    f.ground = triage::Ground::UnreasonableDemand;
    f.clause = "M1";
    f.parts = {part(triage::SpanPlace::Chat, "buyer", at(5, 8, 14, 0), "返现20，不然差评", 0)};
    mark(f, triage::SpanPlace::Chat, 0, "返现20", triage::SpanKind::Demand);
    mark(f, triage::SpanPlace::Chat, 0, "差评", triage::SpanKind::Threat);
    f.have = {
        {"chat_demand", {"聊天：返现要挟", "chat: cash back or a bad review"}, "chats/a.csv:3"}};
    f.why = {"收货前以差评要挟返现。", "Cash back demanded under threat, before receipt."};
    f.advice = {
        {"prepare", {"备好材料，评价一出现即可提交", "Ready to file when the review appears"}}};
    return f;
}

// Texts that mean harm to the page that shows them.
inline triage::Finding hostile() {
    using triage::SpanPlace;
    triage::Finding f = blank("../../etc/<script>alert(1)</script>\"'&", triage::Verdict::Unclear);
    f.stars = 2;
    f.item = "</script><img src=x onerror=alert(2)>";
    f.sku = "\" onmouseover=\"alert(3)";
    f.courier = "<b>";
    f.made_at = at(5, 2);
    const std::string text =
        "<script>alert(4)</script> <!-- ]]> &lt; e\u0301\u0301 👨‍👩‍👧 \u202Egnp.exe "
        "\x01 "
        "مرحبا بالعالم " +
        std::string(300, 'W') + " 好";
    f.parts = {part(SpanPlace::Text, "buyer", at(5, 2), text)};
    mark(f, SpanPlace::Text, 0, "👨‍👩‍👧", triage::SpanKind::Insult);
    f.why = {"<i>为什么</i>", "<i>why</i> 13912345678"};
    f.reply_draft = "<iframe src=//evil.example>";
    f.filing_path = "javascript:alert(5)";
    f.missing = {{"x", {"<u>缺</u>", "<u>missing</u>"}, ""}};
    return f;
}

inline std::vector<triage::Finding> sample_findings() {
    return {seam(),   slow(),         not_rated_by_seller(), too_late(), gap(),
            insult(), professional(), cash_back(),           tailor(),   hostile()};
}

}  // namespace pingli::support
