#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "text/engine_parts.hpp"

namespace pingli::text {
namespace {

std::string read_data(const std::string& name) {
    std::ifstream file{std::string{PINGLI_SOURCE_DIR} + "/lexicons/" + name, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

Folder make_folder() {
    Problems problems;
    Folder folder{read_data("traditional.tsv"), read_data("look-alikes.tsv"), problems};
    EXPECT_TRUE(problems.empty());
    for (const char* word : {"傻逼", "nmsl", "差评"}) folder.add_joined(word);
    folder.sort_joined();
    return folder;
}

// proves B15, S60
TEST(Folder, UndoesWhatIsWrittenOtherwiseAndKeepsWhatIsMeant) {
    const Folder folder = make_folder();
    const struct {
        const char* written;
        const char* folded;
    } rows[] = {
        {"ＡＢＣ１２３，！", "abc123,!"},
        {"①⑯❸", "1163"},
        {"個個都有裂縫", "个个都有裂缝"},
        {"乾隆皇帝的乾衣服", "乾隆皇帝的干衣服"},
        {"荇不荇，嘚，鈈", "行不行,得,不"},
        {"荇菜和囚犯", "荇菜和囚犯"},
        {"囚为", "因为"},
        {"傻 逼客服", "傻逼客服"},
        {"傻.*逼", "傻逼"},
        {"n-m-s-l", "nmsl"},
        {"给 差 评 吧", "给差评吧"},
        {"大了想换小 两趟邮费自掏", "大了想换小 两趟邮费自掏"},
        {"傻\u200B逼", "傻逼"},
        {"好😀👍", "好😀👍"},
    };
    Folded folded;
    for (const auto& row : rows) {
        folder.fold(row.written, folded);
        EXPECT_EQ(folded.text(), row.folded) << row.written;
    }
}

TEST(Folder, MapsBackToTheCodePointsOfTheOriginal) {
    const Folder folder = make_folder();
    Folded folded;
    folder.fold("個，傻 逼，客服", folded);
    ASSERT_EQ(folded.text(), "个,傻逼,客服");
    EXPECT_EQ(folded.to_original(4, 10), (Span{.start = 2, .end = 5}));
    EXPECT_EQ(folded.to_original(11, 17), (Span{.start = 6, .end = 8}));
    EXPECT_EQ(folded.to_original(0, 3), (Span{.start = 0, .end = 1}));
}

TEST(Numbers, AreReadAsPeopleWriteThem) {
    const struct {
        const char* text;
        std::int64_t hundredths;
        Unit unit;
    } rows[] = {{"10元", 1000, Unit::Money},    {"十块", 1000, Unit::Money},
                {"五百", 50000, Unit::None},    {"两百五十块", 25000, Unit::Money},
                {"两百五", 25000, Unit::None},  {"一千零五元", 100500, Unit::Money},
                {"¥20", 2000, Unit::Money},     {"补我十六", 1600, Unit::None},
                {"12.5kg", 1250, Unit::Weight}, {"3万块", 3000000, Unit::Money},
                {"三块五", 350, Unit::Money},   {"打七分", 700, Unit::Score},
                {"一星", 100, Unit::Star},      {"七折", 700, Unit::Discount},
                {"120w", 12000, Unit::Other},   {"15天", 1500, Unit::Day}};
    std::vector<Number> numbers;
    for (const auto& row : rows) {
        find_numbers(row.text, numbers);
        ASSERT_EQ(numbers.size(), 1U) << row.text;
        EXPECT_EQ(numbers[0].hundredths, row.hundredths) << row.text;
        EXPECT_EQ(numbers[0].unit, row.unit) << row.text;
    }
    for (const char* text : {"一样", "万一坏了", "十分好", "2988013465520917734", "k15900002"}) {
        find_numbers(text, numbers);
        EXPECT_TRUE(numbers.empty()) << text;
    }
}

TEST(Grammar, TellsDenialFromWordsThatLookLikeIt) {
    const auto negated = [](std::string_view text, std::string_view word) {
        std::vector<Clause> clauses;
        split_clauses(text, clauses);
        const std::size_t at = text.rfind(word);
        return is_negated(text, clauses[clause_at(clauses, at)], at);
    };
    for (const auto& [text, word] :
         std::initializer_list<std::pair<const char*, const char*>>{{"没有色差", "色差"},
                                                                    {"不会坏", "坏"},
                                                                    {"没发现破损", "破损"},
                                                                    {"不贵", "贵"},
                                                                    {"一点也不贵", "贵"},
                                                                    {"没什么异味", "异味"}})
        EXPECT_TRUE(negated(text, word)) << text;
    for (const auto& [text, word] :
         std::initializer_list<std::pair<const char*, const char*>>{{"不但贵", "贵"},
                                                                    {"特别贵", "贵"},
                                                                    {"是不是坏了", "坏"},
                                                                    {"没几天坏了", "坏"},
                                                                    {"不好用了就坏", "坏"},
                                                                    {"不是不贵", "贵"},
                                                                    {"没用,坏了", "坏"}})
        EXPECT_FALSE(negated(text, word)) << text;
}

TEST(Grammar, KnowsWhoseWordsAreQuoted) {
    const auto voice = [](std::string_view text, std::string_view word) {
        std::vector<Clause> clauses;
        std::vector<Speech> speech;
        split_clauses(text, clauses);
        find_speech(text, clauses, speech);
        const std::size_t at = text.find(word);
        const Speech* found = speech_around(speech, at, at + word.size());
        return found == nullptr ? std::string{"none"}
                                : std::to_string(static_cast<int>(found->voice));
    };
    EXPECT_EQ(voice("客服说“爱买不买”,我不买了", "爱买不买"), "1");
    EXPECT_EQ(voice("客服说“爱买不买”,我不买了", "我不买"), "none");
    EXPECT_EQ(voice("卖家说改五星给我20", "改五星"), "1");
    EXPECT_EQ(voice("朋友说不赔就差评", "差评"), "3");
    EXPECT_EQ(voice("差评", "差评"), "none");
}

TEST(Engine, ReadsFindsAndCaches) {
    const std::vector<LexiconFile> files{
        {.name = "traditional.tsv", .bytes = read_data("traditional.tsv")},
        {.name = "look-alikes.tsv", .bytes = read_data("look-alikes.tsv")},
        {.name = "a.tsv",
         .bytes = "@ insult apart\n傻逼|sb|垃圾{人,货色}\n@ insult!\n傻逼咖啡\n"
                  "re:赔我?[0-9]{1,3}\tdemand\tkind=cash weight=2\n"}};
    Problems problems;
    auto engine = Engine::build(files, {}, problems);
    ASSERT_TRUE(engine.has_value()) << engine.error().context;
    const std::string cached = engine->serialize();
    auto again = Engine::build(files, cached, problems);
    ASSERT_TRUE(again.has_value());
    for (const Engine* e : {&*engine, &*again}) {
        Scratch scratch{*e};
        Reading reading;
        const std::string text = "你個傻.逼，賠我５０，USB不是sb，傻逼咖啡，垃圾货色";
        read(e->parts(), scratch.buffers(), text, reading);
        const auto insults = reading.of(Category{"insult"});
        ASSERT_EQ(insults.size(), 3U);
        EXPECT_EQ(reading.span(insults[0]), (Span{.start = 2, .end = 5}));
        EXPECT_EQ(reading.words(insults[1]), "sb");
        EXPECT_TRUE(reading.is_negated(insults[1]));
        const auto demands = reading.of(Category{"demand"});
        ASSERT_EQ(demands.size(), 1U);
        EXPECT_EQ(reading.words(demands[0]), "赔我50");
        EXPECT_EQ(e->parts().entry(demands[0]).value("kind"), "cash");
        EXPECT_EQ(demands[0].weight, 2);
    }
}

TEST(Engine, ReportsEveryFaultOfALexiconWithItsLine) {
    const std::vector<LexiconFile> files{
        {.name = "a.tsv", .bytes = "好\n坏{a,b\tx\nre:(ab\ty\nre:a*\tz\n好\tx\tweight=abc\n"}};
    Problems problems;
    EXPECT_FALSE(Engine::build(files, {}, problems).has_value());
    std::vector<std::uint64_t> lines;
    for (const Problem& problem : problems) lines.push_back(problem.line);
    EXPECT_EQ(lines, (std::vector<std::uint64_t>{1, 2, 5, 3, 4}));
}

}  // namespace
}  // namespace pingli::text
