#include "replies/compose.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace pingli::replies {
namespace {

Sentence sentence(std::string code, Place place, std::vector<text::Cause> causes = {},
                  std::optional<Record> needs = {}) {
    return {.code = code,
            .occasions = {Occasion::Complaint},
            .place = place,
            .causes = std::move(causes),
            .channel = {},
            .needs = needs,
            .words = {.zh = code + "。", .en = code + "."}};
}

Templates small_templates() {
    Templates templates;
    templates.sentences = {
        sentence("opening", Place::Opening),
        sentence("slow", Place::Cause, {text::Cause::LogisticsSlow}),
        sentence("damage", Place::Cause, {text::Cause::LogisticsDamage}),
        sentence("carrier_told", Place::Done,
                 {text::Cause::LogisticsSlow, text::Cause::LogisticsDamage},
                 Record::CarrierInformed),
        sentence("return_it", Place::Step, {text::Cause::LogisticsDamage, text::Cause::Quality}),
        sentence("write_to_us", Place::Step),
        sentence("within {return_days}/{repair_days}/{after_sales_days}", Place::Promise),
    };
    return templates;
}

Situation situation(std::initializer_list<text::Cause> causes) {
    Situation out;
    for (const text::Cause cause : causes)
        out.causes.set(static_cast<std::size_t>(std::to_underlying(cause)));
    return out;
}

// proves B3, S10
TEST(Compose, AnswersEveryCauseAndSaysNothingTwice) {
    const Draft draft = compose(
        small_templates(), situation({text::Cause::LogisticsSlow, text::Cause::LogisticsDamage}));
    EXPECT_EQ(draft.sentences,
              (std::vector<std::string>{"opening", "slow", "damage", "return_it",
                                        "within {return_days}/{repair_days}/{after_sales_days}"}));
}

TEST(Compose, TakesTheSentenceForAnyCauseWhenNoneFits) {
    const Draft draft = compose(small_templates(), situation({text::Cause::Price}));
    EXPECT_EQ(draft.sentences.at(1), "write_to_us");
}

// proves B22
TEST(Compose, StatesAsDoneOnlyWhatARecordShows) {
    Situation slow = situation({text::Cause::LogisticsSlow});
    EXPECT_FALSE(compose(small_templates(), slow).text.zh.contains("carrier_told"));
    slow.records.set(static_cast<std::size_t>(std::to_underlying(Record::CarrierInformed)));
    EXPECT_TRUE(compose(small_templates(), slow).text.zh.contains("carrier_told"));
}

// proves B4
TEST(Compose, FillsInTheShopsOwnPolicy) {
    Situation any;
    EXPECT_TRUE(compose(small_templates(), any).text.zh.ends_with("within 7/30/90。"));
    any.policy = {.return_days = 15, .repair_days = 60, .after_sales_days = 180};
    EXPECT_TRUE(compose(small_templates(), any).text.en.ends_with("within 15/60/180."));
}

// proves B13: what cannot be published is no answer
TEST(Compose, LeavesOutCausesThatDoNotFitIntoAPublicAnswer) {
    Templates templates = small_templates();
    templates.public_characters_max = 500;
    std::string words;
    for (int i = 0; i < 300; ++i) words += "字";
    templates.sentences.at(1).words.zh = words;
    templates.sentences.at(2).words.zh = words;
    const Draft draft =
        compose(templates, situation({text::Cause::LogisticsSlow, text::Cause::LogisticsDamage}));
    EXPECT_EQ(draft.sentences.at(1), "slow");
    EXPECT_NE(draft.sentences.at(2), "damage");
}

TEST(Compose, IsEmptyForAnOccasionWithoutTemplates) {
    Situation praise;
    praise.occasion = Occasion::Praise;
    const Draft draft = compose(small_templates(), praise);
    EXPECT_TRUE(draft.sentences.empty());
    EXPECT_TRUE(draft.text.zh.empty());
}

TEST(TemplateNames, ComeBackFromTheirWords) {
    for (std::size_t i = 0; i < kOccasionCount; ++i) {
        const auto occasion = static_cast<Occasion>(i);
        EXPECT_EQ(parse_occasion(to_name(occasion)), occasion);
    }
    for (std::size_t i = 0; i < kRecordCount; ++i) {
        const auto record = static_cast<Record>(i);
        EXPECT_EQ(parse_record(to_name(record)), record);
    }
    EXPECT_EQ(parse_cause("after_sales_refused"), text::Cause::AfterSalesRefused);
    EXPECT_EQ(parse_place("nowhere"), std::nullopt);
}

}  // namespace
}  // namespace pingli::replies
