#include "store/grams.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "app/event_store.hpp"
#include "base/utf8.hpp"

namespace pingli::store {

namespace {

std::string as_it_is(std::string_view text) {
    return std::string{text};
}

}  // namespace

TEST(Grams, ArePairsAndTheLastCharacterOfEachRun) {
    EXPECT_EQ(gram_text("要退款"), "要退 退款 款");
    EXPECT_EQ(gram_text("退"), "退");
    EXPECT_EQ(gram_text("退款，abc 3"), "退款 款 ab bc c 3");
    EXPECT_EQ(gram_text(" ，。!\n"), "");
    EXPECT_EQ(gram_text(""), "");
    EXPECT_EQ(gram_text("好😀吧"), "好 吧");
}

TEST(TokenCodes, AreThoseOfPairsSinglesAndFoursEachOnce) {
    const auto codes_of = [](const std::vector<std::string>& tokens) {
        std::vector<std::int64_t> codes;
        for (const std::string& token : tokens) codes.push_back(token_code(token));
        std::ranges::sort(codes);
        return codes;
    };
    EXPECT_EQ(token_codes("退款退款"), codes_of({"款", "款退", "退", "退款"}));
    EXPECT_EQ(token_codes("a1234"),
              codes_of({"1", "12", "1234", "2", "23", "3", "34", "4", "a", "a1", "a123"}));
    EXPECT_EQ(token_code("a"), 'a');
    EXPECT_EQ(token_code("退款"), (std::int64_t{0x9000} << 21) | 0x6B3E);
    EXPECT_EQ(token_code("2026"),
              (std::int64_t{1} << 62) | ('2' << 21) | ('0' << 14) | ('2' << 7) | '6');
}

TEST(Quads, AreTheFoursOfLettersAndDigitsAndTheLastThree) {
    EXPECT_EQ(quad_text("单号20260501，abc 要ab12吧"), "2026 0260 2605 6050 0501 501 ab12 b12");
    EXPECT_EQ(quad_text("退款"), "");
    EXPECT_EQ(stretches("单20260501退ab1款zz99"),
              (std::vector<std::string_view>{"20260501", "zz99"}));
}

TEST(SearchRuns, AreTheRunsOfFoldedWordsEachOnce) {
    EXPECT_EQ(search_runs(as_it_is, " 退款　退款 差评！abc-1\t"),
              (std::vector<std::string>{"退款", "差评", "abc", "1"}));
    EXPECT_TRUE(search_runs(as_it_is, "\" * ' ()").empty());
    const std::string many(200, 'a');
    EXPECT_EQ(search_runs(as_it_is, many).front().size(), kSearchRunCharactersMax);
}

TEST(Searchable, IsCutAtACharacter) {
    std::string text = "a";
    while (text.size() < app::kSearchTextBytesMax + 10) text += "字";
    const std::string cut = searchable(as_it_is, text);
    EXPECT_LE(cut.size(), app::kSearchTextBytesMax);
    EXPECT_GT(cut.size(), app::kSearchTextBytesMax - 4);
    EXPECT_TRUE(utf8::is_valid(cut));
}

// What any substring of a run is asked for by is among the run's tokens, one after another.
RC_GTEST_PROP(Grams, HoldEverySubstringOfARun, ()) {
    const auto letters = *rc::gen::container<std::string>(rc::gen::elementOf(std::string{"abcd"}));
    RC_PRE(!letters.empty());
    const auto start = *rc::gen::inRange<std::size_t>(0, letters.size());
    const auto count = *rc::gen::inRange<std::size_t>(1, letters.size() - start + 1);
    const std::string part = letters.substr(start, count);
    const std::string tokens = " " + gram_text(letters) + " ";
    std::string wanted = " ";
    if (part.size() == 1) {
        wanted += part;
    } else {
        for (std::size_t i = 0; i + 1 < part.size(); ++i) wanted += part.substr(i, 2) + " ";
    }
    RC_ASSERT(tokens.find(wanted) != std::string::npos);
}

}  // namespace pingli::store
