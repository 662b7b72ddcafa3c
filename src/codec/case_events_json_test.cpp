#include "codec/case_events_json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <set>

#include "codec/case_commands_json.hpp"
#include "codec/fields_read.hpp"
#include "support/filler.hpp"

namespace pingli::codec {
namespace {

using test::Filler;

// Turns a text round and remembers who was erased.
class FakeSealer final : public app::Sealer {
public:
    std::string seal(const PersonId&, std::string_view text) override {
        return {text.rbegin(), text.rend()};
    }
    std::optional<std::string> open(const PersonId&, std::string_view sealed) override {
        if (erased) return std::nullopt;
        return std::string{sealed.rbegin(), sealed.rend()};
    }
    bool erased = false;
};

cases::Event event_of(cases::Happening what) {
    return {.what = std::move(what),
            .by = {.user = UserId{"u-1"}, .role = cases::Role::Agent},
            .at = Instant{std::chrono::seconds{1'778'000'000}}};
}

TEST(EventJson, HasAFixedForm) {
    FakeSealer sealer;
    const cases::Event event = event_of(
        cases::MessagePosted{.message_id = cases::MessageId{"m-1"},
                             .side = cases::Side::Shop,
                             .text = {.person = PersonId{"p-1"}, .text = "abc", .erased = false}});
    EXPECT_EQ(encode_event(event, sealer),
              R"({"type":"MessagePosted","v":1,"at":"2026-05-05T16:53:20+00:00",)"
              R"("by":{"user":"u-1","role":"agent"},"message_id":"m-1","side":"shop",)"
              R"("text":{"person":"p-1","sealed":"Y2Jh"}})");
}

RC_GTEST_PROP(EventJson, EveryEventComesBackAndHasOneForm, (unsigned seed)) {
    FakeSealer sealer;
    Filler filler{seed};
    for (const cases::Happening& what : test::one_of_each<cases::Happening>(filler)) {
        const cases::Event event = event_of(what);
        const std::string body = encode_event(event, sealer);
        const auto back = decode_event(body, sealer);
        RC_ASSERT(back.has_value());
        RC_ASSERT(*back == event);
        RC_ASSERT(encode_event(*back, sealer) == body);
    }
}

TEST(EventJson, AnErasedPersonLeavesAnEmptyTextMarkedSo) {
    FakeSealer sealer;
    const std::string body =
        encode_event(event_of(cases::MessagePosted{
                         .message_id = {},
                         .side = cases::Side::Customer,
                         .text = {.person = PersonId{"p-1"}, .text = "secret", .erased = false}}),
                     sealer);
    EXPECT_FALSE(body.contains("secret"));
    sealer.erased = true;
    const auto back = decode_event(body, sealer);
    ASSERT_TRUE(back);
    const auto& posted = std::get<cases::MessagePosted>(back->what);
    EXPECT_TRUE(posted.text.erased);
    EXPECT_EQ(posted.text.text, "");
    EXPECT_EQ(posted.text.person, PersonId{"p-1"});
}

TEST(EventJson, WhatIsNoEventIsCorrupt) {
    FakeSealer sealer;
    for (
        const char* body :
        {"", "[]", "{}", R"({"type":"Nothing","v":1,"at":"2026-05-05T10:00:00Z","by":{}})",
         R"({"type":"TakenUp","v":2,"at":"2026-05-05T10:00:00Z","by":{"user":"u","role":"agent"},)"
         R"("late":false})",
         R"({"type":"TakenUp","v":1,"at":"2026-05-05T10:00:00Z","by":{"user":"u","role":"agent"}})",
         R"({"type":"TakenUp","v":1,"at":"yesterday","by":{"user":"u","role":"king"},"late":1})"}) {
        const auto back = decode_event(body, sealer);
        ASSERT_FALSE(back) << body;
        EXPECT_EQ(back.error().code, ErrorCode::Corrupt) << body;
    }
}

// What was written in version 1, one of every type: whatever the form becomes, these are read.
TEST(EventJson, WhatWasWrittenInVersionOneIsStillRead) {
    FakeSealer sealer;
    std::ifstream file{PINGLI_SOURCE_DIR "/tests/golden/events-v1.ndjson"};
    std::set<std::string> types;
    for (std::string line; std::getline(file, line);) {
        const auto event = decode_event(line, sealer);
        ASSERT_TRUE(event) << line << "\n" << event.error().context;
        const auto again = decode_event(encode_event(*event, sealer), sealer);
        ASSERT_TRUE(again && *again == *event) << line;
        types.emplace(type_of(*event));
    }
    EXPECT_GE(types.size(), 49U);
}

// A program that knows less reads what it knows; the bytes stay in the store as they are.
TEST(EventJson, AFieldThatIsNotKnownIsPassedOver) {
    FakeSealer sealer;
    const auto event = decode_event(
        R"({"type":"TakenUp","v":1,"at":"2026-05-05T10:00:00Z","by":{"user":"u","role":"agent"},)"
        R"("late":true,"colour":{"of":["later"]}})",
        sealer);
    ASSERT_TRUE(event);
    EXPECT_TRUE(std::get<cases::TakenUp>(event->what).late);
}

// security finding 4: nothing that is read goes deeper than what walks it may
TEST(EventJson, OneNestedTooDeepIsCorrupt) {
    FakeSealer sealer;
    for (const std::size_t depth : {std::size_t{40}, std::size_t{1'000'000}}) {
        const auto event = decode_event(R"({"type":"TakenUp","v":1,"x":)" +
                                            std::string(depth, '[') + std::string(depth, ']') + "}",
                                        sealer);
        ASSERT_FALSE(event);
        EXPECT_EQ(event.error().code, ErrorCode::Corrupt);
    }
}

TEST(EventJson, ALaterVersionOrTypeIsSaidByName) {
    FakeSealer sealer;
    const auto later = decode_event(
        R"({"type":"TakenUp","v":2,"at":"2026-05-05T10:00:00Z","by":{"user":"u","role":"agent"}})",
        sealer);
    ASSERT_FALSE(later);
    EXPECT_EQ(later.error().context, "event TakenUp: version 2 is not known");
    const auto unknown = decode_event(
        R"({"type":"Unheard","v":1,"at":"2026-05-05T10:00:00Z","by":{"user":"u","role":"agent"}})",
        sealer);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().context, "event Unheard: a type that is not known");
}

CommandContext context() {
    return {.case_id = CaseId{"c-1"}, .shop = ShopId{"s-1"}, .new_id = [] { return "new-id"; }};
}

TEST(CommandJson, ReadsAClaimAndFillsIdsThatTheEdgeMakes) {
    const auto command = parse_command("open_claim", R"({
        "perspective":"decided","title":"骚扰投诉","person":"p-1",
        "filed_at":"2026-05-12T10:00:00+08:00",
        "allegations":[{"alleged":"frequent_contact","person":"buyer","words":"14 calls",
                        "facts":{"effect":"disturbed","attempts_in_24_hours":14}}]})",
                                       context());
    ASSERT_TRUE(command);
    const auto& open = std::get<cases::OpenClaim>(*command);
    EXPECT_EQ(open.opening.case_id, CaseId{"c-1"});
    EXPECT_EQ(open.allegations.at(0).id.value(), "new-id");
    EXPECT_EQ(open.allegations[0].facts.at(1).value, cases::FactValue{std::int64_t{14}});
    EXPECT_EQ(open.filed_at, Instant{std::chrono::seconds{1'778'551'200}});
}

TEST(CommandJson, SaysEveryFaultByItsPath) {
    const auto faults = parse_command("submit_evidence", R"({"kind":7,"origin":"x","bearings":[
        {"showing":"perhaps","contacts":[{"channel":"call","at":"noon"}]}],"colour":"red"})",
                                      context());
    ASSERT_FALSE(faults);
    const Problems expected{{.field = "kind", .expected = say("field.text")},
                            {.field = "purpose", .expected = say("field.missing")},
                            {.field = "bearings[0].showing",
                             .expected = say("field.one_of", "nothing, confirms, contradicts")},
                            {.field = "bearings[0].contacts[0].at", .expected = say("field.time")},
                            {.field = "colour", .expected = say("field.unknown")}};
    EXPECT_EQ(faults.error(), expected);
    EXPECT_FALSE(parse_command("fly", "{}", context()));
    EXPECT_FALSE(parse_command("take_up", "[", context()));
    EXPECT_TRUE(parse_command("take_up", "", context()));
    EXPECT_TRUE(parse_command("take_up", "{}", context()));
}

TEST(CommandJson, ANumberThatDoesNotFitIsAFaultAndNotAnother) {
    for (const char* body : {R"({"what":"report","path":"x","filed_at":18446744073709551615})",
                             R"({"outcome":"upheld","source":"x","points":18446744073709551615})",
                             R"({"outcome":"upheld","source":"x","points":9223372036854775808})"})
        EXPECT_FALSE(parse_command("record_platform_ruling", body, context())) << body;
    const auto faults = parse_command(
        "record_facts", R"({"facts":{"n":18446744073709551615},"source":"x"})", context());
    ASSERT_FALSE(faults);
    EXPECT_EQ(faults.error(), (Problems{{.field = "facts.n", .expected = say("field.fact")}}));
}

// A hundred thousand members took half a minute of a worker's time.
TEST(CommandJson, ABodyOfVeryManyMembersIsRefusedAtOnce) {
    const auto body = [](std::size_t members) {
        std::string text = R"({"source":"x","facts":{)";
        for (std::size_t i = 0; i < members; ++i)
            text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
        return text + "}}";
    };
    EXPECT_FALSE(parse_command("record_facts", body(100'000), context()));
    EXPECT_FALSE(parse_command("record_facts", body(kMembersMax + 1), context()));
    EXPECT_FALSE(parse_command("record_facts", body(cases::kItemsMax + 1), context()));
    EXPECT_TRUE(parse_command("record_facts", body(cases::kItemsMax), context()));
    // Many members in all, but few in any one object.
    std::string claim = R"({"perspective":"decided","title":"t","person":"p","allegations":[)";
    for (std::size_t i = 0; i < cases::kItemsMax; ++i)
        claim += std::string{i == 0 ? "" : ","} +
                 R"({"alleged":"insults","person":"buyer","words":"a: b: c: d"})";
    EXPECT_TRUE(parse_command("open_claim", claim + "]}", context()));
}

TEST(CommandJson, KnowsEveryCommandByItsName) {
    EXPECT_EQ(command_names().size(), std::variant_size_v<cases::Command>);
}

}  // namespace
}  // namespace pingli::codec
