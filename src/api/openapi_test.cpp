#include "api/openapi.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include <nlohmann/json.hpp>

namespace pingli::api {

namespace {

using Json = nlohmann::json;

http::Response nothing(http::Request&) {
    return http::no_content();
}

// A router that has what is told of.
http::Router documented() {
    http::Router router;
    for (const RouteDoc& doc : route_docs()) router.add(doc.method, doc.path, nothing);
    return router;
}

Json document() {
    return Json::parse(openapi_document(route_docs(), "0.1"), nullptr, false);
}

void collect_references(const Json& json, std::vector<std::string>& out) {
    if (json.is_object() && json.contains("$ref")) out.push_back(json["$ref"]);
    for (const Json& child : json) {
        if (child.is_structured()) collect_references(child, out);
    }
}

}  // namespace

TEST(OpenApi, TellsOfEveryRouteAndOfNothingElse) {
    http::Router router = documented();
    EXPECT_TRUE(undocumented(router.routes(), route_docs()).empty());
    router.add(http::Method::Put, "/api/v1/surprises/{surprise}", nothing);
    EXPECT_EQ(undocumented(router.routes(), route_docs()),
              std::vector<std::string>{"PUT /api/v1/surprises/{surprise}"});
    EXPECT_EQ(undocumented(documented().routes(), route_docs().subspan(1)).size(), 1U);
}

TEST(OpenApi, RefersToWhatIsThere) {
    const Json json = document();
    ASSERT_TRUE(json.is_object());
    std::vector<std::string> references;
    collect_references(json, references);
    EXPECT_GT(references.size(), 100U);
    for (const std::string& reference : references) {
        ASSERT_TRUE(reference.starts_with("#/")) << reference;
        EXPECT_TRUE(json.contains(Json::json_pointer{reference.substr(1)})) << reference;
    }
}

TEST(OpenApi, NamesEveryOperationOnceAndEveryValueOfItsPath) {
    const Json json = document();
    std::vector<std::string> ids;
    for (const auto& [path, operations] : json["paths"].items()) {
        for (const auto& [method, operation] : operations.items()) {
            ids.push_back(operation["operationId"]);
            std::string rebuilt = path;
            for (const Json& parameter : operation["parameters"]) {
                if (parameter["in"] != "path") continue;
                const std::string name = '{' + parameter["name"].get<std::string>() + '}';
                const auto at = rebuilt.find(name);
                ASSERT_NE(at, std::string::npos) << path;
                rebuilt.erase(at, name.size());
            }
            EXPECT_EQ(rebuilt.find('{'), std::string::npos) << path;
            EXPECT_FALSE(operation["summary"].get<std::string>().empty()) << path;
        }
    }
    std::ranges::sort(ids);
    EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
    EXPECT_EQ(ids.size(), route_docs().size());
}

namespace {

// What of a body a client could make as large as it likes. `any_command` is anyOf over commands.
void find_unbounded(const Json& all, const Json& schema, const std::string& path,
                    std::vector<std::string>& out) {
    if (schema.contains("$ref")) {
        const std::string name = schema["$ref"].get<std::string>().substr(1);
        return find_unbounded(all, all[Json::json_pointer{name}], path, out);
    }
    for (const char* many : {"anyOf", "oneOf", "allOf"})
        if (schema.contains(many))
            for (const Json& one : schema[many]) find_unbounded(all, one, path, out);
    const auto is_a = [&](const char* type) {
        if (!schema.contains("type")) return false;
        const Json& types = schema["type"];
        return types == type ||
               (types.is_array() && std::ranges::find(types, Json(type)) != types.end());
    };
    const bool is_fixed = schema.contains("enum") || schema.value("format", "") == "date-time";
    if (is_a("string") && !is_fixed && !schema.contains("maxLength")) out.push_back(path);
    if (is_a("array") && !schema.contains("maxItems")) out.push_back(path + "[]");
    const bool is_open = !schema.contains("properties") ||
                         schema.value("additionalProperties", Json(false)).is_object();
    if (is_a("object") && is_open && !schema.contains("maxProperties")) out.push_back(path + "{}");
    if (schema.contains("items")) find_unbounded(all, schema["items"], path + "[]", out);
    if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
        find_unbounded(all, schema["additionalProperties"], path + "{}", out);
    if (schema.contains("properties"))
        for (const auto& [name, one] : schema["properties"].items())
            find_unbounded(all, one, path + '.' + name, out);
}

}  // namespace

// security finding 5: every list and text that a client can send has a limit.
TEST(OpenApi, BoundsEveryTextAndEveryListOfABody) {
    const Json json = document();
    std::vector<std::string> unbounded;
    std::size_t bodies = 0;
    for (const auto& [path, operations] : json["paths"].items()) {
        for (const auto& [method, operation] : operations.items()) {
            if (!operation.contains("requestBody")) continue;
            const Json& content = operation["requestBody"]["content"];
            if (!content.contains("application/json")) continue;  // streamed, under its own limit
            ++bodies;
            find_unbounded(json, content["application/json"]["schema"],
                           operation["operationId"].get<std::string>(), unbounded);
        }
    }
    EXPECT_GT(bodies, 15U);
    EXPECT_EQ(unbounded, std::vector<std::string>{});
}

TEST(OpenApi, ShowsWhatACommandTakes) {
    const Json schemas = document()["components"]["schemas"];
    const Json& claim = schemas["command.open_claim"];
    EXPECT_EQ(claim["additionalProperties"], false);
    EXPECT_TRUE(claim["properties"].contains("allegations"));
    EXPECT_FALSE(claim["properties"].contains("case_id"));
    EXPECT_EQ(claim["required"], Json::parse(R"(["perspective","title","person","allegations"])"));
    EXPECT_EQ(claim["properties"]["perspective"]["enum"], Json::parse(R"(["tracked","decided"])"));
}

}  // namespace pingli::api
