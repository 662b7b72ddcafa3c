#include "base/said.hpp"

#include <gtest/gtest.h>

namespace pingli {
namespace {

// proves X8: what is wrong with a file or a field is said in both languages.
TEST(Said, HasItsWordsInBothLanguages) {
    struct Row {
        Said said;
        Bilingual words;
    };
    for (const auto& [said, words] :
         {Row{say("file.header"), {.zh = "表头", .en = "a header line"}},
          Row{say("file.cells", 11, 9),
              {.zh = "与表头一样是 11 格，这一行有 9 格",
               .en = "11 cells as in the header, found 9 cells"}},
          Row{say("file.json", "TAPE_ERROR"),
              {.zh = "格式正确的 JSON", .en = "valid JSON (TAPE_ERROR)"}},
          Row{say("field.bytes_max", 128), {.zh = "不超过 128 字节", .en = "at most 128 bytes"}},
          Row{say("field.one_of", "shop, buyer"),
              {.zh = "以下之一：shop, buyer", .en = "one of shop, buyer"}},
          Row{say("field.money"),
              {.zh = "金额，例如 79、79.00、¥79、79元 或 1,234.50",
               .en = "{\"amount\":\"12.50\",\"currency\":\"CNY\"}, the amount as 79, 79.00, "
                     "¥79, 79元 or 1,234.50"}},
          Row{std::string{"words of the input"},
              {.zh = "words of the input", .en = "words of the input"}}})
        EXPECT_EQ(both(said), words);
}

TEST(Said, SaysWhatIsToldInItInTheSameLanguage) {
    EXPECT_EQ(both(say("file.column", say("column.rating_or_stars_or_text_or_followup"))),
              (Bilingual{.zh = "表头里有这样的列：评价等级、星级、评价内容或追评内容",
                         .en = "a column for rating or stars or text or followup in the header"}));
    EXPECT_EQ(both(say("rulebook.is_found", "outcome", say("rulebook.nothing"),
                       say("rulebook.fires", "2"))),
              (Bilingual{.zh = "outcome = 无（适用的是 2 行）",
                         .en = "outcome = nothing (row 2 fires)"}));
    EXPECT_EQ(
        both(say("audit.row_lost", say("audit.row_key", "p2", "s-1"))),
        (Bilingual{.zh = "p2 的个人密钥丢失", .en = "the key of person p2 of shop s-1 is lost"}));
}

// security finding 42: the Chinese said the folder in the place of the number.
TEST(Said, MayLeaveOutInOneLanguageWhatTheOtherSays) {
    EXPECT_EQ(both(say("folder.nothing_read", "the files", 3)),
              (Bilingual{.zh = "3 个文件都没有读到内容",
                         .en = "the files: nothing in its 3 files could be read"}));
}

TEST(Said, TakesNamesInBracesOfTheInputForTheInputsOwn) {
    EXPECT_EQ(both(say("field.one_of", "{names}, {zh}")).zh, "以下之一：{names}, {zh}");
}

TEST(Said, IsKeptAndReadAgain) {
    const Said nested =
        say("audit.exhibit", "e-1", "c-1", "00ff", say("audit.file_unread", "Input/output"));
    for (const Said& said :
         {Said{}, nested, say("file.header"), say("file.column", say("column.id")),
          say("field.one_of", ""), Said{std::string{"as older programs did"}}})
        EXPECT_EQ(parse_said(to_bytes(said)), said);
}

TEST(Said, NothingThatIsReadRunsOutOfBounds) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "\x01x\x02";
    for (const std::string& bytes :
         {std::string{"\x01"}, std::string{"\x02\x03\x03"}, std::string{"\x01no.such\x02"}, deep})
        EXPECT_LE(english(parse_said(bytes)).size(), bytes.size());
    const Said marks = say("field.one_of",
                           "\x01"
                           "file.header\x03");
    EXPECT_EQ(english(parse_said(to_bytes(marks))), "one of file.header");
}

TEST(Said, CanHaveItsTextsChangedWithoutItsCode) {
    const Said said = say("folder.nothing_read", "/var/lib/x", 3);
    const Said changed = with_texts(said, [](const std::string& text) {
        return text.starts_with('/') ? std::string{"the files"} : text;
    });
    EXPECT_EQ(changed, say("folder.nothing_read", "the files", 3));
}

}  // namespace
}  // namespace pingli
