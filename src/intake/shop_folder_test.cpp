#include "intake/shop_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "intake/limits.hpp"
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

TEST(ShopFolder, ReadsTheSellersExportWithItsQuirks) {
    // proves formats 6.5: GBK, stray quotes and blanks in headers and numbers, combined statuses,
    // 0000-00-00, columns that are not there.
    const TemporaryFolder folder;
    folder.write(
        "ExportOrderList202605.csv",
        "\xB6\xA9\xB5\xA5\xB1\xE0\xBA\xC5,\"'\xC2\xF2\xBC\xD2\xBB\xE1\xD4\xB1\xC3\xFB\" ,"
        "\xB6\xA9\xB5\xA5\xD7\xB4\xCC\xAC,\xB6\xA9\xB5\xA5\xB4\xB4\xBD\xA8\xCA\xB1\xBC\xE4\r\n"
        "=\"1000000000000000001\",ann,\xBD\xBB\xD2\xD7\xB3\xC9\xB9\xA6,"
        "\xC2\xF2\xBC\xD2\xD2\xD1\xB8\xB6\xBF\xEE,0000-00-00 00:00:00\r\n");
    const Read read = read_folder(folder.path());
    EXPECT_EQ(all(read),
              "order 1000000000000000001 ann 交易成功,买家已付款 paid - at - rated -/-\n--\n");
}

TEST(ShopFolder, ReportsEachBadLineAndReadsTheRest) {
    const TemporaryFolder folder;
    folder.write("orders.csv",
                 "order,paid,created_at,buyer_rate\n"
                 "1,12.345,2026-05-01,true\n"  // the amount is left out
                 ",1.00,2026-05-01,true\n"     // no number: left out
                 "3,1.00\n"                    // cells missing
                 "4,1.00,2026-13-01 张三,maybe\n"
                 "5,1.00,2026-05-01,false\n");
    folder.write("reviews.jsonl",
                 "{\"tid\":1,\"content\":\n"
                 "{\"error_response\":{\"code\":27,\"msg\":\"Invalid session\"}}\n"
                 "{\"tid\":12345678901234567890123,\"content\":\"x\"}\n"
                 "{\"tid\":1,\"stars\":9,\"content\":\"x\"}\n");
    const Read read = read_folder(folder.path());
    std::string told;
    for (const Problem& problem : read.problems) told += to_text(problem) + "\n";
    EXPECT_TRUE(told.contains("orders.csv:2: paid: found “99.999”, expected an amount")) << told;
    EXPECT_TRUE(told.contains("orders.csv:3: id: expected")) << told;
    EXPECT_TRUE(told.contains("orders.csv:4: expected 4 cells as in the header, found 2")) << told;
    EXPECT_TRUE(told.contains("orders.csv:5: created_at: found “9999-99-99 字字”")) << told;
    EXPECT_TRUE(told.contains("orders.csv:5: rated_by_buyer: found “aaaaa”")) << told;
    EXPECT_TRUE(told.contains("reviews.jsonl:1: expected valid JSON")) << told;
    EXPECT_TRUE(told.contains("reviews.jsonl:2: error_response")) << told;
    EXPECT_TRUE(told.contains("reviews.jsonl:3: expected valid JSON")) << told;
    EXPECT_TRUE(told.contains("reviews.jsonl:4: stars: found “9”, expected 1 to 5")) << told;
    EXPECT_FALSE(told.contains("张三"));
    EXPECT_EQ(read.dossiers.size(), 3U) << all(read);  // 1, 4, 5
    EXPECT_EQ(read.counts.bad_lines, 5U);
    EXPECT_EQ(read.counts.bad_fields, 4U);
}

TEST(ShopFolder, ReadsTheReviewsOfADataSet) {
    const TemporaryFolder folder;
    folder.write(
        "reviews.jsonl",
        R"({"id":15112102923,"product_id":"100","product":"空调","sku":"3匹","score":1,"content":"坏",)"
        R"("created":"2020-12-29 21:40:04","after":{"content":"气人","created":"2020-12-29 21:41:18"},)"
        R"("replies":[{"by":"buyer","content":"我也是"},)"
        R"({"by":"seller","content":"抱歉","created":"2020-12-30 09:03:46"}],"cat":[1,2]})"
        "\n"
        R"({"id":2,"score":5,"content":"此用户未填写评价内容","created":"2020-12-29 21:40:04"})"
        "\n");
    EXPECT_EQ(all(read_folder(folder.path())),
              "review 2 of  - 5 default 2020-12-29T21:40:04+08:00 “此用户未填写评价内容”\n--\n"
              "review 15112102923 of  - 1 2020-12-29T21:40:04+08:00 “坏” then "
              "2020-12-29T21:41:18+08:00 “气人” reply “抱歉”\n--\n");
}

