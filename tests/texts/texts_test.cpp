// Some thousand texts that nobody wrote end nothing; ./dev texts reads two million of them.

#include <gtest/gtest.h>

#include "support/made_texts.hpp"

namespace pingli {
namespace {

// security finding 43: five characters of a buyer ended the process.
TEST(MadeTexts, EndNothing) {
    constexpr std::uint64_t kSeed = 1;
    constexpr std::uint64_t kTexts = 2'000;
    support::TextDesk desk;
    const support::TextMaker maker;
    std::size_t bytes = 0;
    for (std::uint64_t number = 0; number < kTexts; ++number)
        bytes += maker.read_one(desk, kSeed, number);
    EXPECT_GT(bytes, kTexts);
}

TEST(MadeTexts, AreTheSameForTheSameSeedAndNumber) {
    const support::TextMaker maker;
    support::Dice one{7, 5};
    support::Dice again{7, 5};
    support::Dice other{7, 6};
    const std::string text = maker.text(one, 400);
    EXPECT_EQ(text, maker.text(again, 400));
    EXPECT_NE(text, maker.text(other, 400));
}

}  // namespace
}  // namespace pingli
