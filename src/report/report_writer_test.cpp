#include "report/report_writer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "report/draft_pack.hpp"
#include "report/files.hpp"
#include "report/statement.hpp"
#include "support/sample_findings.hpp"
#include "triage/incident.hpp"

namespace pingli::report {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

std::size_t count(const std::string& text, std::string_view piece) {
    std::size_t n = 0;
    for (auto at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++n;
    return n;
}

class Report : public testing::Test {
protected:
    void SetUp() override {
        const auto* info = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::temp_directory_path() /
                  (std::string{"pingli-report-"} + info->name() + std::to_string(::getpid()));
        fs::remove_all(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    ReportOutcome write(const std::vector<triage::Finding>& findings,
                        std::size_t shown_max = kFindingsShownMax) {
        ReportOptions options;
        options.folder = folder_;
        options.heading = {
            .shop = support::sample_shop(), .as_of = support::kAsOf, .program_version = "0.1.0"};
        options.clauses = {{.rulebook = "malicious-review-taobao",
                            .version = "2026.1",
                            .id = "M1",
                            .title = {"不合理要求", "Unreasonable demand"},
                            .words = {"可以举报，最晚 {due}。", "Can be reported until {due}."},
                            .source = "domain B6",
                            .confirm = true}};
        options.findings_shown_max = shown_max;
        auto writer = ReportWriter::open(std::move(options));
        EXPECT_TRUE(writer.has_value());
        for (const triage::Finding& finding : findings)
            EXPECT_TRUE(writer->put(finding, {}).has_value());
        RunNotes notes;
        notes.tally.reviews = 1243;
        notes.problems = 1;
        notes.first_problems = {{.file = "reviews.csv",
                                 .line = 17,
                                 .field = "",
                                 .found = {},
                                 .expected = std::string{"a date"}}};
        auto outcome = writer->finish(notes);
        EXPECT_TRUE(outcome.has_value());
        page_ = read(folder_ / "index.html");
        return *outcome;
    }

    // The page's own checker: well-formed, both languages, no outside request, policy's hashes.
    int check_pages() const {
        const std::string command = "python3 " PINGLI_SOURCE_DIR "/tests/support/check_page.py '" +
                                    (folder_ / "index.html").string() + "' $(ls -d '" +
                                    folder_.string() + "'/packs/*/index.html 2>/dev/null)";
        return std::system(command.c_str());
    }

    fs::path folder_;
    std::string page_;
};

// proves X8
TEST_F(Report, IsAWellFormedPageInBothLanguagesThatLoadsNothing) {
    write(support::sample_findings());
    EXPECT_EQ(check_pages(), 0);
    EXPECT_EQ(page_.find("{due}"), std::string::npos);
    EXPECT_EQ(page_.find("http://"), std::string::npos);
    EXPECT_EQ(page_.find("https://"), std::string::npos);
}

TEST_F(Report, LetsNoTextOfAReviewBecomeMarkup) {
    write({support::hostile()});
    EXPECT_EQ(check_pages(), 0);
    EXPECT_EQ(count(page_, "<script"), 2U);  // the index and our own
    for (const char* piece : {"<img", "<iframe", "<u>", "<i>", R"(onmouseover=")", "<!-- "})
        EXPECT_EQ(page_.find(piece), std::string::npos) << piece;
    EXPECT_NE(page_.find("&lt;script&gt;alert(4)&lt;/script&gt;"), std::string::npos);
    EXPECT_NE(page_.find("[U+202E]gnp.exe ␁"), std::string::npos);
    EXPECT_EQ(page_.find(R"(href="javascript)"), std::string::npos);
}

TEST_F(Report, PutsFirstWhatIsLostIfItWaits) {
    write(support::sample_findings());
    const std::vector<std::string> order{
        R"(评价</span><span class="e" lang="en">review</span> 3310000000000000006)",  // 12 May
        "3310000000000000007</span>",                                                 // 16 May
        "3310000000000000001</span>",                                                 // 31 May
        "3310000000000000004</span>",   // lacks evidence, 12 May
        "conv-20260508-031</span>",     // no period yet
        "3310000000000000005</span>",   // can be answered until 2 June
        "3310000000000000002</span>"};  // refused
    std::size_t last = 0;
    for (const std::string& piece : order) {
        const std::size_t at = page_.find(piece);
        ASSERT_NE(at, std::string::npos) << piece;
        EXPECT_GT(at, last) << piece;
        last = at;
    }
}

// proves B13, B19, B23, X12, X13, X7
TEST_F(Report, SaysTheMomentTheClauseThePathAndThatItIsNoLegalAdvice) {
    write({support::tailor()});
    for (const char* piece :
         {"2026-05-31 23:59:59", "剩 21 天 14 小时", "21 d 14 h left", R"(href="#clause-0")",
          "淘宝首页 → 联系客服 → 自助服务 → 违规受理 → 不合理评价", "不构成法律意见",
          "no legal advice", "公开解释：买家追评后已不能再解释", "a score decides nothing",
          "请与平台核实", "malicious-review-taobao 2026.1", "举证号 JZ20260430-7781"})
        EXPECT_NE(page_.find(piece), std::string::npos) << piece;
}

// proves S4
TEST_F(Report, ShowsTheGapInTheChatAndHowToCloseIt) {
    write({support::gap()});
    EXPECT_NE(page_.find("此处聊天记录缺失"), std::string::npos);
    EXPECT_NE(page_.find("用平台的聊天举证号调取完整记录"), std::string::npos);
}

// proves X6
TEST_F(Report, HidesNumbersInTheTextsAndNeverPrintsThem) {
    write({support::tailor()});
    EXPECT_EQ(count(page_, "13812345678"), count(page_, R"(<span class="r">13812345678</span>)"));
    EXPECT_NE(page_.find(":root[data-reveal] .r, .r { display: none !important; }"),
              std::string::npos);
}

TEST_F(Report, CountsEveryFindingAndLinksEachCountToItsRows) {
    write(support::sample_findings());
    for (const char* piece :
         {R"(data-f="now"><b>3</b>)", R"(data-f="d3"><b>2</b>)", R"(data-f="thread"><b>1</b>)",
          R"(data-f="refused"><b>2</b>)", R"(data-f="all"><b>10</b>)"})
        EXPECT_NE(page_.find(piece), std::string::npos) << piece;
}

// proves B14: honest criticism is not shown as a refused report
TEST_F(Report, CallsHonestCriticismNoRefusalAndCountsAThreadOnce) {
    triage::Finding honest = support::seam();
    honest.admissible = false;
    honest.refusal = triage::Refusal::NoGround;
    triage::Finding thread = support::tailor();
    thread.subject_kind = triage::SubjectKind::Thread;
    thread.subject_id = "chat-1";
    std::vector<triage::Finding> findings{honest, thread, support::tailor()};
    triage::mark_incidents(findings);  // of the order of both, the review speaks
    const ReportOutcome outcome = write(findings);
    EXPECT_EQ(outcome.packs, 1U);
    for (const char* piece : {"data-f=\"now\"><b>1</b>", "data-f=\"all\"><b>2</b>",
                              "data-f=\"refused\"><b>0</b>", "不举报：不属于可举报的情形"})
        EXPECT_NE(page_.find(piece), std::string::npos) << piece;
    EXPECT_EQ(page_.find("尚无评价"), std::string::npos);
}

TEST_F(Report, KeepsTheMostUrgentWhenThereAreTooManyAndSaysSo) {
    std::vector<triage::Finding> many;
    for (int i = 0; i < 300; ++i) {
        many.push_back(support::slow());
        many.back().subject_id = "slow" + std::to_string(i);
        if (i == 150) many.push_back(support::tailor());
    }
    const ReportOutcome outcome = write(many, 160);
    EXPECT_EQ(outcome.findings, 301U);
    EXPECT_EQ(outcome.shown, 160U);
    EXPECT_EQ(check_pages(), 0);
    EXPECT_EQ(count(page_, "<article"), 160U);
    EXPECT_NE(page_.find("另有 141 条未列出"), std::string::npos);
    EXPECT_LT(page_.find("3310000000000000001"), page_.find("</span> slow"));
    EXPECT_EQ(count(read(folder_ / "findings.ndjson"), "\n"), 301U);
    EXPECT_FALSE(fs::exists(folder_ / ".cards.part"));
}

TEST_F(Report, OfNothingSaysThatNothingNeedsAttention) {
    write({});
    EXPECT_EQ(check_pages(), 0);
    EXPECT_NE(page_.find("没有需要处理的评价或会话"), std::string::npos);
}

TEST_F(Report, FailsClearlyWhereItMayNotWrite) {
    ReportOptions options;
    options.folder = "/proc/nowhere";
    EXPECT_FALSE(ReportWriter::open(std::move(options)).has_value());
}

// proves S1, S2, S3, S11: a pack for what can be filed, none for what is refused
TEST_F(Report, MakesAPackForEachReviewThatCanBeReported) {
    const ReportOutcome outcome = write(support::sample_findings());
    EXPECT_EQ(outcome.packs, 4U);
    const fs::path pack = folder_ / "packs" / "review-3310000000000000001";
    const std::string page = read(pack / "index.html");
    for (const char* piece : {"情况说明", "Statement", "证据清单", "所需证据齐备",
                              "Can be reported until 2026-05-31 23:59:59.", "2026-05-31 23:59:59",
                              "时间线", "不构成法律意见"})
        EXPECT_NE(page.find(piece), std::string::npos) << piece;
    EXPECT_NE(read(pack / "finding.json").find(R"("texts":[{"in":"text")"), std::string::npos);
    EXPECT_NE(page_.find(R"(href="packs/review-3310000000000000001/index.html")"),
              std::string::npos);
    EXPECT_FALSE(fs::exists(folder_ / "packs" / "review-3310000000000000002"));
}

TEST_F(Report, RemovesThePacksOfAnEarlierRunButNothingThatAPersonAdded) {
    triage::Finding other = support::tailor();
    other.subject_id = "4";
    write({support::tailor(), other});
    const fs::path packs = folder_ / "packs";
    std::ofstream{packs / "review-4" / "photo.jpg"} << "evidence";
    fs::create_directories(packs / "mine");
    std::ofstream{packs / "mine" / "notes.txt"} << "notes";
    write({support::insult()});
    EXPECT_FALSE(fs::exists(packs / "review-3310000000000000001"));
    EXPECT_TRUE(fs::exists(packs / "review-3310000000000000006" / "index.html"));
    EXPECT_TRUE(fs::exists(packs / "review-4" / "photo.jpg"));
    EXPECT_TRUE(fs::exists(packs / "mine" / "notes.txt"));
}

// proves B6: under ground 5 only the words are to be masked
TEST(DraftPack, AsksOnlyForTheOffendingWords) {
    const Heading heading{
        .shop = support::sample_shop(), .as_of = support::kAsOf, .program_version = ""};
    const Bilingual statement = statement_of(support::insult(), heading);
    EXPECT_NE(statement.zh.find("仅屏蔽下列标出的文字；评分和其余内容保留"), std::string::npos);
    EXPECT_NE(statement.en.find("the rating and the rest stay"), std::string::npos);
}

TEST(DraftPack, QuotesTheWordsFoundWithPlaceTimeAndSumButNotPersonalData) {
    const Heading heading{
        .shop = support::sample_shop(), .as_of = support::kAsOf, .program_version = ""};
    const Bilingual demand = statement_of(support::tailor(), heading);
    EXPECT_NE(demand.zh.find("聊天第 6 条（2026-04-30 19:45）：索要“给我10块钱去改裤脚” 10.00 "
                             "CNY；要挟“给你差评👎”。"),
              std::string::npos)
        << demand.zh;
    const Bilingual insult = statement_of(support::insult(), heading);
    EXPECT_NE(insult.en.find("private: mobile number"), std::string::npos) << insult.en;
    EXPECT_EQ(insult.en.find("139 1234 5678"), std::string::npos);
    EXPECT_EQ(insult.zh.find("李小萌"), std::string::npos);
}

// proves B21: the deceived buyer is a victim
TEST(DraftPack, TurnsAgainstTheSourceOfAFraudNotTheBuyer) {
    triage::Finding fraud = support::insult();
    fraud.ground = triage::Ground::ThirdPartyFraud;
    const Heading heading{
        .shop = support::sample_shop(), .as_of = support::kAsOf, .program_version = ""};
    EXPECT_NE(statement_of(fraud, heading).zh.find("买家是受害者"), std::string::npos);
}

TEST(SafeName, KeepsPlainIdsAndTellsAllOthersApart) {
    EXPECT_EQ(safe_name("review", "1234567890123456789"), "review-1234567890123456789");
    for (const char* id : {"../../etc/passwd", "", ".", "A", "con", "a/b", "a\\b", "a b", "评价",
                           "x\n", "a-b", R"(*?:|<>")"}) {
        const std::string name = safe_name("review", id);
        EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-"),
                  std::string::npos)
            << name;
        EXPECT_LE(name.size(), 80U);
    }
    EXPECT_NE(safe_name("review", "a/b"), safe_name("review", "a\\b"));
    EXPECT_NE(safe_name("review", "A"), safe_name("review", "a"));
    EXPECT_LE(safe_name("review", std::string(4000, 'x')).size(), 80U);
}

}  // namespace
}  // namespace pingli::report
