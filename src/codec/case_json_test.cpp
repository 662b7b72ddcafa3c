#include "codec/case_json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

#include "support/filler.hpp"

namespace pingli::codec {
namespace {

std::string written(const cases::Case& c, CaseReader reader = {}) {
    std::string out;
    JsonWriter json{out};
    write_case(json, c, reader);
    return out;
}

RC_GTEST_PROP(CaseJson, ACaseComesBackAsItWasWritten, (unsigned seed)) {
    test::Filler filler{seed};
    cases::Case c;
    filler.fill(c);
    if (auto* report = std::get_if<cases::Report>(&c.own))
        report->masks.clear();  // of which a reader sees only a part
    const std::string json = written(c);
    const auto back = parse_case(json);
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == c);
    RC_ASSERT(written(*back) == json);
}

TEST(CaseJson, PersonalTextIsLeftOutForWhoNeedsNone) {
    cases::Case c;
    c.become<cases::Complaint>().words = {
        .person = PersonId{"p-1"}, .text = "call me at 13800000000", .erased = false};
    EXPECT_TRUE(written(c).contains("13800000000"));
    EXPECT_FALSE(written(c, {.shows_personal = false}).contains("13800000000"));
}

// What another kind has is there and empty: one form for all.
TEST(CaseJson, AComplaintShowsTheFieldsOfAClaimAsEmpty) {
    cases::Case c;
    c.become<cases::Complaint>().channel = "online";
    const auto json = nlohmann::json::parse(written(c));
    EXPECT_EQ(json["kind"], "complaint");
    EXPECT_EQ(json["channel"], "online");
    EXPECT_TRUE(json["allegations"].empty());
    EXPECT_TRUE(json["answer"].is_null());
    EXPECT_TRUE(json["masks"].empty());
}

TEST(CaseJson, ARefusalSaysWhyAndWhatIsLegalNow) {
    cases::Refusal refusal = cases::refuse(cases::RefusalCode::NotHeardYet, {"H12"});
    refusal.moves.push_back({.command = "take_up",
                             .needs = {{.name = "reason", .required = true}},
                             .due = {},
                             .rank = -130});
    std::string out;
    JsonWriter json{out};
    write_refusal(json, refusal);
    const auto parsed = nlohmann::json::parse(out);
    EXPECT_EQ(parsed["code"], "not_heard_yet");
    EXPECT_EQ(parsed["allowed_moves"][0]["command"], "take_up");
    EXPECT_EQ(parsed["allowed_moves"][0]["rank"], -130);
    EXPECT_EQ(parsed["allowed_moves"][0]["needs"][0]["name"], "reason");
    EXPECT_FALSE(parsed["words"]["zh"].get<std::string>().empty());
}

TEST(ParseCase, TakesAShortDescriptionAndNamesWhatIsWrong) {
    const auto c = parse_case(R"({"kind":"harassment_claim","filed_at":"2026-05-12T10:00:00+08:00",
        "allegations":[{"id":"a","alleged":"frequent_contact","person":"buyer","words":"14 calls",
                        "facts":{"effect":"disturbed"}}]})");
    ASSERT_TRUE(c) << c.error().context;
    EXPECT_EQ(c->get<cases::Claim>().allegations.at(0).words.text, "14 calls");
    const auto wrong = parse_case(R"({"allegations":[{"alleged":5}],"colour":"red"})");
    ASSERT_FALSE(wrong);
    EXPECT_TRUE(wrong.error().context.contains("allegations[0].alleged (expected: a text)"));
    EXPECT_TRUE(wrong.error().context.contains("colour"));
}

}  // namespace
}  // namespace pingli::codec
