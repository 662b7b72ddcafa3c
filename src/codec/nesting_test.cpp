#include "codec/nesting.hpp"

#include <gtest/gtest.h>

#include <string>

#include "codec/calendar_json.hpp"
#include "codec/finding_line.hpp"
#include "codec/json_body.hpp"
#include "codec/limits.hpp"
#include "codec/signals_json.hpp"

namespace pingli::codec {

namespace {

std::string times(std::size_t count, std::string_view what) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += what;
    return out;
}

constexpr std::size_t kVery = 60'000;

}  // namespace

// The brothers of finding 4, and finding 25: no tree is made of a text that is too deep or holds
// too much.
TEST(Nesting, OfDeepJsonIsRefusedBeforeItIsParsed) {
    const std::string lists = times(kVery, "[") + times(kVery, "]");
    const std::string deep = R"({"subject":{"kind":"review","id":"1"},"x":)" + lists + "}";
    EXPECT_FALSE(JsonBody::parse(deep));
    EXPECT_FALSE(parse_conversation(deep));
    EXPECT_FALSE(parse_calendar(deep, "cn.json"));
    const auto line = parse_finding_line(deep);
    ASSERT_FALSE(line);
    EXPECT_EQ(line.error().expected, say("field.finding_max"));
}

// security finding 25: what is parsed at once is bounded
TEST(Nesting, OfAHugeFindingLineIsRefusedBeforeItIsParsed) {
    const std::string good = R"({"subject":{"kind":"review","id":"1"},"reportable":false)";
    EXPECT_TRUE(parse_finding_line(good + "}"));
    EXPECT_FALSE(
        parse_finding_line(good + ",\"x\":[" + times(kFindingLineValuesMax, "[],") + "1]}"));
    EXPECT_FALSE(parse_finding_line(good + ",\"x\":\"" + times(kFindingLineBytesMax, "x") + "\"}"));
    EXPECT_TRUE(is_within(R"({"a":"[[[[,,,,\"[[[","b":[1,2]})", {.depth_max = 2, .values_max = 5}));
    EXPECT_FALSE(is_within("[1,2,3]", {.depth_max = 2, .values_max = 3}));
}

}  // namespace pingli::codec
