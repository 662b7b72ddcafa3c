#include "codec/finding_json.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <limits>

#include <nlohmann/json.hpp>

namespace pingli::codec {
namespace {

using namespace std::chrono_literals;

Instant may(int day, int hour, int minute, int second) {
    return std::chrono::sys_days{2026y / 5 / day} + std::chrono::hours{hour - 8} +
           std::chrono::minutes{minute} + std::chrono::seconds{second};
}

const Zone& shanghai() {
    static const Zone zone = Zone::fixed("Asia/Shanghai", 8h);
    return zone;
}

triage::Finding coat() {
    triage::Finding f;
    f.subject_kind = triage::SubjectKind::Review;
    f.subject_id = "1234567890123456789";
    f.verdict = triage::Verdict::Malicious;
    f.reportable = true;
    f.ground = triage::Ground::UnreasonableDemand;
    f.clause = "G1";
    f.admissible = true;
    f.due = may(31, 23, 59, 59);
    f.have = {{"chat_demand", {"聊天：索要", "chat: the demand"}, "chats/a.jsonl:3#4"}};
    f.spans = {{.in = triage::SpanPlace::Chat,
                .turn = 4,
                .span = {2, 8},
                .kind = triage::SpanKind::Demand,
                .pii_kind = std::nullopt,
                .amount = Money{.minor = 1000, .currency = {}}},
               {.in = triage::SpanPlace::Followup,
                .turn = std::nullopt,
                .span = {0, 11},
                .kind = triage::SpanKind::Pii,
                .pii_kind = text::PiiKind::Mobile,
                .amount = std::nullopt}};
    f.advice = {{"report", {"举报", "report it"}}};
    f.reply_draft = "您好";
    f.score = 0.42;
    f.why = {"因为", "because"};
    f.rulebook = "malicious-review";
    f.rulebook_version = "2026.1";
    f.parts = {{.in = triage::SpanPlace::Chat,
                .turn = 4,
                .who = "buyer",
                .at = may(2, 9, 0, 0),
                .text = "不给10元就差评",
                .gap_after = true,
                .source = {}}};
    return f;
}

// proves X1, X8: the contract's keys, in its order, with its types
TEST(FindingJson, WritesTheContractExactly) {
    const std::string expected =
        R"({"subject":{"kind":"review","id":"1234567890123456789"},"incident":"","verdict":"malicious",)"
        R"("reportable":true,"ground":"unreasonable_demand","clause":"G1","admissible":true,)"
        R"("refusal":null,"due":"2026-05-31T23:59:59+08:00","evidence":{"have":[{"kind":)"
        R"("chat_demand","words":{"zh":"聊天：索要","en":"chat: the demand"},"reference":)"
        R"("chats/a.jsonl:3#4"}],"missing":[]},"spans":[{"in":"chat","turn":4,"start":2,"end":8,)"
        R"("kind":"demand","amount":{"amount":"10.00","currency":"CNY"}},{"in":"followup",)"
        R"("start":0,"end":11,"kind":"pii","pii_kind":"mobile"}],"advice":[{"code":"report",)"
        R"("words":{"zh":"举报","en":"report it"}}],"reply_draft":"您好","score":0.42,)"
        R"("why":{"zh":"因为","en":"because"},"rulebook":{"id":"malicious-review",)"
        R"("version":"2026.1"},"order":null,"item":null,"sku":null,"courier":null,)"
        R"("agent":null,"stars":null,)"
        R"("made_at":null,"causes":[],"sentiment":"neutral","signs":[],"notes":[],"near_miss":null,)"
        R"("dates":[],)"
        R"("filing_path":null,"confirm":null})";
    EXPECT_EQ(to_json_line(coat(), shanghai()), expected);
}

TEST(FindingJson, SaysNullForWhatCannotBeTold) {
    const auto json = nlohmann::json::parse(to_json_line(triage::Finding{}, shanghai()));
    for (const char* key : {"ground", "clause", "admissible", "refusal", "due", "reply_draft"})
        EXPECT_TRUE(json.at(key).is_null()) << key;
}

TEST(FindingJson, LeavesTheOriginalTextsOutUnlessAsked) {
    EXPECT_FALSE(nlohmann::json::parse(to_json_line(coat(), shanghai())).contains("texts"));
    const auto json =
        nlohmann::json::parse(to_json_line(coat(), shanghai(), FindingTexts::Included));
    EXPECT_EQ(json.at("texts").at(0).at("text"), "不给10元就差评");
    EXPECT_EQ(json.at("texts").at(0).at("at"), "2026-05-02T09:00:00+08:00");
    EXPECT_TRUE(json.at("texts").at(0).at("gap_after"));
}

TEST(FindingJson, IsOneLineOfValidJsonWhateverTheTextsHold) {
    triage::Finding f = coat();
    using namespace std::string_literals;
    // NOLINTNEXTLINE(misc-misleading-bidirectional): what is tested
    const auto hostile = "a\n\r\t\"\\\0\x01\x7F</script>\xE2\x80\xA8\xFF\xC0 \u202E\U0001F600"s;
    f.subject_id = hostile;
    f.why.zh = hostile;
    f.score = std::numeric_limits<double>::quiet_NaN();
    const std::string line = to_json_line(f, shanghai());
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_EQ(line.find("</"), std::string::npos);
    const auto json = nlohmann::json::parse(line);
    EXPECT_EQ(json.at("score"), 0);
    EXPECT_NE(json.at("why").at("zh").get<std::string>().find("\xEF\xBF\xBD"), std::string::npos);
}

TEST(FindingJson, KeepsTheWordsOfCausesAndDates) {
    triage::Finding f = coat();
    f.causes.set(static_cast<std::size_t>(text::Cause::LogisticsSlow));
    f.dates = {{.code = "public_answer_until",
                .words = {"公开解释截止", "public answer until"},
                .at = may(31, 10, 0, 0),
                .is_past = true,
                .provisional = true}};
    const auto json = nlohmann::json::parse(to_json_line(f, shanghai()));
    EXPECT_EQ(json.at("causes"), nlohmann::json::array({"logistics_slow"}));
    EXPECT_EQ(json.at("dates").at(0).at("code"), "public_answer_until");
    EXPECT_TRUE(json.at("dates").at(0).at("provisional"));
}

}  // namespace
}  // namespace pingli::codec
