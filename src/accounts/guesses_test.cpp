// security finding 34: `1234567890`, `aaaaaaaaaa`, `password12` and `qwertyuiop` were taken.

#include "accounts/guesses.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <iterator>

#include "accounts/password.hpp"

namespace pingli::accounts {
namespace {

std::string read(const std::string& name) {
    std::ifstream file{PINGLI_SOURCE_DIR "/passwords/" + name, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

const GuessBook& shipped() {
    static const GuessBook book{read("common.txt"), read("rows.txt")};
    return book;
}

const std::vector<std::string> kOwn = {"li.lei", "茶与外套", "pingli", "评理"};

std::optional<PasswordFault> judge(std::string_view password) {
    return check_password(password, {.login = "li.lei", .own_words = kOwn, .book = &shipped()});
}

TEST(Guesses, RefuseWhatPeopleChoose) {
    ASSERT_GT(shipped().words(), 40'000U);
    for (const char* password :
         {"123456789012", "1234567890123456", "aaaaaaaaaaaa", "abcabcabcabc", "password1234",
          "Password1234!", "P@ssw0rd2024", "qwertyuiop12", "1qaz2wsx3edc", "zaq1xsw2cde3",
          "asdfghjkl123", "woaini5201314", "woaini1314520", "zhangwei19880808", "wangfang1314520",
          "taobao123456", "Shanghai2024", "iloveyou5201314", "li.lei123456", "li.lei20260101",
          "茶与外套茶与外套茶与外套", "茶与外套123456789", "pingli20262026",
          "评理评理评理评理评理评理", "abcdefghijkl", "987654321098", "147258369147",
          "13812345678a", "admin12345678", "letmein123456", "2024010120240101", "changeme2026",
          "monkeymonkey", "111111222222",
          // a reviewer's: a word, a year and the marks that others' rules want; a word with a line
          "Winter2023!!", "January2024!?", "scooby-doo12", "Zhangwei1988!!", "summer_2025!!"})
        EXPECT_EQ(judge(password), PasswordFault::Guessable) << password;
}

TEST(Guesses, TakeSentencesAndRandomOnes) {
    for (const char* password :
         {"correct horse battery", "correct horse 电池", "another horse 充电器",
          "今天天气很好我们一起去喝茶吧", "tr0ub4dor&3-Xy", "k7#mQ2vL9pWz", "blue kettle on a hill",
          "我家门口有三棵大槐树开花了", "xkqvjzwpmhtr"})
        EXPECT_EQ(judge(password), std::nullopt)
            << password << ' ' << shipped().guesses(password, kOwn);
}

RC_GTEST_PROP(Guesses, TakeWhatIsMadeAtRandom, ()) {
    const auto password = *rc::gen::container<std::string>(16, rc::gen::inRange('!', '~'));
    const double guesses = shipped().guesses(password, kOwn);
    // Sixteen marks can be drawn so that they are a common word, hardly ever here.
    RC_CLASSIFY(guesses < kGuessesMin);
    RC_ASSERT(guesses >= 0.0 && guesses <= 16 * 3.0);
}

RC_GTEST_PROP(Guesses, AnotherCharacterNeverMakesItMuchEasier, ()) {
    const auto password = *rc::gen::container<std::string>(rc::gen::inRange('a', 'z'));
    RC_PRE(!password.empty() && password.size() < 40);
    RC_ASSERT(shipped().guesses(password + "Q!", kOwn) >= shipped().guesses(password, kOwn));
}

}  // namespace
}  // namespace pingli::accounts
