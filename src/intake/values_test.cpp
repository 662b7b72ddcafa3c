#include "intake/values.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/said.hpp"

namespace pingli::intake {
namespace {

class ValuesTest : public testing::Test {
protected:
    ValuesTest() : formats_(*Formats::load(std::filesystem::path{PINGLI_SOURCE_DIR} / "formats")) {}

    // The value as text, "-" when absent, "expected …" when refused.
    template <class T, class Show>
    std::string read(std::string_view cell, Show show) const {
        std::optional<T> value;
        const Expected expected = values_.read(cell, value);
        if (!expected.empty()) return "expected " + english(say(expected));
        return value ? show(*value) : "-";
    }
    std::string time(std::string_view cell) const {
        return read<Instant>(cell, [&](Instant at) { return zone_.format(at); });
    }
    std::string money(std::string_view cell) const {
        return read<Money>(cell, [](const Money& money) { return money.amount(); });
    }
    std::string order(std::string_view cell) const {
        std::string_view id;
        const Expected expected = values_.read_order(cell, id);
        return expected.empty() ? std::string{id} : "expected " + english(say(expected));
    }

    Formats formats_;
    Zone zone_ = Zone::fixed("Asia/Shanghai", std::chrono::hours{8});
    Values values_{formats_, zone_};
};

TEST_F(ValuesTest, UnwrapOrderNumbersAndKeepEveryDigit) {
    for (const char* written :
         {"3402817765509112233", "'3402817765509112233", "=\"3402817765509112233\"",
          "\t3402817765509112233 ", "\"3402817765509112233\"", "`3402817765509112233"})
        EXPECT_EQ(order(written), "3402817765509112233") << written;
    EXPECT_EQ(order("E20260501-7"), "E20260501-7");
    EXPECT_EQ(order("-"), "");
    EXPECT_TRUE(order("3.40282E+18").starts_with("expected all digits"));
    EXPECT_TRUE(order("不是订单号").starts_with("expected an order number"));
    EXPECT_TRUE(order("12 34").starts_with("expected an order number"));
    EXPECT_TRUE(order(std::string(200, '1')).starts_with("expected at most"));
}

TEST_F(ValuesTest, ReadMoneyExactly) {
    const struct {
        const char* written;
        const char* read;
    } rows[] = {{"12.50", "12.50"},
                {"￥12.5", "12.50"},
                {"¥1,234.50", "1234.50"},
                {"10元", "10.00"},
                {"'99", "99.00"},
                {"", "-"},
                {"--", "-"},
                {"0.00", "0.00"},
                {"-3.00", "-3.00"},
                {"null", "-"},
                {"90071992547409.93", "90071992547409.93"}};
    for (const auto& row : rows) EXPECT_EQ(money(row.written), row.read) << row.written;
    for (const char* wrong : {"12.345", "1e3", "12,34.50", "一百", "1 2"})
        EXPECT_TRUE(money(wrong).starts_with("expected")) << wrong;
}

TEST_F(ValuesTest, ReadTimesInTheFormsThatExportsWrite) {
    const struct {
        const char* written;
        const char* read;
    } rows[] = {
        {"2026-05-01 10:00:00", "2026-05-01T10:00:00+08:00"},
        {"2026-05-01T10:00:00", "2026-05-01T10:00:00+08:00"},
        {"2026-05-01T02:00:00Z", "2026-05-01T10:00:00+08:00"},
        {"2026-05-01T03:00:00+01:00", "2026-05-01T10:00:00+08:00"},
        {"2026-05-01 10:00", "2026-05-01T10:00:00+08:00"},
        {"2026/5/1 9:03", "2026-05-01T09:03:00+08:00"},
        {"2026/5/1 9:03:07", "2026-05-01T09:03:07+08:00"},
        {"2026.5.1", "2026-05-01T00:00:00+08:00"},
        {"2026年5月1日 9:03", "2026-05-01T09:03:00+08:00"},
        {"2026-05-01", "2026-05-01T00:00:00+08:00"},
        {"1777600800", "2026-05-01T10:00:00+08:00"},
        {"1777600800000", "2026-05-01T10:00:00+08:00"},
        {"0000-00-00 00:00:00", "-"},
        {"0000-00-00", "-"},
        {"1970-01-01 08:00:00", "-"},
        {"", "-"},
    };
    for (const auto& row : rows) EXPECT_EQ(time(row.written), row.read) << row.written;
    for (const char* wrong : {"2026-13-01 10:00:00", "2026-02-30", "2026-05-01 24:00:00",
                              "2026-05-01 10:00:00 x", "昨天", "20260501", "10:00"})
        EXPECT_TRUE(time(wrong).starts_with("expected")) << wrong;
}

TEST_F(ValuesTest, KnowTheWordsOfTheData) {
    const auto yes_no = [&](std::string_view cell) {
        return read<bool>(cell, [](bool value) { return value ? "yes" : "no"; });
    };
    for (const char* yes : {"是", "true", "TRUE", "已评", "1", " 是\t"})
        EXPECT_EQ(yes_no(yes), "yes");
    for (const char* no : {"否", "false", "未评", "0"}) EXPECT_EQ(yes_no(no), "no");
    EXPECT_EQ(yes_no(""), "-");
    EXPECT_TRUE(yes_no("也许").starts_with("expected yes or no"));
    const auto rating = [&](std::string_view cell) {
        return read<facts::Rating>(cell, [](auto value) { return std::string{to_name(value)}; });
    };
    EXPECT_EQ(rating("好评"), "good");
    EXPECT_EQ(rating("neutral"), "neutral");
    EXPECT_EQ(rating("差评"), "bad");
    const auto insurance = [&](std::string_view cell) {
        return read<facts::InsuranceStatus>(
            cell, [](auto value) { return std::to_string(static_cast<int>(value)); });
    };
    EXPECT_EQ(insurance("insured"), "0");
    EXPECT_EQ(insurance("none"), "1");
    EXPECT_EQ(insurance("false"), "1");
    EXPECT_EQ(insurance("拒保"), "2");
}

TEST_F(ValuesTest, CountSecondsAndStars) {
    const auto seconds = [&](std::string_view cell) {
        std::uint32_t count = 0;
        const Expected expected = values_.read(cell, count);
        return expected.empty() ? std::to_string(count) : "expected";
    };
    EXPECT_EQ(seconds("65"), "65");
    EXPECT_EQ(seconds("65秒"), "65");
    EXPECT_EQ(seconds("1:05"), "65");
    EXPECT_EQ(seconds("0:01:05"), "65");
    EXPECT_EQ(seconds("1分5秒"), "65");
    EXPECT_EQ(seconds("1小时2分3秒"), "3723");
    EXPECT_EQ(seconds("abc"), "expected");
    EXPECT_EQ(seconds("99999999999999"), "expected");
    const auto stars = [&](std::string_view cell) {
        return read<int>(cell, [](int value) { return std::to_string(value); });
    };
    EXPECT_EQ(stars("5星"), "5");
    EXPECT_EQ(stars("4.0"), "4");
    EXPECT_TRUE(stars("4.5").starts_with("expected"));
}

TEST(Formats, KnowWhatPlatformsWriteForBuyersWhoWroteNothing) {
    const auto formats = Formats::load(std::filesystem::path{PINGLI_SOURCE_DIR} / "formats");
    ASSERT_TRUE(formats);
    for (const char* text : {"此用户没有填写评价。", "此用户未填写评价内容", "系统默认好评!",
                             "「系统默认好评！」", "评价方未及时做出评价,系统默认好评!"})
        EXPECT_TRUE(formats->is_default_text(text)) << text;
    for (const char* text : {"", "好", "我没有填写评价", "系统默认好评是假的，我来说实话"})
        EXPECT_FALSE(formats->is_default_text(text)) << text;
}

TEST(Formats, FindFilesAndColumnsByTheirManyNames) {
    const auto formats = Formats::load(std::filesystem::path{PINGLI_SOURCE_DIR} / "formats");
    ASSERT_TRUE(formats);
    EXPECT_EQ(formats->kind_of("ExportOrderList20260501.csv"), FileKind::Orders);
    EXPECT_EQ(formats->kind_of("ExportOrderDetailList1.csv"), FileKind::OrderLines);
    EXPECT_EQ(formats->kind_of("reviews-2026.jsonl"), FileKind::Reviews);
    EXPECT_EQ(formats->kind_of("truth.ndjson"), std::nullopt);
    for (const char* header : {"订单编号", " \t订单编号", "\"订单编号\"", "'订单编号", "=\"tid\"",
                               "TID", "\xEF\xBB\xBF订单编号"})
        EXPECT_EQ(formats->column(FileKind::Orders, header)->canonical, "id") << header;
    EXPECT_EQ(formats->column(FileKind::Calls, "通话时长（秒）")->canonical, "seconds");
    EXPECT_FALSE(formats->column(FileKind::Orders, "发票抬头"));
}

TEST(Formats, SayWhereTheirDataIsWrong) {
    const auto missing = Formats::load("/nonexistent");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
}

TEST(Patterns, MatchStarsAnywhere) {
    EXPECT_TRUE(matches_pattern("exportorderlist1.csv", "exportorderlist*"));
    EXPECT_TRUE(matches_pattern("abc", "*b*"));
    EXPECT_TRUE(matches_pattern("", "*"));
    EXPECT_FALSE(matches_pattern("orders", "orders.*"));
    EXPECT_FALSE(matches_pattern("xorders.csv", "orders.*"));
}

}  // namespace
}  // namespace pingli::intake
