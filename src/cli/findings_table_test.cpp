#include "cli/findings_table.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <csignal>
#include <regex>
#include <sstream>

#include "cli/progress.hpp"
#include "report/display_width.hpp"
#include "support/sample_findings.hpp"

namespace pingli::cli {
namespace {

std::string table(const std::vector<triage::Finding>& findings, TableStyle style) {
    std::ostringstream out;
    FindingsTable table{out, support::sample_shop().zone, support::kAsOf, style};
    for (const triage::Finding& finding : findings) EXPECT_TRUE(table.put(finding, {}).has_value());
    table.finish({.reviews = 1243, .platform_defaults = 211, .conversations = 96}, 2);
    return out.str();
}

std::string without_colour(const std::string& text) {
    static const std::regex codes{"\x1b\\[[0-9]*m"};
    return std::regex_replace(text, codes, "");
}

std::size_t widest(const std::string& text) {
    std::istringstream lines{without_colour(text)};
    std::size_t most = 0;
    for (std::string line; std::getline(lines, line);)
        most = std::max(most, report::display_width(line));
    return most;
}

RC_GTEST_PROP(FindingsTable, IsNeverWiderThanTheTerminal, ()) {
    const TableStyle style{.columns = *rc::gen::inRange<std::size_t>(kTableColumnsMin, 240),
                           .has_colour = *rc::gen::arbitrary<bool>(),
                           .language = *rc::gen::element(Language::Chinese, Language::English)};
    RC_ASSERT(widest(table(support::sample_findings(), style)) <= style.columns);
}

TEST(FindingsTable, ColoursOnlyWhenAsked) {
    const auto findings = support::sample_findings();
    EXPECT_EQ(table(findings, {.columns = 140}).find('\x1b'), std::string::npos);
    const std::string coloured = table(findings, {.columns = 140, .has_colour = true});
    EXPECT_NE(coloured.find("\x1b[31m"), std::string::npos);
    EXPECT_EQ(without_colour(coloured), table(findings, {.columns = 140}));
}

TEST(FindingsTable, LetsNoTextMoveTheCursor) {
    triage::Finding f = support::slow();
    // NOLINTNEXTLINE(misc-misleading-bidirectional): what is tested
    f.subject_id = "a\x1b[2Jb\nc\u202Ed\u009Be";
    f.why.zh = "x\r\x1b[1mboo 13812345678";
    const std::string text = table({f}, {.columns = 160});
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find('\r'), std::string::npos);
    // NOLINTNEXTLINE(misc-misleading-bidirectional): what is tested
    EXPECT_EQ(text.find("\u202E"), std::string::npos);
    EXPECT_EQ(text.find("\u009B"), std::string::npos);
    EXPECT_EQ(text.find("13812345678"), std::string::npos);
}

TEST(FindingsTable, EndsWithTheCountsTheProblemsAndTheNextDeadline) {
    const std::string zh = table(support::sample_findings(), {.columns = 140});
    EXPECT_NE(zh.find("10 单：恶意 5，证据不足 2，真实 3"), std::string::npos);
    EXPECT_NE(zh.find("最近的期限 2026-05-12 23:59:59（剩 2 天 14 小时）"), std::string::npos);
    EXPECT_NE(zh.find("输入中有 2 处问题"), std::string::npos);
    const std::string en =
        table(support::sample_findings(), {.columns = 140, .language = Language::English});
    EXPECT_NE(en.find("10 incidents: 5 malicious, 2 unclear, 3 genuine"), std::string::npos);
}

// desk A12: what is listed and counted is incidents.
TEST(FindingsTable, HasOneRowAnIncident) {
    triage::Finding behind = support::slow();
    behind.subject_id = "behind";
    behind.speaks = false;
    const std::string text = table({support::tailor(), behind}, {.columns = 160});
    EXPECT_EQ(text.find("behind"), std::string::npos);
    EXPECT_NE(text.find("1 单：恶意 1"), std::string::npos);
}

TEST(FindingsTable, KeepsTheMostUrgentRowsAndCountsTheRest) {
    std::vector<triage::Finding> many;
    for (std::size_t i = 0; i < kTableRowsMax + 50; ++i) {
        many.push_back(support::slow());
        many.back().subject_id = std::to_string(i);
    }
    many.push_back(support::tailor());
    const std::string text = table(many, {.columns = 160});
    EXPECT_NE(text.find("另有 51 条未列出"), std::string::npos);
    EXPECT_NE(text.find("3310000000000000001"), std::string::npos);
}

TEST(ProgressLine, SaysPhaseShareRateAndTimeLeft) {
    const ProgressState state{.phase = "reading",
                              .done = 250'000,
                              .total = 1'000'000,
                              .unit = ProgressUnit::Steps,
                              .elapsed = std::chrono::seconds{2}};
    EXPECT_EQ(progress_line(state, 80, Language::English),
              "reading   25%  250,000  125,000/s  ETA 0:06  (Ctrl-C stops)");
    EXPECT_LE(report::display_width(progress_line(state, 20, Language::Chinese)), 20U);
    EXPECT_EQ(progress_line({.phase = "x", .elapsed = {}}, 80, Language::English),
              "x  0  (Ctrl-C stops)");
}

TEST(Progress, IsSilentWhenNobodyWatches) {
    std::ostringstream err;
    {
        Progress progress{err, -1};
        progress.begin({"读取", "reading"}, 10);
        for (std::uint64_t i = 0; i < 10; ++i) progress.at(i);
    }
    EXPECT_EQ(err.str(), "");
}

TEST(StopOnInterrupt, TurnsTheFirstCtrlCIntoAValue) {
    const StopOnInterrupt stop;
    EXPECT_FALSE(stop.flag()->load());
    ASSERT_EQ(std::raise(SIGINT), 0);
    EXPECT_TRUE(stop.flag()->load());
}

}  // namespace
}  // namespace pingli::cli
