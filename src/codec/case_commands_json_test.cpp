#include "codec/case_commands_json.hpp"

#include <gtest/gtest.h>

#include <array>

#include <nlohmann/json.hpp>

namespace pingli::codec {
namespace {

using Json = nlohmann::json;

Json claim() {
    return Json::parse(R"({"perspective":"decided","title":"t","person":"p-1","source":"api",
        "orders":["1"],"platform":"taobao",
        "allegations":[{"alleged":"insults","person":"buyer","words":"w","facts":{"effect":"x"}}]})");
}

std::string refused_field(std::string_view command, const Json& body) {
    const auto parsed = parse_command(
        command, body.dump(),
        {.case_id = CaseId{"c-1"}, .shop = ShopId{"s-1"}, .new_id = [] { return "n"; }});
    return parsed ? "" : parsed.error().front().field;
}

struct Row {
    std::string_view pointer;  // to what grows
    Json largest;
    Json larger;
    std::string_view named;
};

Json texts(std::size_t count, std::size_t bytes) {
    return Json(std::vector<std::string>(count, std::string(bytes, 'x')));
}

// security finding 5: a claim of 45,000 orders was taken from whoever may file one.
TEST(CommandJson, WhatIsLargerThanItsBoundsIsRefusedByName) {
    const Json allegation = claim()["allegations"][0];
    Json facts = Json::object();
    for (std::size_t i = 0; i < cases::kItemsMax; ++i) facts[std::to_string(i)] = true;
    Json more_facts = facts;
    more_facts["one more"] = true;
    const std::array rows = {
        Row{"/orders", texts(cases::kOrdersMax, 200), texts(cases::kOrdersMax + 1, 1), "orders"},
        Row{"/orders/0", std::string(200, 'x'), std::string(201, 'x'), "orders[0]"},
        Row{"/source", std::string(200, 'x'), std::string(201, 'x'), "source"},
        Row{"/title", std::string(200, 'x'), std::string(201, 'x'), "title"},
        Row{"/platform", std::string(200, 'x'), std::string(201, 'x'), "platform"},
        Row{"/person", std::string(200, 'x'), std::string(201, 'x'), "person"},
        Row{"/allegations", Json(std::vector<Json>(cases::kItemsMax, allegation)),
            Json(std::vector<Json>(cases::kItemsMax + 1, allegation)), "allegations"},
        Row{"/allegations/0/words", std::string(cases::kTextBytesMax, 'x'),
            std::string(cases::kTextBytesMax + 1, 'x'), "allegations[0].words"},
        Row{"/allegations/0/alleged", std::string(200, 'x'), std::string(201, 'x'),
            "allegations[0].alleged"},
        Row{"/allegations/0/facts", facts, more_facts, "allegations[0].facts"},
        Row{"/allegations/0/facts/effect", std::string(cases::kTextBytesMax, 'x'),
            std::string(cases::kTextBytesMax + 1, 'x'), "allegations[0].facts.effect"},
    };
    for (const Row& row : rows) {
        Json body = claim();
        body[Json::json_pointer{std::string{row.pointer}}] = row.largest;
        EXPECT_EQ(refused_field("open_claim", body), "") << row.pointer;
        body[Json::json_pointer{std::string{row.pointer}}] = row.larger;
        EXPECT_EQ(refused_field("open_claim", body), row.named) << row.pointer;
    }
}

}  // namespace
}  // namespace pingli::codec
