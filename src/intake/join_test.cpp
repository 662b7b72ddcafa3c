// What is joined about an order, from many files and in parts that fit in memory.

#include "intake/join.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "intake/limits.hpp"
#include "intake/shop_folder.hpp"
#include "support/read_folder.hpp"
#include "support/temporary_folder.hpp"

namespace pingli::intake {
namespace {

using support::all;
using support::options_for;
using support::Read;
using support::read_folder;
using support::TemporaryFolder;

TEST(Join, JoinsEverythingAboutAnOrder) {
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

TEST(Join, FindsTheOrderOfAReviewByItsOrderLine) {
    const TemporaryFolder folder;
    folder.write("order-lines.csv", "tid,oid,title\n10,101,a\n10,102,b\n");
    folder.write("reviews.csv", "oid,result,content\n102,bad,坏\n7,good,好\n");
    const Read read = read_folder(folder.path());
    EXPECT_EQ(all(read),
              "review 7 of 7 good - - “好”\n--\n"
              "order 10   paid - at - rated yes/- [a||1] [b||1]\n"
              "review 102 of 10 bad - - “坏”\n--\n");
}

TEST(Join, TakesTheLastOfDuplicates) {
    const TemporaryFolder folder;
    folder.write("orders-a.csv", "order,status\n1,待发货\n");
    folder.write("orders-b.csv", "order,status\n1,交易成功\n");
    folder.write("reviews.csv",
                 "order,oid,result,content\n1,11,bad,旧\n1,11,neutral,新\n1,12,good,另\n");
    const Read read = read_folder(folder.path());
    EXPECT_EQ(all(read),
              "order 1  交易成功 paid - at - rated yes/-\n"
              "review 11 of 1 neutral - - “新”\nreview 12 of 1 good - - “另”\n--\n");
    EXPECT_EQ(read.counts.duplicates, 2U);
}

// A shop in which everything happens at random, written as files.
void write_random_shop(const TemporaryFolder& folder, std::uint32_t seed, int orders) {
    std::uint32_t state = seed * 2654435761U + 1;
    const auto random = [&](std::uint32_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) % below;
    };
    std::string rows = "order,buyer,phone,created_at\n";
    std::string reviews = "order,oid,result,content\n";
    std::string calls = "caller,callee,start,seconds\n";
    std::string notes = "at,order,buyer,kind\n";
    std::string chats;
    for (int i = 0; i < orders; ++i) {
        const std::string id = std::to_string(5000 + random(static_cast<std::uint32_t>(orders)));
        const std::string buyer = "b" + std::to_string(random(40));
        if (random(4) != 0)
            rows += id + "," + buyer + ",1380000" + std::to_string(1000 + random(60)) +
                    ",2026-05-" + std::to_string(10 + random(20)) + " 08:00:00\n";
        if (random(3) != 0) reviews += id + "," + id + ",bad,text " + std::to_string(i) + "\n";
        if (random(9) == 0)
            calls += "0571,1380000" + std::to_string(1000 + random(60)) + ",2026-05-20 10:00,5\n";
        if (random(9) == 0)
            notes += "2026-05-20," + (random(2) == 0 ? id + "," : "," + buyer) + ",k\n";
        if (random(9) == 0)
            chats += "{\"id\":\"" + std::to_string(i) + "\",\"buyer\":\"" + buyer +
                     "\",\"turns\":[{\"who\":\"buyer\",\"at\":\"2026-05-2" +
                     std::to_string(random(10)) + "T10:00:00+08:00\",\"text\":\"t\"}]}\n";
    }
    folder.write("orders.csv", rows);
    folder.write("reviews.csv", reviews);
    folder.write("calls.csv", calls);
    folder.write("notes.csv", notes);
    folder.write("chats/a.jsonl", chats);
}

TEST(Join, GivesTheSameOnDiskAsInMemory) {
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
        const TemporaryFolder folder;
        write_random_shop(folder, seed, 400);
        Read memory = read_folder(folder.path());
        Read disk = read_folder(folder.path(), 1000);
        EXPECT_EQ(memory.counts.duplicates, disk.counts.duplicates);
        EXPECT_EQ(memory.counts.unmatched, disk.counts.unmatched);
        EXPECT_EQ(all(disk), all(read_folder(folder.path(), 1000)));
        std::ranges::sort(memory.dossiers);
        std::ranges::sort(disk.dossiers);
        EXPECT_EQ(memory.dossiers, disk.dossiers) << "seed " << seed;
    }
}

TEST(Join, JoinsAsANaiveJoinDoes) {
    const TemporaryFolder folder;
    write_random_shop(folder, 77, 300);
    // The naive join: for each order number of any file, the last order line and the last review.
    std::map<std::string, std::pair<std::string, std::string>> expected;
    Read read;
    const Options options = options_for(read);
    const auto take = [&](const Row& row) -> Result<void> {
        if (const auto* const order = std::get_if<const facts::Order*>(&row))
            expected[std::string{(*order)->id}].first = (*order)->phone;
        if (const auto* const review = std::get_if<const ReviewRow*>(&row))
            expected[std::string{(*review)->review.order}].second = (*review)->review.text;
        return {};
    };
    ASSERT_TRUE(read_rows(folder.path() / "orders.csv", FileKind::Orders, options, take));
    ASSERT_TRUE(read_rows(folder.path() / "reviews.csv", std::nullopt, options, take));
    auto source = open_shop_folder(folder.path(), options);
    ASSERT_TRUE(source);
    facts::Dossier dossier;
    std::map<std::string, std::pair<std::string, std::string>> joined;
    while (*(*source)->next(dossier)) {
        if (dossier.order) joined[std::string{dossier.order->id}].first = dossier.order->phone;
        for (const auto& review : dossier.reviews)
            joined[std::string{review.order}].second = review.text;
    }
    EXPECT_EQ(joined, expected);
}

TEST(Join, LeavesNothingBehindOnDisk) {
    const TemporaryFolder folder;
    const TemporaryFolder temporary;
    write_random_shop(folder, 3, 200);
    Read read;
    Options options = options_for(read);
    options.memory_bytes = 0;
    options.temporary = temporary.path();
    const auto source = open_shop_folder(folder.path(), options);
    ASSERT_TRUE(source);
    EXPECT_TRUE(std::filesystem::is_empty(temporary.path()));  // Even while it is in use.
}

std::string conversations_of(std::string_view order, std::size_t count, std::size_t ids) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
        out += R"({"id":"c)" + std::to_string(i % ids) + R"(","order":")" + std::string{order} +
               R"(","turns":[{"who":"buyer","text":"不给我退三百我就给差评"}]})" + "\n";
    return out;
}

