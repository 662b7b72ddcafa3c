#include "codec/export_json.hpp"

#include <gtest/gtest.h>

#include "support/filled_row.hpp"

namespace pingli::codec {

namespace {

const app::Hash kHash = *app::parse_hash(std::string(62, '0') + "ff");

}  // namespace

TEST(ExportJson, GivesBackWhatWasWritten) {
    const app::StoredEvent event{.position = 7,
                                 .case_id = CaseId{"a\"案"},
                                 .version = 2,
                                 .type = "ClaimOpened",
                                 .body = std::string("\0\xff{}", 4),
                                 .hash = kHash};
    app::ExportedReview review{.shop = ShopId{"s"}, .finding = {}, .mark = {}};
    review.finding.key = {.kind = "review", .id = "1"};
    review.finding.is_reportable = true;
    review.finding.due_at = Instant{std::chrono::seconds{1750000000}};
    review.finding.causes = 5;
    review.finding.courier = "顺丰";
    review.finding.words = std::string("\0w", 2);
    review.mark.version = 3;
    review.mark.by = UserId{"li"};
    const std::vector<app::ExportLine> lines{
        app::Head{.shop = ShopId{"s"}, .position = 7, .hash = kHash},
        app::ExportedEvent{.shop = ShopId{"s"}, .event = event},
        app::ExportedKey{.shop = ShopId{"s"}, .person = PersonId{"p"}, .key = "\x01"},
        app::ExportedKey{.shop = ShopId{"s"}, .person = PersonId{"p"}, .key = std::nullopt},
        app::ExportedRecord{.kind = "account", .record = {"li", "", std::nullopt}},
        app::ExportedRecord{.kind = "session",
                            .record = {"k", "b", Instant{std::chrono::seconds{1750000000}}}},
        review,
        app::ExportedReview{.shop = ShopId{"s"},
                            .finding = support::filled<app::ShelvedFinding>(1),
                            .mark = support::filled<app::ReviewMark>(2)}};
    for (const app::ExportLine& line : lines) {
        const std::string text = encode_export_line(line);
        EXPECT_EQ(text.find('\n'), std::string::npos);
        const auto decoded = decode_export_line(text);
        ASSERT_TRUE(decoded.has_value()) << text;
        EXPECT_EQ(*decoded, line) << text;
    }
    EXPECT_EQ(encode_export_line(lines[0]),
              R"({"kind":"head","shop":"s","position":7,"hash":")" + app::to_hex(kHash) + "\"}");
}

// Exports that were written before are read, and their lines are compared byte for byte.
TEST(ExportJson, WritesAReviewAsItAlwaysDid) {
    app::ExportedReview review{.shop = ShopId{"s"}, .finding = {}, .mark = {}};
    review.finding.key = {.kind = "review", .id = "1"};
    review.finding.is_reportable = true;
    review.finding.words = "w";
    review.mark.at = Instant{std::chrono::seconds{7}};
    EXPECT_EQ(
        encode_export_line(review),
        R"({"kind":"review","shop":"s","finding":{"kind":"review","id":"1","verdict":"",)"
        R"("is_reportable":true,"ground":"","due_at":null,"made_at":0,"causes":0,"put_at":0,)"
        R"("sku":"","courier":"","agent":"","import_id":"","list":"","words":"dw==","body":""},)"
        R"("mark":{"version":0,"state":"new","at":7,"by":"","case":"","deeds":""}})");
}

TEST(ExportJson, SaysWhichFieldIsWrong) {
    for (const auto& [line, field] : std::vector<std::pair<std::string, std::string>>{
             {"", "not a JSON object"},
             {"[]", "not a JSON object"},
             {"{}", "kind"},
             {R"({"kind":"x"})", "kind"},
             {R"({"kind":"head","shop":"s","position":"1"})", "position"},
             {R"({"kind":"head","shop":"s","position":1,"hash":"0"})", "hash"},
             {R"({"kind":"key","shop":"s","person":"p","key":"*"})", "key"},
             {R"({"kind":"record","of":"a","key":"k","bytes":"YQ"})", "bytes"}}) {
        const auto decoded = decode_export_line(line);
        ASSERT_FALSE(decoded.has_value()) << line;
        EXPECT_NE(decoded.error().context.find(field), std::string::npos) << line;
    }
}

}  // namespace pingli::codec
