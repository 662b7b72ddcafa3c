#include "cases/sight.hpp"

#include <gtest/gtest.h>

#include "cases/evolve.hpp"

namespace pingli::cases {
namespace {

constexpr std::string_view kText = "裤子太长，客服是笨蛋，别买";
constexpr std::string_view kHidden = "客服是笨蛋";

Case masked_case() {
    Case c;
    auto& report = c.become<Report>();
    report.review.emplace();
    report.review->text.text = kText;
    report.masks.push_back({.mask_id = MaskId{"m-1"},
                            .place = Place::Text,
                            .spans = {{.start = 5, .end = 10}},
                            .original = {.person = PersonId{"p"}, .text = std::string{kHidden}},
                            .ruling_id = {},
                            .reason = "写着“客服是笨蛋”",
                            .unseal_asked_by = {},
                            .unseal_reason = {},
                            .unsealed = false,
                            .lifted = false});
    c.opening.title = "买家说客服是笨蛋";
    c.messages.push_back({.message_id = MessageId{"1"},
                          .side = Side::Shop,
                          .text = {.person = {}, .text = "他写：客服是笨蛋。"},
                          .at = {},
                          .holds = {},
                          .note = {}});
    return c;
}

const Mask& mask_of(const Case& c) {
    return c.get<Report>().masks.front();
}

// proves X9
// desk A5: masked words are blocks wherever somebody quotes them, for everybody, until the mask is
// lifted; the original is read by those who may unseal it, once two people have.
TEST(Sight, TheWordsUnderAMaskAreNowhere) {
    const Case c = masked_case();
    for (const Side side : {Side::Shop, Side::Customer, Side::Platform})
        for (const bool may_unseal : {false, true}) {
            std::optional<Case> room;
            const Case& seen = seen_by({.side = side, .may_unseal = may_unseal}, c, room);
            EXPECT_EQ(seen.get<Report>().review->text.text, "裤子太长，■■■■■，别买");
            EXPECT_EQ(seen.opening.title, "买家说■■■■■");
            EXPECT_EQ(seen.messages.front().text.text, "他写：■■■■■。");
            EXPECT_EQ(mask_of(seen).reason, "写着“■■■■■”");
            EXPECT_EQ(mask_of(seen).original.text, "");
        }
}

TEST(Sight, AnOriginalIsReadUnsealedByThoseWhoMay) {
    Case c = masked_case();
    std::get<Report>(c.own).masks[0].unsealed = true;
    std::optional<Case> room;
    EXPECT_EQ(mask_of(seen_by({.may_unseal = true}, c, room)).original.text, kHidden);
    EXPECT_EQ(mask_of(seen_by({.may_unseal = false}, c, room)).original.text, "");
    EXPECT_FALSE(Veil(c, {.may_unseal = true}).hides_anything());
    EXPECT_TRUE(Veil(c, {.may_unseal = false}).is_needed_over(kText));
}

TEST(Sight, ALiftedMaskHidesNothing) {
    Case c = masked_case();
    std::get<Report>(c.own).masks[0].lifted = true;
    std::optional<Case> room;
    EXPECT_EQ(seen_by(kAnybodysSight, c, room).get<Report>().review->text.text, kText);
    EXPECT_FALSE(Veil{c}.hides_anything());
}

TEST(Sight, HistoryTellsNoMore) {
    const Case c = masked_case();
    const Event masked{
        .what = WordsMasked{.mask_id = MaskId{"m-1"},
                            .place = Place::Text,
                            .spans = {{.start = 5, .end = 10}},
                            .original = {.person = PersonId{"p"}, .text = std::string{kHidden}},
                            .ruling_id = {},
                            .reason = "客服是笨蛋"},
        .by = {},
        .at = {}};
    const auto seen = seen_by({.may_unseal = true}, masked, c);
    EXPECT_EQ(std::get<WordsMasked>(seen->what).original.text, "");
    EXPECT_EQ(std::get<WordsMasked>(seen->what).reason, "■■■■■");
    ReportOpened opened;
    opened.review.text.text = kText;
    const auto begun = seen_by(kAnybodysSight, {.what = opened, .by = {}, .at = {}}, c);
    EXPECT_EQ(std::get<ReportOpened>(begun->what).review.text.text, "裤子太长，■■■■■，别买");
}

TEST(Veil, HidesInOtherTexts) {
    Case c = masked_case();
    const Veil veil{c};
    EXPECT_EQ(veil.over("裤子太长，客服是…"), "裤子太长，■■■…");  // cut, as a list shows it
    EXPECT_EQ(veil.over("客服您好"), "客服您好");
    EXPECT_EQ(veil.over("客服是笨蛋客服是笨蛋"), "■■■■■■■■■■");
    // A letter alone is hidden in its place: it stands in every other sentence too.
    std::get<Report>(c.own).masks[0].spans = {{.start = 4, .end = 5}};
    EXPECT_EQ(Veil{c}.over("好，的"), "好，的");
    EXPECT_EQ(Veil{c}.over(std::string{kText}), "裤子太长■客服是笨蛋，别买");
}

// What was not sent is not shown to the other side (issue 13, point 12).
TEST(Sight, WhatWasNotSentIsTheShopsOwn) {
    Case c;
    auto& claim = c.become<Claim>();
    const ClearingMessagePrepared message{.exhibit_id = ExhibitId{"e"},
                                          .channel = "chat",
                                          .send_from = {},
                                          .text = {.zh = "您好", .en = "Hello"},
                                          .why = {.zh = "先联系投诉人", .en = "reach first"}};
    claim.clearing_message = message;
    c.exhibits.emplace_back().data.exhibit_id = ExhibitId{"e"};
    const Event prepared{.what = message, .by = {}, .at = {}};
    for (const Side side : {Side::Shop, Side::Customer, Side::Platform}) {
        std::optional<Case> room;
        const Case& seen = seen_by({.side = side}, c, room);
        const bool is_shown = side != Side::Customer;
        EXPECT_EQ(seen.get<Claim>().clearing_message.has_value(), is_shown);
        EXPECT_EQ(seen.exhibits.size(), is_shown ? 1U : 0U);
        EXPECT_EQ(seen_by({.side = side}, prepared, c).has_value(), is_shown);
    }
}

TEST(Sight, AnOfferThatNobodyApprovedIsTheShopsOwn) {
    Case c;
    auto& complaint = c.become<Complaint>();
    complaint.remedies.emplace_back().proposal.needs_approval = true;
    complaint.remedies.emplace_back();
    std::optional<Case> room;
    EXPECT_EQ(seen_by({.side = Side::Shop}, c, room).get<Complaint>().remedies.size(), 2U);
    EXPECT_EQ(seen_by({.side = Side::Customer}, c, room).get<Complaint>().remedies.size(), 1U);
    complaint.remedies[0].approved = true;
    EXPECT_EQ(seen_by({.side = Side::Customer}, c, room).get<Complaint>().remedies.size(), 2U);
}

TEST(Sight, AReportThatWasNeverFiledIsTheShopsOwn) {
    Case c;
    c.become<Report>();
    EXPECT_FALSE(is_shown_to(Side::Customer, c));
    EXPECT_TRUE(is_shown_to(Side::Shop, c));
    EXPECT_TRUE(is_shown_to(Side::Platform, c));
    c.filed_at = Instant{std::chrono::hours{1}};
    EXPECT_TRUE(is_shown_to(Side::Customer, c));
}

}  // namespace
}  // namespace pingli::cases
