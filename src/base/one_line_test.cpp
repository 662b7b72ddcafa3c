// security finding 38: names are one line, and nothing raw reaches a terminal.

#include "base/one_line.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace pingli {
namespace {

TEST(OneLine, RefusesWhatATerminalObeysAndTakesWhatPeopleAreCalled) {
    for (const char* const good : {"小王", "Anna-Maria O'Neil", "店铺 2", "😀"})
        EXPECT_TRUE(is_one_line(good, 100)) << good;
    for (const std::string& bad :
         {std::string{}, std::string{"   "}, std::string{"a\nb"}, std::string{"a\rb"},
          std::string{"bell\a"}, std::string{"\x1b[31mred"}, std::string{"a\0b", 3},
          std::string{"\x7f"},
          std::string{"\xc2\x9b"
                      "31m"},
          std::string{"\u202Egnp.exe"}, std::string{"\u2028"}, std::string{"\xff"},
          std::string(101, 'a')})
        EXPECT_FALSE(is_one_line(bad, 100)) << shown_plainly(bad);
}

TEST(OneLine, ShowsWhatItHolds) {
    EXPECT_EQ(shown_plainly("小王"), "小王");
    EXPECT_EQ(shown_plainly("a\nb\x1b[31m"), "a\\x0ab\\x1b[31m");
    EXPECT_EQ(shown_plainly("\xc2\x9b"
                            "1m\u202E\xff"),
              "\\x9b1m\\u{202e}\\xff");
}

RC_GTEST_PROP(OneLine, NothingRawIsEverShown, (const std::string& text)) {
    const std::string shown = shown_plainly(text);
    RC_ASSERT(std::ranges::none_of(
        shown, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }));
    RC_ASSERT(shown_plainly(shown) == shown);
}

}  // namespace
}  // namespace pingli
