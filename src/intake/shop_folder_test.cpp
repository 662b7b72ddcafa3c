// What is read of each form of file that a shop exports, and what is said of what cannot be read.

#include "intake/shop_folder.hpp"

#include <gtest/gtest.h>

#include "support/read_folder.hpp"
#include "support/temporary_folder.hpp"

namespace pingli::intake {
namespace {

using support::all;
using support::options_for;
using support::Read;
using support::read_folder;
using support::TemporaryFolder;

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
                 "3,1.00,,,,\n"                // cells at the end missing or too many: read
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
    EXPECT_FALSE(told.contains("orders.csv:4")) << told;
    EXPECT_TRUE(told.contains("orders.csv:5: created_at: found “9999-99-99 字字”")) << told;
    EXPECT_TRUE(told.contains("orders.csv:5: rated_by_buyer: found “aaaaa”")) << told;
    EXPECT_TRUE(told.contains("reviews.jsonl:1: expected valid JSON")) << told;
    EXPECT_TRUE(told.contains("reviews.jsonl:2: error_response")) << told;
    EXPECT_TRUE(told.contains("reviews.jsonl:3: expected valid JSON")) << told;
    EXPECT_TRUE(told.contains("reviews.jsonl:4: stars: found “9”, expected 1 to 5")) << told;
    EXPECT_FALSE(told.contains("张三"));
    EXPECT_EQ(read.dossiers.size(), 4U) << all(read);  // 1, 3, 4, 5
    EXPECT_EQ(read.counts.bad_lines, 4U);
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

}  // namespace
}  // namespace pingli::intake
