#include "codec/toml_text.hpp"

#include <gtest/gtest.h>

#include <string>

#include "codec/limits.hpp"
#include "codec/shop_toml.hpp"

namespace pingli::codec {
namespace {

std::string times(std::string_view piece, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += piece;
    return out;
}

// proves security finding 4: 60,000 names joined by dots ended the program.
TEST(TomlText, WhatIsNestedTooDeepIsRefusedWithItsPlace) {
    const std::string names = times("a.", 60'000) + "a";
    for (const std::string& text : {
             names + " = 1",
             "[" + names + "]\nb = 1",
             "[[" + names + "]]",
             "t = { " + names + " = 1 }",
             times("\"a\".", 60'000) + "a = 1",
             times("'a' . ", 60'000) + "a = 1",
             "a = " + times("[", 60'000),
             "a = " + times("{ a = ", 60'000),
             "a = \"\"\"x\"\"\"\"\"\n" + names + " = 1",  // a long string that ends with quotes
             "a = '''it's'''\n" + names + " = 1",
             "a = [ \"\"\"\"\"\", { " + names + " = 1 } ]",
             "a = \"\\\\\"\n" + names + " = 1",
         }) {
        Problems problems;
        const auto shop = parse_shop_toml(text, "shop.toml", problems);
        ASSERT_FALSE(shop) << text.substr(0, 40);
        EXPECT_NE(shop.error().context.find("at most 16"), std::string::npos)
            << shop.error().context;
        EXPECT_EQ(shop.error().context.find("shop.toml:"), 0U) << shop.error().context;
    }
}

TEST(TomlText, DotsOutsideOfKeysDoNotCount) {
    const std::string dots = times("a.", 100);
    for (const std::string& text : {
             "id = \"" + dots + "\"",
             "id = '" + dots + "'",
             "id = \"\"\"\n" + dots + "\n\"\"\"",
             "id = \"\\\"" + dots + "\"",
             "# " + dots + "\nid = 's'",
             "id = 's' # " + dots,
             times("# a.b\n", 100) + "id = 's'",
         }) {
        EXPECT_TRUE(parse_toml(text)) << text.substr(0, 60);
    }
}

TEST(TomlText, AsDeepAsTheLimitIsRead) {
    EXPECT_TRUE(parse_toml(times("a.", kTomlKeyPartsMax - 1) + "a = 1"));
    EXPECT_FALSE(parse_toml(times("a.", kTomlKeyPartsMax) + "a = 1"));
    EXPECT_TRUE(parse_toml("a = " + times("[", kTomlNestingMax) + times("]", kTomlNestingMax)));
    EXPECT_FALSE(
        parse_toml("a = " + times("[", kTomlNestingMax + 1) + times("]", kTomlNestingMax + 1)));
}

}  // namespace
}  // namespace pingli::codec
