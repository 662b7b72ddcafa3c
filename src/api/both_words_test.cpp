#include "api/both_words.hpp"

#include <gtest/gtest.h>

namespace pingli::api {

// proves X8: what is wrong with a file or a field is said in both languages.
TEST(BothWords, SayASentenceInChineseAndLeaveItsEnglish) {
    struct Row {
        const char* en;
        const char* zh;
    };
    for (const auto& [en, zh] :
         {Row{"a header line", "表头"},
          Row{"a date and time such as 2026-05-01 10:00:00",
              "日期和时间，例如 2026-05-01 10:00:00"},
          Row{"11 cells as in the header, found 9 cells", "与表头一样是 11 格，这一行有 9 格"},
          Row{"valid JSON (TAPE_ERROR: The JSON document has an improper structure)",
              "格式正确的 JSON"},
          Row{"at most 128 bytes", "不超过 128 字节"},
          Row{"at most one row for every case (hit: unique)", "每种情况最多一行（hit: unique）"},
          Row{"1 to 200", "1 到 200"}, Row{"one of shop, buyer", "以下之一：shop, buyer"},
          Row{"{\"amount\":\"12.50\",\"currency\":\"CNY\"}", "金额，例如 12.50 元"}}) {
        const auto both = find_both_words(en);
        ASSERT_TRUE(both.has_value()) << en;
        EXPECT_EQ(both->zh, zh);
        EXPECT_EQ(both->en, en);
    }
}

TEST(BothWords, SayWhatIsNamedInASentenceToo) {
    EXPECT_EQ(both_words("a column for rating or stars or text or followup in the header").zh,
              "表头里有这样的列：评价等级、星级、评价内容或追评内容");
    EXPECT_EQ(both_words("text, but this is a PDF document").zh, "文字，而这个文件是：PDF 文档");
    EXPECT_EQ(both_words("shop.toml:3:7: platform: expected a text in quotes").zh,
              "shop.toml（3:7: platform）应为：用引号括起来的文字");
}

// security finding 42: the Chinese said the folder in the place of the number.
TEST(BothWords, LeaveOutWhatTheOtherLanguageDoesNotSay) {
    EXPECT_EQ(both_words("the files: nothing in its 3 files could be read").zh,
              "3 个文件都没有读到内容");
}

TEST(BothWords, SayWhatTheCheckOfARulebookFinds) {
    EXPECT_EQ(both_words("rows 3 and 4 both fire for calls = 12, answered = true").zh,
              "3 行和 4 行都适用于 calls = 12, answered = true");
    EXPECT_EQ(both_words("outcome = \"upheld\" (row 2 fires)").zh,
              "outcome = \"upheld\"（适用的是 2 行）");
    EXPECT_EQ(both_words("outcome = nothing, as the example says").zh, "如例子所说，outcome = 无");
}

TEST(BothWords, SayWhatAnAuditFinds) {
    EXPECT_EQ(both_words("positions 3 to 9 lost, the head among them").zh,
              "位置 3 到 9 缺失，链头也在其中");
    EXPECT_EQ(
        both_words("exhibit e-1 of case c-1: its file 00ff was changed since it was handed in").zh,
        "证据 e-1（案件 c-1）的文件 00ff 提交之后被改动过");
    EXPECT_EQ(both_words("exhibit e-1 of case c-1: its file 00ff cannot be read: Input/output").zh,
              "证据 e-1（案件 c-1）的文件 00ff 读不出来");
    EXPECT_EQ(both_words("the key of person p2 of shop s-1 is lost").zh, "p2 的个人密钥丢失");
    EXPECT_EQ(both_words("what was done with review/r1 of shop s-1 was put in past the program").zh,
              "对 review/r1 的处理记录是绕过程序放进来的");
    EXPECT_EQ(both_words("case c-1: the queue says another deadline than the events do").zh,
              "案件 c-1：列表与事件不一致：期限");
    EXPECT_EQ(both_words("the ledger lacks 12 points (serious, 2026) of case c-1").zh,
              "积分台账缺 12 分（2026 年），案件 c-1");
    EXPECT_EQ(both_words("case c-1 cannot be read: no such type").zh, "案件 c-1 的事件读不出来");
}

TEST(BothWords, AreWholeSentences) {
    EXPECT_FALSE(find_both_words("a header").has_value());
    EXPECT_FALSE(find_both_words("a header line, and more").has_value());
    EXPECT_FALSE(find_both_words("").has_value());
    EXPECT_FALSE(find_both_words("valid JSON (").has_value());
    EXPECT_EQ(both_words("the moon is full").zh, "出了意外，请告诉管理员（the moon is full）");
    EXPECT_EQ(both_words("the moon is full").en, "the moon is full");
}

}  // namespace pingli::api