// security finding 8: 20,000 conversations of one order took more than 12 GB
TEST(Join, JudgesNoMoreConversationsOfAnOrderThanAPersonCouldRead) {
    TemporaryFolder folder;
    folder.write("chats/a.jsonl", conversations_of("1", 20'000, 20'000));
    const Read read = read_folder(folder.path());
    ASSERT_EQ(read.dossiers.size(), 1U) << read.error;
    EXPECT_EQ(std::ranges::count(read.dossiers[0], '\n'),
              static_cast<std::ptrdiff_t>(kConversationsPerDossierMax));
    ASSERT_EQ(read.problems.size(), 1U);
    EXPECT_EQ(to_text(read.problems[0]),
              "chats/a.jsonl:501: found “19500 more”, expected at most 500 conversations and 20000 "
              "messages of one order");
    EXPECT_EQ(read.counts.bad_lines, 19'500U);
}

TEST(Join, CountsAConversationThatWasExportedTwiceOnce) {
    TemporaryFolder folder;
    folder.write("chats/a.jsonl", conversations_of("1", 6'000, 3));
    const Read read = read_folder(folder.path());
    ASSERT_EQ(read.dossiers.size(), 1U) << read.error;
    EXPECT_EQ(std::ranges::count(read.dossiers[0], '\n'), 3);
    EXPECT_EQ(read.counts.duplicates, 5'997U);
    EXPECT_TRUE(read.problems.empty());
}

}  // namespace
}  // namespace pingli::intake