TEST(ShopFolder, ReadsChatsAsTextAsJsonAndAsLines) {
    const TemporaryFolder folder;
    folder.write("shop.toml", "name = \"茶与衣\"\nnicks = [\"tea\"]\n");
    folder.write("orders.csv",
                 "order,buyer,created_at\n1,ann,2026-05-01 08:00\n"
                 "2,ann,2026-05-20 08:00\n3,bob,2026-05-03 08:00\n");
    folder.write(
        "chats/与ann的聊天记录_20260501.txt",
        "举证号：R-7\ntea:小美 (2026-05-01 10:00:00):\n建议L\nann (2026-05-01 10:01:00):\n要XL\n"
        "不然差评\n系统消息（2026-05-01 10:02:00）：\n撤回\n");
    folder.write("chats/log.csv",
                 "时间,买家,发送人,内容\n2026-05-01 09:01,bob,tea:小美,在的\n"
                 "2026-05-01 09:00,bob,bob,\"在吗,亲\"\n");
    folder.write("chats/x.jsonl",
                 "{\"id\":\"c9\",\"turns\":[{\"who\":\"买家\",\"text\":\"hi\"}]}\n"
                 "{\"id\":\"c8\"}\n");
    const Read read = read_folder(folder.path());
    EXPECT_EQ(all(read),
              "order 1 ann  paid - at 2026-05-01T08:00:00+08:00 rated -/-\n"
              "chat ann ref R-7 1:建议L 0:要XL\n不然差评 2:撤回\n--\n"
              "order 2 ann  paid - at 2026-05-20T08:00:00+08:00 rated -/-\n--\n"
              // Questions two days before the order belong to it.
              "order 3 bob  paid - at 2026-05-03T08:00:00+08:00 rated -/-\n"
              "chat bob ref  0:在吗,亲 1:在的\n--\n"
              "chat  ref  0:hi\n--\n"
              "chats/x.jsonl:2: turns: expected an array of turns\n");
}

TEST(ShopFolder, FindsTheOrderOfAReviewByItsOrderLine) {
    const TemporaryFolder folder;
    folder.write("order-lines.csv", "tid,oid,title\n10,101,a\n10,102,b\n");
    folder.write("reviews.csv", "oid,result,content\n102,bad,坏\n7,good,好\n");
    const Read read = read_folder(folder.path());
    EXPECT_EQ(all(read),
              "review 7 of 7 good - - “好”\n--\n"
              "order 10   paid - at - rated yes/- [a||1] [b||1]\n"
              "review 102 of 10 bad - - “坏”\n--\n");
}

TEST(ShopFolder, TakesTheLastOfDuplicates) {
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

TEST(ShopFolder, FindsReviewsInsideAnAnswerTooLargeForTheBuffer) {
    const TemporaryFolder folder;
    std::string json = "{\"traderates_get_response\":\n{\"trade_rates\":{\"trade_rate\":[";
    const std::string text(2000, 'x');
    constexpr int kReviews = 3000;  // 6 MB in one object
    for (int i = 0; i < kReviews; ++i)
        json += (i > 0 ? ",{\"tid\":" : "{\"tid\":") + std::to_string(1000 + i) +
                ",\"result\":\"good\",\"content\":\"{[\\\"" + text + "\"}\n";
    folder.write("reviews.json", json + "]},\"total_results\":3000}}");
    const Read read = read_folder(folder.path());
    EXPECT_EQ(read.dossiers.size(), static_cast<std::size_t>(kReviews));
    EXPECT_TRUE(read.problems.empty());
    folder.write("reviews.json", std::string(100, '[') + std::string(100, ']'));
    const Read deep = read_folder(folder.path());
    EXPECT_TRUE(to_text(deep.problems.at(0)).contains("nested at most 64 deep"));
    EXPECT_TRUE(deep.error.contains("nothing in its 1 files could be read"));
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

TEST(ShopFolder, GivesTheSameOnDiskAsInMemory) {
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

TEST(ShopFolder, JoinsAsANaiveJoinDoes) {
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

TEST(ShopFolder, StopsWhenAskedTo) {
    const TemporaryFolder folder;
    folder.write("orders.csv", "order\n1\n");
    Read read;
    Options options = options_for(read);
    options.on_progress = [](const Progress&) { return false; };
    const auto source = open_shop_folder(folder.path(), options);
    ASSERT_FALSE(source);
    EXPECT_EQ(source.error().code, ErrorCode::Unavailable);
}

TEST(ShopFolder, SaysWhatKeptItFromReading) {
    const TemporaryFolder folder;
    EXPECT_TRUE(read_folder(folder.path() / "none").error.contains("expected a folder"));
    EXPECT_TRUE(read_folder(folder.path()).error.contains("no file of a shop"));
    folder.write("orders.csv", "a,b\n1,2\n");
    EXPECT_TRUE(read_folder(folder.path()).error.contains("nothing in its 1 files"));
    folder.write("orders.csv", "order\n1\n");
    folder.write("shop.toml", "platform = \"ebay\"\n");
    EXPECT_TRUE(read_folder(folder.path()).error.contains("shop.toml:1:12: platform: expected"));
    folder.write("shop.toml", "zone = \"Mars\"\n");
    EXPECT_TRUE(read_folder(folder.path()).error.contains("zone"));
    folder.write("shop.toml", "");
    Read read;
    Options options = options_for(read);
    options.memory_bytes = 0;
    options.temporary = "/nonexistent";
    const auto source = open_shop_folder(folder.path(), options);
    ASSERT_FALSE(source);
    EXPECT_TRUE(source.error().context.contains("temporary folder /nonexistent"));
}

TEST(ShopFolder, LeavesNothingBehindOnDisk) {
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
TEST(ShopFolder, JudgesNoMoreConversationsOfAnOrderThanAPersonCouldRead) {
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

TEST(ShopFolder, CountsAConversationThatWasExportedTwiceOnce) {
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
