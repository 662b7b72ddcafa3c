#include "intake/shop_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/temporary_folder.hpp"

namespace pingli::intake {
namespace {

using support::TemporaryFolder;

// Dossiers as text, so that they outlive the reader's buffers and can be compared.
struct Read {
    std::vector<std::string> dossiers;
    Problems problems;
    Counts counts;
    std::string error;
};

std::string shown(std::optional<Instant> at) {
    return at ? format_instant(*at, std::chrono::hours{8}) : "-";
}

std::string shown(std::optional<bool> value) {
    return value ? (*value ? "yes" : "no") : "-";
}

std::string shown(const facts::Dossier& dossier) {
    std::string out;
    if (const auto& order = dossier.order) {
        out += "order " + std::string{order->id} + " " + std::string{order->buyer} + " " +
               std::string{order->status} + " paid " + (order->paid ? order->paid->amount() : "-") +
               " at " + shown(order->created_at) + " rated " + shown(order->rated_by_buyer) + "/" +
               shown(order->rated_by_seller);
        if (order->buyer_level) out += " level " + std::to_string(*order->buyer_level);
        if (order->insurance)
            out += " insurance " + std::to_string(static_cast<int>(*order->insurance)) + " " +
                   std::string{order->insurance_reason};
        for (const auto& line : order->lines)
            out += " [" + std::string{line.title} + "|" + std::string{line.sku} + "|" +
                   std::to_string(line.count) + "]";
        out += "\n";
    }
    for (const auto& r : dossier.reviews) {
        out += "review " + std::string{r.id} + " of " + std::string{r.order} + " " +
               (r.rating ? std::string{to_name(*r.rating)} : "-") + " " +
               (r.stars ? std::to_string(*r.stars) : "-") + (r.negative_tag ? " negative" : "") +
               (r.platform_default ? " default" : "") + " " + shown(r.created_at) + " “" +
               std::string{r.text} + "”";
        if (!r.followup.empty())
            out += " then " + shown(r.followup_at) + " “" + std::string{r.followup} + "”";
        if (!r.reply.empty()) out += " reply “" + std::string{r.reply} + "”";
        out += "\n";
    }
    for (const auto& c : dossier.conversations) {
        out += "chat " + std::string{c.buyer} + " ref " + std::string{c.reference};
        for (const auto& m : c.messages)
            out += " " + std::to_string(static_cast<int>(m.who)) + ":" + std::string{m.text};
        for (const auto gap : c.gaps_after) out += " gap" + std::to_string(gap);
        out += "\n";
    }
    for (const auto& c : dossier.calls)
        out += "call " + std::string{c.caller} + ">" + std::string{c.callee} + " " +
               std::to_string(c.seconds) + "\n";
    for (const auto& c : dossier.contacts) out += "contact " + std::string{c.channel} + "\n";
    for (const auto& c : dossier.claims)
        out += "claim " + std::string{c.id} + " won by " + std::string{c.won_by} + "\n";
    for (const auto& p : dossier.parcels) out += "parcel " + std::string{p.waybill} + "\n";
    for (const auto& r : dossier.recordings) out += "recording " + std::string{r.file} + "\n";
    for (const auto& n : dossier.notes) out += "note " + std::string{n.kind} + "\n";
    return out;
}

Options options_for(Read& read) {
    Options options;
    options.formats = std::filesystem::path{PINGLI_SOURCE_DIR} / "formats";
    options.on_problem = [&read](const Problem& problem) { read.problems.push_back(problem); };
    return options;
}

Read read_folder(const std::filesystem::path& folder, std::size_t memory_bytes = kMemoryBytes) {
    Read read;
    Options options = options_for(read);
    options.memory_bytes = memory_bytes;
    auto source = open_shop_folder(folder, options);
    if (!source) {
        read.error = source.error().context;
        return read;
    }
    facts::Dossier dossier;
    while (true) {
        auto more = (*source)->next(dossier);
        if (!more) read.error = more.error().context;
        if (!more || !*more) break;
        read.dossiers.push_back(shown(dossier));
    }
    read.counts = (*source)->counts();
    return read;
}

std::string all(const Read& read) {
    std::string out;
    for (const auto& dossier : read.dossiers) out += dossier + "--\n";
    for (const auto& problem : read.problems) out += to_text(problem) + "\n";
    return out + read.error;
}

TEST(ShopFolder, JoinsEverythingAboutAnOrder) {
    TemporaryFolder folder;
    folder.write(
        "shop.toml",
        "id = \"s1\"\nname = \"茶与衣\"\nplatform = \"taobao\"\nnumbers = [\"0571-88886666\"]\n"
        "nicks = [\"tea\"]\n[policy]\nrepair_days = 15\n");
    folder.write(
        "orders.csv",
        "订单编号,买家会员名,订单状态,买家实际支付金额,订单创建时间,联系手机,buyer_rate,seller_"
        "rate\n"
        "=\"1000000000000000001\",ann,交易成功,129.00,2026-05-01 10:00:00,'13800000001,true,false\n"
        "1000000000000000002,bob,\"交易成功,卖家已发货\",15.50,2026-05-02 10:00:00,,,\n");
    folder.write("order-lines.csv",
                 "订单编号,子订单编号,标题,商品属性,购买数量\n"
                 "1000000000000000001,2000000000000000001,上衣,颜色:红;尺码:XL,2\n");
    folder.write("reviews.json",
                 R"({"traderates_get_response":{"trade_rates":{"trade_rate":[
{"tid":1000000000000000001,"oid":2000000000000000001,"role":"buyer","nick":"ann","result":"bad",
 "created":"2026-05-05 09:00:00","content":"太大了","reply":"抱歉"},
{"tid":1000000000000000001,"oid":2000000000000000001,"role":"seller","result":"good"},
{"tid":1000000000000000002,"oid":1000000000000000002,"role":"buyer","result":"good",
 "content":"系统默认好评!"}]},"total_results":3}})");
    folder.write(
        "reviews-feeds.jsonl",
        R"({"oid":"2000000000000000001","tmall_traderate_feeds_get_response":{"tmall_rate_info":)"
        R"({"content":"太大了","append_content":"裤子也短","append_time":"2026-05-06 08:00:00",)"
        R"("has_negtv":true,"tags":[{"tag_name":"尺码","posi":false}]}}})"
        "\n");
    folder.write("chats/a.jsonl",
                 R"({"id":"c1","buyer":"ann","reference":"R-9","gap_after":[0],"turns":[)"
                 R"({"who":"buyer","at":"2026-05-04T10:00:00+08:00","text":"要XL"},)"
                 R"({"who":"seller","at":"2026-05-04T10:01:00+08:00","text":"建议L"}]})"
                 "\n");
    folder.write("calls.csv",
                 "主叫号码,被叫号码,通话开始时间,通话时长\n"
                 "13800000001,057188886666,2026-05-05 10:00:00,65秒\n");
    folder.write("claims.csv",
                 "id,order,opened,closed,won_by,amount,text\n"
                 "k1,1000000000000000001,2026-05-03,,seller,5,退款\n");
    folder.write("insurance.csv",
                 "order,status,reason,premium,payout\n"
                 "1000000000000000002,declined,信用低,,\n");
    folder.write("parcels.csv",
                 "waybill,order,sent_at,from,contents\nSF1,1000000000000000002,,杭州,礼品\n");
    folder.write("recordings.csv",
                 "order,at,file,how_obtained,transcript\n"
                 "1000000000000000001,2026-05-05 10:00:00,r.mp3,本机录音,五百\n");
    folder.write("notes.csv",
                 "at,order,buyer,kind,text,by\n2026-05-05 11:00,,ann,police_record,x,y\n");
    folder.write("contacts.csv",
                 "at,shop,agent,person,channel,direction,answered,seconds,number,note\n"
                 "2026-05-05 12:00,s1,小美,bob,call,out,yes,10,,\n");
    const Read read = read_folder(folder.path());
    EXPECT_EQ(
        all(read),
        "order 1000000000000000001 ann 交易成功 paid 129.00 at 2026-05-01T10:00:00+08:00 rated "
        "yes/yes [上衣|颜色:红;尺码:XL|2]\n"
        "review 2000000000000000001 of 1000000000000000001 bad - negative "
        "2026-05-05T09:00:00+08:00 “太大了” then 2026-05-06T08:00:00+08:00 “裤子也短” reply "
        "“抱歉”\n"
        "chat ann ref R-9 0:要XL 1:建议L gap0\n"
        "call 13800000001>057188886666 65\n"
        "claim k1 won by seller\n"
        "recording r.mp3\n"
        "note police_record\n"
        "--\n"
        "order 1000000000000000002 bob 交易成功,卖家已发货 paid 15.50 at "
        "2026-05-02T10:00:00+08:00 rated -/- insurance 2 信用低\n"
        "review 1000000000000000002 of 1000000000000000002 good - default - “系统默认好评!”\n"
        "contact call\n"
        "parcel SF1\n"
        "--\n");
    EXPECT_EQ(read.counts.duplicates, 0U);
    const Read spilled = read_folder(folder.path(), 0);
    std::vector<std::string> sorted = spilled.dossiers;
    std::ranges::sort(sorted);
    EXPECT_EQ(sorted, read.dossiers);
}

}  // namespace
}  // namespace pingli::intake
