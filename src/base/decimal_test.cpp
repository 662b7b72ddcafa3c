#include "base/decimal.hpp"

#include <gtest/gtest.h>

namespace pingli {
namespace {

TEST(Decimal, IsReadAndWrittenExactly) {
    for (const char* text : {"0", "12", "-3", "12.50", "-0.05", "0.000000000000000001",
                             "999999999999999999", "-999999999999999.999"})
        EXPECT_EQ(Decimal::parse(text)->to_text(), text);
    EXPECT_EQ(Decimal::parse("1e3")->to_text(), "1000");
    EXPECT_EQ(Decimal::parse("1.5E-2")->to_text(), "0.015");
    EXPECT_EQ(Decimal::parse("-0")->to_text(), "0");
    for (const char* wrong : {"", "-", ".5", "5.", "1,5", "+1", "1e", "1e99", "--1", "0x1", "1.2.3",
                              "1234567890123456789", "1e18", "1e-19", "1e99999999999"})
        EXPECT_FALSE(Decimal::parse(wrong)) << wrong;
}

TEST(Decimal, ComparesByValue) {
    EXPECT_EQ(*Decimal::parse("12.5"), *Decimal::parse("12.50"));
    EXPECT_LT(*Decimal::parse("-1"), *Decimal::parse("-0.999999999999999999"));
    EXPECT_LT(*Decimal::parse("0.3"), *Decimal::parse("0.30000000000000001"));
    EXPECT_EQ(Decimal::parse("3.00")->whole(), 3);
    EXPECT_FALSE(Decimal::parse("3.01")->whole());
}

TEST(Decimal, KeysFallBetweenTheStepsOfTheirScale) {
    const auto key = [](const char* text) { return Decimal::parse(text)->key(1); };
    EXPECT_EQ(key("1.5"), 30);
    EXPECT_EQ(key("1.50"), 30);
    EXPECT_EQ(key("1.51"), 31);
    EXPECT_EQ(key("1.59"), 31);
    EXPECT_EQ(key("1.6"), 32);
    EXPECT_EQ(key("-1.51"), -31);
    EXPECT_EQ(key("-1.5"), -30);
    EXPECT_EQ(Decimal::parse("999999999999999999")->key(18), Decimal::kKeyMax);
    EXPECT_EQ(Decimal::parse("-999999999999999999")->key(18), -Decimal::kKeyMax);
}

}  // namespace
}  // namespace pingli
