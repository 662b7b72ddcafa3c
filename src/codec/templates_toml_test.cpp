#include "codec/templates_toml.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "replies/check.hpp"
#include "replies/compose.hpp"
#include "text/engine.hpp"

namespace pingli::codec {
namespace {

namespace fs = std::filesystem;
using replies::Occasion;
using replies::Templates;

std::string read_all(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Files {
    std::string replies, drafts, words;
    [[nodiscard]] TemplatesSource source() const {
        return {.replies = replies, .drafts = drafts, .words = words};
    }
};

Files shipped_files() {
    const fs::path folder = fs::path{PINGLI_SOURCE_DIR} / "templates";
    return {.replies = read_all(folder / "replies.toml"),
            .drafts = read_all(folder / "drafts.toml"),
            .words = read_all(folder / "words.toml")};
}

std::string to_text(const Problems& problems) {
    std::string out;
    for (const Problem& problem : problems) out += pingli::to_text(problem) + '\n';
    return out;
}

const Templates& shipped() {
    static const Templates kTemplates = [] {
        auto parsed = parse_templates(shipped_files().source());
        EXPECT_TRUE(parsed.has_value()) << to_text(parsed.error());
        return parsed.value_or(Templates{});
    }();
    return kTemplates;
}

const text::Engine& engine() {
    static const text::Engine kEngine = [] {
        std::vector<text::LexiconFile> lexicons;
        const fs::path folder = fs::path{PINGLI_SOURCE_DIR} / "lexicons";
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.path().extension() == ".tsv")
                lexicons.push_back(
                    {.name = entry.path().filename().string(), .bytes = read_all(entry.path())});
        Problems problems;
        auto built = text::Engine::build(lexicons, {}, problems);
        EXPECT_TRUE(built.has_value()) << to_text(problems);
        return std::move(*built);
    }();
    return kEngine;
}

std::size_t bit(auto value) {
    return static_cast<std::size_t>(std::to_underlying(value));
}

// What the buyer wrote, as context of the answer.
std::string context_of(const replies::Situation& situation) {
    static constexpr std::array<std::string_view, text::kCauseCount> kComplaints{
        "开线了",     "尺码不合适", "颜色和图片不一样", "怀疑是假货",         "客服态度很差",
        "快递太慢了", "盒子压坏了", "太贵了",           "说有运费险其实没有", "申请退货被拒绝"};
    const bool is_public = situation.channel == replies::Channel::Public;
    if (situation.occasion == Occasion::Praise)
        return is_public ? "[回评·公开] 五星：“很喜欢”" : "[聊天] 买家：“很喜欢”";
    if (situation.occasion == Occasion::CashDemand) return "[聊天] 买家：“返现20元，不然给差评”";
    std::string context = is_public ? "[回评·公开] 一星：“" : "[聊天] 买家：“";
    for (std::size_t i = 0; i < text::kCauseCount; ++i)
        if (situation.causes.test(i)) context += std::string{kComplaints.at(i)} + "，";
    return context + "”";
}

// The causes that a situation is tried with: none, each, and for complaints each pair.
std::vector<text::Causes> cause_sets(Occasion occasion) {
    std::vector<text::Causes> sets{{}};
    const bool with_pairs = occasion == Occasion::Complaint;
    for (std::size_t i = 0; i < text::kCauseCount; ++i)
        for (std::size_t j = i; j < (with_pairs ? text::kCauseCount : i + 1); ++j) {
            text::Causes causes;
            causes.set(i).set(j);
            sets.push_back(causes);
        }
    return sets;
}

void expect_passes(const replies::Situation& situation, text::Scratch& scratch) {
    const replies::Draft draft = replies::compose(shipped(), situation);
    ASSERT_FALSE(draft.text.zh.empty()) << to_name(situation.occasion);
    ASSERT_FALSE(draft.text.en.empty());
    EXPECT_LE(utf8::count(draft.text.zh), 500U);
    EXPECT_FALSE(draft.text.zh.contains('{'));
    EXPECT_FALSE(draft.text.en.contains('{'));
    const std::string context = context_of(situation);
    const text::ReplySignals signals =
        engine().reply({.context = context, .draft = draft.text.zh}, scratch);
    for (const auto& finding :
         replies::check(shipped(), draft.text.zh, signals, situation).findings)
        ADD_FAILURE() << finding.code << " in " << context << " " << draft.text.zh << " at "
                      << utf8::slice(draft.text.zh, finding.span.start, finding.span.end);
}

// proves B2, B3, B4, B10, B17, B21, B22
TEST(ShippedTemplates, PassTheProgramsOwnChecksInEverySituation) {
    text::Scratch scratch(engine());
    for (std::size_t i = 0; i < replies::kOccasionCount; ++i) {
        for (const auto channel : {replies::Channel::Public, replies::Channel::Chat}) {
            for (const text::Causes& causes : cause_sets(static_cast<Occasion>(i))) {
                replies::Situation situation{.occasion = static_cast<Occasion>(i),
                                             .channel = channel,
                                             .causes = causes,
                                             .records = {},
                                             .policy = {}};
                expect_passes(situation, scratch);
            }
        }
    }
}

// proves B22
TEST(ShippedTemplates, PassWithEveryRecordToo) {
    text::Scratch scratch(engine());
    for (std::size_t i = 0; i < replies::kRecordCount; ++i) {
        for (const text::Causes& causes : cause_sets(Occasion::Complaint)) {
            replies::Situation situation;
            situation.causes = causes;
            situation.records.set(i);
            expect_passes(situation, scratch);
        }
    }
}

// proves S10, B3
TEST(ShippedTemplates, AnswerBothSlowDeliveryAndDamage) {
    replies::Situation situation;
    situation.causes.set(bit(text::Cause::LogisticsSlow)).set(bit(text::Cause::LogisticsDamage));
    const std::string zh = replies::compose(shipped(), situation).text.zh;
    EXPECT_TRUE(zh.contains("到得晚"));
    EXPECT_TRUE(zh.contains("压坏"));
    EXPECT_TRUE(zh.contains("7天内无理由退货，30天内免费维修，90天内提供售后服务"));
}

// proves S14, B21
TEST(ShippedTemplates, SayNoWordAgainstAVictim) {
    replies::Situation situation;
    situation.occasion = Occasion::ThirdPartyFraud;
    const std::string zh = replies::compose(shipped(), situation).text.zh;
    EXPECT_TRUE(zh.contains("您是受害人"));
    EXPECT_TRUE(zh.contains("报警"));
}

struct BadDraft {
    std::string_view context, draft;
    std::vector<std::string_view> codes;
};

// proves S15, S18, S19, S53, S58
TEST(ShippedDraftRules, StopTheDraftsOfTheScenarios) {
    const std::vector<BadDraft> drafts{
        {.context = "[回评·公开] 一星：“衣服开线”",
         .draft = "你这个傻子，电话13812345678大家都记住。",
         .codes = {"insult", "leaks_buyer_info"}},
        {.context = "[聊天] 买家给了两星",
         .draft = "亲，求您改成五星好评，我转您10元红包。",
         .codes = {"begs_review_change", "offers_cash_for_review"}},
        {.context = "[回评·公开] 一星：“客服态度恶劣”",
         .draft = "客服小美已被扣了半个月工资，快递公司已经辞退，今后终身免费维修。",
         .codes = {"employee_shamed", "done_without_record", "promises_outside_policy"}},
        {.context = "[聊天] 买家问运费险",
         .draft = "放心，这单有运费险的。",
         .codes = {"promises_freight_insurance"}},
        {.context = "[聊天] 买家问运费险",
         .draft = "我们所有订单都有运费险。",
         .codes = {"insurance_for_all"}},
    };
    text::Scratch scratch(engine());
    for (const BadDraft& bad : drafts) {
        replies::Situation situation;
        situation.channel =
            bad.context.contains("公开") ? replies::Channel::Public : replies::Channel::Chat;
        const auto signals = engine().reply({.context = bad.context, .draft = bad.draft}, scratch);
        const auto result = replies::check(shipped(), bad.draft, signals, situation);
        EXPECT_TRUE(result.stopped()) << bad.draft;
        EXPECT_FALSE(result.better.text.zh.empty());
        EXPECT_FALSE(result.questions.empty());
        for (const std::string_view code : bad.codes)
            EXPECT_NE(std::ranges::find(result.findings, code, &replies::DraftFinding::code),
                      result.findings.end())
                << code << " not found in " << bad.draft;
    }
}

// proves S53, S58, F2, F5: the truthful sentence is offered
TEST(ShippedDraftRules, OfferTheTrueStatusOfThisOrder) {
    replies::Situation situation;
    situation.channel = replies::Channel::Chat;
    situation.records.set(bit(replies::Record::InsuranceDeclined));
    const auto declined = replies::check(shipped(), "这单有运费险", {}, situation);
    EXPECT_TRUE(declined.better.text.zh.contains("保险公司没有承保"));
    situation.records.reset().set(bit(replies::Record::InsuranceHeld));
    const auto for_all = replies::check(shipped(), "我们家每单都有运费险", {}, situation);
    ASSERT_TRUE(for_all.stopped());
    EXPECT_TRUE(for_all.better.text.zh.contains("是有运费险的"));
    EXPECT_FALSE(replies::check(shipped(), "您这一单有运费险", {}, situation).stopped());
}

// proves B14: every code that a rulebook may give has its words
TEST(ShippedTemplates, HaveWordsForEveryFaultOfTheEngine) {
    for (std::size_t i = 0; i < text::kFaultCount; ++i) {
        const auto code = text::to_name(static_cast<text::Fault>(i));
        EXPECT_NE(shipped().find_fault(code), nullptr) << code;
    }
}

TEST(ParseTemplates, ReportsEveryFaultWithItsPlace) {
    Files files = shipped_files();
    files.replies = R"([[sentence]]
code = "a"
occasions = ["complaint", "birthday"]
place = "cause"
zh = "好"
colour = "red"
)";
    files.words += "\n[have.broken]\nzh = 3\nen = \"x\"\n";
    const auto parsed = parse_templates(files.source());
    ASSERT_FALSE(parsed.has_value());
    const std::string all = to_text(parsed.error());
    EXPECT_TRUE(all.contains("replies.toml:3")) << all;
    EXPECT_TRUE(all.contains("birthday")) << all;
    EXPECT_TRUE(all.contains("colour")) << all;
    EXPECT_TRUE(all.contains("en")) << all;
    EXPECT_TRUE(all.contains("words.toml")) << all;
}

TEST(ParseTemplates, SaysWhereTomlIsBroken) {
    Files files = shipped_files();
    files.drafts = "[[rule]\n";
    const auto parsed = parse_templates(files.source());
    ASSERT_FALSE(parsed.has_value());
    EXPECT_TRUE(to_text(parsed.error()).contains("drafts.toml:1"));
}

}  // namespace
}  // namespace pingli::codec
