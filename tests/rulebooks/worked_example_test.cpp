// The worked example of docs/rulebook-format.md: parts 6 and 7.

#include <nlohmann/json.hpp>

#include "codec/decision_json.hpp"
#include "codec/facts_json.hpp"
#include "rulebook/library.hpp"
#include "rulebooks/support.hpp"

namespace pingli::rulebook::testing {
namespace {

using Json = nlohmann::ordered_json;

const char* const kSellerUnknown =
    R"({"text_kind": "first_review", "review_result": "bad", "rated_by_buyer": true,
        "text_made_at": "2026-05-01T10:00", "report_filed_at": "2026-05-10T09:00"})";

Json answer(const std::string& facts, const std::string& reference = "malicious-review-admission") {
    const Parsed parsed = parse(example_page());
    EXPECT_TRUE(parsed.book) << to_lines(parsed.problems);
    Problems problems;
    const auto decision = Library{{parsed.book}}.decide(
        reference, "admission", codec::parse_facts(facts, "facts.json", 1, problems));
    EXPECT_TRUE(problems.empty()) << to_lines(problems);
    EXPECT_TRUE(decision.has_value());
    return Json::parse(codec::to_json(*decision));
}

// proves X1, X2, X11: the page of part 6 is clean, with all its examples
TEST(WorkedExample, IsReadAndFoundClean) {
    const Parsed parsed = parse_and_check(example_page());
    EXPECT_EQ(to_lines(parsed.problems), "");
    ASSERT_TRUE(parsed.book);
    EXPECT_EQ(parsed.book->id, "malicious-review-admission");
    EXPECT_EQ(parsed.book->tables.at(0).rows.size(), 6U);
    EXPECT_EQ(parsed.book->tables.at(0).examples.size(), 8U);
    EXPECT_EQ(parsed.book->sha256.size(), 64U);
}

// proves X1: part 7, key by key and in its order
TEST(WorkedExample, AnswersSellerUnknownExactlyAsTheFormatSays) {
    Json found = answer(kSellerUnknown);
    EXPECT_EQ(found["sha256"].get<std::string>().size(), 64U);
    found["sha256"] = "…";
    const Json expected = Json::parse(R"({"rulebook": "malicious-review-admission",
 "version": "2026.1", "sha256": "…", "table": "admission", "hit": "unique", "confirm": true,
 "outcome": "cannot_tell",
 "outputs": null, "rows": [], "open_rows": [{"row": "5", "clause": ["A2"]},
 {"row": "6", "clause": ["A2", "A3"]}], "missing": ["rated_by_seller"],
 "problems": [{"fact": "rated_by_seller", "problem": "absent", "expected": "boolean",
 "from": "order"}], "derived": {"report_due": "2026-05-31T23:59:59+08:00", "report_due_kept": true},
 "why": {"zh": "还不能判断：缺少“卖家已评价”（来自订单）。",
 "en": "Cannot tell yet: “the seller has rated” is missing (from the order)."}})");
    EXPECT_EQ(found.dump(1), expected.dump(1));
}

// proves B7, X1: outputs, the row, its cells and its clauses in words
TEST(WorkedExample, ExplainsAnAdmission) {
    const Json found = answer(
        R"({"text_kind": "follow_up", "review_result": "neutral", "rated_by_buyer": true,
            "rated_by_seller": true, "text_made_at": "2026-05-01T10:00:00+08:00",
            "report_filed_at": "2026-05-31T15:59:59Z"})");
    EXPECT_EQ(found["outcome"], "decided");
    EXPECT_EQ(found["outputs"].dump(), R"({"admission":"admitted","refusal":"none"})");
    EXPECT_EQ(found["missing"].dump() + found["open_rows"].dump() + found["problems"].dump(),
              "[][][]");
    ASSERT_EQ(found["rows"].size(), 1U);
    EXPECT_EQ(found["rows"][0]["row"], "6");
    EXPECT_EQ(found["rows"][0]["clause"].dump(), R"(["A2","A3"])");
    EXPECT_EQ(found["rows"][0]["cells"].back().dump(),
              R"({"fact":"rated_by_seller","value":true,"test":"true"})");
    EXPECT_EQ(found["rows"][0]["cells"].size(), 5U);
    EXPECT_EQ(found["why"]["zh"],
              "买卖双方都已评价的订单才可以举报。举报须在该段评价发表后三十天内提出，最晚 "
              "2026-05-31 23:59:59。依据：内容类型：追加评价；评价等级：中评；"
              "举报截止时间（2026-05-31 23:59:59）：未超过；买家已评价：是；卖家已评价：是。");
    EXPECT_EQ(
        found["why"]["en"],
        "A report is taken only for an order that both sides have rated. A report must be "
        "filed within thirty days of the text, at the latest 2026-05-31 23:59:59. Facts: kind "
        "of text: follow-up; rating: neutral; last moment to report (2026-05-31 23:59:59): "
        "kept; the buyer has rated: yes; the seller has rated: yes.");
    EXPECT_EQ(found["near_miss"]["row"], "5");
    EXPECT_EQ(found["near_miss"]["lacked"].dump(),
              R"([{"fact":"rated_by_seller","value":true,"test":"false"}])");
    EXPECT_EQ(found["confirm_note"]["en"], "Confirm with your platform.");
}

// proves X1: a wrong fact is no quiet "no"
TEST(WorkedExample, ReportsWrongUnknownAndForeignFacts) {
    const Json found = answer(
        R"({"text_kind": "third_review", "review_result": 5, "rated_by_buyer": null,
            "text_made_at": "yesterday", "report_filed_at": "2026-05-10T09:00", "colour": "red"})");
    EXPECT_EQ(found["outcome"], "cannot_tell");
    EXPECT_EQ(found["missing"].dump(),
              R"(["text_kind","review_result","text_made_at","rated_by_buyer","rated_by_seller"])");
    const Json& problems = found["problems"];
    ASSERT_EQ(problems.size(), 6U);
    EXPECT_EQ(problems[0]["problem"], "out_of_domain");
    EXPECT_EQ(problems[0]["got"], "third_review");
    EXPECT_EQ(problems[1]["problem"], "wrong_type");
    EXPECT_EQ(problems[1]["got"], "5");
    EXPECT_EQ(problems[2]["problem"], "absent");  // rated_by_buyer: null
    EXPECT_EQ(problems[4]["fact"], "text_made_at");
    EXPECT_EQ(problems[5].dump(), R"({"fact":"colour","problem":"unknown_fact"})");
}

// proves X2: no version, no decision
TEST(WorkedExample, DecidesNothingOnADayWithoutAVersion) {
    const Json before =
        answer(R"({"text_kind": "platform_default", "report_filed_at": "2025-12-31T23:59:59"})");
    EXPECT_EQ(before["outcome"], "cannot_tell");
    EXPECT_TRUE(before["version"].is_null());
    EXPECT_EQ(before["missing"].dump(), R"(["report_filed_at"])");
    EXPECT_EQ(before["problems"][0]["problem"], "out_of_domain");
    EXPECT_EQ(before["problems"][0]["got"], "2025-12-31");
    const Json without = answer(R"({"text_kind": "platform_default"})");
    EXPECT_EQ(without["missing"].dump(), R"(["report_filed_at"])");
    EXPECT_EQ(without["problems"][0]["problem"], "absent");
    // A pinned version asks for no day.
    EXPECT_EQ(answer(R"({"text_kind": "platform_default"})",
                     "malicious-review-admission@2026.1")["outputs"]["refusal"],
              "nothing_written");
}

}  // namespace
}  // namespace pingli::rulebook::testing
