#include "codec/templates_toml.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "base/utf8.hpp"
#include "codec/calendar_json.hpp"
#include "codec/rulebook_markdown.hpp"
#include "replies/check.hpp"
#include "replies/compose.hpp"
#include "rulebook/build.hpp"
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

rulebook::RulebookPtr policy_page(const std::string& page) {
    const rulebook::Resources resources{
        .load_zone = [](std::string_view) -> Result<Zone> {
            return Zone::fixed("Asia/Shanghai", std::chrono::hours{8});
        },
        .load_calendar = [](std::string_view) -> Result<std::shared_ptr<const calendar::Calendar>> {
            const std::string bytes =
                read_all(fs::path{PINGLI_SOURCE_DIR} / "calendars" / "cn.json");
            auto calendar = parse_calendar(bytes, "cn.json");
            if (!calendar) return fail(ErrorCode::Invalid, "cn.json");
            return std::make_shared<const calendar::Calendar>(std::move(*calendar));
        }};
    Problems problems;
    auto book = parse_rulebook(page, "2026.1.md", resources, problems);
    EXPECT_TRUE(book != nullptr) << to_text(problems);
    return book;
}

std::string shipped_policy_page() {
    return read_all(fs::path{PINGLI_SOURCE_DIR} / "rulebooks" / "reply-policy" / "2026.1.md");
}

const replies::PolicyBook& policy() {
    static const replies::PolicyBook kBook{policy_page(shipped_policy_page())};
    return kBook;
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
         replies::check(shipped(), policy(), draft.text.zh, signals, situation).findings)
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
        const auto result = replies::check(shipped(), policy(), bad.draft, signals, situation);
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
    const auto declined = replies::check(shipped(), policy(), "这单有运费险", {}, situation);
    EXPECT_TRUE(declined.better.text.zh.contains("保险公司没有承保"));
    situation.records.reset().set(bit(replies::Record::InsuranceHeld));
    const auto for_all = replies::check(shipped(), policy(), "我们家每单都有运费险", {}, situation);
    ASSERT_TRUE(for_all.stopped());
    EXPECT_TRUE(for_all.better.text.zh.contains("是有运费险的"));
    EXPECT_FALSE(replies::check(shipped(), policy(), "您这一单有运费险", {}, situation).stopped());
}

// rulings finding 9: what stops a draft is the rulebook's to say, and a shop that changes the book
// changes it.
TEST(ShippedDraftRules, StopWhatTheRulebookStops) {
    constexpr std::string_view kReminded =
        R"("no_apology", "no_solution", "blames_buyer", "stonewalls" | "chat" | )";
    std::string page = shipped_policy_page();
    const auto row = page.find(kReminded);
    ASSERT_NE(row, std::string::npos);
    page.replace(row + kReminded.size(), std::string_view{"false"}.size(), "true");
    const auto example = page.find(R"("stonewalls" | "chat" | false)");
    ASSERT_NE(example, std::string::npos);
    page.replace(page.find("false", example), std::string_view{"false"}.size(), "true");
    const replies::PolicyBook stricter{policy_page(page)};

    text::ReplySignals signals;
    signals.faults.set(bit(text::Fault::NoApology));
    replies::Situation situation;
    for (const auto channel : {replies::Channel::Public, replies::Channel::Chat}) {
        const bool is_chat = channel == replies::Channel::Chat;
        situation.channel = channel;
        const auto shipped_says =
            replies::check(shipped(), policy(), "请申请售后", signals, situation);
        ASSERT_EQ(shipped_says.findings.size(), 1U);
        EXPECT_EQ(shipped_says.stopped(), !is_chat);
        EXPECT_EQ(shipped_says.questions.size(), 1U);
        EXPECT_TRUE(
            replies::check(shipped(), stricter, "请申请售后", signals, situation).stopped());
    }
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
