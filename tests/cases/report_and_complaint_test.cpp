// Reports of reviews and complaints, from opening to the end.
// proves B7 B12 B16 B20 C3 X9 X10

#include <gtest/gtest.h>

#include "cases/rehearsal.hpp"
#include "cases/statement.hpp"
#include "support/story.hpp"
#include "views/ledger.hpp"
#include "views/queue.hpp"
#include "views/statistics.hpp"

namespace pingli::test {
namespace {

// S1 as triage hands it over; a quarrel in the text so that there is something to mask.
Facts trousers() {
    return {{"review_result", std::string{"bad"}},
            {"stars", std::int64_t{1}},
            {"negative_tag", false},
            {"negative_text", true},
            {"text_kind", std::string{"follow_up"}},
            {"has_follow_up", true},
            {"rated_by_buyer", true},
            {"rated_by_seller", true},
            {"order_has_ended", true},
            {"buyer_level", std::int64_t{5}},
            {"detailed_questions", std::int64_t{1}},
            {"fault_finding_text", false},
            {"asked_for_money", true},
            {"lost_claim_before", false},
            {"promotes_other_shop", false},
            {"review_names_price", false},
            {"professional_signs", std::int64_t{0}},
            {"chat_shows", std::string{"demand_under_rating_threat"}},
            {"chat_gap", std::string{"none"}},
            {"chat_has_reference", true},
            {"recording_shows", std::string{"no_recording"}},
            {"recording_source_stated", false},
            {"call_on_carrier_list", false},
            {"demand_told", false},
            {"competitor_tie", std::string{"none"}},
            {"fraud", std::string{"none"}},
            {"offending_words", std::string{"none"}},
            {"seller_offered_reward", false},
            {"real_fault", false}};
}

void change(Facts& facts, std::string_view name, FactValue value) {
    std::ranges::find(facts, name, &Fact::name)->value = std::move(value);
}

OpenReport report_of(Facts facts) {
    return {.opening = opening_of("差评举报"),
            .review_id = "rv-1",
            .text = "裤子太长，客服是笨蛋，别买",
            .follow_up = "十块钱都不肯出",
            .explanation = {},
            .made_at = at("2026-05-01T10:00"),
            .follow_up_at = at("2026-05-01T20:00"),
            .marked = {},
            .exhibits = {},
            .facts = std::move(facts)};
}

Story upheld_report() {
    Story story;
    story.when(kAgent, "2026-05-10T09:00", report_of(trousers()));
    story.when(kAgent, "2026-05-10T09:01", FileReport{});
    story.when(kOfficer, "2026-05-11T09:00", TakeUp{});
    story.when(kOfficer, "2026-05-11T10:00", rule(Outcome::Upheld));
    return story;
}

TEST(Report, IsAdmittedByTheRulebookAndRuled) {
    const Story story = upheld_report();
    const ReportAdmitted* admitted = story.last<ReportAdmitted>();
    ASSERT_NE(admitted, nullptr);
    EXPECT_EQ(admitted->ground, "unreasonable_demand");
    EXPECT_EQ(admitted->path, "taobao_online");
    EXPECT_EQ(story.c.clock("report_due")->state, ClockState::Kept);
    EXPECT_EQ(story.c.last_ruling()->findings[0].ground, "unreasonable_demand");
    EXPECT_EQ(story.c.last_ruling()->reason, "malicious");
}

// proves B6 B7: what is held comes along as the shop's exhibits, and what offends is marked.
TEST(Report, BeginsWithWhatIsHeldAndMarked) {
    OpenReport report = report_of(trousers());
    report.marked = {{.place = Place::Text, .span = {.start = 5, .end = 10}, .offence = {}}};
    report.exhibits = {{.exhibit_id = ExhibitId{"x-1"},
                        .kind = "chat_demand",
                        .origin = "chats/liu.jsonl:1 · turn 7",
                        .purpose = "聊天中的索要和要挟",
                        .reference = {},
                        .excerpt = "买家：给十块"}};
    Story story;
    story.when(kAgent, "2026-05-10T09:00", report);
    EXPECT_EQ(story.c.get<Report>().review->marked, report.marked);
    const Exhibit* exhibit = story.c.exhibit(ExhibitId{"x-1"});
    ASSERT_NE(exhibit, nullptr);
    EXPECT_EQ(exhibit->side, Side::Shop);
    EXPECT_EQ(exhibit->excerpt.text, "买家：给十块");
    EXPECT_EQ(exhibit->excerpt.person, story.c.opening.person);

    const auto code = [](const OpenReport& wrong) {
        return Story{}.refused(kAgent, "2026-05-10T09:00", wrong).code;
    };
    OpenReport outside = report;
    outside.marked[0].span.end = 14;
    EXPECT_EQ(code(outside), RefusalCode::SpansOutsideText);
    OpenReport twice = report;
    twice.exhibits.push_back(twice.exhibits[0]);
    EXPECT_EQ(code(twice), RefusalCode::DuplicateId);
    OpenReport long_one = report;
    long_one.exhibits[0].excerpt.assign(20'001, 'a');
    EXPECT_EQ(code(long_one), RefusalCode::FieldTooLong);
    OpenReport unnamed = report;
    unnamed.exhibits[0].kind = "<b>";
    EXPECT_EQ(code(unnamed), RefusalCode::FieldInvalid);
}

TEST(Report, IsRefusedForLatenessOrMissingRatingWithTheReason) {
    Story late;
    late.when(kAgent, "2026-06-01T09:00", report_of(trousers()));
    late.when(kAgent, "2026-06-01T09:01", FileReport{});
    EXPECT_EQ(late.last<ReportRefused>()->refusal, "too_late");
    EXPECT_EQ(late.c.phase, Phase::Draft);

    Facts unrated = trousers();
    change(unrated, "rated_by_seller", false);
    Story story;
    story.when(kAgent, "2026-05-10T09:00", report_of(unrated));
    story.when(kAgent, "2026-05-10T09:01", FileReport{});
    EXPECT_EQ(story.last<ReportRefused>()->refusal, "not_rated_by_both");
    story.when(kAgent, "2026-05-10T10:00",
               RecordFacts{.facts = {{"rated_by_seller", true}}, .source = "rated today"});
    story.when(kAgent, "2026-05-10T10:01", FileReport{});
    EXPECT_EQ(story.c.phase, Phase::Filed);
    EXPECT_EQ(story.refused(kAgent, "2026-05-10T11:00", LeaveUnreported{}).code,
              RefusalCode::NotYourRole);
}

TEST(Report, RehearsalNamesTheEvidenceReferenceThatTurnsIt) {
    Facts gap = trousers();  // S4
    change(gap, "chat_shows", std::string{"demand_only"});
    change(gap, "chat_gap", std::string{"at_threat"});
    change(gap, "chat_has_reference", false);
    Story story;
    story.when(kAgent, "2026-05-10T09:00", report_of(gap));
    const Rehearsal rehearsal = rehearse(story.c, story.rules, at("2026-05-10T09:05"));
    EXPECT_EQ(rehearsal.now.verdict, "unclear");
    ASSERT_EQ(rehearsal.turns.size(), 1U);
    ASSERT_EQ(rehearsal.turns[0].evidence.size(), 1U);
    EXPECT_EQ(rehearsal.turns[0].evidence[0].exhibit, "chat_reference");
    EXPECT_EQ(rehearsal.turns[0].then.verdict, "malicious");
    EXPECT_EQ(rehearsal.turns[0].then.ground, "unreasonable_demand");
}

TEST(Masking, CoversOnlyWordsIsUnsealedByTwoAndUndoneByAnAppeal) {
    Story story = upheld_report();
    const MaskWords mask{.mask_id = MaskId{"m-1"},
                         .place = Place::Text,
                         .spans = {{.start = 5, .end = 10}},
                         .reason = "an insult"};
    MaskWords outside = mask;
    outside.spans = {{.start = 5, .end = 99}};
    EXPECT_EQ(story.refused(kOfficer, "2026-05-11T11:00", outside).code,
              RefusalCode::SpansOutsideText);
    story.when(kOfficer, "2026-05-11T11:00", mask);
    EXPECT_EQ(shown_text(story.c.get<Report>(), Place::Text), "裤子太长，■■■■■，别买");
    EXPECT_EQ(story.c.get<Report>().review->text.text, "裤子太长，客服是笨蛋，别买")
        << "the original stays";
    EXPECT_EQ(story.c.get<Report>().masks[0].original.text, "客服是笨蛋");

    story.when(kSupervisor, "2026-05-11T12:00",
               AskUnseal{.mask_id = MaskId{"m-1"}, .reason = "the police ask"});
    const ConfirmUnseal confirm{.mask_id = MaskId{"m-1"}};
    EXPECT_EQ(story.refused(kSupervisor, "2026-05-11T12:01", confirm).code,
              RefusalCode::SecondPersonNeeded);
    story.when(kSenior, "2026-05-11T12:02", confirm);
    EXPECT_TRUE(story.c.get<Report>().masks[0].unsealed);

    story.when(kBuyer, "2026-05-12T10:00",
               FileAppeal{.appeal_id = AppealId{"ap-1"}, .grounds = "true words", .side = {}});
    EXPECT_EQ(story
                  .refused(kSenior, "2026-05-13T10:00",
                           RuleAppeal{.ruling_id = RulingId{"r-2"},
                                      .outcome = Outcome::NotUpheld,
                                      .reasons = "no",
                                      .special_circumstance = {}})
                  .code,
              RefusalCode::RulebookSaysOtherwise);
    story.when(
        kSenior, "2026-05-13T09:00",
        RecordFacts{.facts = {{"chat_shows", std::string{"no_demand"}}, {"asked_for_money", false}},
                    .source = "the platform's copy of the chat"});
    story.when(kSenior, "2026-05-13T10:00",
               RuleAppeal{.ruling_id = RulingId{"r-2"},
                          .outcome = Outcome::NotUpheld,
                          .reasons = "the chat has no demand",
                          .special_circumstance = {}});
    EXPECT_TRUE(story.c.get<Report>().masks[0].lifted);
    EXPECT_EQ(shown_text(story.c.get<Report>(), Place::Text),
              story.c.get<Report>().review->text.text);
}

TEST(Statement, GivesBothPartiesTheReasonsAndTheDsaItsFields) {
    const Story story = upheld_report();
    for (const Side party : {Side::Shop, Side::Customer}) {
        const auto statement = statement_of_reasons(story.c, party, story.rules);
        ASSERT_TRUE(statement);
        EXPECT_EQ(statement->sections.front().name, "decision");
        for (const StatementSection& section : statement->sections) {
            EXPECT_FALSE(section.title.zh.empty());
            for (const Bilingual& line : section.lines) {
                EXPECT_FALSE(line.zh.empty()) << section.name;
                EXPECT_FALSE(line.en.empty()) << section.name;
            }
        }
    }
    const auto dsa = dsa_statement(story.c, story.rules);
    ASSERT_TRUE(dsa);
    const auto field = [&](std::string_view name) {
        for (const auto& [known, values] : dsa->fields)
            if (known == name) return values.at(0);
        return std::string{};
    };
    EXPECT_EQ(field("puid"), "c-1-r-1");
    EXPECT_EQ(field("category_specification"), "KEYWORD_INAUTHENTIC_USER_REVIEWS");
    EXPECT_EQ(field("automated_decision"), "AUTOMATED_DECISION_NOT_AUTOMATED");
    EXPECT_EQ(field("application_date"), "2026-05-11");
}

TEST(Tracked, ThePlatformsRulingIsRecordedWithItsSource) {
    Story story;
    OpenClaim claim = claim_of({.facts = {{"effect", std::string{"disturbed"}}}});
    claim.opening.perspective = Perspective::Tracked;
    story.when(kAgent, "2026-05-12T10:00", claim);
    EXPECT_FALSE(story.may(kOfficer, "2026-05-12T11:00", "rule_case"));
    story.when(kAgent, "2026-05-13T10:00",
               RecordFiling{.what = Filed::Answer,
                            .path = "卖家中心 → 投诉管理",
                            .reference = "T-1",
                            .filed_at = {}});
    RecordPlatformRuling ruling{.ruling_id = RulingId{"r-1"},
                                .outcome = Outcome::Upheld,
                                .points_class = "ordinary",
                                .points = 12,
                                .reason = {},
                                .source = {},
                                .ruled_at = {}};
    EXPECT_EQ(story.refused(kAgent, "2026-05-15T10:00", ruling).code, RefusalCode::SourceNeeded);
    ruling.source = "notice of the platform, 15 May";
    story.when(kAgent, "2026-05-15T10:00", ruling);
    EXPECT_EQ(story.c.entries.at(0).points, 12);
    story.when(kAgent, "2026-05-16T10:00",
               FileAppeal{.appeal_id = AppealId{"ap-1"}, .grounds = "no calls", .side = {}});
    ruling.ruling_id = RulingId{"r-2"};
    ruling.outcome = Outcome::NotUpheld;
    ruling.points_class = {};
    ruling.points = 0;
    story.when(kAgent, "2026-05-20T10:00", ruling);
    EXPECT_EQ(story.c.phase, Phase::Final);
    EXPECT_EQ(story.c.entries.at(1).points, -12);

    views::Ledger ledger;
    for (const Event& event : story.events) ledger.add(story.c.opening.case_id, event);
    EXPECT_EQ(ledger.totals().of("ordinary", 2026), 0);
    EXPECT_EQ(ledger.lines().size(), 2U);
    const views::QueueRow row = views::queue_row(story.c);
    EXPECT_EQ(row.outcome, "not_upheld");
    EXPECT_EQ(row.ground, "frequent_contact");
    EXPECT_FALSE(row.next_due_at);
    views::Statistics statistics;
    statistics.add(story.c);
    EXPECT_EQ(statistics.by_kind["harassment_claim"].not_upheld, 1);
    EXPECT_EQ(statistics.overturned, 1);
    EXPECT_TRUE(views::search_text(story.c).contains("could not work"));
}

TEST(Complaint, GoesStepByStepAndNothingIsDoneWithoutConsent) {
    Story story;
    story.when(kAgent, "2026-05-12T10:00",
               OpenComplaint{.opening = opening_of("毛衣线头"),
                             .channel = "counter",
                             .complained_at = {},
                             .words = "a thread is loose",
                             .facts = {{"cause", std::string{"quality"}},
                                       {"defect", std::string{"unclear"}},
                                       {"within_return_period", false},
                                       {"within_repair_period", false},
                                       {"spend_12_months", std::string{"12400.00 CNY"}},
                                       {"demand_under_threat", false}}});
    story.when(kAgent, "2026-05-12T10:05",
               RecordStep{.step = Step::Listened,
                          .note = "calm now",
                          .asked = {"how was it washed?"},
                          .facts = {{"cared_as_labelled", true}}});
    ProposeRemedy remedy{.remedy_id = RemedyId{"rm-1"},
                         .remedy = "exchange",
                         .offered = "the same size, today",
                         .reason = {}};
    EXPECT_EQ(story.refused(kAgent, "2026-05-12T10:10", remedy).code, RefusalCode::ReasonNeeded);
    remedy.reason = "three years a customer";
    story.when(kAgent, "2026-05-12T10:10", remedy);
    // rulings finding 8: consent, and what follows a remedy, are the rulebook's to say.
    const auto steps = [&] {
        std::vector<std::string> names;
        for (const auto& [name, words] : next_steps(story.c, story.rules)) names.push_back(name);
        return names;
    };
    EXPECT_EQ(steps(), std::vector<std::string>{"ask_consent"});
    const CarryOut carry{.remedy_id = RemedyId{"rm-1"}, .note = "exchanged"};
    EXPECT_EQ(story.refused(kAgent, "2026-05-12T10:11", carry).code, RefusalCode::NotInThisPhase);
    story.when(kAgent, "2026-05-12T10:12",
               RecordConsent{.remedy_id = RemedyId{"rm-1"}, .given = true, .words = "fine"});
    EXPECT_EQ(story.refused(kAgent, "2026-05-12T10:13", carry).code, RefusalCode::ApprovalNeeded);
    story.when(kSupervisor, "2026-05-12T10:14",
               ApproveGoodwill{.remedy_id = RemedyId{"rm-1"}, .reason = "a regular customer"});
    story.when(kAgent, "2026-05-12T10:15", carry);
    EXPECT_EQ(steps(), (std::vector<std::string>{"defect_report", "washing_note", "call_back"}));
    story.when(kAgent, "2026-05-19T10:00", RecordCallBack{.fits_now = true, .came_again = true});
    EXPECT_EQ(story.c.phase, Phase::Open);
    EXPECT_EQ(story.c.get<Complaint>().times_reopened, 1);
}

TEST(Complaint, IsHandedOverWithEverythingAndTheReceiverMustAccept) {
    Story story;
    story.when(kAgent, "2026-05-12T10:00",
               OpenComplaint{.opening = opening_of("褪色"),
                             .channel = "online",
                             .complained_at = {},
                             .words = "faded on the first wash",
                             .facts = {{"cause", std::string{"quality"}},
                                       {"defect", std::string{"proven"}},
                                       {"demand_under_threat", false}}});
    EXPECT_EQ(story
                  .refused(kAgent, "2026-05-12T10:05",
                           ProposeRemedy{.remedy_id = RemedyId{"rm-0"},
                                         .remedy = "exchange_or_voucher",
                                         .offered = "a voucher",
                                         .reason = "cheaper"})
                  .code,
              RefusalCode::BelowWhatIsOwed);
    story.when(kAgent, "2026-05-12T10:05",
               ProposeRemedy{.remedy_id = RemedyId{"rm-1"},
                             .remedy = "return_or_exchange",
                             .offered = "as you like",
                             .reason = {}});
    story.when(kAgent, "2026-05-12T10:06",
               RecordConsent{.remedy_id = RemedyId{"rm-1"}, .given = false, .words = "no"});
    story.when(kAgent, "2026-05-12T10:07",
               OfferHandOver{.to = kSupervisor.user, .summary = "all of it"});
    EXPECT_EQ(story.c.get<Complaint>().hand_over->facts.size(), 3U);
    EXPECT_EQ(story.c.get<Complaint>().hand_over->proposed.size(), 1U);
    EXPECT_EQ(story.refused(kAgent, "2026-05-12T10:08", AcceptHandOver{}).code,
              RefusalCode::NotTheReceiver);
    story.when(kSupervisor, "2026-05-12T10:09", AcceptHandOver{});
    EXPECT_EQ(story.c.assigned, kSupervisor.user);
}

TEST(AllowedMoves, AreThoseThatDecideDoesNotRefuseForRoleOrPhase) {
    const Story story = upheld_report();
    EXPECT_TRUE(story.may(kOfficer, "2026-05-12T10:00", "mask_words"));
    EXPECT_FALSE(story.may(kAgent, "2026-05-12T10:00", "mask_words"));
    EXPECT_TRUE(story.may(kAgent, "2026-05-12T10:00", "file_appeal"));
    const Actor other{.user = UserId{"u-other"}, .role = Role::Claimant};
    EXPECT_TRUE(allowed_moves(story.c, other, story.rules, at("2026-05-12T10:00")).empty());
    const Actor auditor{.user = UserId{"u-auditor"}, .role = Role::Auditor};
    EXPECT_TRUE(allowed_moves(story.c, auditor, story.rules, at("2026-05-12T10:00")).empty());
}

}  // namespace
}  // namespace pingli::test
