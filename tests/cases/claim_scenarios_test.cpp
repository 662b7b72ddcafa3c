// Scenarios S20 to S37 in the domain: events in, ruling out.
// proves H1 H2 H3 H4 H5 H6 H7 H9 H10 H14 H15 H16 H19 X1 X3

#include <gtest/gtest.h>

#include "cases/rehearsal.hpp"
#include "support/story.hpp"

namespace pingli::test {
namespace {

const Facts kDisturbed{{"effect", std::string{"disturbed"}}};

// Opened, taken up, answered, exhibits weighed as they say.
Story heard(const OpenClaim& claim, const SubmitAnswer& answer,
            const std::vector<ExhibitData>& exhibits) {
    Story story;
    story.when(kBuyer, "2026-05-12T10:00", claim);
    story.when(kOfficer, "2026-05-12T11:00", TakeUp{});
    for (const ExhibitData& exhibit : exhibits)
        story.when(kOfficer, "2026-05-12T12:00", SubmitEvidence{.exhibit = exhibit, .side = {}});
    story.when(kAgent, "2026-05-13T10:00", answer);
    for (const ExhibitData& exhibit : exhibits)
        story.when(kOfficer, "2026-05-14T10:00", weigh(exhibit));
    return story;
}

const ExhibitData& fourteen_calls() {
    static const ExhibitData list =
        exhibit_of("e-list", "carrier_list", Showing::Confirms,
                   contacts_on("2026-05-11", "call", 14, 2), {{"number_is_shops", true}});
    return list;
}

void expect_ruling(const Story& story, Outcome outcome, std::string_view points_class,
                   std::int64_t points, std::string_view reason) {
    const Ruling* ruling = story.c.last_ruling();
    ASSERT_NE(ruling, nullptr);
    EXPECT_EQ(ruling->outcome, outcome);
    EXPECT_EQ(ruling->points_class, points_class);
    EXPECT_EQ(ruling->points, points);
    EXPECT_EQ(ruling->reason, reason);
    EXPECT_EQ(ruling->book.id, "harassment");
    EXPECT_EQ(ruling->book.version, "2026.1");
    ASSERT_FALSE(ruling->findings.empty());
    EXPECT_FALSE(ruling->findings[0].clauses.empty());
    EXPECT_FALSE(ruling->findings[0].why.zh.empty());
    EXPECT_FALSE(ruling->findings[0].why.en.empty());
    EXPECT_FALSE(ruling->findings[0].tables.empty());
    EXPECT_EQ(story.c.entries.size(), points > 0 ? 1U : 0U);
}

TEST(S20, FourteenCallsInADayAreUpheldAsOrdinary) {
    Story story = heard(claim_of({.facts = kDisturbed}), answer_of("We called about the delivery."),
                        {fourteen_calls()});
    story.when(kOfficer, "2026-05-15T10:00", rule(Outcome::Upheld));
    expect_ruling(story, Outcome::Upheld, "ordinary", 12, "proven");
    EXPECT_EQ(story.c.last_ruling()->findings[0].gravity, "ordinary");
    ASSERT_EQ(story.c.last_ruling()->exhibits.size(), 1U);
    EXPECT_EQ(story.c.last_ruling()->exhibits[0].kind, "carrier_list");
    ASSERT_EQ(story.c.proposed_measures.size(), 1U);
    EXPECT_EQ(story.c.proposed_measures[0].measure, "warning");
}

TEST(S21, FuneralMoneyFromTheShopsAddressIsGrave) {
    Story story =
        heard(claim_of({.alleged = "repulsive_object", .words = "funeral money"}),
              answer_of("It was not us."), {exhibit_of("e-waybill", "waybill", Showing::Confirms)});
    story.when(kOfficer, "2026-05-15T10:00", rule(Outcome::Upheld));
    expect_ruling(story, Outcome::Upheld, "serious", 48, "proven");
    EXPECT_EQ(story.c.last_ruling()->findings[0].gravity, "grave");
}

TEST(S22, AnInsultAndNothingElseIsAMatterOfCivility) {
    Story story = heard(claim_of({.alleged = "insults", .words = "the agent called me an idiot"}),
                        answer_of("The agent lost her temper and is sorry."), {});
    EXPECT_EQ(story.refused(kOfficer, "2026-05-15T10:00", rule(Outcome::Upheld)).code,
              RefusalCode::RulebookSaysOtherwise);
    story.when(kOfficer, "2026-05-15T10:00", rule(Outcome::NotUpheld));
    expect_ruling(story, Outcome::NotUpheld, "none", 0, "civility");
    ASSERT_EQ(story.c.right_paths.size(), 1U);
    EXPECT_EQ(story.c.right_paths[0].path, "civility_or_review");
}

TEST(S23, FakeGoodsFiledAsHarassmentGoToTheirOwnPathWithoutATrace) {
    Story story = heard(
        claim_of({.alleged = "goods_or_service", .words = "fake goods and they do not answer"}),
        answer_of("The goods are genuine."), {});
    story.when(kOfficer, "2026-05-15T10:00", rule(Outcome::NotUpheld));
    expect_ruling(story, Outcome::NotUpheld, "none", 0, "goods_dispute");
    ASSERT_EQ(story.c.right_paths.size(), 1U);
    EXPECT_EQ(story.c.right_paths[0].path, "goods_dispute");
    EXPECT_EQ(story.last<PointsEntered>(), nullptr);
    story.when(kOfficer, "2026-05-15T11:00",
               LinkCase{.other = CaseId{"c-2"}, .relation = Relation::RightPath});
    EXPECT_EQ(story.c.links.size(), 1U);
}

TEST(S24, AForeignNumberIsNotUpheld) {
    Story story = heard(claim_of({.facts = kDisturbed}),
                        answer_of("The number is not ours.", {{"number_is_shops", false}}), {});
    story.when(kOfficer, "2026-05-15T10:00", rule(Outcome::NotUpheld));
    expect_ruling(story, Outcome::NotUpheld, "none", 0, "not_our_number");
}

TEST(S25, ForgedCallsFallWithTheCarriersListWhichTheRehearsalNames) {
    Facts claimed = kDisturbed;
    claimed.push_back({"attempts_in_24_hours", std::int64_t{6}});
    claimed.push_back({"number_is_shops", true});  // it is in the shop's register
    const auto screenshot = exhibit_of("e-shot", "call_screenshots", Showing::Confirms,
                                       contacts_on("2026-05-11", "call", 6));
    Story story;
    story.when(kBuyer, "2026-05-12T10:00", claim_of({.facts = claimed}));
    story.when(kBuyer, "2026-05-12T10:05", SubmitEvidence{.exhibit = screenshot, .side = {}});
    story.when(kOfficer, "2026-05-12T11:00", TakeUp{});

    const Rehearsal before = rehearse(story.c, story.rules, at("2026-05-12T12:00"));
    EXPECT_FALSE(before.now.decided);
    EXPECT_EQ(before.now.missing, std::vector<std::string>{"proof"});
    ASSERT_FALSE(before.turns.empty());
    ASSERT_EQ(before.turns[0].evidence.size(), 1U);
    EXPECT_EQ(before.turns[0].evidence[0].exhibit, "carrier_list");
    EXPECT_EQ(before.turns[0].evidence[0].showing, Showing::Contradicts);
    EXPECT_EQ(before.turns[0].then.outcome, Outcome::NotUpheld);
    for (const Turn& turn : before.turns) EXPECT_EQ(turn.evidence[0].exhibit, "carrier_list");
    EXPECT_EQ(before.evidence_due, at("2026-05-15T10:00"));
    EXPECT_NE(std::ranges::find(before.missing_exhibits, "carrier_list",
                                &std::pair<std::string, Bilingual>::first),
              before.missing_exhibits.end());

    const auto list = exhibit_of("e-list", "carrier_list", Showing::Contradicts);
    story.when(kAgent, "2026-05-13T10:00", SubmitEvidence{.exhibit = list, .side = {}});
    story.when(kAgent, "2026-05-13T10:01",
               answer_of("No such call was made.", {{"number_is_shops", true}}));
    WeighExhibit forged = weigh(screenshot);
    forged.findings[0].showing = Showing::Nothing;
    forged.reason = "the carrier's list has none of these calls";
    EXPECT_EQ(story.refused(kOfficer, "2026-05-14T09:00", rule(Outcome::NotUpheld)).code,
              RefusalCode::ExhibitsNotWeighed);
    story.when(kOfficer, "2026-05-14T10:00", forged);
    story.when(kOfficer, "2026-05-14T10:01", weigh(list));
    story.when(kOfficer, "2026-05-14T10:02", rule(Outcome::NotUpheld));
    expect_ruling(story, Outcome::NotUpheld, "none", 0, "nothing_was_done");
}

TEST(S26, TheOfficeLandlineIsProtectedLikeTheBuyer) {
    Story story = heard(claim_of({.person = "workplace", .facts = kDisturbed}),
                        answer_of("We called the office."), {fourteen_calls()});
    story.when(kOfficer, "2026-05-15T10:00", rule(Outcome::Upheld));
    expect_ruling(story, Outcome::Upheld, "ordinary", 12, "proven");
    // proves H4
    Story stranger = heard(claim_of({.person = "stranger", .facts = kDisturbed}),
                           answer_of("We do not know this person."), {fourteen_calls()});
    stranger.when(kOfficer, "2026-05-15T10:00", rule(Outcome::NotUpheld));
    expect_ruling(stranger, Outcome::NotUpheld, "none", 0, "not_protected");
}

TEST(S27, LateProofIsTakenMarkedAndDecidedOnWithAReason) {
    const auto list = exhibit_of("e-list", "carrier_list", Showing::Contradicts);
    Story story;
    story.when(kBuyer, "2026-05-12T10:00", claim_of({.facts = kDisturbed}));
    story.when(kOfficer, "2026-05-12T11:00", TakeUp{});
    EXPECT_EQ(story.c.clock("answer_due")->due, at("2026-05-15T10:00"));
    story.when(kAgent, "2026-05-16T01:00", SubmitEvidence{.exhibit = list, .side = {}});
    story.when(kAgent, "2026-05-16T01:00", answer_of("No call was made."));
    EXPECT_TRUE(story.c.exhibits.back().late);
    EXPECT_TRUE(story.c.get<Claim>().answer->late);
    EXPECT_EQ(story.c.clock("answer_due")->state, ClockState::Missed);
    WeighExhibit no_reason = weigh(list);
    no_reason.reason = " ";
    EXPECT_EQ(story.refused(kOfficer, "2026-05-18T10:00", no_reason).code,
              RefusalCode::FieldMissing);
    WeighExhibit weighed = weigh(list);
    weighed.reason = "late, but the carrier vouches for it and nobody is hurt by using it";
    story.when(kOfficer, "2026-05-18T10:00", weighed);
    story.when(kOfficer, "2026-05-18T10:01", rule(Outcome::NotUpheld));
    EXPECT_TRUE(story.c.last_ruling()->exhibits[0].late);
    EXPECT_EQ(story.c.last_ruling()->exhibits[0].reason, weighed.reason);
}

TEST(S28, TakingUpOnTheFourthWorkingDayBreaksThePlatformsOwnDuty) {
    Story story;
    story.when(kBuyer, "2026-02-11T10:00", claim_of({.facts = kDisturbed}));
    EXPECT_EQ(story.c.clock("take_up_due")->due, at("2026-02-14T23:59:59"));
    EXPECT_EQ(story.c.clock("finish_due")->due, at("2026-02-25T23:59:59"));
    EXPECT_EQ(story.refused(kClockwork, "2026-02-12T00:00", RunClocks{}).code,
              RefusalCode::NothingHasRunOut);
    story.when(kClockwork, "2026-02-15T00:00", RunClocks{});
    const ClockMissed* missed = story.last<ClockMissed>();
    ASSERT_NE(missed, nullptr);
    EXPECT_EQ(missed->clock, "take_up_due");
    EXPECT_EQ(missed->escalated_to, Role::SeniorOfficer);
    story.when(kOfficer, "2026-02-24T10:00", TakeUp{});
    const DutyBreached* breached = story.last<DutyBreached>();
    ASSERT_NE(breached, nullptr);
    EXPECT_EQ(breached->breach, "taken_up_late");
    EXPECT_EQ(breached->clauses, std::vector<std::string>{"K2"});
    EXPECT_EQ(story.c.breaches, std::vector<std::string>{"taken_up_late"});
    EXPECT_EQ(story.c.clock("take_up_due")->state, ClockState::Missed);
}

TEST(S29, AnotherOfficerRulesTheAppealAndPointsAreUndoneByAContraryEntry) {
    Story story = heard(claim_of({.facts = kDisturbed}), answer_of("We called about the delivery."),
                        {fourteen_calls()});
    story.when(kOfficer, "2026-05-15T10:00", rule(Outcome::Upheld));
    const Ruling first = *story.c.last_ruling();
    const auto list = exhibit_of("e-list-2", "carrier_list", Showing::Contradicts);
    story.when(
        kAgent, "2026-05-16T10:00",
        FileAppeal{.appeal_id = AppealId{"ap-1"}, .grounds = "a list of our own", .side = {}});
    story.when(kAgent, "2026-05-16T10:01", SubmitEvidence{.exhibit = list, .side = {}});
    EXPECT_FALSE(story.c.exhibits.back().late);
    const RuleAppeal appeal{.ruling_id = RulingId{"r-2"},
                            .outcome = Outcome::NotUpheld,
                            .reasons = "the first list was of another number",
                            .special_circumstance = {}};
    const Refusal refusal = story.refused(kOfficer, "2026-05-17T10:00", appeal);
    EXPECT_EQ(refusal.code, RefusalCode::AnotherOfficerMustRule);
    const Actor same_in_other_role{.user = kOfficer.user, .role = Role::SeniorOfficer};
    EXPECT_EQ(story.refused(same_in_other_role, "2026-05-17T10:00", appeal).code,
              RefusalCode::AnotherOfficerMustRule);
    WeighExhibit doubted = weigh(fourteen_calls());
    doubted.findings[0].showing = Showing::Nothing;
    doubted.reason = "of a number that is not the shop's";
    story.when(kSenior, "2026-05-17T10:00", doubted);
    story.when(kSenior, "2026-05-17T10:01", weigh(list));
    story.when(kSenior, "2026-05-17T10:02", appeal);
    ASSERT_EQ(story.c.rulings.size(), 2U);
    EXPECT_EQ(story.c.rulings[0], first) << "an earlier ruling never changes";
    EXPECT_TRUE(story.last<AppealRuled>()->overturned);
    ASSERT_EQ(story.c.entries.size(), 2U);
    EXPECT_EQ(story.c.entries[0].points, 12);
    EXPECT_EQ(story.c.entries[1].points, -12);
    EXPECT_EQ(story.c.entries[1].reverses, story.c.entries[0].entry_id);
    EXPECT_EQ(story.c.entries[1].points_class, "ordinary");
    EXPECT_EQ(story.c.phase, Phase::Final);
    EXPECT_TRUE(story.c.proposed_measures.empty());
}

TEST(S30, ClassesAreNeverAddedTogether) {
    const auto run = [](const OpenClaim& claim, const ExhibitData& proof, Totals totals) {
        Story story = heard(claim, answer_of("We see it otherwise."), {proof});
        story.rules.totals = std::move(totals);
        story.when(kOfficer, "2026-05-15T10:00", rule(Outcome::Upheld));
        return story;
    };
    const Story second = run(claim_of({.facts = kDisturbed}), fourteen_calls(),
                             {.sums = {{"ordinary", 2026, 12}, {"serious", 2026, 48}}});
    ASSERT_EQ(second.c.proposed_measures.size(), 1U);
    EXPECT_EQ(second.c.proposed_measures[0].points, 24);
    EXPECT_EQ(second.c.proposed_measures[0].measure, "restriction");
    const Story serious = run(claim_of({.alleged = "repulsive_object", .words = "grave clothes"}),
                              exhibit_of("e-waybill", "waybill", Showing::Confirms),
                              {.sums = {{"ordinary", 2026, 24}, {"serious", 2025, 48}}});
    ASSERT_EQ(serious.c.proposed_measures.size(), 1U);
    EXPECT_EQ(serious.c.proposed_measures[0].points, 48);
    EXPECT_EQ(serious.c.proposed_measures[0].measure, "closing");
    EXPECT_EQ(serious.c.ordered_measures.size(), 0U) << "no penalty without a human decision";
    Story ordered = serious;
    ordered.when(kSenior, "2026-05-16T10:00",
                 OrderMeasure{.measure = "closing", .reason = "second grave case"});
    EXPECT_EQ(ordered.c.ordered_measures.size(), 1U);
}

TEST(S31, RefundAndSettlementCloseNothingAndOnlyTheClaimantWithdraws) {
    Story story;
    story.when(kBuyer, "2026-05-12T10:00", claim_of({.facts = kDisturbed}));
    story.when(kSupervisor, "2026-05-12T12:00",
               RecordSettlement{.what = Settled::Refunded,
                                .amount = Money{.minor = 19900, .currency = {}},
                                .terms = "full refund"});
    story.when(kSupervisor, "2026-05-12T12:01",
               RecordSettlement{.what = Settled::Settled, .amount = {}, .terms = "made up"});
    EXPECT_EQ(story.c.phase, Phase::Filed);
    EXPECT_EQ(story.refused(kSupervisor, "2026-05-12T13:00", WithdrawCase{}).code,
              RefusalCode::OnlyClaimantWithdraws);
    EXPECT_FALSE(story.may(kSupervisor, "2026-05-12T13:00", "withdraw_case"));
    EXPECT_FALSE(story.may(kOfficer, "2026-05-12T13:00", "withdraw_case"));
    EXPECT_TRUE(story.may(kBuyer, "2026-05-12T13:00", "withdraw_case"));
    story.when(kBuyer, "2026-05-12T13:00", WithdrawCase{.reason = "cleared up", .source = {}});
    EXPECT_EQ(story.c.phase, Phase::Withdrawn);
}

TEST(S32, TwoCallsAboutADeliveryAreOrdinaryContact) {
    const auto list =
        exhibit_of("e-list", "carrier_list", Showing::Confirms,
                   {{.channel = "call", .at = at("2026-05-11T11:00"), .answered = true},
                    {.channel = "call", .at = at("2026-05-11T15:00"), .answered = true}});
    Story story =
        heard(claim_of({.words = "they keep calling me"}),
              answer_of("Both were about the delivery.", {{"number_is_shops", true}}), {list});
    story.when(kOfficer, "2026-05-15T10:00", rule(Outcome::NotUpheld));
    expect_ruling(story, Outcome::NotUpheld, "none", 0, "below_harassment");
}

TEST(S33, ANightlyClaimIsAnsweredByChatInTheMorningAndItsDatesAreExplained) {
    Story story;
    story.when(kBuyer, "2026-09-30T23:10", claim_of({.facts = kDisturbed}));
    EXPECT_EQ(story.c.clock("answer_due")->due, at("2026-10-03T23:10"));
    EXPECT_EQ(story.c.clock("take_up_due")->due, at("2026-10-10T23:59:59"));
    EXPECT_EQ(story.c.clock("finish_due")->due, at("2026-10-13T23:59:59"));
    const ClearingMessagePrepared* message = story.last<ClearingMessagePrepared>();
    ASSERT_NE(message, nullptr);
    EXPECT_EQ(message->channel, "chat");
    EXPECT_EQ(message->send_from, at("2026-10-01T09:00"));
    EXPECT_NE(story.c.exhibit(message->exhibit_id), nullptr);
    int explained = 0;
    for (const Event& event : story.events)
        if (const auto* clock = std::get_if<ClockStarted>(&event.what)) {
            ++explained;
            EXPECT_TRUE(clock->words.zh.contains("10-")) << clock->words.zh;
            EXPECT_FALSE(clock->words.en.empty());
            if (clock->clock == "take_up_due") {
                EXPECT_TRUE(clock->words.zh.contains("10-10（调休上班）")) << clock->words.zh;
            }
        }
    EXPECT_EQ(explained, 3);
    const auto steps = next_steps(story.c, story.rules);
    ASSERT_FALSE(steps.empty());
    EXPECT_EQ(steps[0].first, "message_on_chat");
}

TEST(S34, NoRulingBeforeTheShopIsHeardAndSilenceProvesNothing) {
    Facts claimed = kDisturbed;
    claimed.push_back({"attempts_in_24_hours", std::int64_t{9}});
    Story story;
    story.when(kBuyer, "2026-05-12T10:00", claim_of({.facts = claimed}));
    story.when(kOfficer, "2026-05-12T11:00", TakeUp{});
    const Refusal refusal = story.refused(kOfficer, "2026-05-14T10:00", rule(Outcome::Upheld));
    EXPECT_EQ(refusal.code, RefusalCode::NotHeardYet);
    EXPECT_EQ(refusal.due, at("2026-05-15T10:00"));
    EXPECT_FALSE(refusal.moves.empty());
    EXPECT_NE(std::ranges::find(refusal.moves, "weigh_exhibit", &Move::command),
              refusal.moves.end());
    EXPECT_EQ(story.refused(kOfficer, "2026-05-15T10:00:01", rule(Outcome::Upheld)).code,
              RefusalCode::RulebookSaysOtherwise);
    story.when(kOfficer, "2026-05-15T10:00:01", rule(Outcome::NotUpheld));
    expect_ruling(story, Outcome::NotUpheld, "none", 0, "not_proven");
}

TEST(S35, TheChannelsCountTogether) {
    Story story = heard(
        claim_of({.words = "the whole day was lost", .facts = kDisturbed}),
        answer_of("We wanted to reach her.", {{"number_is_shops", true}}),
        {exhibit_of("e-calls", "carrier_list", Showing::Confirms,
                    contacts_on("2026-05-11", "call", 5)),
         exhibit_of("e-sms", "sms_list", Showing::Confirms, contacts_on("2026-05-11", "sms", 9)),
         exhibit_of("e-mail", "email_copies", Showing::Confirms,
                    contacts_on("2026-05-11", "email", 6))});
    story.when(kOfficer, "2026-05-15T10:00", rule(Outcome::Upheld));
    expect_ruling(story, Outcome::Upheld, "ordinary", 12, "proven");
    for (const Fact& fact : story.c.last_ruling()->findings[0].facts)
        if (fact.name == "attempts_in_24_hours") {
            EXPECT_EQ(fact.value, FactValue{std::int64_t{20}});
        }
}

TEST(S36, ASpecialCircumstanceNeedsItsRecordedReason) {
    Story story = heard(claim_of({.alleged = "insults", .words = "the agent called me an idiot"}),
                        answer_of("It was said once."),
                        {exhibit_of("e-chat", "chat_reference", Showing::Confirms)});
    EXPECT_EQ(story.refused(kOfficer, "2026-05-15T10:00", rule(Outcome::Upheld)).code,
              RefusalCode::RulebookSaysOtherwise);
    EXPECT_EQ(story.refused(kOfficer, "2026-05-15T10:00", rule(Outcome::Upheld, " ")).code,
              RefusalCode::FieldMissing);
    story.when(kOfficer, "2026-05-15T10:00",
               rule(Outcome::Upheld, "insulted daily for a month after she asked for peace"));
    expect_ruling(story, Outcome::Upheld, "ordinary", 12, "proven");
    EXPECT_FALSE(story.c.last_ruling()->special_circumstance.empty());
}

TEST(S37, TheCouriersRecordOfAnotherSenderDecides) {
    const auto courier = exhibit_of("e-courier", "courier_record", Showing::Contradicts);
    const auto log = exhibit_of("e-log", "parcel_log", Showing::Contradicts);
    Story story = heard(claim_of({.alleged = "repulsive_object", .words = "funeral money"}),
                        answer_of("Another sender."), {courier, log});
    story.when(kOfficer, "2026-05-15T10:00", rule(Outcome::NotUpheld));
    expect_ruling(story, Outcome::NotUpheld, "none", 0, "other_sender");
    EXPECT_EQ(story.c.last_ruling()->exhibits.size(), 2U);
}

}  // namespace
}  // namespace pingli::test
